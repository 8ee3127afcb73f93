"""In every kind of chapter the printed formula, worked out with a pencil, gives the printed result."""

import math
import re
from fractions import Fraction

import pytest
from run_catalogue import WAYS, convolved, experiments, image, runs

from cnnviz.experiment.document import Experiment
from cnnviz.explain.sums.formula import formula
from cnnviz.explain.sums.pieces import Role
from cnnviz.explain.sums.terms import MOST_TERMS
from cnnviz.explain.words import cell_words, headline, place
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Grain, Position
from cnnviz.run.veil import Veil, hidden_cell
from cnnviz.trace.steps import FUNCTIONS

each_run = pytest.mark.parametrize("run", [pytest.param(run, id=name) for name, run in runs()])
WRAPPED = {"1/": FUNCTIONS["reciprocal"], "leaky relu": FUNCTIONS["leaky_relu"], "max": None, "": float}


def number(text):
    """Return a printed number, and how far it may be from what it stands for."""
    text = text.removeprefix("0 but for rounding ").strip("()").replace("−", "-").replace("∞", "inf")
    if "/" in text:
        return float(Fraction(text)), 0.0
    mantissa, _, exponent = text.partition("e")
    decimals = len(mantissa.partition(".")[2])
    exact = not decimals and not exponent
    return float(text), 0.0 if exact else 0.51 * 10 ** (int(exponent or 0) - decimals)


def product(text):
    """Return the product of the printed factors, and how far it may be from the true one."""
    value, reach = 1.0, 1.0
    for factor, slack in map(number, text.split("·")):
        value *= factor
        reach *= abs(factor) + slack
    return value, reach - abs(value) if math.isfinite(value) else 0.0


def worked_out(made):
    """Return what the printed terms come to, how far off that may be, and the function around them."""
    opening = [piece.text for piece in made.terms if piece.role is Role.OPERATOR and piece.text.endswith("(")]
    name = opening[0][:-1] if opening else ""
    parts = list(signed_products(made))
    values, slacks = [value for value, _ in parts], [slack for _, slack in parts]
    if name == "max":
        return max(values), max(slacks)
    inside, slack = sum(values), sum(slacks)
    function = WRAPPED[name] if name in WRAPPED else FUNCTIONS[name]
    ends = [function(inside + shift) for shift in (-slack, 0, slack)]
    return ends[1], max(abs(end - ends[1]) for end in ends) + 1e-12


def signed_products(made):
    """Yield what the terms that are done come to, each with the operator before it, and how far off that may be."""
    operator = ""
    for piece in made.terms:
        if piece.role is Role.TERM:
            value, slack = product(piece.text)
            yield (-value if operator == "−" else value), slack
        operator = piece.text


def copied(made):
    """Return whether nothing is worked out: the one term is a name."""
    return len(made.terms) == 1 and not made.terms[0].text.lstrip("(−").startswith(tuple("0123456789n∞"))


def positions(run):
    for number_, chapter in enumerate(run.chapters):
        count = len(chapter.trace)
        for step in sorted({0, 1 % count, count // 3, count // 2, count - 1}):
            yield Position(number_, step)


def test_the_runs_have_every_kind_of_chapter():
    assert {chapter.kind for _, run in runs() for chapter in run.chapters} == set(ChapterKind)


@each_run
@pytest.mark.some(4)
def test_the_printed_formula_comes_to_the_printed_result(run):
    for position in positions(run):
        frame = Frame(run, position)
        made = formula(frame)
        if copied(made):
            continue
        value, slack = worked_out(made)
        result, rounding = number(made.result)
        assert value == pytest.approx(result, rel=0, abs=slack + rounding + 1e-9), (
            f"{frame.chapter.key}: {made}"
        )


@each_run
@pytest.mark.some(12)
def test_the_printed_result_is_what_the_cell_holds(run):
    for position in positions(run):
        frame = Frame(run, position)
        made = formula(frame)
        (cell,) = made.target.cells
        value = float(frame.arrays[cell.array][cell.index])
        result, rounding = number(made.result)
        assert result == pytest.approx(value, rel=0, abs=rounding + 1e-9), frame.chapter.key


@each_run
@pytest.mark.some(4)
def test_term_by_term_what_is_done_comes_to_the_result_so_far(run):
    for position in positions(run):
        for moved in range(1, 3):
            frame = Frame(run, run.move(position, Grain.TERM, -moved))
            made = formula(frame)
            if not made.result.endswith(" so far"):
                continue
            parts = list(signed_products(made))
            largest = any(piece.text == "max(" for piece in made.terms)
            value = max(v for v, _ in parts) if largest else sum(v for v, _ in parts)
            slack = sum(s for _, s in parts)
            result, rounding = number(made.result.removesuffix(" so far"))
            assert value == pytest.approx(result, rel=0, abs=slack + rounding + 1e-9), frame.chapter.key


@each_run
@pytest.mark.some(12)
def test_accumulating_shows_the_old_value_and_what_is_added(run):
    for position in positions(run):
        frame = Frame(run, position)
        made = formula(frame)
        (cell,) = made.target.cells
        update = next(update for update in frame.step.updates if update.target == cell)
        if update.accumulate:
            first = made.terms[0]
            old, rounding = number(first.text)
            assert first.cells == (cell,)
            assert old == pytest.approx(float(frame.before[cell.array][cell.index]), rel=0, abs=rounding)
            assert made.terms[1].text == "+"


@each_run
@pytest.mark.some(12)
def test_no_constant_is_named_by_its_own_number(run):
    for position in positions(run):
        for piece in formula(Frame(run, position)).terms:
            assert not piece.label or piece.text.strip("()") != piece.label, piece.text


@each_run
@pytest.mark.some(4)
def test_every_step_can_be_put_in_words(run):
    for position in positions(run):
        frame = Frame(run, position)
        title, subtitle = headline(frame.chapter)
        assert title
        assert subtitle
        assert place(frame).startswith(f"{title} · step {position.step + 1} of {len(frame.chapter.trace)}")
        for cell in frame.step.reads | frame.step.writes:
            assert cell_words(frame, cell)


@pytest.mark.parametrize("term", [None, 1, 99, 100, 101, 300, 470, 574])
def test_of_very_many_terms_those_around_the_last_one_are_written_out(term):
    layer = convolved(1, 1, size=(24, 24))
    run = run_of(Experiment((image(size=(24, 24)) + 0.5,), (layer,)), WAYS["cell by cell"])
    number_ = [chapter.key for chapter in run.chapters].index("correlate")
    frame = Frame(run, Position(number_, 4, term))  # where no window sees the padding
    made = formula(frame)
    products = [piece for piece in made.terms if piece.role in (Role.TERM, Role.PENDING)]
    left_out = sum(int(re.search(r"\d+", piece.text)[0]) for piece in made.terms if piece.role is Role.NOTE)
    assert len(products) == MOST_TERMS
    assert left_out + MOST_TERMS == frame.step.operations == 24 * 24
    done = [piece for piece in products if piece.role is Role.TERM]
    last = (frame.done if term else frame.step.first(MOST_TERMS)).updates[-1].terms[-1]
    assert done[-1].cells == last
    assert len(done) == len(products) or products.index(done[-1]) <= MOST_TERMS // 2 or term > 24 * 24 - 100


def test_a_mean_shows_its_divisor():
    shown = {
        str(formula(Frame(run, Position(number, len(chapter.trace) // 2))))
        for _, run in runs()
        for number, chapter in enumerate(run.chapters)
        if chapter.kind in (ChapterKind.AVERAGE_POOL, ChapterKind.AVERAGE_POOL_BACK)
    }
    assert shown
    assert all(re.search(r"·1/\d", text) for text in shown), shown


@pytest.mark.parametrize(
    ("kind", "made"),
    [
        (ChapterKind.CONVOLVE, "sum"),
        (ChapterKind.MAX_POOL, "maximum"),
        (ChapterKind.ACTIVATE, "number"),
        (ChapterKind.ACTIVATE_BACK, "number"),
        (ChapterKind.MAX_POOL_BACK, "number"),
    ],
)
def test_what_is_withheld_is_called_what_it_is_and_alike_in_all_steps(kind, made):
    """Not by what comes of the step: a sum that nothing passes to is not told from others."""
    run = run_of(experiments()["grey"])
    index = next(n for n, chapter in enumerate(run.chapters) if chapter.kind is kind)
    chapter, notes = run.chapters[index], set()
    for step in range(len(chapter.trace)):
        hidden = [hidden_cell(chapter, cell) for cell in chapter.trace[step].writes]
        notes.add(formula(Frame(Veil(run).over(hidden), Position(index, step))).note)
    assert notes == {f"the {made} is shown with the answer"}
