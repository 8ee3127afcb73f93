"""A step as a formula with its numbers in it: every term, every cell that it stands for."""

from functools import lru_cache

from cnnviz.explain.naming import full_name
from cnnviz.explain.number_format import format_in
from cnnviz.explain.sums.notes import note
from cnnviz.explain.sums.pieces import Formula, Piece, Role
from cnnviz.explain.sums.printed import (
    ABOUT,
    EQUAL,
    Fraction,
    alike,
    applied,
    fraction,
    largest,
    product,
    total,
)
from cnnviz.explain.sums.rounding import only_rounding
from cnnviz.explain.sums.terms import MOST_TERMS, is_copy, pieces
from cnnviz.hidden import MARK
from cnnviz.numerals import MINUS
from cnnviz.run.frames.frame import Frame
from cnnviz.trace.steps import Cell, Combine, Term, Update, value_of

_NEVER = f"{MINUS}∞"  # of some numbers the largest


@lru_cache(maxsize=2)  # the strip, the status line and a screen reader ask for the same one
def formula(frame: Frame) -> Formula:
    """Return the update in hand as a formula, with the numbers that it reads."""
    asking = frame.asking
    about = None if asking is None else asking.cell
    if asking is not None and frame.waits:
        name = Piece(f"{frame.chapter.label(asking.array)}[?]", Role.TARGET)
        return Formula(name, (), MARK, _shown_later(frame))
    if frame.asked:
        return _withheld(about if about in frame.asked else frame.asked[0], frame)
    number, done = _in_hand(frame)
    update = frame.step.updates[number]
    value = float(frame.arrays[update.target.array][update.target.index])
    result = format_in(frame.chapter, update.target.array, frame.decimals).text(value)
    terms = tuple(pieces(update, frame, done))
    whole = done == len(update.terms)
    rounding = only_rounding(frame, update, done)
    sign = _sign(update, terms, "0" if rounding else result, value, whole=whole)
    if rounding:
        result = f"0 but for rounding ({result})"
    return Formula(
        Piece(full_name(update.target, frame.chapter), Role.TARGET, (update.target,)),
        terms,
        result if whole else f"{result} so far",
        note(frame, update, done, rounding),
        sign,
    )


def _withheld(target: Cell, frame: Frame) -> Formula:
    """Return what stands instead of a sum that would tell what is hidden."""
    name = Piece(full_name(target, frame.chapter), Role.TARGET, (target,))
    return Formula(name, (), MARK, _shown_later(frame))


def _shown_later(frame: Frame) -> str:
    """Return what of a step is shown later.

    A single product is a number, as a copy is: it would tell else what lets nothing pass.
    """
    update = frame.step.updates[0]
    several = "sum" if len(update.terms) > 1 else "number"
    made = "maximum" if update.combine is Combine.MAX else several
    return f"the {made} is shown with the answer"


def _in_hand(frame: Frame) -> tuple[int, int]:
    """Return which update of the step is written out, and how many of its terms are done.

    It is that of the cell which was pointed at, or is asked about. Term by term it is the one whose term was last; else
    the same one in each step, where all of them add to the same cells; else the first that adds something to something,
    which shows that it adds up, or to nothing yet, so that a lesson does not begin with a zero.
    """
    updates, term = frame.step.updates, frame.position.term
    about = frame.pointed if frame.asking is None else frame.asking.cell
    named = (number for number, update in enumerate(updates) if update.target == about)
    if term is None and (number := next(named, None)) is not None:
        return number, len(updates[number].terms)
    if term is not None:
        done = frame.done.updates
        return len(done) - 1, len(done[-1].terms)
    if len(updates) > 1 and updates[0].accumulate:
        from cnnviz.explain.sums.followed import followed  # the way forward adds to nothing

        if (kept := followed(frame.chapter)) is not None:
            return kept, len(updates[kept].terms)
    adding = [
        number
        for number, update in enumerate(updates)
        if update.accumulate and any(_value(term, frame) for term in update.terms)
    ]
    grown = (
        number
        for number in adding
        if frame.before[updates[number].target.array][updates[number].target.index]
    )
    won = frame.chapter.trace.highlights(frame.position.step)
    winning = (number for number, update in enumerate(updates) if not set(update.aside).isdisjoint(won))
    first = adding[0] if adding else next(winning, 0) if updates[0].accumulate else 0
    number = next(grown, first)
    return number, len(updates[number].terms)


def _value(term: Term, frame: Frame) -> float:
    product = 1.0
    for factor in term:
        product *= value_of(factor, frame.arrays)
    return product


def _sign(update: Update, terms: tuple[Piece, ...], result: str, value: float, *, whole: bool) -> str:
    """Return "=" where the printed terms come to the printed result, and "≈" where they do not, digit by digit."""
    printed = fraction(result)
    if is_copy(update) or printed is None:
        return EQUAL
    if any(piece.role is Role.NOTE and "…" in piece.text for piece in terms):
        return EQUAL if float(result.replace(MINUS, "-")) == value else ABOUT
    inside = _come_to(update, terms, whole=whole)
    return EQUAL if alike(inside, printed) else ABOUT


def come_to(frame: Frame, cell: Cell) -> Fraction | None:
    """Return what the printed terms of a cell come to with a pencil; None where that cannot be said."""
    update = next((one for one in frame.step.updates if one.target == cell), None)
    if update is None or is_copy(update) or len(update.terms) > MOST_TERMS:
        return None
    terms = tuple(pieces(update, frame, len(update.terms)))
    if any(piece.role is Role.NOTE and "…" in piece.text for piece in terms):
        return None
    return _come_to(update, terms, whole=True)


def _come_to(update: Update, terms: tuple[Piece, ...], *, whole: bool) -> Fraction | None:
    """Return what printed terms come to, through the update's function once they are all there."""
    found, minus = [], False
    for piece in terms:
        if piece.role is Role.TERM and (update.combine is Combine.SUM or piece.text != _NEVER):
            part = product(piece.text)
            found.append((-part[0], part[1]) if minus and part is not None else part)
        minus = piece.text == MINUS
    inside = largest(found) if update.combine is Combine.MAX else total(found)
    if update.function is not None and whole:
        return applied(update.function, inside)
    return inside
