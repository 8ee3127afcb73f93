"""What the formula prints is what was computed."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnviz.experiment.convolution import convolution
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.windows import Window
from cnnviz.explain.sums.formula import formula
from cnnviz.explain.sums.pieces import Role
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.options import RunOptions
from cnnviz.run.timeline import Position
from cnnviz.trace.steps import Cell


def experiment(height=5, width=6, channels=1, filters=1, **window):
    """Return an experiment whose numbers have two decimals at most, so that printing rounds nothing."""
    random = np.random.default_rng(7)
    layer = convolution(Window(**window), channels, filters)
    weight = random.integers(-300, 300, layer.weight.shape) / 100
    bias = random.integers(-99, 99, layer.bias.shape) / 100
    image = random.integers(0, 101, (height, width, channels)) / 100
    return Experiment((image,), (replace(layer, weight=weight, bias=bias),))


def convolve(run):
    return next(k for k, chapter in enumerate(run.chapters) if chapter.key == "convolve")


def number(text):
    text = text.strip("()").replace("−", "-")
    return math.inf if text == "∞" else -math.inf if text == "-∞" else float(text)


def term_value(piece):
    """Multiply the factors of a printed term as anyone would with a pencil."""
    return math.prod(number(factor) for factor in piece.text.split("·"))


def pieces(made, *roles):
    return [piece for piece in made.terms if piece.role in roles]


@given(st.integers(1, 4), st.integers(1, 3), st.integers(0, 29), st.integers(0, 2))
def test_the_printed_terms_add_up_to_the_printed_result(channels, filters, step, follow):
    run = run_of(experiment(channels=channels, filters=filters), RunOptions(min(follow, filters - 1)))
    frame = Frame(run, Position(convolve(run), step))
    made = formula(frame)
    terms = pieces(made, Role.TERM)
    assert frame.step.operations == 9 * channels + 1
    assert len(terms) == (10 if channels == 1 else channels + 1)
    value = float(frame.arrays["y"][made.target.cells[0].index])
    assert math.isclose(
        sum(map(term_value, terms)), value, abs_tol=1e-9 if channels == 1 else 0.00501 * channels
    )
    assert number(made.result) == pytest.approx(value, abs=0.00501)


@given(st.integers(1, 3), st.integers(1, 9))
def test_within_a_step_the_terms_that_are_done_add_up_to_the_result_so_far(channels, term):
    run = run_of(experiment(channels=channels), RunOptions(0))
    made = formula(Frame(run, Position(convolve(run), 8, term)))
    done, pending = pieces(made, Role.TERM), pieces(made, Role.PENDING)
    assert len(done) == term
    assert len(done) + len(pending) == 9 * channels + 1
    assert made.result.endswith(" so far")
    so_far = number(made.result.removesuffix(" so far"))
    assert so_far == pytest.approx(sum(map(term_value, done)), abs=0.00501)


def test_every_term_stands_for_the_cells_that_it_shows():
    run = run_of(experiment(channels=2), RunOptions(0))
    frame = Frame(run, Position(convolve(run), 3, 19))
    assert frame.step.operations == 19
    for piece in pieces(formula(frame), Role.TERM):
        values = [float(frame.arrays[cell.array][cell.index]) for cell in piece.cells]
        assert term_value(piece) == pytest.approx(math.prod(values))
    assert {cell for piece in formula(frame).terms for cell in piece.cells} == frame.step.reads


@pytest.mark.parametrize("channels", [2, 3, 5])
def test_of_many_products_each_channel_tells_what_it_adds(channels):
    run = run_of(experiment(channels=channels), RunOptions(0))
    frame = Frame(run, Position(convolve(run), 8))
    *added, bias = pieces(formula(frame), Role.TERM)
    assert len(added) == channels
    for channel, piece in enumerate(added):
        assert {cell.index[3] for cell in piece.cells if cell.array == "x_pad"} == {channel}
        assert len(piece.cells) == 18
        values = [float(frame.arrays[cell.array][cell.index]) for cell in piece.cells]
        assert term_value(piece) == pytest.approx(np.dot(values[::2], values[1::2]), abs=0.00501)
    assert [cell.array for cell in bias.cells] == ["bias"]
    assert {cell for piece in formula(frame).terms for cell in piece.cells} == frame.step.reads


def test_of_many_products_without_a_bias_each_filter_tells_what_it_adds():
    layers = (convolution(Window(), 1, 2),)
    run = run_of(Experiment((np.ones((4, 4, 1)),), layers), RunOptions(0, "gather"))
    number = next(k for k, chapter in enumerate(run.chapters) if chapter.key == "gather")
    middle = Cell("dx_pad", (0, 2, 2, 0))
    frame = Frame(run, Position(number, run.chapters[number].trace.steps_of(middle)[0]))
    assert frame.step.operations == 18
    added = pieces(formula(frame), Role.TERM)
    assert [piece.label for piece in added] == ["filter 0", "filter 1"]
    assert sum(map(term_value, added)) == pytest.approx(frame.arrays["dx_pad"][middle.index], abs=0.0101)


def test_the_formula_as_text():
    layer = convolution(Window((1, 2), padding="valid"), 1, ("Sobel x",))
    run = run_of(Experiment((np.array([[[0.25], [0.5]]]),), (layer,)), RunOptions(0))
    assert str(formula(Frame(run, Position(0, 0)))) == "Y[0, 0] = 0.25·1 + 0.50·(−1) + 0 = −0.25"


def test_the_target_is_the_cell_that_is_written():
    run = run_of(experiment(), RunOptions(0))
    target = formula(Frame(run, Position(convolve(run), 8))).target
    assert target.text == "Y[1, 2]"
    assert target.cells == (Cell("y", (0, 1, 2, 0)),)


@pytest.mark.parametrize(
    ("channels", "names"), [(1, []), (2, ["channel 0", "channel 1"]), (3, ["red", "green", "blue"])]
)
def test_channels_are_named_where_there_are_several(channels, names):
    run = run_of(experiment(channels=channels), RunOptions(0))
    made = formula(Frame(run, Position(convolve(run), 0)))
    assert [piece.label for piece in pieces(made, Role.TERM) if len(piece.cells) > 2] == names
    by_terms = formula(Frame(run, Position(convolve(run), 0, 9 * channels + 1)))
    assert [piece.text for piece in pieces(by_terms, Role.NOTE)] == names


def test_channels_that_are_no_colours_are_counted():
    layers = (convolution(Window(), 1, 3), convolution(Window(), 3, 1))
    run = run_of(Experiment((np.ones((4, 4, 1)),), layers), RunOptions(0))
    second = next(k for k, chapter in enumerate(run.chapters) if chapter.key == "convolve.2")
    made = formula(Frame(run, Position(second, 0)))
    assert [piece.label for piece in pieces(made, Role.TERM)][:3] == ["channel 0", "channel 1", "channel 2"]


def test_operators_stand_between_terms_only():
    run = run_of(experiment(channels=3), RunOptions(0))
    made = formula(Frame(run, Position(convolve(run), 0)))
    assert len(pieces(made, Role.OPERATOR)) == len(pieces(made, Role.TERM)) - 1
    assert made.terms[-1].role is Role.TERM


def test_padding_is_a_copy_or_the_constant():
    run = run_of(experiment(), RunOptions(0))
    corner, copied = formula(Frame(run, Position(0, 0))), formula(Frame(run, Position(0, 9)))
    assert str(corner) == "X padded[0, 0] = padding = 0"
    assert str(copied) == f"X padded[1, 1] = X[0, 0] = {copied.result}"
    assert number(copied.result) == run.chapters[0].arrays["x"][0, 0, 0, 0]
    assert (corner.note, copied.note) == ("", "copied")


def test_padding_in_colour_says_how_many_cells_more():
    run = run_of(experiment(channels=3), RunOptions(0))
    assert formula(Frame(run, Position(0, 9))).note == "copied · this step writes 2 more cells"


@pytest.mark.parametrize(("value", "text"), [(math.nan, "nan"), (math.inf, "∞"), (-math.inf, "−∞")])
def test_what_is_not_finite_is_shown_and_not_hidden(value, text):
    plain = experiment()
    image = plain.image.copy()
    image[2, 2, 0] = value
    run = run_of(
        Experiment((image,), (replace(plain.layers[0], weight=np.ones((3, 3, 1, 1))),)), RunOptions(0)
    )
    made = formula(Frame(run, Position(convolve(run), 2 * 6 + 2)))
    assert made.result == text
    assert any(text in piece.text for piece in made.terms)
