"""What is not reached yet, and what the stride leaves over, pixel by pixel: lines at 45 degrees, six pixels apart."""

import numpy as np
import pytest
from drawn_grids import shot

from cnnviz.canvas.grids.cells import FINISHED, PARTIAL, UNTOUCHED, CellLook
from cnnviz.canvas.grids.grid import GridItem
from cnnviz.canvas.palette import palette, rgb
from cnnviz.explain.number_format import NumberFormat
from cnnviz.resource import THEMES

pytestmark = pytest.mark.usefixtures("qapp")
SHAPE = (3, 4)
themes = pytest.mark.parametrize("theme", THEMES)
ratios = pytest.mark.parametrize("ratio", [1, 2])
sizes = pytest.mark.parametrize("cell", [5, 11, 13, 28, 37])


def grid(theme, cell, unread=()):
    none = np.zeros(SHAPE, bool)
    left_over = none.copy()
    left_over.flat[list(unread)] = True
    item = GridItem(CellLook(palette(theme), "signed", -1.0, 1.0, none), NumberFormat(0), left_over)
    item.set_cell(cell)
    return item


def lines(picture, theme):
    """Return which pixels are those of a hatch, and which belong to no gap between cells."""
    colours = palette(theme).cells
    return (picture == rgb(colours["hatch"])).all(2), ~(picture == rgb(colours["gap"])).all(2)


def diagonals(shape, ratio, *, crossed=False):
    down, across = np.indices(shape)
    period = (12 if crossed else 6) * ratio
    found = (down + across) % period < ratio
    return found | ((across - down) % period < ratio) if crossed else found


def show(item, progress, values=None):
    shown = np.zeros(SHAPE) if values is None else values
    item.set_values(shown, np.full(SHAPE, progress, np.int8) if np.isscalar(progress) else progress)


@themes
@ratios
@sizes
def test_what_is_not_reached_is_hatched_every_six_pixels_and_nothing_else_is_there(theme, ratio, cell):
    item = grid(theme, cell)
    show(item, UNTOUCHED)
    picture = shot(item, ratio)
    hatched, inner = lines(picture, theme)
    np.testing.assert_array_equal(hatched[inner], diagonals(hatched.shape, ratio)[inner])
    empty = (picture == rgb(palette(theme).cells["empty"])).all(2)
    assert (hatched | empty | ~inner).all()  # no pixel is half a line


@themes
@ratios
@sizes
def test_what_the_stride_leaves_over_is_cross_hatched_over_its_own_colour(theme, ratio, cell):
    item = grid(theme, cell, range(12))
    show(item, FINISHED, np.full(SHAPE, np.nan))
    picture = shot(item, ratio)
    hatched, inner = lines(picture, theme)
    expected = diagonals(hatched.shape, ratio, crossed=True)
    ground = (picture == rgb(palette(theme).cells["nan"])).all(2)
    assert (hatched <= expected)[inner].all()
    assert not (ground & expected & inner).any()
    if cell < 12:  # without digits, which stand over the lines
        np.testing.assert_array_equal(hatched[inner], expected[inner])


@themes
@sizes
def test_lines_go_on_from_cell_to_cell_however_the_cells_were_painted(theme, cell):
    """Cells that are left one by one, in any order, leave the lines of the others where they were."""
    once, bit_by_bit = grid(theme, cell), grid(theme, cell)
    progress = np.zeros(SHAPE, np.int8)
    shot(bit_by_bit)
    for place in (5, 0, 11, 6):
        progress.flat[place] = FINISHED
        show(bit_by_bit, progress.copy())
        shot(bit_by_bit)
    progress.flat[5] = UNTOUCHED
    for item in (once, bit_by_bit):
        show(item, progress.copy())
    np.testing.assert_array_equal(shot(once), shot(bit_by_bit))


@themes
def test_four_states_of_a_zero_are_told_apart(theme):
    """Not reached, left over, more to come, finished: every two differ in many pixels, not in a shade alone.

    Where signs have shapes, more to come is a ring.
    """
    seen = {}
    for name, progress, unread in (
        ("waiting", UNTOUCHED, ()),
        ("left over", UNTOUCHED, range(12)),
        ("partly", PARTIAL, ()),
        ("finished", FINISHED, ()),
    ):
        item = grid(theme, 36, unread)
        show(item, progress)
        seen[name] = shot(item).astype(int)
    for one in seen:
        for other in seen:
            differing = (seen[one] != seen[other]).any(2).mean()
            ringed = palette(theme).signs and {one, other} == {"partly", "finished"}
            assert one == other or differing > (0.02 if ringed else 0.1), (one, other)


@themes
def test_a_cell_that_is_left_over_shows_its_zero_from_the_start(theme):
    item = grid(theme, 36, [0])
    show(item, UNTOUCHED)
    picture = shot(item)
    ground = rgb(palette(theme).cells["empty"])
    ink = (picture[:35, :35] != ground).any(2) & ~lines(picture[:35, :35], theme)[0]
    waiting = (picture[:35, 36:71] != ground).any(2) & ~lines(picture[:35, 36:71], theme)[0]
    assert ink.sum() > 20
    assert not waiting.any()
