"""Beneath each number of a running sum stands its term, as near as its neighbours leave, or every other one lower."""

import numpy as np
import pytest
from PyQt5.QtWidgets import QGraphicsSimpleTextItem
from run_catalogue import WAYS

from cnnviz.canvas.lens.slots import Part
from cnnviz.canvas.lens.ways.captions import Row, all_of, some_of
from cnnviz.experiment.kernels.operations import initialised
from cnnviz.explain.sums.terms import term_text
from cnnviz.gallery.examples import FIRST
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position

THREE = Row(0, 30, 3)
ROOMS = [(1300, 600), (912, 428), (656, 440)]


def test_a_long_one_has_room_of_both_its_neighbours():
    assert all_of([20, 40, 20], THREE, 1, 2) == [3, 25, 67]
    assert all_of([20, 20, 20], THREE, 1, 2) == [5, 35, 65]


def test_what_would_stand_far_from_its_cell_stands_in_two_lines():
    assert all_of([40, 40, 2], THREE, 1, 2) is None
    assert all_of([40, 40, 2], THREE, 2, 2) == [0, 25, 74]


def test_what_has_no_room_is_left_out_but_for_one():
    assert all_of([70, 50, 20], THREE, 2, 2) is None
    assert some_of([70, 50, 20], THREE, 1, 2) == [None, 20, None]
    assert some_of([20, 50, 20], THREE, 2, 2) == [5, None, 65]


def shown(stage, frame):
    """Return the terms that stand beneath the running sum, with their places."""
    stage.set_frame(frame)
    face = stage.scene().lens.face
    (row,) = (grid for put, grid in face.grids.items() if put.node.slot.part is Part.RUNNING)
    under = row.sceneBoundingRect().adjusted(-1, row.boundingRect().height(), 1, 30)
    items = [item for item in stage.scene().items() if isinstance(item, QGraphicsSimpleTextItem)]
    items = [item for item in items if item.isVisible() and item.text()]
    found = [(item.text(), item.sceneBoundingRect()) for item in items]
    return [(text, rect) for text, rect in found if under.contains(rect)], row.sceneBoundingRect(), row.cell


def check(stage, run, step):
    (chapter,) = (k for k, one in enumerate(run.chapters) if one.key == "convolve")
    for term in (1, 6, None):
        frame = Frame(run, Position(chapter, step, term), by_terms=True)
        found, row, cell = shown(stage, frame)
        update = frame.step.updates[0]
        terms = [term_text(at, update, frame) for at in range(len(update.terms))]
        assert sorted(text for text, _ in found) == sorted(terms)
        for at, (text, rect) in enumerate(found):
            assert not any(rect.adjusted(2, 2, -2, -2).intersects(other) for _, other in found[at + 1 :])
            cells = [k for k, one in enumerate(terms) if one == text]
            assert any(abs(rect.center().x() - row.left() - (k + 0.5) * cell) <= cell / 2 for k in cells)


@pytest.mark.parametrize("room", ROOMS)
def test_all_terms_of_the_example_stand_beneath_their_sums(new_stage, room):
    stage, run = new_stage(*room), run_of(FIRST.make(), WAYS["window by window"])
    for step in (27, 28):
        check(stage, run, step)


@pytest.mark.parametrize("room", ROOMS)
def test_terms_with_two_decimals_do_too(new_stage, room):
    experiment = FIRST.make()
    layer = initialised(experiment.layers[0], "he", 1, [0])
    assert np.any(layer.weight != experiment.layers[0].weight)
    check(new_stage(*room), run_of(experiment.with_layer(0, layer), WAYS["window by window"]), 27)
