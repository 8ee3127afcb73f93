"""While another channel comes into hand, the grids that stay are kept, and the picture is the same as if made anew."""

import pytest
from PyQt5.QtCore import Qt
from run_catalogue import WAYS, experiments

from cnnviz.canvas.palette import palette
from cnnviz.canvas.stage import Stage
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position


def stage(qtbot, frame):
    made = Stage(palette("light"))
    qtbot.addWidget(made)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.resize(900, 420)
    made.set_frame(frame)
    made.show()
    return made


def items(made):
    return set(map(id, made.scene().grids.values()))


@pytest.mark.parametrize(
    ("way", "key"),
    [
        ("window by window", "scatter"),
        ("cell by cell", "gather"),
        ("turned", "full"),
        ("all filters", "convolve"),
        ("all filters", "accumulate"),
        ("all filters", "max_pool"),
        ("all filters", "max_pool_back"),
        ("window by window", "update_weight"),
    ],
)
def test_going_on_shows_the_same_as_arriving(qtbot, way, key):
    run = run_of(experiments()["classifier"], WAYS[way])
    chapter = [chapter.key for chapter in run.chapters].index(key)
    first, last = 3, min(12, len(run.chapters[chapter].trace) - 1)
    walked = stage(qtbot, Frame(run, Position(chapter, first)))
    walked.viewport().grab()
    for step in range(first, last + 1):
        walked.set_frame(Frame(run, Position(chapter, step)))
    arrived = stage(qtbot, Frame(run, Position(chapter, last)))
    assert walked.viewport().grab().toImage() == arrived.viewport().grab().toImage()


def test_the_grids_that_stay_are_kept_and_those_of_another_chapter_are_not(qtbot):
    run = run_of(experiments()["classifier"], WAYS["turned"])
    keys = [chapter.key for chapter in run.chapters]
    full = keys.index("full")
    made = stage(qtbot, Frame(run, Position(full, 0)))
    before = items(made)
    made.set_frame(Frame(run, Position(full, 1)))
    assert Frame(run, Position(full, 0)).focus != Frame(run, Position(full, 1)).focus
    assert len(items(made) & before) == 3  # the filters' spread gradients
    held = list(made.scene().grids.values())  # alive, so that no new grid can have an old one's address
    made.set_palette(palette("dark"))
    assert not items(made) & set(map(id, held))
    held = list(made.scene().grids.values())
    made.set_frame(Frame(run, Position(keys.index("crop"), 0)))
    assert not items(made) & set(map(id, held))
