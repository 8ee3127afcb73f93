"""A number is written alike in its cell and in the strip, at every step of any run, unless it is next to 0 there.

Nor where it is so small beside the others that its digits would make all of theirs smaller.
"""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PyQt5.QtGui import QImage, QPainter
from PyQt5.QtWidgets import QStyleOptionGraphicsItem

from cnnviz.canvas.grids.cells import CellLook
from cnnviz.canvas.grids.glyphs import GlyphAtlas
from cnnviz.canvas.grids.grid import GridItem
from cnnviz.canvas.palette import palette
from cnnviz.canvas.stage import Stage
from cnnviz.experiment.convolution import convolution
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import Activation, MaxPooling
from cnnviz.experiment.windows import Window
from cnnviz.explain.number_format import NEXT_TO_ZERO, NumberFormat, format_in, format_of
from cnnviz.explain.numbers import wide
from cnnviz.explain.sums.formula import formula
from cnnviz.explain.sums.pieces import Role
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.options import RunOptions
from cnnviz.run.timeline import Position

LARGE = 120  # pixels a cell, which every number fits


@pytest.fixture(scope="module")
def stamped(qapp):
    """Return what a grid stamps into its cells, each text by the cell's row and column."""
    patch, drawn = pytest.MonkeyPatch(), []

    def draw(atlas, painter, texts, centres, inks, room):
        drawn.append(([text if atlas.text_width(text) <= room else "" for text in texts], centres))

    patch.setattr(GlyphAtlas, "draw", draw)

    def cells(grid, size=LARGE):
        grid.set_cell(size)
        drawn.clear()
        option, image = QStyleOptionGraphicsItem(), QImage(8, 8, QImage.Format.Format_RGB32)
        option.exposedRect = grid.boundingRect()
        painter = QPainter(image)
        grid.paint(painter, option)
        painter.end()
        return {
            (int(y // size), int(x // size)): text
            for texts, centres in drawn
            for text, (x, y) in zip(texts, centres.tolist(), strict=True)
        }

    yield cells
    patch.undo()


def run(seed, scale, digits):
    random = np.random.default_rng(seed)
    layer = convolution(Window((2, 2), padding="same"), 1, 2)
    weight = np.round(random.normal(size=layer.weight.shape), digits)
    image = np.round(random.normal(size=(3, 3, 1)), digits) * scale
    layers = (replace(layer, weight=weight, bias=np.array([0.5, 0])), Activation("sigmoid"), MaxPooling())
    return run_of(Experiment((image,), ()).with_layers(layers), RunOptions(0))


def form_of(frame, cell):
    return format_in(frame.chapter, cell.array, frame.decimals)


def is_small(frame, cell, there):
    """Return whether a number is so small that a cell has not what the strip has, but less."""
    size, form = abs(float(frame.arrays[cell.array][cell.index])), form_of(frame, cell)
    nothing = f"{size:.{form.decimals or 2}f}".strip("0.") == ""
    plain = form.largest >= 0.95e-3
    beside = min(max(form.largest / 100, 0.95e-4), 0.95e-3) if plain else form.largest / 256
    return there == NEXT_TO_ZERO and 0 < size < max(1e-12 * form.largest, beside) and nothing


def said(made):
    """Yield the numbers of a formula with the cells that hold them now: each factor, copied number and the result."""
    first = made.terms[0]
    for piece in made.terms:
        old = piece is first and piece.cells == made.target.cells  # what the cell held before
        factors = piece.text.split("·")
        if (
            piece.role is Role.TERM
            and piece.cells
            and not old
            and set(piece.text) <= set("0123456789.−e∞()·")
        ):
            own = slice(-len(piece.cells), None) if "η" in made.note else slice(len(piece.cells))
            yield from zip(piece.cells, factors[own], strict=True)
    for cell in made.target.cells:
        yield cell, made.result


@settings(max_examples=40)
@given(
    st.integers(0, 999),
    st.sampled_from([1e-9, 1e-3, 0.1, 1, 1000, 1e7]),
    st.integers(0, 3),
    st.sampled_from([0, 0, 2, 4, 6]),
    st.data(),
)
def test_cell_and_strip_write_a_number_alike(stamped, seed, scale, digits, decimals, data):
    timeline = run(seed, scale, digits)
    chapter = data.draw(st.integers(0, len(timeline.chapters) - 1))
    step = data.draw(st.integers(0, len(timeline.chapters[chapter].trace) - 1))
    frame, stage = Frame(timeline, Position(chapter, step), decimals), Stage(palette("light"))
    stage.set_frame(frame)
    made, scene = formula(frame), stage.scene()
    written = {plane.key: stamped(scene.grids[plane.key]) for plane in scene.plan.planes}
    compared = 0
    for cell, text in said(made):
        for plane in scene.plan.planes:
            located = plane.locate(np.array([cell.index], np.intp)) if plane.array == cell.array else []
            for place in map(tuple, located):
                compared += 1
                there = written[plane.key][place]
                if there != text.strip("()"):
                    assert is_small(frame, cell, there), f"{made} in {plane.title}"
    stage.deleteLater()
    assert compared


SIZES = range(12, 60)


def in_small_cells(stamped, values, decimals, sizes=SIZES, most=12.345):
    """Yield for cells of each size what stands in them."""
    look = CellLook(palette("light"), "signed", -most, most, np.zeros(values.shape, bool), wide(values))
    for cell in sizes:
        grid = GridItem(look, format_of(values, decimals), np.zeros(values.shape, bool))
        grid.set_values(values, np.full(values.shape, 2, np.int8))
        yield cell, stamped(grid, cell)


@pytest.mark.parametrize("decimals", [0, 2, 3, 6])
def test_of_a_cell_that_is_too_small_no_digit_is_another_one(stamped, decimals):
    """A number is written as everywhere, where all are too long for it with fewer decimals, or not at all."""
    values = np.array([[0.04, -0.25, 12.345, -0.004, 7, 0, 1e-17]])
    form, seen, fewest = format_of(values, decimals), set(), []
    for cell, texts in in_small_cells(stamped, values, decimals):
        written = {place[1]: text for place, text in texts.items() if text}
        assert set(written) in (set(), {4, 5}, set(range(7)))
        assert {4, 5} <= set(written) if cell >= 28 else set(written) != {4, 5}
        seen.add(len(written))
        if len(written) == 7:
            forms = [
                NumberFormat(fewer, form.largest, digits)
                for fewer in range(1, form.decimals + 1)
                for digits in (1, 2)
            ]
            alike = [one for one in forms if all(one.in_cell(values[0, n]) == written[n] for n in written)]
            assert alike, written
            fewest.append(alike[-1].decimals)
    assert 7 in seen
    assert 0 in seen
    assert fewest == sorted(fewest)  # the larger the cells the more is told
    assert fewest[0] < form.decimals == fewest[-1]


def test_one_small_number_does_not_make_the_digits_of_all_hard_to_read(stamped):
    values = np.array([[0.07, 0.05, 2.8e-4]])
    seen = {cell: texts[0, 2] for cell, texts in in_small_cells(stamped, values, 0, (36, LARGE), 0.07)}
    assert seen == {36: "≈0", LARGE: "≈0"}


def test_no_fraction_is_written_as_a_whole_number(stamped):
    values = np.array([[-10.25, 9.97, 0.5, 3]])
    for _, texts in in_small_cells(stamped, values, 2):
        written = {place[1]: text for place, text in texts.items() if text}
        assert all(("." in text) == (number < 3) for number, text in written.items()), written
