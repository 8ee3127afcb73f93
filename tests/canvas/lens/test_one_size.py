"""The single numbers of one sum are written as large as each other, whatever stands in their arrays."""

from collections import defaultdict

import numpy as np
import pytest
from PyQt5.QtGui import QImage, QPainter
from PyQt5.QtWidgets import QStyleOptionGraphicsItem
from run_catalogue import convolved, image

from cnnviz.canvas.grids.cells import FINISHED, CellLook, limits
from cnnviz.canvas.lens.numbers import NumberGrid
from cnnviz.canvas.lens.slots import Part
from cnnviz.canvas.palette import palette
from cnnviz.experiment.document import Experiment
from cnnviz.explain.number_format import format_of
from cnnviz.explain.numbers import wide
from cnnviz.gallery.first_example import first_example
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position

ROOM = 1184, 427


def singles(scene):
    """Return how large the digits of single numbers are, by their working and what they are."""
    found = defaultdict(dict)
    for put, grid in scene.lens.face.grids.items():
        if put.width == put.cell == put.height:
            digits = grid.typography(grid.cell)
            found[put.node.slot.working][put.node.slot.part] = (
                None if digits is None else digits.glyphs.pixels
            )
    return found


@pytest.mark.parametrize("decimals", [0, 3])
def test_sum_bias_and_result_have_one_size(new_stage, decimals):
    stage = new_stage(*ROOM)
    run = run_of(first_example())
    stage.set_frame(Frame(run, Position(1, 27), decimals))
    (found,) = singles(stage.scene()).values()
    assert {Part.TOTAL, Part.SINGLE, Part.RESULT} <= found.keys()
    assert len({*found.values()} - {None}) == 1


def test_in_every_chapter_those_of_a_working_have_one_size(new_stage):
    stage = new_stage(*ROOM)
    run = run_of(Experiment((image(2),), (convolved(2, 2),)))
    for number, chapter in enumerate(run.chapters):
        stage.set_frame(Frame(run, Position(number, len(chapter.trace) // 2), 3))
        for found in singles(stage.scene()).values():
            assert len({*found.values()} - {None}) <= 1, chapter.key


def look_of(number):
    """Return how an array of one number looks."""
    values, inside = np.array([[number]]), np.zeros((1, 1), bool)
    look = CellLook(palette("light"), "signed", *limits(values, "signed"), inside, wide(values))
    return look, format_of(values), inside


def painted(grid):
    image, option = QImage(48, 48, QImage.Format.Format_RGB32), QStyleOptionGraphicsItem()
    option.exposedRect = grid.boundingRect()
    painter = QPainter(image)
    grid.paint(painter, option)
    painter.end()
    return image


def test_where_one_gets_longer_numbers_the_others_are_written_anew(qapp):
    one, other = (NumberGrid(*look_of(3.0)) for _ in range(2))
    one.read_with, other.read_with = [other], [one]
    for grid in (one, other):
        grid.set_cell(48)
        grid.set_values(np.array([[3.0]]), np.array([[FINISHED]], np.int8))
    before = painted(one)
    other.set_look(*look_of(-1234.75))
    assert painted(one) != before
    other.set_look(*look_of(3.0))
    assert painted(one) == before
