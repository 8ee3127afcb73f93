"""A grid that is brought up to date step by step looks like one that was drawn at once."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PyQt5.QtCore import QPointF, QRectF
from PyQt5.QtGui import QImage, QPainter
from PyQt5.QtWidgets import QGraphicsScene
from seen_pixels import pixels_of

from cnnviz.canvas.grids.cells import FINISHED, CellLook, limits
from cnnviz.canvas.grids.grid import GridItem
from cnnviz.canvas.grids.thumbnail import as_image
from cnnviz.canvas.palette import palette
from cnnviz.explain.number_format import format_of

SHAPE = (6, 7)


class Canvas:
    """A grid in a scene, painted as the stage paints it."""

    def __init__(self, cell, ratio=1, final=None, theme="light"):
        final = np.linspace(-3, 4, 42).reshape(SHAPE) if final is None else final
        border = np.zeros(final.shape, bool)
        border[0] = True
        unread = np.zeros(final.shape, bool)
        unread[-1, -1] = True
        look = CellLook(palette(theme), "signed", *limits(final, "signed"), border)
        self.grid = GridItem(look, format_of(final), unread)
        self.grid.set_cell(cell)
        self.scene = QGraphicsScene()
        self.scene.addItem(self.grid)
        self.ratio = ratio

    def shot(self):
        size = self.grid.boundingRect().size().toSize() * self.ratio
        image = QImage(size, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(self.ratio)
        image.fill(0)
        painter = QPainter(image)
        self.scene.render(
            painter, QRectF(QPointF(), self.grid.boundingRect().size()), self.grid.boundingRect()
        )
        painter.end()
        return pixels_of(image)


@given(
    st.lists(st.tuples(st.integers(0, 2**32 - 1), st.integers(0, 42), st.booleans()), min_size=1, max_size=6),
    st.sampled_from([3, 9, 12, 24, 40, 96]),
    st.sampled_from([1, 2]),
)
def test_after_any_changes_a_grid_looks_like_a_fresh_one(qapp, changes, cell, ratio):
    old = Canvas(cell, ratio)
    shown, progress, standing = np.zeros(SHAPE), np.zeros(SHAPE, np.int8), np.zeros(SHAPE, np.int8)
    for seed, count, look_now in changes:
        random = np.random.default_rng(seed)
        shown, progress, standing = shown.copy(), progress.copy(), standing.copy()
        spots = random.permutation(42)[:count]
        shown.flat[spots] = random.choice([0, 1, -1.5, 0.25, 3.75, np.nan, np.inf, -np.inf], count)
        progress.flat[spots] = random.integers(0, 3, count)
        standing.flat[spots] = random.integers(0, 4, count)
        old.grid.set_values(shown, progress, standing)
        if look_now:
            old.shot()
    fresh = Canvas(cell, ratio)
    fresh.grid.set_values(shown, progress, standing)
    np.testing.assert_array_equal(old.shot(), fresh.shot())


def test_setting_the_same_values_again_paints_nothing(qapp, monkeypatch):
    canvas = Canvas(24)
    numbers, progress = np.full(SHAPE, np.nan), np.full(SHAPE, FINISHED, np.int8)
    canvas.grid.set_values(numbers, progress)
    canvas.shot()
    asked = []
    monkeypatch.setattr(canvas.grid, "update", lambda *rect: asked.append(rect))
    canvas.grid.set_values(numbers.copy(), progress.copy())
    assert asked == []


def test_only_changed_cells_are_painted_again(qapp, monkeypatch):
    canvas = Canvas(24)
    numbers, progress = np.zeros(SHAPE), np.full(SHAPE, FINISHED, np.int8)
    canvas.grid.set_values(numbers, progress)
    canvas.shot()
    asked = []
    monkeypatch.setattr(canvas.grid, "update", lambda rect: asked.append(rect.getRect()))
    numbers[2, 3] = 1
    canvas.grid.set_values(numbers, progress)
    assert asked == [(72, 48, 24, 24)]


def test_values_are_kept_apart_from_the_caller_s(qapp):
    canvas = Canvas(24)
    numbers, progress = np.ones(SHAPE), np.full(SHAPE, FINISHED, np.int8)
    canvas.grid.set_values(numbers, progress)
    before = canvas.shot()
    numbers[:] = -3
    np.testing.assert_array_equal(canvas.shot(), before)


def test_another_size_of_cells_is_drawn_anew(qapp):
    canvas = Canvas(24)
    numbers, progress = np.linspace(-3, 4, 42).reshape(SHAPE), np.full(SHAPE, FINISHED, np.int8)
    canvas.grid.set_values(numbers, progress)
    canvas.shot()
    canvas.grid.set_cell(31)
    fresh = Canvas(31)
    fresh.grid.set_values(numbers, progress)
    np.testing.assert_array_equal(canvas.shot(), fresh.shot())


@pytest.mark.parametrize(("cell", "written"), [(9, False), (24, True), (40, True)])
def test_digits_are_written_where_they_can_be_read(qapp, cell, written):
    numbers, progress = np.full(SHAPE, 3.75), np.full(SHAPE, FINISHED, np.int8)
    canvas = Canvas(cell)
    canvas.grid.set_values(numbers, progress)
    inside = canvas.shot()[2 * cell + 2 : 3 * cell - 3, 2 * cell + 2 : 3 * cell - 3].reshape(-1, 3)
    assert (len(np.unique(inside, axis=0)) > 1) == written


@pytest.mark.parametrize(
    ("value", "fits"),
    [(-10.5, True), (10.25, True), (-123.0, True), (98765.4, False), (np.nan, True), (-np.inf, True)],
)
def test_a_sum_that_is_not_finished_is_written_where_it_fits_or_else_left_out(qapp, value, fits):
    canvas = Canvas(28, final=np.full(SHAPE, 0.5))
    canvas.grid.set_values(np.full(SHAPE, 0.5), np.full(SHAPE, FINISHED))
    before = canvas.shot()
    values = np.full(SHAPE, 0.5)
    values[2, 3] = value
    canvas.grid.set_values(values, np.full(SHAPE, FINISHED))
    cell = canvas.shot()[2 * 28 : 3 * 28, 3 * 28 : 4 * 28].reshape(-1, 3)
    assert (len(np.unique(cell[:, 0])) > 5) == fits  # ink in several shades, not the cell's colour alone
    assert (canvas.shot() != before).any()


def test_zeros_are_dimmed(qapp):
    def ink(number):
        canvas = Canvas(40, final=np.array([[2.0]]))
        canvas.grid.look.border[:] = False
        canvas.grid.unread[:] = False
        canvas.grid.set_values(np.array([[number]]), np.array([[FINISHED]], np.int8))
        return int(canvas.shot()[:38, :38].min())

    assert ink(0.0) > ink(1.0) + 40


@pytest.mark.parametrize(
    ("at", "cell"),
    [
        ((0, 0), (0, 0)),
        ((24.5, 47.9), (1, 1)),
        ((167.9, 143.9), (5, 6)),
        ((-0.1, 5), None),
        ((168, 5), None),
        ((5, 144), None),
    ],
)
def test_a_point_is_in_the_cell_that_covers_it(qapp, at, cell):
    assert Canvas(24).grid.cell_at(QPointF(*at)) == cell


@pytest.mark.parametrize("pixels", [1, 2, 7, 96, 99])
def test_an_array_becomes_an_image_of_the_same_colours(qapp, pixels):
    """Qt's own enlarging has some cells begin a pixel late from 5 cells of 99 pixels on."""
    colours = np.random.default_rng(0).integers(0, 256, (3, 10, 3), dtype=np.uint8)
    image = as_image(colours, pixels)
    assert (image.width(), image.height()) == (10 * pixels, 3 * pixels)
    np.testing.assert_array_equal(pixels_of(image), colours.repeat(pixels, 0).repeat(pixels, 1))


@pytest.mark.parametrize("cell", [93, 95, 96, 99])
def test_large_cells_painted_at_once_look_as_if_painted_one_by_one(qapp, cell):
    """What 500 actions with seed 5001 found: a line of the cell before, seen where all is painted at once."""
    numbers = np.array([[0.0, 1, 0, 0, 1, 0, 1, 1, 0, 1]])
    finished = np.full(numbers.shape, FINISHED, np.int8)
    at_once, one_by_one = Canvas(cell, final=numbers), Canvas(cell, final=numbers)
    at_once.grid.set_values(numbers, finished)
    one_by_one.grid.set_values(np.zeros(numbers.shape), finished)
    one_by_one.shot()
    one_by_one.grid.set_values(numbers, finished)
    np.testing.assert_array_equal(at_once.shot(), one_by_one.shot())
