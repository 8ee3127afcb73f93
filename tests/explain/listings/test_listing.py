"""The line and the values beside it are those of the listing while it runs: it is looked at line by line."""

import re
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from run_catalogue import by_turns, runs
from run_catalogue import experiments as catalogue
from run_draws import experiments, few, run_options
from run_listings import visits
from why_numbers import fits

from cnnviz.explain import listing
from cnnviz.explain.listings.files import program, program_name
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position

MOST = 16  # steps of a chapter that are compared


def check(run, number, experiment, *, term=None):
    """Compare what is shown of the steps of a chapter with what the listing does."""
    chapter = run.chapters[number]
    steps = range(len(chapter.trace))
    if "t" not in chapter.trace.variables(0):
        steps = steps[:: max(len(steps) // MOST, 1)]
    told = {}
    for step in steps:
        count = run.step(Position(number, step)).operations
        if term is None or count > 1:
            part = None if term is None else 1 + term % (count - 1)
            found = listing(Frame(run, Position(number, step, part)))
            told.setdefault(found.line, {})[tuple(chapter.trace.variables(step).values())] = (found, part)
    letters, met, seen = list(chapter.trace.variables(0)), Counter(), Counter()

    def look(line, frame):
        if line not in told:
            return
        met[line] += 1
        key = _visit(chapter, letters, frame, met[line] - 1, told[line])
        found, part = told[line].get(key, (None, None))
        if found is None or (part is not None and line_repeats(found) and not _nth(found, key, part, seen)):
            return
        seen[key, "done"] += 1
        for value in found.values:
            compare(value, frame, chapter)

    with np.errstate(all="ignore"):
        visits(chapter, experiment, program(program_name(chapter)), look)
    missing = {key for marked in told.values() for key in marked} - {key for key, _ in seen}
    assert not missing, f"{chapter.key}: the listing never comes by its marked line at {sorted(missing)[:3]}"


def line_repeats(found):
    """Return whether a listing goes through the line term by term."""
    return found.program.name == "gather"


def _nth(found, key, part, seen):
    seen[key, "terms"] += 1
    return seen[key, "terms"] == part


def _visit(chapter, letters, frame, before, marked):
    """Return the loop variables at a line; numbers that come one after another have only their order."""
    if letters == ["t"]:
        steps = sorted(marked)
        return steps[before] if before < len(steps) else None
    here = {**frame.f_locals}
    if chapter.kind is ChapterKind.LOSS and len(chapter.trace) == 1 and "at" in here:
        return tuple(np.atleast_1d(here["at"]).tolist())
    if "at" in here and not set(letters) <= here.keys():
        return tuple(here["at"])
    return tuple(here[letter] for letter in letters)


def compare(value, frame, chapter):
    """Compare what is shown of an expression with what it is in the running listing."""
    if value.text == "to come" or value.text.endswith(" numbers"):
        return
    true = eval(value.name, frame.f_globals, frame.f_locals)  # its name is what the listing has
    said = f"{chapter.key}: {value.name}"
    if isinstance(true, slice):
        shown = slice(*map(int, value.text.split(":")))
        over = next(name for name in ("dy_spread", "x_pad", "dx_pad") if name in frame.f_locals)
        size = frame.f_locals[over].shape[("rows", "cols", "own").index(value.name)]
        assert [*range(*shown.indices(size))] == [*range(*true.indices(size))], said
    elif value.block is not None:
        numbers, known = value.block.numbers.squeeze(), value.block.known.squeeze()
        true = np.asarray(true, float).squeeze()
        if true.ndim == 0:
            true = np.full(numbers.shape, true)
        true = true.reshape(numbers.shape)
        np.testing.assert_allclose(numbers[known], true[known], 1e-11, 1e-11, err_msg=said)
        if value.text:
            assert fits(value.text, float(true.flat[0]) + 0.0), said
    elif isinstance(true, tuple):
        assert tuple(map(int, re.findall(r"\d+", value.text))) == true, said
    else:
        assert abs(float(value.text.replace("−", "-")) - float(true)) <= 1e-3 * max(abs(float(true)), 1), said


@pytest.mark.parametrize(("told", "term"), by_turns(runs(), [None, 0, 3]))
@pytest.mark.some(8)
def test_the_line_and_the_values_are_those_of_the_running_listing(told, term):
    name, run = told
    experiment = catalogue()[name.partition(",")[0]]
    for number in range(len(run.chapters)):
        check(run, number, experiment, term=term)


@few
@given(st.data())
def test_with_every_setting(data):
    experiment = data.draw(experiments())
    run = run_of(experiment, data.draw(run_options()))
    term = data.draw(st.none() | st.integers(0, 5))
    for number in range(len(run.chapters)):
        check(run, number, experiment, term=term)
