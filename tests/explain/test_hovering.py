"""What is said at the pointer is what the steps do with the cell, and its number is there to the last digit."""

import re
from dataclasses import replace
from fractions import Fraction
from math import prod

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from run_catalogue import runs
from run_draws import experiments, run_options

from cnnviz.engine.arrays import frozen
from cnnviz.experiment.convolution import convolution
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import Activation, AveragePooling, MaxPooling
from cnnviz.experiment.loss import Loss
from cnnviz.experiment.windows import PoolingWindow, Window
from cnnviz.explain.hovering import MOST_LINES, hover_note, term_note
from cnnviz.explain.numbers import exactly
from cnnviz.gallery.classifier import classifier
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.options import RunOptions
from cnnviz.run.timeline import Position
from cnnviz.trace.steps import Cell

IMAGE = frozen(np.array([[0.0, 1, 3], [2.5, 1, 3], [2.5, 0, 1]])[..., None])
GIVEN = Loss("typed", values=(frozen(np.array([[1.0, 0.3], [-1.5, 2]])[..., None]),))


def frame_of(key, step, layer=None, ties="first"):
    """Return a step of overlapping 2x2 windows on an image of 3x3."""
    layers = (layer or MaxPooling(PoolingWindow((2, 2), (1, 1)), ties),)
    run = run_of(Experiment((IMAGE,), layers, "drawn", GIVEN), RunOptions(None))
    (number,) = (at for at, chapter in enumerate(run.chapters) if chapter.key == key)
    return Frame(run, Position(number, step))


def said(frame, array, row, column):
    return [line.text for line in hover_note(frame, Cell(array, (0, row, column, 0))).lines]


def check(frame, cell):
    note, touching = hover_note(frame, cell), frame.chapter.trace.touching(cell)
    now = frame.position.step in touching
    assert any(line.now for line in note.lines) == now
    assert len(note.lines) <= MOST_LINES + 1
    assert bool(note.lines) == bool(len(touching))
    array = frame.arrays.get(cell.array, frame.chapter.arrays[cell.array])
    progress = frame.progress.get(cell.array)
    if progress is None or progress[cell.index]:
        assert exactly(float(array[cell.index])) in note.title
    elif len(touching):
        assert note.title.endswith("is not reached yet")
    text = "\n".join([note.title, note.summary, *(line.text for line in note.lines)])
    assert not any(part in text for part in ("Cell(", "None", "array", "x_pad", "e-"))


@given(experiments(), run_options(), st.data())
def test_every_cell_of_every_array_is_told_of(experiment, options, data):
    run = run_of(experiment, options)
    frame = Frame(run, run.at(data.draw(st.integers(0, len(run) - 1))))
    for name, array in frame.chapter.arrays.items():
        place = data.draw(st.integers(0, array.size - 1))
        check(frame, Cell(name, tuple(map(int, np.unravel_index(place, array.shape)))))


@pytest.mark.some(4)
@pytest.mark.parametrize(("name", "run"), runs())
def test_every_chapter_of_the_catalogue_says_it(name, run):
    for number, chapter in enumerate(run.chapters):
        frame = Frame(run, Position(number, len(chapter.trace) // 2))
        for array, numbers in chapter.arrays.items():
            for place in {0, numbers.size // 2, numbers.size - 1}:
                check(frame, Cell(array, tuple(map(int, np.unravel_index(place, numbers.shape)))))


def test_a_gradient_goes_whole_to_the_winner_and_the_others_get_0():
    frame = frame_of("max_pool_back", 2)
    assert said(frame, "dy", 1, 0) == [
        "gives its whole −1.5 to dX[1, 0]",
        "the other 3 cells of the window get 0",
    ]


def test_where_it_is_shared_each_part_is_said():
    frame = frame_of("max_pool_back", 2, ties="split")
    assert said(frame, "dy", 1, 0) == [
        "gives 1/2 of its −1.5 to dX[1, 0]: −0.75",
        "gives 1/2 of its −1.5 to dX[2, 0]: −0.75",
        "the other 2 cells of the window get 0",
    ]


def test_who_wins_several_windows_and_who_ties_is_said():
    frame = frame_of("max_pool_back", 2)
    assert said(frame, "x_pad", 1, 0) == [
        "has won, its mask is 1: 1·1 = 1 of dP[0, 0] goes to dX[1, 0]",
        "has won, its mask is 1: (−1.5)·1 = −1.5 of dP[1, 0] goes to dX[1, 0]",
    ]
    assert said(frame, "x_pad", 2, 0) == ["has not won though it ties: its mask is 0, dX[2, 0] gets 0"]
    assert said(frame, "dx_pad", 1, 0) == ["gets 1·1 = 1", "gets (−1.5)·1 = −1.5"]


def test_forward_the_largest_the_tied_and_the_others_are_told_apart():
    frame = frame_of("max_pool", 3)
    assert said(frame, "x_pad", 1, 2) == [
        "ties for P[0, 1], but another one takes it",
        "is the largest of its window: P[1, 1] takes it",
    ]
    assert said(frame, "x_pad", 0, 0) == ["is not the largest for P[0, 0]"]
    assert said(frame, "y", 0, 1) == ["is the largest of 4 numbers"]


def test_a_mean_gives_a_part_to_each():
    frame = frame_of("average_pool_back", 2, AveragePooling(PoolingWindow((2, 2), (1, 1))))
    assert said(frame, "dy", 1, 0)[0] == "gives −1.5·1/4 ≈ −0.38 to dX[1, 0]"
    assert len(said(frame, "dy", 1, 0)) == 3  # beside a picture of all four


def test_a_small_product_is_told_as_its_factors_are():
    window = Window((1, 1))
    layer = replace(convolution(window, 1, 1), weight=frozen(np.full((1, 1, 1, 1), 0.02)))
    image = frozen(np.array([[[0.5], [0.017]]]))
    run = run_of(Experiment((image,), (layer,)), RunOptions(None))
    number = next(at for at, chapter in enumerate(run.chapters) if chapter.key == "convolve")
    frame = Frame(run, Position(number, 1))
    told = ["; ".join(line.text for line in hover_note(frame, cell).lines) for cell in frame.step.reads]
    assert any("≈ 0.0003" in lines for lines in told)
    assert not any("e−" in lines for lines in told)


PRODUCT = re.compile(r"([\d.−()/]+(?:·[\d.−()/]+)+) ([=≈]) ([\d.−]+)")


def exact(text):
    return Fraction(text.strip("()").replace("−", "-"))


def test_a_product_is_equal_only_to_what_its_printed_digits_come_to():
    run, signs = run_of(classifier(), RunOptions(0)), set()
    for number, chapter in enumerate(run.chapters):
        frame = Frame(run, Position(number, len(chapter.trace) // 2))
        cells = sorted(frame.step.cells, key=lambda cell: (cell.array, cell.index))[:8]
        lines = [line.text for cell in cells for line in hover_note(frame, cell).lines]
        terms = [tuple(f for f in t if isinstance(f, Cell)) for t in frame.step.updates[0].terms[:8]]
        notes = [note for term in terms if (note := term_note(frame, term))]
        lines += [line.text for note in notes for line in note.lines]
        for text, sign, result in PRODUCT.findall("\n".join(lines)):
            assert (prod(map(exact, text.split("·"))) == exact(result)) == (sign == "="), text
            signs.add(sign)
        assert not any("−−" in line for line in lines)
    assert signs == {"=", "≈"}


def test_what_is_given_to_a_named_factor_is_equal_or_about_as_with_its_number():
    run = run_of(classifier(), RunOptions(0))
    number = next(at for at, chapter in enumerate(run.chapters) if chapter.key == "linear_weight")
    found = set()
    for step in range(0, len(run.chapters[number].trace), 7):
        frame = Frame(run, Position(number, step))
        (read, _) = frame.step.updates[0].terms[0]
        (now,) = (line.text for line in hover_note(frame, read).lines if line.now)
        (whole,) = (line.text for line in term_note(frame, frame.step.updates[0].terms[0]).lines)
        assert ("≈" in now) == ("≈" in whole)
        found.add("≈" in now)
    assert found == {True, False}


def test_the_cell_that_sets_a_slope_says_so():
    run = run_of(Experiment((IMAGE,), (Activation("relu"),), "drawn", Loss("sum")), RunOptions(None))
    number = next(at for at, chapter in enumerate(run.chapters) if chapter.key == "activate_back")
    frame = Frame(run, Position(number, 1))
    (line,) = hover_note(frame, Cell("z", (0, 0, 1, 0))).lines
    assert line.now
    assert line.text == "sets the slope 1: dA[0, 1] times that is dX[0, 1]"


def test_a_number_is_there_to_its_last_digit():
    image = frozen(np.full((2, 2, 1), 1 / 3))
    run = run_of(Experiment((image,), (Activation("relu"),), "thirds", Loss("sum")), RunOptions(None))
    assert (
        hover_note(Frame(run, Position(0, 0)), Cell("z", (0, 0, 0, 0))).title
        == "X[0, 0] = 0.3333333333333333"
    )
