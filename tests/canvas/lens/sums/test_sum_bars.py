"""The sums of a list's maps are drawn as bars as well, where no number of the lens becomes smaller for it."""

import numpy as np
import pytest
from run_catalogue import WAYS, experiments
from seen_pixels import pixels_of

from cnnviz.canvas.lens.lettering.bar_text import BarItem
from cnnviz.canvas.palette import palette
from cnnviz.canvas.stage import Stage
from cnnviz.explain.lenses.lens import lens
from cnnviz.explain.number_format import format_in
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position

COLOURS = palette("light")


@pytest.fixture(scope="module")
def run():
    return run_of(experiments()["classifier"], WAYS["window by window"])


@pytest.fixture
def stage(qtbot):
    made = Stage(COLOURS)
    qtbot.addWidget(made)
    made.resize(1600, 900)
    return made


def bars(stage):
    items = [item for item in stage.scene().items() if isinstance(item, BarItem) and item.isVisible()]
    return sorted(items, key=lambda item: (item.sceneBoundingRect().y(), item.sceneBoundingRect().x()))


def at(run, kind, step, term=None):
    kinds = [chapter.kind for chapter in run.chapters]
    return Frame(run, Position(kinds.index(kind), step, term))


def test_a_bar_is_as_long_as_its_sum_beside_the_largest_one(stage, run):
    signs = set()
    for step in range(3):
        frame = at(run, ChapterKind.LINEAR, step)
        stage.set_frame(frame)
        sums = [group.total.value for group in lens(frame)[0].groups]
        assert [bar.share for bar in bars(stage)] == pytest.approx(
            [one / max(map(abs, sums)) for one in sums]
        )
        form = format_in(frame.chapter, "y", frame.decimals)
        assert {bar.end for bar in bars(stage)} == {form.text(max(map(abs, sums)))}
        picture = pixels_of(stage.grab().toImage())
        for bar in bars(stage):
            place = stage.mapFromScene(bar.sceneBoundingRect()).boundingRect()
            row, middle = picture[place.top() + 9], place.left() + place.width() // 2
            sides = (-1, 1, row[middle : place.right()]), (0, -1, row[place.left() : middle])
            for end, sign, side in sides:
                long = int((side == COLOURS.maps["signed"][end]).all(axis=1).sum())
                wanted = max(bar.share * sign, 0) * (place.width() / 2 - 4)
                assert long == pytest.approx(wanted, abs=2)
            signs.add(np.sign(bar.share))
    assert signs == {1, -1}


def test_a_sum_that_is_not_whole_has_no_bar_yet(stage, run):
    stage.set_frame(at(run, ChapterKind.LINEAR, 1, 2))
    assert all((bar.share, bar.end) == (0, "") for bar in bars(stage))


@pytest.mark.parametrize("kind", [ChapterKind.CONVOLVE, ChapterKind.CROSS_ENTROPY])
def test_what_is_no_list_of_maps_has_none(stage, run, kind):
    stage.set_frame(at(run, kind, 1))
    assert not bars(stage)
