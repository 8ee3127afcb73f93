"""Each tool draws, at one go, what a person means by it."""

from itertools import pairwise

import numpy as np
import pytest

from cnnviz.experiment.drawing.painting import line, rectangle
from cnnviz.experiment.drawing.strokes import Stroke, Tool

BEFORE = np.full((6, 6, 1), 0.25)


def led(tool, *cells, value=1.0, size=1):
    """Return what a stroke through some cells makes of the image."""
    stroke = Stroke(tool, value, size, BEFORE, cells[0], 0)
    image = stroke.drawn(BEFORE, cells[0], cells[0])
    for last, cell in pairwise(cells):
        image = stroke.drawn(image, last, cell)
    return image[:, :, 0]


def where(*parts):
    result = np.full((6, 6), 0.25)
    for cells in parts:
        result[tuple(cells.T)] = 1
    return result


@pytest.mark.parametrize("tool", [Tool.BRUSH, Tool.ERASER])
def test_a_brush_leaves_its_whole_way(tool):
    way = line((0, 0), (0, 5)), line((0, 5), (5, 5))
    assert np.array_equal(led(tool, (0, 0), (0, 5), (5, 5)), where(*way))


def test_a_line_is_straight_from_its_start_to_where_it_ends():
    assert np.array_equal(led(Tool.LINE, (0, 0), (0, 5), (5, 5)), where(line((0, 0), (5, 5))))


def test_a_rectangle_forgets_the_corners_that_it_had_on_the_way():
    assert np.array_equal(led(Tool.RECTANGLE, (1, 1), (5, 5), (3, 4)), where(rectangle((1, 1), (3, 4))))


def test_fill_stays_where_it_was_begun():
    image = led(Tool.FILL, (0, 0), (3, 3))
    assert (image == 1).all()


def test_a_wide_line_is_as_wide_as_the_brush():
    assert (led(Tool.LINE, (2, 0), (2, 5), size=2)[2:4] == 1).all()


def test_no_tool_changes_the_image_it_is_given():
    for tool in Tool:
        led(tool, (0, 0), (5, 5))
    assert (BEFORE == 0.25).all()
