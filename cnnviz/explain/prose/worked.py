"""The sum in hand worked out term by term: the factors' names, their numbers, what each term comes to, by channels."""

from collections.abc import Sequence

from cnnviz.explain.ledgers.line import Number
from cnnviz.explain.naming import cell_text, channel_text
from cnnviz.explain.number_format import format_in
from cnnviz.explain.numbers import in_parentheses
from cnnviz.explain.prose.step_facts import StepFacts, facts_of
from cnnviz.explain.prose.symbols import FactorOrigin, origin_of
from cnnviz.explain.sums.printed import EQUAL, sum_sign
from cnnviz.explain.sums.terms import constant_format, constant_text
from cnnviz.frozen import NamedTuple
from cnnviz.numerals import MINUS
from cnnviz.run.array_info import Dim
from cnnviz.run.chapter import Phase
from cnnviz.run.frames.frame import Frame
from cnnviz.trace.steps import Cell, Combine, Const, Factor, Term, added, value_of


class NamedFactor(NamedTuple):
    """A factor: what it is called, its number, where that comes from, and its cell, if it is one."""

    name: str
    text: str
    origin: FactorOrigin
    cells: tuple[Cell, ...] = ()


class WorkedRow(NamedTuple):
    """A term: its factors, what they come to, and whether it is done."""

    factors: tuple[NamedFactor, ...]
    product: Number
    done: bool

    @property
    def sign(self) -> str:
        """What stands before its numbers: whether they come to the product as they are printed."""
        return sum_sign(["·".join(factor.text for factor in self.factors)], self.product.text)


class WorkedGroup(NamedTuple):
    """The terms of one channel or filter, called `name`, and what they come to together."""

    name: str
    rows: tuple[WorkedRow, ...]
    together: Number

    @property
    def sign(self) -> str:
        """What stands between the terms and what they come to: whether they do so as they are printed."""
        return sum_sign([row.product.text for row in self.rows], self.together.text)


class Worked(NamedTuple):
    """The sum in hand.

    Parameters
    ----------
    target : the cell that is written
    groups : its terms, by channels where there are several; a bias is a group of its own
    before : what is added to, None where the cell is written anew
    result : what comes out
    largest : whether the largest term is taken instead of their sum
    function : what is applied to that, or nothing
    """

    target: NamedFactor
    groups: tuple[WorkedGroup, ...]
    before: Number | None
    result: Number
    largest: bool
    function: str

    @property
    def sign(self) -> str:
        """What stands before the sum of the groups: whether it comes to the result as it is printed."""
        if self.largest or self.function:
            return EQUAL
        texts = [group.together.text for group in self.groups]
        return sum_sign(texts if self.before is None else [self.before.text, *texts], self.result.text)

    @property
    def terms(self) -> int:
        """How many terms there are."""
        return sum(len(group.rows) for group in self.groups)

    @property
    def origins(self) -> Sequence[FactorOrigin]:
        """Where factors come from, each once."""
        found = [factor.origin for group in self.groups for row in group.rows for factor in row.factors]
        return tuple(dict.fromkeys(found))


def worked(frame: Frame) -> Worked:
    """Return the sum in hand worked out, the numbers as they are when the step is done."""
    facts = facts_of(frame)
    update, target = facts.update, facts.target
    done = len(update.terms)
    if facts.within is not None:
        done = len(frame.done.updates[-1].terms)
    grouped: dict[str, list[tuple[Term, bool]]] = {}
    for number, term in enumerate(update.terms):
        grouped.setdefault(_group(facts, term), []).append((term, number < done))
    groups = tuple(_made(facts, name, terms) for name, terms in grouped.items())
    before = _number(facts, facts.before) if update.accumulate else None
    name = NamedFactor(cell_text(target, facts.chapter), "", FactorOrigin.WRITTEN, (target,))
    function = "" if update.function is None else update.function.replace("_", " ")
    return Worked(name, groups, before, _number(facts, facts.result), update.combine is Combine.MAX, function)


def _made(facts: StepFacts, name: str, terms: Sequence[tuple[Term, bool]]) -> WorkedGroup:
    rows = tuple(_row(facts, term, done) for term, done in terms)
    products = [row.product.value for row in rows]
    total = max(products) if facts.update.combine is Combine.MAX else added(products)
    return WorkedGroup(name, rows, _number(facts, total, tuple(c for row in rows for c in row.product.cells)))


def _row(facts: StepFacts, term: Term, done: bool) -> WorkedRow:
    cells = tuple(factor for factor in term if isinstance(factor, Cell))
    factors = tuple(_named(facts, factor) for factor in term)
    return WorkedRow(factors, _number(facts, facts.product(term), cells), done)


def _named(facts: StepFacts, factor: Factor) -> NamedFactor:
    if isinstance(factor, Const):
        text = constant_text(factor, constant_format(facts.update, facts.frame))
        text = f"{MINUS}{text}" if factor.value < 0 else text
        return NamedFactor(factor.of or factor.label, text, _origin(facts))
    chapter = facts.chapter
    text = format_in(chapter, factor.array, facts.frame.decimals).text(value_of(factor, facts.frame.arrays))
    return NamedFactor(cell_text(factor, chapter), text, origin_of(chapter, factor.array), (factor,))


def _origin(facts: StepFacts) -> FactorOrigin:
    """Return where a constant comes from: the loss, which hands over what the way back begins with, or a layer."""
    chapter = facts.chapter
    if not chapter.trace.inputs:  # nothing is read: it is handed over
        return FactorOrigin.ABOVE
    if chapter.phase is Phase.UPDATE:
        return FactorOrigin.SET
    return FactorOrigin.LOSS if chapter.phase is Phase.LOSS else FactorOrigin.OWN


def _number(facts: StepFacts, value: float, cells: tuple[Cell, ...] = ()) -> Number:
    array = facts.target.array
    text = format_in(facts.chapter, array, facts.frame.decimals).text(value)
    return Number(text, value, array, cells or (facts.target,))


def _group(facts: StepFacts, term: Term) -> str:
    """Return what the channel is called that a term reads, nothing where there is only one, or none."""
    for factor in term:
        if isinstance(factor, Cell) and facts.chapter.info[factor.array].axes[-1] is Dim.CHANNEL:
            info, count = facts.chapter.info[factor.array], facts.chapter.arrays[factor.array].shape[-1]
            if count > 1 and facts.several_channels:
                return channel_text(factor.index[-1], count, image=info.in_colours, filters=info.of_filters)
            return ""
    return "bias" if facts.bias is not None and term is facts.update.terms[-1] else ""


def as_text(made: Worked) -> str:
    """Return the whole sum in one line: names, numbers and what comes out."""
    rows = [row for group in made.groups for row in group.rows]
    names = _joined(made, [" · ".join(_closed(f.name) for f in row.factors) for row in rows])
    terms = ["·".join(_numbers(row)) for row in rows]
    before = [] if made.before is None else [made.before.text]
    sign = EQUAL if made.largest or made.function else sum_sign([*before, *terms], made.result.text)
    return f"{made.target.name} = {names} = {_joined(made, terms)} {sign} {made.result.text}"


def _numbers(row: WorkedRow) -> Sequence[str]:
    texts = [factor.text for factor in row.factors]
    return texts if len(texts) == 1 else [in_parentheses(text) for text in texts]


def _closed(name: str) -> str:
    """Return a name in parentheses where it is a difference itself."""
    label, bracket, index = name.partition("[")
    return f"({label}){bracket}{index}" if f" {MINUS} " in label else name


def _joined(made: Worked, terms: Sequence[str]) -> str:
    if made.largest:
        return f"max({', '.join(terms)})"
    inside = made.before.text if made.before is not None else ""
    for term in terms or ["0"]:
        if not inside:
            inside = term
        elif term.startswith(f"({MINUS}") and "·" in term:
            inside += f" + {term}"
        else:
            inside += f" {MINUS} {term[1:]}" if term.startswith(MINUS) else f" + {term}"
    return f"{made.function}({inside})" if made.function else inside
