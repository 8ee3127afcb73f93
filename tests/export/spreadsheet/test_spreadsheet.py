"""The spreadsheet makes the engine's numbers, as it is and after any of what is given was changed."""

import io
from dataclasses import replace

import numpy as np
import openpyxl
import pytest
from book_tools import arrays, compare, made, told_apart_by_rounding_alone
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from recalculated import Recalculated
from run_catalogue import experiments as catalogue
from run_draws import experiments, run_options

from cnnviz.engine.arrays import frozen
from cnnviz.experiment.convolution import Convolution
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import Activation, Flatten, MaxPooling, linear_layer
from cnnviz.experiment.loss import Loss
from cnnviz.experiment.windows import PoolingWindow, Window
from cnnviz.export.spreadsheet import book, bounds
from cnnviz.export.spreadsheet.bounds import size_of
from cnnviz.export.spreadsheet.formulas import PADDING, RATE
from cnnviz.gallery.examples import EXAMPLES
from cnnviz.gallery.first_example import first_example
from cnnviz.progress import Stopped, watched
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.compute import run_of
from cnnviz.run.options import RunOptions

CASES = {one.key: (one.make(), one.options) for one in EXAMPLES[1:]}
CASES |= {name: (experiment, RunOptions(0)) for name, experiment in catalogue().items()}
OFTEN = {"small", "e_ties_first", "e_ties_split", "e_average_mask", "c"}
SIGNS = np.array([-1.5, -1.0, -0.5, 0.0, 0.5, 1.0, 1.5])


def small():
    """Return a classifier with few numbers, whose first layer has groups and a padding that copies."""
    random = np.random.default_rng(5)
    image, weight = random.normal(size=(4, 3, 2)), random.normal(size=(2, 2, 1, 2))
    window = Window((2, 2), (2, 1), ((1, 0), (1, 1)), (1, 1), "reflect")
    convolution = Convolution(window, frozen(weight), frozen(random.normal(size=2)), ("",) * 2, 2)
    layers = convolution, Activation("tanh"), Flatten(), linear_layer(16, 3)
    return Experiment((frozen(image),), layers, loss=Loss("cross_entropy", labels=(1,)))


CASES["small"] = small(), RunOptions(0)


def change(sheets, experiment, options, draw):
    """Write other numbers into all that is given, and return the experiment that has them."""
    new = {}
    filled = [one for one in arrays(experiment, options) if one.given]
    for one in filled:
        new[one.sheet.name] = numbers = draw(one.numbers)
        for index in np.ndindex(numbers.shape):
            sheets.write(one.sheet.name, *one.sheet.place(index), float(numbers[index]))
    layers, run = list(experiment.layers), run_of(experiment, options)
    for parameter in run.parameters:
        layer = run.chapters[parameter.update].layer
        layers[layer] = layers[layer].with_parameters(**{parameter.given.name: new[parameter.given.label]})
    loss = experiment.fitted_loss
    if "target" in new:
        loss = loss.with_target(0, new["target"])
    typed = next((one for one in filled if one.chapter.kind is ChapterKind.UPSTREAM), None)
    if typed is not None:
        loss = loss.with_values(0, new[typed.sheet.name])
    sheets.write("Start", 2, 1, 0.25)
    return replace(
        experiment, images=(frozen(new["X"]),), layers=tuple(layers), loss=loss, learning_rate=0.25
    )


def moved(numbers, random=np.random.default_rng(2)):  # noqa: B008  # one for all
    return numbers + random.normal(size=numbers.shape) / 3


def tied(numbers, random=np.random.default_rng(2)):  # noqa: B008
    return random.choice(SIGNS, numbers.shape)


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=() if name in OFTEN else pytest.mark.long) for name in CASES]
)
def test_every_number_is_the_engines_before_and_after_a_change(name):
    experiment, options = CASES[name]
    sheets = Recalculated(made(experiment, options))
    compare(sheets, experiment, options)
    for draw in (moved, tied):
        compare(sheets, change(sheets, experiment, options, draw), options)


@settings(max_examples=settings.default.max_examples // 12)
@given(st.data())
def test_every_setting(data):
    experiment, options = data.draw(experiments()), data.draw(run_options())
    computed = (made.array for made in run_of(experiment, options).arrays if "padded" not in made.label)
    assume(all(np.isfinite(array).all() for array in computed))  # a maximum may look at padding alone
    assume(not told_apart_by_rounding_alone(experiment, options))
    compare(Recalculated(made(experiment, options)), experiment, options)


def test_of_several_images_it_is_the_one_that_is_followed():
    experiment, options = small(), RunOptions(sample=1)
    images = tuple(frozen(np.full((4, 3, 2), number)) for number in (0.5, -0.25))
    experiment = replace(experiment, images=images, loss=Loss("cross_entropy", labels=(0, 2)))
    sheets = Recalculated(made(experiment, options))
    assert sheets.value("X", 4, 1) == -0.25
    compare(sheets, experiment, options)


@pytest.fixture(scope="module")
def first():
    return Recalculated(made(first_example(), RunOptions(0)))


def test_formulas_can_be_read(first):
    assert first.formula("X padded", 4, 1) == 0
    assert first.formula("X padded", 5, 2) == "=X!B5"
    assert first.formula("Y", 7, 4) == "=ROUND(SUMPRODUCT('X padded'!E8:G10,W!B5:D7)+b!B5,11)"
    assert first.formula("A", 7, 4) == "=MAX(0,Y!E8)"
    assert first.formula("P", 4, 2) == "=MAX(A!D5:E6)"
    assert first.formula("mask", 4, 4) == "=IF(AND(A!E5=P!C5,0+(A!D5=P!C5)=0),1,0)"
    assert first.formula("dA", 4, 4) == "=mask!E5*dP!C5"
    assert first.formula("dY", 4, 4) == "=IF(Y!E5>0,1,0)*dA!E5"
    assert first.formula("dW", 4, 1) == "=SUMPRODUCT('X padded'!B5:I12,dY!B5:I12)"
    assert first.formula("db", 4, 1) == "=SUM(dY!B5:I12)"
    assert first.formula("dX", 4, 1) == "='dX padded'!C6"
    assert first.formula("new W", 4, 1) == f"=W!B5-{RATE}*dW!B5"
    assert first.formula("Numbers", 4, 1) == "=SUM(P!B5:E8)"


def test_a_program_that_does_not_recalculate_shows_the_numbers():
    content = made(first_example(), RunOptions(0))
    kept = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    for filled in arrays(first_example(), RunOptions(0)):
        for index in np.ndindex(filled.numbers.shape):
            row, column = filled.sheet.place(index)
            assert kept[filled.sheet.name].cell(row + 1, column + 1).value == filled.numbers[index]


def test_the_first_sheet_leads_to_all_others(first):
    links = {cell.hyperlink.location for row in first.book["Start"] for cell in row if cell.hyperlink}
    assert links == {f"'{name}'!A1" for name in first.book.sheetnames[1:]}


def test_signed_numbers_are_white_at_zero(first):
    for name in ("Y", "dX", "W"):
        (rules,) = first.book[name].conditional_formatting
        low, middle, high = rules.rules[0].colorScale.cfvo
        assert (low.val, middle.val) == (-high.val, 0)
        assert rules.rules[0].colorScale.color[1].rgb == "FFFFFFFF"


def test_a_sum_that_is_too_long_for_one_formula_has_a_sheet_for_its_parts(monkeypatch):
    monkeypatch.setattr(book, "LONGEST", 100)
    experiment, options = CASES["b"]
    sheets = Recalculated(made(experiment, options))
    cells = [str(cell.value) for sheet in sheets.book for row in sheet for cell in row]
    formulas = [cell for cell in cells if cell.startswith("=")]
    assert max(map(len, formulas)) <= 101
    assert any(formula.startswith("=SUM(Parts!A") for formula in formulas)
    compare(sheets, experiment, options)


@pytest.mark.parametrize("most", ["MOST_CELLS", "MOST_TERMS"])
def test_what_is_too_large_is_refused_before_it_is_worked_out(monkeypatch, most):
    numbers, terms = size_of(run_of(first_example()))
    monkeypatch.setattr(bounds, most, {"MOST_CELLS": numbers, "MOST_TERMS": terms}[most] - 1)
    monkeypatch.delattr(book, "Formulas")
    with pytest.raises(
        ValueError, match=rf"has {numbers:,} numbers and {terms:,} products in its formulas, and up to"
    ):
        made(first_example(), RunOptions(0))


def test_the_number_of_products_is_that_of_the_steps():
    experiment, options = CASES["small"]
    run = run_of(experiment, replace(options, follow=None))
    steps = sum(step.operations for chapter in run.chapters for step in chapter.trace)
    assert size_of(run)[1] == steps


@pytest.mark.parametrize(
    ("value", "words"), [(np.nan, "X has nan"), (np.inf, "X has inf"), (1e200, "has inf")]
)
def test_what_no_spreadsheet_has_is_refused(value, words):
    experiment = Experiment((frozen(np.full((2, 2, 1), value)),), (Activation("identity"),))
    if value == 1e200:
        weight = frozen(np.full((1, 1, 1, 1), value))
        layers = Convolution(Window((1, 1)), weight, frozen(np.zeros(1)), ("",)), Activation("relu")
        experiment = replace(experiment, layers=layers)
    with pytest.raises(ValueError, match=rf"{words} in it, which is no number to a spreadsheet"):
        made(experiment, RunOptions())


def test_where_relu_is_closed_no_gradient_is_read_that_is_infinite():
    image, gradient = (frozen(np.array(row).reshape(1, 3, 1)) for row in ([-1.0, 2, -1], [np.inf, 3, 3]))
    experiment = Experiment((image,), (Activation("relu"),), loss=Loss("typed", values=(gradient,)))
    made_of = {one.sheet.name: one.parts for one in arrays(experiment, RunOptions())}["dX"]
    slopes = [f"IF(X!{column}5>0,1,0)" for column in "BCD"]
    assert list(made_of.values()) == [[slopes[0]], [f"{slopes[1]}*dA!C5"], [f"{slopes[2]}*dA!D5"]]
    with pytest.raises(ValueError, match="dA has inf in it, which is no number to a spreadsheet"):
        made(experiment, RunOptions())


def test_padding_is_never_the_largest():
    image = frozen(-np.arange(1.0, 10).reshape(3, 3, 1))
    experiment = Experiment((image,), (MaxPooling(PoolingWindow((2, 2), (1, 1), (1, 1)), "split"),))
    sheets = Recalculated(made(experiment, RunOptions()))
    assert sheets.value("X padded", 4, 1) == PADDING
    assert sheets.value("P", 4, 1) == -1
    compare(sheets, experiment, RunOptions())


def test_one_formula_that_is_too_long_is_refused(monkeypatch):
    monkeypatch.setattr(book, "LONGEST", 40)
    with pytest.raises(
        ValueError, match=r"Y needs a formula of \d+ characters, and a spreadsheet takes 40: take"
    ):
        made(first_example(), RunOptions(0))


def test_it_says_how_far_it_is_and_stops_where_it_is_not_wanted_any_more():
    shares = []
    with watched(lambda share: shares.append(share) or True):
        made(first_example(), RunOptions(0))
    assert shares == sorted(shares)
    assert 0.5 < shares[-1] <= 1
    with pytest.raises(Stopped), watched(lambda share: share < 0.4):
        made(first_example(), RunOptions(0))
