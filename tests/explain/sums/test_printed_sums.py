"""What is printed adds up to the last digit, or says that it is about so; the examples that were found wrong."""

import re
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from run_catalogue import experiments as catalogue
from run_catalogue import runs

from cnnviz.experiment.convolution import convolution
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import Activation, AveragePooling, MaxPooling
from cnnviz.experiment.loss import Loss
from cnnviz.experiment.windows import Window
from cnnviz.explain import why
from cnnviz.explain.sums.formula import formula
from cnnviz.explain.sums.pieces import Role
from cnnviz.explain.sums.terms import MOST_TERMS, is_copy
from cnnviz.gallery.examples import EXAMPLES
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.options import RunOptions
from cnnviz.run.timeline import Grain, Position
from cnnviz.trace.steps import Combine

FRACTION = re.compile(r"−?\d+(\.\d+)?(e−?\d+)?(/\d+)?")

BY_KEY = {example.key: example for example in EXAMPLES}


def read(text):
    """Return a printed number exactly, None where it is not finite."""
    text = text.strip("()")
    if not FRACTION.fullmatch(text):
        assert text in ("nan", "∞", "−∞"), text
        return None
    return Fraction(text.replace("−", "-"))


def by_pencil(pieces, largest):
    """Return what printed pieces come to, worked out from their texts alone; what they are called is left out."""
    values, sign = [], 1
    for piece in pieces:
        if piece.role is Role.TERM and piece.text != "−∞":
            value = Fraction(sign)
            for factor in map(read, piece.text.split("·")):
                if factor is None:
                    return None
                value *= factor
            values.append(value)
        sign = -1 if piece.text == "−" else 1
    return max(values, default=None) if largest else sum(values)


def check(frame):
    """Assert that a frame's line adds up where it says so, and only there."""
    made = formula(frame)
    update = next(one for one in frame.step.updates if one.target == made.target.cells[0])
    if update.function or is_copy(update) or len(update.terms) > MOST_TERMS:
        return
    value = by_pencil(made.terms, update.combine is Combine.MAX)
    result = read(made.result.removesuffix(" so far").partition(" but for rounding")[0])
    if value is not None and result is not None:
        assert (value == result) == (made.sign == "="), str(made)


SCALE = st.sampled_from([1e-6, 1e-3, 0.1, 1, 1, 1, 100, 1e7])


@st.composite
def experiments(draw):
    random = np.random.default_rng(draw(st.integers(0, 10_000)))
    channels, filters = draw(st.integers(1, 3)), draw(st.integers(1, 2))
    digits = draw(st.integers(0, 4))
    layer = convolution(Window((2, 2), padding=draw(st.sampled_from(["same", "valid"]))), channels, filters)
    weight = np.round(random.normal(size=layer.weight.shape), digits) * draw(SCALE)
    bias = np.round(random.normal(size=filters), 1) * draw(st.sampled_from([0.0, 1.0]))
    image = np.round(random.normal(size=(4, 4, channels)), digits) * draw(SCALE)
    layers = (
        replace(layer, weight=weight, bias=bias),
        Activation(draw(st.sampled_from(["relu", "sigmoid"]))),
    )
    pool = draw(st.sampled_from([MaxPooling(), AveragePooling()]))
    return Experiment((image,), ()).with_layers((*layers, pool))


@settings(max_examples=30)
@given(
    experiments(), st.sampled_from(["scatter", "gather", "full"]), st.sampled_from([0, 0, 2, 4, 6]), st.data()
)
def test_a_line_adds_up_or_says_that_it_is_about_so(experiment, way, decimals, data):
    run = run_of(experiment, RunOptions(0, input_gradient=way))
    for number, chapter in enumerate(run.chapters):
        step = data.draw(st.integers(0, len(chapter.trace) - 1))
        position = Position(number, step)
        for _ in range(2):
            check(Frame(run, position, decimals))
            position = run.move(position, Grain.TERM, -1)


@pytest.mark.some(8)
@pytest.mark.parametrize("run", [pytest.param(run, id=name) for name, run in runs()])
def test_in_every_kind_of_chapter_a_line_adds_up_or_says_so(run):
    for number, chapter in enumerate(run.chapters):
        for step in sorted({0, len(chapter.trace) // 3, len(chapter.trace) - 1}):
            check(Frame(run, Position(number, step)))


def single(image, weight, bias=0.0, **changes):
    """Return the frame of one window's sum."""
    image, weight = np.array(image, float)[..., None], np.array(weight, float)[..., None, None]
    layer = convolution(Window(weight.shape[:2], padding="valid"), 1, 1)
    layer = replace(layer, weight=weight, bias=np.array([bias]))
    return Frame(run_of(Experiment((image,), (layer,)), RunOptions(0)), Position(0, 0))


def at(frame, key, step=0, decimals=0):
    keys = [chapter.key for chapter in frame.timeline.chapters]
    return Frame(frame.timeline, Position(keys.index(key), step), decimals)


def said(frame):
    made = formula(frame)
    return str(made), made.note


def test_a_half_beside_a_thousand_is_a_half():
    assert str(formula(single([[1000, 0.5]], [[1, 1]]))) == "Y[0, 0] = 1000·1 + 0.5·1 + 0 = 1000.5"


def test_what_is_too_small_to_count_makes_a_sum_that_is_about_so():
    frame = at(single([[0.19, -4.9e-3]], [[1, -0.01]]), "convolve")
    assert str(formula(frame)) == "Y[0, 0] = 0.19·1 + (−0.005)·(−0.01) + 0 ≈ 0.19"


def test_a_copy_is_no_equation_between_a_number_and_itself():
    frame = single([[-1, 1]], [[1, 0]])
    assert said(at(frame, "upstream")) == ("dY[0, 0] = ∂L/∂Y[0, 0] = 1", "")
    layer = convolution(Window((1, 1), padding=((1, 0), (0, 0))), 1, 1)
    frame = Frame(run_of(Experiment((np.full((1, 1, 1), -1.0),), (layer,)), RunOptions(0)), Position(0, 1))
    assert said(frame) == ("X padded[1, 0] = X[0, 0] = −1", "copied")


@pytest.mark.parametrize(
    ("bias", "line", "note"),
    [
        (0, "Y[0, 0] = 2·3 + 0 = 6", "1 product and b = 0"),
        (0.5, "Y[0, 0] = 2·3 + 0.5 = 6.5", "1 product and b = 0.5"),
        (-0.5, "Y[0, 0] = 2·3 + (−0.5) = 5.5", "1 product and b = −0.5"),
    ],
)
def test_a_bias_is_named_where_it_is_no_product(bias, line, note):
    assert said(single([[2]], [[3]], bias)) == (line, note)


def test_a_step_down_the_slope_takes_away():
    line, note = said(at(single([[5.2]], [[3]]), "update_weight"))
    assert (line, note) == ("new W[0, 0] = 3 − 0.1·5.2 = 2.48", "η = 0.1")


@pytest.mark.parametrize("rate", [0.1, 0.01, 0.001, 1e-4, 1e-5])
def test_however_small_a_step_down_the_slope_is_the_change_is_seen(rate):
    run = run_of(replace(single([[0.03, 0.0314]], [[1, -2]]).timeline.numbers.experiment, learning_rate=rate))
    number = next(n for n, chapter in enumerate(run.chapters) if chapter.key == "update_weight")
    for step in range(2):
        made = formula(Frame(run, Position(number, step)))
        assert made.result != made.terms[0].text
        assert made.result != "1.00"


def test_rounding_that_is_left_of_a_sum_is_named():
    line, note = said(single([[0.1, 0.2, 0.3]], [[1, 1, -1]]))
    assert line == "Y[0, 0] = 0.1·1 + 0.2·1 + 0.3·(−1) + 0 = 0 but for rounding (6e−17)"
    assert note == "by hand it is 0 · 3 products and b = 0"


def test_behind_a_sum_that_is_rounding_the_activation_says_so():
    layers = (
        single([[0.1, 0.2, 0.3]], [[1, 1, -1]]).timeline.numbers.experiment.layers[0],
        Activation("relu"),
    )
    run = run_of(Experiment((np.array([[[0.1], [0.2], [0.3]]]),), layers), RunOptions(0))
    start = Frame(run, Position(0, 0))
    for key in ("activate", "activate_back"):
        frame = at(start, key)
        assert "Y[0, 0] is 0 but for rounding" in formula(frame).note
        assert "Y[0, 0] is 0 but for rounding: by hand its sum comes to 0" in str(why(frame))
    plain = run_of(Experiment((np.array([[[0.1], [0.2], [0.4]]]),), layers), RunOptions(0))
    assert "rounding" not in formula(at(Frame(plain, Position(0, 0)), "activate")).note


@pytest.mark.parametrize(
    ("example", "key", "step", "note"),
    [
        ("classifier", "cross_entropy_back", 1, ""),
        ("e_average", "average_pool", 0, "9 products added up · 1/9 ≈ 0.11"),
        ("digit", "accumulate", 0, "so far, after 1 of 784 steps · this step adds to 24 more cells, and db"),
        (
            "digit",
            "accumulate",
            782,
            "so far, after 783 of 784 steps · this step adds to 24 more cells, and db",
        ),
        ("digit", "accumulate", 783, "added up in 784 steps · this step adds to 24 more cells, and db"),
    ],
)
def test_how_much_is_added_up_is_said_where_it_is_not_seen(example, key, step, note):
    run = run_of(BY_KEY[example].make(), RunOptions(follow=0))
    assert formula(at(Frame(run, Position(0, 0)), key, step)).note == note


@pytest.mark.parametrize("value", [np.inf, -np.inf, np.nan])
def test_what_is_not_finite_is_no_rounding(value):
    assert "rounding" not in "".join(said(single([[value, 0.2, 0.3]], [[1, 1, -1]])))


def test_rounding_is_named_where_it_has_gathered_over_steps():
    layer = replace(convolution(Window((1, 1), padding="valid"), 1, 1), weight=np.ones((1, 1, 1, 1)))
    run = run_of(Experiment((np.array([[[0.1], [0.2], [-0.3]]]),), (layer,)), RunOptions(0))
    notes = [formula(at(Frame(run, Position(0, 0)), "loss", step)).note for step in range(3)]
    assert [note.startswith("by hand it is 0 · ") for note in notes] == [False, False, True]


@pytest.mark.parametrize(
    ("numbers", "named"), [([1, -1], False), ([1e-17, 2e-17], False), ([1, 1e-9, -1], False)]
)
def test_what_is_0_or_truly_small_is_not_called_rounding(numbers, named):
    assert ("rounding" in said(single([numbers], [[1] * len(numbers)]))[0]) == named


def test_the_decimals_that_were_chosen_are_everywhere():
    frame = at(single([[0.5, 1 / 3]], [[1, 0.25]], 2), "convolve", 0, 4)
    assert str(formula(frame)) == "Y[0, 0] = 0.5000·1 + 0.3333·0.2500 + 2 ≈ 2.5833"


def test_a_fraction_is_written_as_it_is_and_not_as_its_neighbours_are():
    said = set()
    for key in ("e_ties_split", "e_average_back", "e_average"):
        run = run_of(BY_KEY[key].make(), RunOptions(follow=0))
        for number, chapter in enumerate(run.chapters):
            for step in range(len(chapter.trace)):
                said |= set(
                    re.findall(r"1/\d+ [=≈] [\d.]+", formula(Frame(run, Position(number, step))).note)
                )
    assert "1/4 = 0.25" in said
    for text in said:
        label, sign, value = text.split()
        assert (Fraction(label) == Fraction(value)) == (sign == "="), text
        assert abs(Fraction(label) - Fraction(value)) < Fraction(1, 100), text


def test_the_slope_is_that_of_the_array_that_is_there():
    for name, array in (("nothing before", "Y"), ("grey", "P")):
        experiment = replace(catalogue()[name], loss=Loss("sigmoid_slope"))
        run = run_of(experiment, RunOptions(follow=0))
        number = [chapter.key for chapter in run.chapters].index("upstream")
        assert f"σ′({array})" in str(formula(Frame(run, Position(number, 0))))


@pytest.mark.parametrize(
    ("cells", "words"), [(16, "2/16 = 0.125"), (9, "2/9 ≈ 0.22"), (128, "2/128 ≈ 0.016")]
)
def test_a_constant_that_ends_is_written_to_its_end_where_that_is_short(cells, words):
    image = np.ones((1, cells, 1))
    experiment = Experiment((image,), (Activation("identity"),), loss=Loss("mse", targets=(image * 0.5,)))
    run = run_of(experiment, RunOptions(0))
    assert words in formula(at(Frame(run, Position(0, 0)), "mse_back")).note


@pytest.mark.parametrize(
    ("example", "key", "whole"),
    [
        ("a", "accumulate", "this step adds to 8 more cells, and db"),
        ("a", "scatter", "this step adds to 8 more cells"),
        ("b", "accumulate", "this step adds to 26 more cells, and 1 cell of db"),
        ("e_ties_first", "max_pool_back", "the other 3 cells get 0"),
    ],
)
def test_term_by_term_nothing_is_said_of_cells_that_get_nothing(example, key, whole):
    frame = at(Frame(run_of(BY_KEY[example].make(), RunOptions(follow=0)), Position(0, 0)), key, 3)
    assert whole in formula(frame).note
    for term in range(1, len(frame.step.updates) + 1):
        said = formula(Frame(frame.timeline, replace(frame.position, term=term))).note
        assert "this step" not in said
        assert "other" not in said
