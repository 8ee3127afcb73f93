"""While another channel comes into hand, the grids that stay are kept, and the picture is the same as if made anew."""

from dataclasses import replace

import pytest
from PyQt5.QtCore import Qt
from run_catalogue import WAYS, experiments

from cnnviz.canvas.grids.grid import GridItem
from cnnviz.canvas.palette import palette
from cnnviz.canvas.stage import Stage
from cnnviz.canvas.staging import plane_items
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


@pytest.mark.some(3)
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


def in_chapter(way, key, experiment="classifier"):
    run = run_of(experiments()[experiment], WAYS[way])
    chapter = [chapter.key for chapter in run.chapters].index(key)
    return [Frame(run, Position(chapter, step)) for step in range(len(run.chapters[chapter].trace))]


def test_what_was_in_hand_comes_back_with_its_grids_and_the_lens_stays(qtbot):
    frames = in_chapter("window by window", "scatter")
    made = stage(qtbot, frames[0])
    scene, first = made.scene(), items(made)
    lens = [id(grid) for grid in scene.lens.face.grids.values()]
    again = next(at for at, frame in enumerate(frames[1:], 1) if frame.focus == frames[0].focus)
    assert again > 1
    for frame in frames[1:again]:
        made.set_frame(frame)
        assert items(made) != first
        assert {grid for grid in scene.items() if grid.isVisible()} >= {*scene.grids.values()}
    made.set_frame(frames[again])
    assert items(made) == first
    assert made.scene() is scene
    assert [id(grid) for grid in scene.lens.face.grids.values()] == lens


def test_going_round_twice_and_back_shows_the_same_as_arriving(qtbot):
    frames = in_chapter("window by window", "scatter")
    walked = stage(qtbot, frames[0])
    for frame in (*frames[:9], *frames[9:3:-1], frames[20]):
        walked.set_frame(frame)
        walked.viewport().grab()
    assert walked.viewport().grab().toImage() == stage(qtbot, frames[20]).viewport().grab().toImage()


def test_what_is_not_in_hand_is_kept_as_long_as_it_is_not_much(qtbot, monkeypatch):
    frames = in_chapter("window by window", "scatter")
    made = stage(qtbot, frames[0])
    made.set_frame(frames[1])
    many = len(made.scene().items())
    monkeypatch.setattr(plane_items, "MOST", 0)
    made.set_frame(frames[2])
    assert len(made.scene().items()) < many
    held = list(made.scene().grids.values())
    assert [grid for grid in made.scene().items() if isinstance(grid, GridItem) and grid.isVisible()]
    assert all(grid.scene() is made.scene() for grid in held)


def test_an_edit_forgets_the_numbers_of_what_is_not_in_hand(qtbot):
    frames = in_chapter("window by window", "scatter")
    made = stage(qtbot, frames[0])
    made.set_frame(frames[1])
    experiment = experiments()["classifier"]
    layer = experiment.layers[0]
    weight = layer.weight.copy()
    weight[0, 0] += 1
    run = run_of(experiment.with_layer(0, replace(layer, weight=weight)), WAYS["window by window"])
    made.set_frame(Frame(run, frames[1].position))
    made.set_frame(Frame(run, frames[0].position))
    arrived = stage(qtbot, Frame(run, frames[0].position))
    assert made.viewport().grab().toImage() == arrived.viewport().grab().toImage()
