"""No sentence says what is not true of its step: what certain words claim is looked up in the arrays."""

import math
import re

import numpy as np
import pytest
from hypothesis import given
from reason_claims import REASON_CLAIMS
from route_claims import ROUTE_CLAIMS
from run_catalogue import runs
from test_why import told
from told_claims import TOLD_CLAIMS
from why_numbers import Expected, parsed
from window_claims import WINDOW_CLAIMS

from cnnviz.explain import why
from cnnviz.explain.prose.why import reason, reasons
from cnnviz.explain.prose.why import told as told_in_one
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position
from cnnviz.trace.steps import Cell


def reads(e):
    return [e.of_cell(f) for term in e.update.terms for f in term if isinstance(f, Cell)]


def value(e, array):
    return next(
        e.of_cell(f) for term in e.update.terms for f in term if isinstance(f, Cell) and f.array == array
    )


def cells_of(updates, array):
    """Return the cells of an array that some updates read."""
    return [f for one in updates for t in one.terms for f in t if isinstance(f, Cell) and f.array == array]


def activation(e, frame, span):
    """Return what the next chapter makes of the cell in hand."""
    chapter = frame.timeline.chapters[frame.position.chapter + 1]
    assert (chapter.kind, chapter.function) == (ChapterKind.ACTIVATE, "relu")
    return float(chapter.arrays["a"][e.target.index])


def moves(e, frame, found):
    here, there = (window(e.chapter, frame.position.step + more) for more in (0, 1))
    return (there[0], there[1] - here[1]) == (here[0], int(found[1]))


def window(chapter, number):
    """Return the first row and column of the window of a step."""
    step = chapter.trace[number]
    cells = [one.target for one in step.updates if one.target.array == "dx_pad"]
    for array in ("x_pad", "dy_spread"):
        cells = cells if len(cells) > 1 else cells_of(step.updates, array)
    return min(cell.index[1] for cell in cells), min(cell.index[2] for cell in cells)


CLAIMS = {
    r"[Ee]very product is 0": lambda e, f, m: not any(e.products),
    r"Everything under the window is 0": lambda e, f, m: (
        not any(
            e.of_cell(c)
            for one in e.step.updates
            for t in one.terms
            for c in t
            if isinstance(c, Cell) and c.array == "x_pad"
        )
    ),
    r"they cancel": lambda e, f, m: sum(e.products) == 0 and any(e.products),
    r"it has overflowed": lambda e, f, m: (
        not math.isfinite(e.of_cell(e.target)) and np.isfinite(reads(e)).all()
    ),
    r"is not finite": lambda e, f, m: not np.isfinite(reads(e)).all(),
    r"it is rounding|is rounding:": lambda e, f, m: 0 < abs(e.of_cell(e.target)) < 1e-6,
    r"It is 0, so nothing": lambda e, f, m: value(e, "dy") == 0 or e.before_is_after(),
    r"it goes down: then": lambda e, f, m: e.of_cell(e.target) < parameter(e),
    r"it goes up: then": lambda e, f, m: e.of_cell(e.target) > parameter(e),
    r"it stays": lambda e, f, m: e.of_cell(e.target) == parameter(e),
    r"ReLU will let .* through": lambda e, f, m: activation(e, f, m) == e.of_cell(e.target) > 0,
    r"ReLU will make 0 of": lambda e, f, m: activation(e, f, m) == 0 > e.of_cell(e.target),
    r"is above 0: it goes through as it is": lambda e, f, m: value(e, "z") == e.of_cell(e.target) > 0,
    r"is below 0: .* becomes": lambda e, f, m: value(e, "z") < 0 and e.of_cell(e.target) == 0,
    r"was above 0 and went through": lambda e, f, m: float(e.chapter.arrays["z"][e.target.index]) > 0,
    r"was below 0 and was cut off": lambda e, f, m: float(e.chapter.arrays["z"][e.target.index]) < 0,
    r"the slope there is 0\.": lambda e, f, m: float(e.chapter.arrays["z"][e.target.index]) == 0,
    r"All numbers here are alike": lambda e, f, m: len(set(reads(e))) == 1,
    r"reaches into the (padding|border) with (\d+) cell": lambda e, f, m: (
        0 < int(m[2]) == e.count("padding", "")
    ),
    r"There it reads 0, which adds": lambda e, f, m: e.count("padding", "") > 0,
    r"Its cell lies under (\d+) window": lambda e, f, m: int(m[1]) < e.count("most", ""),
    r"met turned by 180°": lambda e, f, m: (
        len({c.index[1] for t in e.update.terms for c in t if isinstance(c, Cell) and c.array == "weight"})
        > 1
    ),
    r"order of the windows, the kernel is turned by 180°": lambda e, f, m: (
        e.count("windows", "") > 1 and (first_met(e) > last_met(e))
    ),
    r"is padding\. It": lambda e, f, m: in_ring(e),
    r"lies in the border, where": lambda e, f, m: in_ring(e),
    r"lies inside the border": lambda e, f, m: not in_ring(e),
    r"It held|held .* from (an|\d+) earlier": lambda e, f, m: (
        float(e.before[e.target.array][e.target.index]) != 0
    ),
    r"The window moves (\d+) column": moves,
    r"That was the last step of this chapter": lambda e, f, m: f.position.step == len(e.chapter.trace) - 1,
    r"last step of the round": lambda e, f, m: f.timeline.index(f.position) == len(f.timeline) - 1,
    r"The bias is 0": lambda e, f, m: e.numbers[-1] == 0,
    r"weights that lie on the window add up to 0": lambda e, f, m: (
        abs(
            sum(
                e.of_cell(c) for t in e.update.terms for c in t if isinstance(c, Cell) and c.array == "weight"
            )
        )
        < 1e-9
    ),
    r"The (one|product) that counts most is": lambda e, f, m: (
        [*map(abs, e.products)].count(max(map(abs, e.products))) == 1
    ),
    r"were filled in with 0": lambda e, f, m: any(
        e.of_cell(c) == 0 for c in cells_of([e.update], "dy_spread")
    ),
    r"so this weight had no say": lambda e, f, m: value(e, "x") == 0,
    r"This is the true class": lambda e, f, m: len(e.update.terms) == 2,
    r"No window of .* covers": lambda e, f, m: e.count("windows", "") == 0,
}
CLAIMS |= WINDOW_CLAIMS | ROUTE_CLAIMS | TOLD_CLAIMS | REASON_CLAIMS
"""What may be said only where it is so."""


def met(e):
    """Return the weights that windows had on a cell, by where these begin, from first to last."""
    found = {}
    for n in e.chapter.trace.steps_of(e.target):
        for update in e.chapter.trace[n].updates:
            if update.target == e.target:
                cells = {f.array: f.index for t in update.terms for f in t if isinstance(f, Cell)}
                found.setdefault(cells["dy"][1:3], cells["weight"][:2])
    return [found[place] for place in sorted(found)]


def first_met(e):
    return met(e)[0]


def last_met(e):
    return met(e)[-1]


def in_ring(e):
    (top, bottom), (left, right) = e.chapter.info[e.target.array].ring
    _, rows, columns, _ = e.chapter.arrays[e.target.array].shape
    _, row, column, _ = e.target.index
    return not (top <= row < rows - bottom and left <= column < columns - right)


def parameter(e):
    name = e.target.array.removesuffix("_new")
    return float(e.chapter.arrays[name][e.target.index])


def check(frame, experiment, seen=None):
    e = Expected(frame, experiment)
    e.before_is_after = lambda: all(np.array_equal(e.before[n], e.after[n], equal_nan=True) for n in e.before)
    said = "".join(span.text for span in told_in_one(frame))
    text, short = f"{why(frame)}\n{said}", reason(frame)
    assert not short or len(short) <= max(map(len, reasons(frame)))
    for words, holds in CLAIMS.items():
        among = said if words in TOLD_CLAIMS else short if words in REASON_CLAIMS else text
        found = re.search(words, among)
        if found:
            assert holds(e, frame, found), (words, among)
            if seen is not None:
                seen.add(words)


@given(told())
def test_what_is_said_is_so(drawn):
    check(*drawn)


@pytest.mark.long
def test_what_is_said_is_so_all_over_the_catalogue():
    from run_catalogue import experiments as catalogue
    from run_catalogue import some_padding_alone

    odd = some_padding_alone()
    told_of = [(run, catalogue()[name.partition(",")[0]]) for name, run in runs()]
    seen = set()
    for run, experiment in [*told_of, (run_of(odd), odd)]:
        for number, chapter in enumerate(run.chapters):
            for step in range(0, len(chapter.trace), max(len(chapter.trace) // 7, 1)):
                check(Frame(run, Position(number, step)), experiment, seen)
    assert len(seen) > 20, CLAIMS.keys() - seen
    rare = {one for one in WINDOW_CLAIMS if "Nothing here" in one}
    assert seen >= WINDOW_CLAIMS.keys() - rare, WINDOW_CLAIMS.keys() - seen
    assert len(REASON_CLAIMS.keys() - seen) <= 3, REASON_CLAIMS.keys() - seen


@pytest.mark.parametrize(
    ("text", "value"), [("−0.25", -0.25), ("1/4", 0.25), ("3e−17", 3e-17), ("−∞", -math.inf)]
)
def test_printed_numbers_are_read_back(text, value):
    assert parsed(text)[0] == value
