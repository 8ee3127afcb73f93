"""What one step means is said as it is in the chapter in hand, in a box that does not change its width."""

import numpy as np
import pytest
from PyQt5.QtWidgets import QComboBox

from cnnviz.experiment.convolution import convolution
from cnnviz.experiment.layers import Flatten
from cnnviz.experiment.windows import Window
from cnnviz.run.timeline import Grain, Position

WORDS = {6: "a cell", 20: "a row at once", 60: "all at once"}
VISITED = {
    "convolve": "a window",
    "activate": "a cell",
    "max_pool": "a window",
    "linear": "a unit",
    "loss": "an output",
    "upstream": "an output",
    "max_pool_back": "a window",
    "linear_weight": "a weight",
    "linear_input": "an input",
    "accumulate": "a window",
    "scatter": "a window",
    "update_weight": "a weight",
    "update_bias": "a bias",
}


@pytest.mark.some(1)
@pytest.mark.parametrize("side", WORDS)
def test_the_list_tells_what_next_does(window, side):
    session, box = window.session, window.findChild(QComboBox, "grain")
    experiment = session.experiment.with_image(np.ones((side, side, 1)), "an image")
    padded = convolution(Window((3, 3), padding="same"), 1, 1)
    session.edit(experiment.with_layers((padded, Flatten())), "padded")
    width, row = box.sizeHint().width(), box.findData(Grain.STEP)
    assert row == box.currentIndex()
    for number, chapter in enumerate(session.timeline.chapters):
        session.seek(Position(number, 0))
        if chapter.key in ("pad", "crop"):
            assert box.currentText() == WORDS[side]
        assert box.sizeHint().width() == width
        assert session.grain is Grain.STEP


def test_next_goes_as_far_as_is_said(window):
    session, box = window.session, window.findChild(QComboBox, "grain")
    layers = (convolution(Window((3, 3), padding="same"), 1, 1),)
    for side, gone in ((6, 1), (20, 22)):
        image = np.ones((side, side, 1))
        session.edit(session.experiment.with_image(image, "an image").with_layers(layers), "padded")
        session.seek(Position(0, gone - 1))
        assert box.currentText() == WORDS[side]
        session.move(1)
        assert session.position == Position(0, 2 * gone - 1)


@pytest.mark.some(1)
@pytest.mark.parametrize("example", ["grey", "flat"])
def test_a_step_is_called_by_what_it_goes_over(opened, example):
    window = opened(example)
    box, met = window.findChild(QComboBox, "grain"), set()
    for number, chapter in enumerate(window.session.timeline.chapters):
        window.session.seek(Position(number, 0))
        if chapter.natural == 1 and chapter.key in VISITED:
            assert box.currentText() == VISITED[chapter.key]
            met.add(chapter.key)
    assert len(met) > 6
