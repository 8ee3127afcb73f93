"""The vectorised listings, and those in PyTorch, make what the engine makes; what is shown is in their arrays."""

import re
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from run_catalogue import convolved, image, nothing_but_padding, pooled_with_nan, runs, some_padding_alone
from run_catalogue import experiments as catalogue
from run_draws import experiments, run_options
from run_listings import is_told_by_numbers, module_of, own
from torch_layout import numbers, setting, tensor

from cnnviz.experiment.document import Experiment
from cnnviz.explain import listing
from cnnviz.explain.listings.calls import call_of
from cnnviz.explain.listings.dialect import Dialect
from cnnviz.explain.listings.files import program, program_name
from cnnviz.explain.listings.ways import WAYS
from cnnviz.explain.listings.whole import ordered
from cnnviz.resource import resource
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.options import RunOptions
from cnnviz.run.timeline import Position

MOST = 4  # steps of a chapter that are compared
WHOLE = [Dialect.VECTORISED, Dialect.TORCH]


def there(dialect):
    """Skip what needs PyTorch, where that is not."""
    if dialect is Dialect.TORCH:
        torch = pytest.importorskip("torch", reason="PyTorch is not installed")
        torch.set_default_dtype(torch.float64)


@pytest.fixture(autouse=True)
def _default_dtype():
    yield
    if "torch" in sys.modules:
        sys.modules["torch"].set_default_dtype(sys.modules["torch"].float32)


def arguments(chapter, experiment, dialect):
    """Return what a listing is called with: in PyTorch's own layout, where it is written in that."""
    call = call_of(chapter, experiment)
    if dialect is Dialect.VECTORISED:
        return (*(own(chapter, array) for array in call.arrays), *call.settings.values())
    plane = chapter.kind is ChapterKind.SPREAD  # whose shape has no channels
    settings = [
        tensor(value, chapter.info["dy"].axes)
        if isinstance(value, np.ndarray)
        else value
        if plane
        else setting(name, value)
        for name, value in call.settings.items()
    ]
    return (*(tensor(own(chapter, array), chapter.info[array].axes) for array in call.arrays), *settings)


def ended(function, given):
    """Run a listing, and return what it returns and its variables then."""
    kept = {}

    def follow(frame, event, _):
        if frame.f_code is function.__code__:
            if event == "return":
                kept.update(frame.f_locals)
            return follow
        return None

    before = sys.gettrace()
    sys.settrace(follow)
    try:
        made = function(*given)
    finally:
        sys.settrace(before)
    return (made if isinstance(made, tuple) else (made,)), kept


def check(run, experiment, dialect):
    """Compare what the listings of a run make, and what is shown of their variables."""
    for number, chapter in enumerate(run.chapters):
        if not is_told_by_numbers(chapter):
            continue
        shown = program(program_name(chapter), dialect)
        function = getattr(module_of(shown.name, dialect), shown.function)
        with np.errstate(all="ignore"):
            made, variables = ended(function, arguments(chapter, experiment, dialect))
        for array, found in zip(call_of(chapter, experiment).made, made, strict=True):
            right, axes = own(chapter, array), chapter.info[array].axes
            found = numbers(found, axes) if dialect is Dialect.TORCH else found
            said = f"{shown.name}: {array}"
            np.testing.assert_allclose(np.reshape(found, right.shape), right, 1e-11, 1e-11, err_msg=said)
        steps = range(len(chapter.trace))
        for step in steps[:: max(len(steps) // MOST, 1)]:
            told = listing(Frame(run, Position(number, step)), dialect)
            for value in told.values:
                compare(value, variables, chapter, dialect)


def compare(value, variables, chapter, dialect):
    """Compare what is shown under a name with what the name says when the listing is done, cell by cell."""
    said = f"{chapter.key}: {value.name} is {value.text}"
    true = eval(value.name, {}, variables)
    if value.name.endswith(".shape"):
        assert tuple(map(int, re.findall(r"\d+", value.text))) == tuple(true), said
        return
    if value.text.endswith(" numbers"):
        assert np.prod(tuple(map(int, re.findall(r"\d+", value.text)))) == np.prod(tuple(true.shape)), said
        return
    assert value.block is not None, said
    assert value.block.known.all(), said
    shown = value.block.numbers.ravel()
    np.testing.assert_allclose(np.sort(shown), np.sort(plain(true).ravel()), 1e-11, 1e-11, err_msg=said)
    whole, info = plain(variables[value.name.partition("[")[0]]), chapter.info[value.array]
    for cell, number in zip(value.block.cells, shown.tolist(), strict=True):
        at = ordered(cell.index[info.sampled :], info.axes, dialect, 0)
        np.testing.assert_allclose(number, whole[at] if whole.ndim else whole, 1e-11, 1e-11, err_msg=said)


def plain(array):
    return np.asarray(array.detach() if hasattr(array, "detach") else array, float)


def odd():
    """Yield runs in which windows lie on padding alone, or leave rows and columns over."""
    for name, experiment in (("alone", nothing_but_padding("sum")), ("some", some_padding_alone())):
        yield name, experiment, run_of(experiment)
    rest = convolved(1, 2, stride=(3, 2), padding="valid", kernel_size=(2, 2))
    experiment = Experiment((image(1, (7, 8)),), (rest,))
    yield "rest", experiment, run_of(experiment, RunOptions(None, "gather", "correlate"))


def every():
    """Return every run in every dialect as parameters: per change half of them, each in one, by turns."""
    return [
        pytest.param(
            told, dialect, marks=() if number % 4 == 2 * turn + number // 4 % 2 else pytest.mark.long
        )
        for number, told in enumerate(runs())
        for turn, dialect in enumerate(WHOLE)
    ]


@pytest.mark.some(1)
@pytest.mark.parametrize("dialect", WHOLE)
def test_it_does_where_windows_see_nothing_or_leave_something_over(dialect):
    there(dialect)
    for _, experiment, run in odd():
        check(run, experiment, dialect)


@pytest.mark.some(18)
@pytest.mark.parametrize("dialect", WHOLE)
@pytest.mark.parametrize(("name", "experiment"), pooled_with_nan())
def test_nan_in_a_pooling_goes_where_the_engine_has_it(name, experiment, dialect):
    there(dialect)
    check(run_of(experiment), experiment, dialect)


@pytest.mark.some(8)
@pytest.mark.parametrize(("told", "dialect"), every())
def test_it_makes_what_the_engine_makes_and_has_what_is_shown(told, dialect):
    there(dialect)
    name, run = told
    check(run, catalogue()[name.partition(",")[0]], dialect)


@pytest.mark.parametrize("dialect", WHOLE)
@settings(max_examples=settings.default.max_examples // 10)
@given(st.data())
def test_with_every_setting(dialect, data):
    there(dialect)
    experiment = data.draw(experiments())
    check(run_of(experiment, data.draw(run_options())), experiment, dialect)


@pytest.mark.parametrize("dialect", WHOLE)
def test_every_listing_is_there_in_every_dialect(dialect):
    names = {path.stem for path in resource(*dialect.places).glob("*.py")}
    assert names == WAYS.keys()
    for name in names:
        assert program(name, dialect).title == program(name).title
        assert program(name, dialect).function == program(name).function


@pytest.mark.some(1)
@pytest.mark.parametrize("dialect", WHOLE)
def test_the_line_in_hand_does_the_step(dialect):
    """It makes something, and in the outermost function: not in one that helps."""
    for _, run in runs()[::8]:
        for number in range(len(run.chapters)):
            told = listing(Frame(run, Position(number, 0)), dialect)
            line = told.program.lines[told.line]
            assert "=" in line or line.strip().startswith("np.add.at("), line
            assert told.line > told.program.lines.index(
                next(line for line in told.program.lines if line.startswith(f"def {told.program.function}("))
            )
            assert any(not value.name.endswith(".shape") for value in told.values), told.program.name
