"""How fast the window is: `python -m pytest tests/benchmarks/test_window.py -q -s`.

Offscreen or, with QT_QPA_PLATFORM=xcb, under `xvfb-run -s "-screen 0 1680x1100x24"`.
"""

from dataclasses import replace
from itertools import count

import numpy as np
import pytest
from measured_ratios import in_turns
from measured_windows import Blank, Numbers, Ready, both_ways, painted, three_grids, whole_network

BLANK = "blank repaints of such a window"
NUMBERS = "paintings of two hundred numbers"
READY = "paintings of its grids from ready pixmaps"
ENGINE = "the engine's forward and backward"
STEP = "steps"


@pytest.fixture
def beside(qtbot):
    """Return the bare windows beside one that is measured, as yardsticks."""

    def windows(window):
        blank, ready = Blank(), Ready(window)
        qtbot.addWidget(blank)
        qtbot.addWidget(ready)
        return {BLANK: blank.repaint_all, READY: ready.repaint_all}

    return windows


def test_step_to_painted(measured, opened, beside):
    window = opened(three_grids())
    step = {"step to painted": painted(lambda: window.session.move(1))}
    works = {**step, NUMBERS: Numbers().paint_all, **beside(window)}
    measured.compare(lambda: in_turns(works, 300), goals={BLANK: 12}, told=(BLANK, READY))


@pytest.mark.parametrize("where", ["the convolution", "all chapters"])
def test_scrub_at_random(measured, opened, where):
    session = opened(three_grids()).session
    random, timeline = np.random.default_rng(0), session.timeline
    start, end = 0, len(timeline)
    if where == "the convolution":
        start, end = timeline.starts[session.position.chapter : session.position.chapter + 2]
    works = {
        f"random scrub over {where}": painted(
            lambda: session.seek(timeline.at(int(random.integers(start, end))))
        ),
        STEP: painted(lambda: session.move(1)),
    }
    measured.compare(lambda: in_turns(works, 300), goals={STEP: 2})


def edit_pixel(session, numbers):
    """Return what changes a pixel, another one each time."""

    def edit():
        image = session.experiment.image.copy()
        image[next(numbers) % len(image), 5, 0] = (next(numbers) % 10) / 10
        session.edit(session.experiment.with_image(image, "photo"), "pixel")

    return edit


def edit_kernel(session, numbers):
    """Return what changes a cell of a kernel."""

    def edit():
        layer = session.experiment.layers[0]
        weight = layer.weight.copy()
        weight[1, 1, 0, 0] = next(numbers) % 7
        changed = replace(layer, weight=weight, names=("", *layer.names[1:]))
        session.edit(session.experiment.with_layer(0, changed), "kernel")

    return edit


@pytest.mark.parametrize(
    ("name", "edit"), [("edit a pixel", edit_pixel), ("edit a kernel cell", edit_kernel)]
)
@pytest.mark.parametrize(("side", "channels", "filters"), [(28, 1, 4), (64, 3, 8)])
def test_edit_to_painted(measured, opened, name, edit, side, channels, filters):
    experiment = whole_network(side, channels, filters)
    session = opened(experiment).session
    works = {
        f"{name}, {side}x{side}x{channels}, {filters} filters": painted(edit(session, count())),
        ENGINE: both_ways(experiment),
        STEP: painted(lambda: session.move(1)),
    }
    measured.compare(lambda: in_turns(works, 150), goals={ENGINE: 25, STEP: 2})


def test_draw_on_the_pad(measured, opened):
    from pad_tools import drag

    experiment, numbers = whole_network(), count()
    window = opened(experiment)
    window.setup.open("image")
    card = window.setup.image

    def draw():
        number = next(numbers)
        card.brush.set_value(number % 10 / 10)
        drag(card.pad, (number % 28, number // 28 % 28))

    works = {"draw a cell": painted(draw), ENGINE: both_ways(experiment)}
    measured.compare(lambda: in_turns(works, 150), goals={ENGINE: 25})


@pytest.mark.parametrize("key", ["max_pool_back", "scatter"])
def test_edit_a_pixel_while_a_chapter_of_the_way_back_is_shown(measured, opened, key):
    experiment = whole_network()
    session = opened(experiment, key, 100).session
    works = {
        f"edit a pixel, {key} shown": painted(edit_pixel(session, count())),
        ENGINE: both_ways(experiment),
    }
    measured.compare(lambda: in_turns(works, 150))
