"""The weights of units as the maps that come in: forward those of the unit in hand, back one place of every unit."""

import re
from itertools import pairwise

import numpy as np
import pytest
from PyQt5.QtWidgets import QGraphicsSimpleTextItem
from run_catalogue import convolved, image

from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import Flatten, MaxPooling, linear_layer
from cnnviz.experiment.loss import Loss
from cnnviz.explain import why
from cnnviz.explain.hovering import hover_note
from cnnviz.explain.naming import place_in_maps
from cnnviz.gallery.classifier import classifier
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position
from cnnviz.trace.steps import Cell

ROOMS = ((645, 377), (912, 487), (1341, 583))
"""Of the stage in windows of 1024x700 to 1440x900, with the set-up beside it and without."""
SIDE, MAPS, UNITS = 8, 2, 3


def network(units=UNITS, loss="cross_entropy"):
    """Return a classifier whose units have more weights than a lens writes out: two maps of 8 by 8."""
    size = 2 * SIDE, 2 * SIDE
    layers = (convolved(1, MAPS, size=size), MaxPooling(), Flatten(), linear_layer(SIDE**2 * MAPS, units))
    return Experiment((image(1, size),), layers, "", Loss(loss, labels=(1,)))


@pytest.fixture(scope="module")
def runs():
    return {loss: run_of(network(loss=loss)) for loss in ("cross_entropy", "sum")}


def frame_of(run, kind, step):
    number = next(n for n, chapter in enumerate(run.chapters) if chapter.kind is kind)
    return Frame(run, Position(number, step))


def planes_of(scene, array):
    return [plane for plane in scene.plan.planes if plane.array == array and plane.chapter is None]


def as_maps(numbers):
    return [numbers.reshape(SIDE, SIDE, MAPS)[..., k] for k in range(MAPS)]


@pytest.mark.some(2)
@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("loss", ["cross_entropy", "sum"])
def test_the_weights_of_the_unit_in_hand_stand_under_the_maps_that_they_weigh(new_stage, runs, loss, room):
    stage, seen = new_stage(*room), []
    for unit in range(UNITS):
        frame = frame_of(runs[loss], ChapterKind.LINEAR, unit)
        stage.set_frame(frame)
        scene = stage.scene()
        given, weights = planes_of(scene, "x"), planes_of(scene, "weight")
        shown = [scene.grids[plane.key] for plane in weights]
        for grid, expected in zip(shown, as_maps(frame.arrays["weight"][:, unit]), strict=True):
            assert (grid.values == expected).all()
        for one, other in zip(given, weights, strict=True):
            above, below = scene.grids[one.key], scene.grids[other.key]
            assert (above.x(), above.cell) == (below.x(), below.cell)
            assert above.y() < below.y()
        assert scene.lens.cell >= 28
        assert all(scene.rects([cell]) for cell in frame.step.cells if cell.array == "weight")
        seen.append([scene.grids[plane.key].scenePos() for plane in (*given, *weights)])
    assert seen == [seen[0]] * UNITS  # nothing jumps from one unit to the next


def test_few_weights_are_in_the_lens_alone(new_stage):
    layers = (convolved(1, 2), MaxPooling(), Flatten(), linear_layer(18, 3))
    run = run_of(Experiment((image(),), layers, "", Loss("cross_entropy", labels=(1,))))
    stage = new_stage(*ROOMS[1])
    stage.set_frame(frame_of(run, ChapterKind.LINEAR, 1))
    assert not planes_of(stage.scene(), "weight")
    assert "W₂" in texts(stage.scene())


def texts(scene):
    return {item.text() for item in scene.items() if isinstance(item, QGraphicsSimpleTextItem)}


@pytest.mark.parametrize("room", ROOMS)
def test_back_to_the_input_one_place_of_every_unit_is_read_and_the_lens_calls_it_transposed(
    new_stage, runs, room
):
    stage, at = new_stage(*room), 77
    frame = frame_of(runs["cross_entropy"], ChapterKind.LINEAR_INPUT, at)
    stage.set_frame(frame)
    scene = stage.scene()
    rows = {unit: [p for p in planes_of(scene, "weight") if p.fixed == (None, unit)] for unit in range(UNITS)}
    lefts = set()
    for unit, planes in rows.items():
        for plane, expected in zip(planes, as_maps(frame.arrays["weight"][:, unit]), strict=True):
            assert (scene.grids[plane.key].values == expected).all()
        lens, grid = scene.rects([Cell("weight", (at, unit))])[::-1][:2]
        assert scene.lens.rect.contains(lens)
        lefts.add(grid.left())
    assert len(lefts) == 1  # a column of the picture of which the way forward reads a row
    assert "W₂ᵀ" in texts(scene)
    assert "W₂ᵀ" not in texts_at(stage, frame_of(runs["cross_entropy"], ChapterKind.LINEAR, 1))
    made = [p.of(frame.arrays["dx"]) for p in planes_of(scene, "dx")]
    for shown, expected in zip(made, as_maps(frame.arrays["dx"][0]), strict=True):
        assert np.array_equal(shown, expected)


def texts_at(stage, frame):
    stage.set_frame(frame)
    return texts(stage.scene())


def test_where_the_lens_is_beneath_the_weights_the_gradient_of_what_comes_in_has_all_the_height(new_stage):
    stage = new_stage(901, 427)
    stage.set_frame(frame_of(run_of(classifier()), ChapterKind.LINEAR_INPUT, 32))
    scene = stage.scene()
    weights, written = (
        [scene.grids[plane.key] for plane in planes_of(scene, name)] for name in ("weight", "dx")
    )
    lens = scene.lens.rect
    assert lens.top() > max(grid.sceneBoundingRect().bottom() for grid in weights)
    assert lens.right() < min(grid.x() for grid in written)
    assert max(grid.sceneBoundingRect().bottom() for grid in written) > lens.top()
    assert {grid.cell for grid in written} == {36}
    ends = [max(corner.x() for corner in corners) for corners in scene.connectors]
    assert any(lens.right() < x < min(grid.x() for grid in written) for x in ends)


@pytest.mark.parametrize("units", [3, 10])
def test_the_gradients_of_weights_lie_as_the_maps_do(new_stage, units):
    run = run_of(network(units))
    stage = new_stage(*ROOMS[1])
    stage.set_frame(frame_of(run, ChapterKind.LINEAR_WEIGHT, units * 77 + 1))
    scene = stage.scene()
    finished = scene.frame.chapter.arrays["dweight"]
    planes = planes_of(scene, "dweight")
    assert len(planes) == units * MAPS
    for number, plane in enumerate(planes):
        unit, k = divmod(number, MAPS)
        assert np.array_equal(plane.of(finished), as_maps(finished[:, unit])[k])
    (written,) = scene.frame.step.writes
    assert written == Cell("dweight", (77, 1))
    assert scene.rects([written])


def test_it_is_said_where_a_number_of_a_list_was_in_the_image(new_stage, runs):
    run = runs["cross_entropy"]
    flat = frame_of(run, ChapterKind.FLATTEN, 77)
    image_cell, list_cell = Cell("x", (0, 4, 6, 1)), Cell("y", (0, 77))
    assert {image_cell, list_cell} == flat.step.cells
    assert place_in_maps(list_cell, flat.chapter) == "map 1, row 4, column 6"
    assert place_in_maps(image_cell, flat.chapter) == ""
    assert hover_note(flat, list_cell).summary.startswith("map 1, row 4, column 6 · ")
    linear = frame_of(run, ChapterKind.LINEAR, 0)
    for cell in (Cell("x", (0, 77)), Cell("weight", (77, 2))):
        assert place_in_maps(cell, linear.chapter) == "map 1, row 4, column 6"
    back = frame_of(run, ChapterKind.FLATTEN_BACK, 77)
    assert place_in_maps(Cell("dy", (0, 77)), back.chapter) == "map 1, row 4, column 6"
    stage = new_stage(*ROOMS[2])
    stage.set_frame(flat)
    assert f"row by row, {MAPS} channels each · {SIDE**2 * MAPS}" in texts(stage.scene())


def test_why_it_is_transposed_is_told_as_it_lies_there(runs):
    """Of the picture a unit has a row, of W[input, unit] a column: words of either would be wrong about the other."""
    frame = frame_of(runs["cross_entropy"], ChapterKind.LINEAR_INPUT, 77)
    (said,) = re.findall(r"Why transposed\?.*transposed\.", str(why(frame)))
    assert not re.search(r"\b(rows?|columns?)\b", said)
    assert {cell.index[0] for cell in frame.step.cells if cell.array == "weight"} == {77}
    assert "one weight of each, in the same place: the input stays" in said


def test_in_an_update_the_weights_of_each_unit_are_the_maps_that_they_weigh(new_stage, runs):
    stage = new_stage(1341, 583)
    run = runs["cross_entropy"]
    (number,) = (
        n for n, c in enumerate(run.chapters) if "weight_new" in c.arrays and c.info["weight"].weighs
    )
    frame = Frame(run, Position(number, 5))
    stage.set_frame(frame)
    scene = stage.scene()
    for name in ("weight", "dweight", "weight_new"):
        array, planes = frame.chapter.arrays[name], planes_of(scene, name)
        assert len(planes) == UNITS * MAPS
        for at, plane in enumerate(planes):
            expected = as_maps(array[:, at // MAPS])[at % MAPS]
            assert np.array_equal(plane.of(array), expected), plane.key
        assert [bool(plane.title) for plane in planes] == [True] + [False] * (UNITS * MAPS - 1)
    assert [p.label for p in planes_of(scene, "weight") if p.label] == [f"unit {k}" for k in range(UNITS)]
    for at in range(UNITS):  # signs stand between the last map of one and the first of the next
        line = [planes_of(scene, name)[at * MAPS : (at + 1) * MAPS] for name in ("weight", "dweight")]
        assert scene.plan.signs[2 * at].between == (line[0][-1].key, line[1][0].key)


@pytest.mark.parametrize("room", [(655, 395), (905, 395), (1181, 427)])
def test_the_maps_of_all_units_that_are_updated_stand_beneath_each_other(new_stage, room):
    """What an array is called may be longer than a map is wide: it goes on over the next one."""
    run = run_of(classifier())
    number, chapter = next((n, c) for n, c in enumerate(run.chapters) if c.key == "update_weight.2")
    stage = new_stage(*room)
    stage.set_frame(Frame(run, Position(number, 3)))
    scene = stage.scene()
    lefts = {}
    for plane in scene.plan.large:
        grid = scene.grids[plane.key]
        lefts.setdefault((plane.array, plane.fixed[1]), []).append(grid.pos().x())
    assert len(lefts) == 3 * chapter.arrays["weight"].shape[1]
    for array in ("weight", "dweight", "weight_new"):
        rows = {tuple(sorted(xs)) for (name, _), xs in lefts.items() if name == array}
        assert len(rows) == 1
        (row,) = rows
        assert len({right - left for left, right in pairwise(row)}) == 1
