"""How far a wrong number that no known mistake gives is right: a part of the sum that agrees, or what it is made of.

Where Y is 2·1 + 0·3 + 1·4 + b with a b of 1, the answer 6 is what its first 3 of 4 terms come to, and 3 is what all
come to without 1·4. What is right is never said.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import partial
from itertools import accumulate, groupby

from cnnviz.engine.activation import LEAK
from cnnviz.experiment.layers import ACTIVATION_NAMES
from cnnviz.explain.naming import cell_text
from cnnviz.explain.questions.judged import near, printed, tolerance
from cnnviz.explain.questions.put_in import put_in
from cnnviz.frozen import NamedTuple
from cnnviz.numerals import MINUS
from cnnviz.run.frames.frame import Frame
from cnnviz.trace.steps import Cell, Combine, Const, Term, Update, added, value_of

_CLOSE = 0.01  # of a number that is rounded: so near to it one has reckoned rightly, with too few digits
_COARSE = 0.1  # of a number: farther from it than that even what has fewer decimals is another one
_ROUNDED = 1e-6  # of a number: what it is written without, where it is
_RULES: Mapping[str, str] = {
    "relu": "what is above 0 stays, all else becomes 0",
    "leaky_relu": f"above 0 it stays, all else is multiplied by {LEAK}",
    "sigmoid": "1 divided by 1 + e to the power of its minus",
    "reciprocal": "1 divided by it",
    "exp": "e to the power of it",
    "log": "to which power e has to be raised",
}
_MOST_KINDS = 3  # of terms that are told one by one


class Hint(NamedTuple):
    """What is said to a wrong number: how far it is right, and what is still to be done."""

    title: str
    text: str


def hint(frame: Frame, cell: Cell, answer: float, *, again: bool = False) -> Hint:
    """Return what is said to an answer that is wrong and that no known mistake gives; the frame hides nothing.

    First it is what has to be done; to whom is wrong `again` the numbers are put in.
    """
    updates = [one for one in frame.step.updates if one.target == cell]
    if len(updates) != 1:
        return Hint("That is not what comes out.", "Work it out once more, or have it shown.")
    sum_ = _Sum(frame, updates[0])
    looked = (_rounded, _held, _in_window, _factor, _inside, _begun, _one_product)
    found = next(filter(None, (look(sum_, answer) for look in looked)), None)
    told = found or Hint("That is not what comes out.", made_of(frame, updates[0]))
    worked = put_in(frame, updates[0]) if again else ""
    return told._replace(text=worked) if worked else told


class _Sum:
    """What an update adds up, number by number."""

    def __init__(self, frame: Frame, update: Update) -> None:
        self.frame, self.update, self.cell = frame, update, update.target
        self.right = float(frame.arrays[self.cell.array][self.cell.index])
        self.held = float(frame.before[self.cell.array][self.cell.index]) if update.accumulate else 0.0
        self.numbers = [_product(term, frame) for term in update.terms]
        self.total = added([self.held, *self.numbers])

    def is_plain(self) -> bool:
        """Return whether nothing is done to the sum."""
        return self.update.function is None and self.update.combine is Combine.SUM

    def near(self, answer: float, value: float) -> bool:
        """Return whether an answer is a number, written as the cell writes it, which is not the right one."""
        return near(self.frame, self.cell, answer, value) and not near(
            self.frame, self.cell, value, self.right
        )

    def names(self, number: int) -> str:
        """Return a term by its cells: X[3, 4] · W[0, 2]."""
        return " · ".join(_factor_name(self.frame, factor) for factor in self.update.terms[number])


def _rounded(of: _Sum, answer: float) -> Hint | None:
    """Look whether an answer is close to a number that is rounded, or is that number with fewer decimals."""
    decimals, asked = _decimals_of(repr(answer)), _decimals_of(printed(of.frame, of.cell, of.right))
    is_near = abs(answer - of.right) <= _COARSE * abs(of.right)
    if 0 < decimals < asked and is_near and answer == round(of.right, decimals):
        return Hint("That is close: it is rounding.", f"Numbers have {asked} decimals here.")
    if not math.isfinite(of.right) or abs(answer - of.right) > _CLOSE * abs(of.right):
        return None
    if tolerance(printed(of.frame, of.cell, of.right), of.right) < _ROUNDED * abs(of.right):
        return None
    return Hint("That is close: it is rounding.", "Reckon with more digits, and round at the end.")


def _decimals_of(number: str) -> int:
    """Return how many decimals a number is written with."""
    return len(number.partition("e")[0].partition(".")[2].rstrip("0"))


def _held(of: _Sum, answer: float) -> Hint | None:
    """Look whether nothing was added."""
    if not of.update.accumulate or not of.near(answer, of.held):
        return None
    return Hint("That is what it holds already.", made_of(of.frame, of.update))


def _in_window(of: _Sum, answer: float) -> Hint | None:
    """Look whether an answer is among the numbers of which the largest is taken."""
    if of.update.combine is not Combine.MAX:
        return None
    if any(of.near(answer, number) for number in of.numbers):
        return Hint("That is one of the numbers, but not the largest.", "Compare them all.")
    return Hint("None of the numbers is that.", "A maximum is one of them: the largest.")


def _factor(of: _Sum, answer: float) -> Hint | None:
    """Look whether a product was left undone."""
    if len(of.update.terms) != 1 or len(of.update.terms[0]) < 2 or not answer:
        return None
    for factor in of.update.terms[0]:
        if of.near(answer, value_of(factor, of.frame.before)):
            others = [one for one in of.update.terms[0] if one is not factor]
            by = " · ".join(_factor_name(of.frame, one) for one in others)
            return Hint(f"That is {_factor_name(of.frame, factor)} alone.", f"It is multiplied by {by}.")
    return None


def _inside(of: _Sum, answer: float) -> Hint | None:
    """Look whether an answer is what a function is still to be taken of."""
    name = of.update.function
    if name is None or not of.near(answer, of.total):
        return None
    return Hint(f"That goes into {_called(name)}.", f"What comes out of {_called(name)} is asked for.")


def _begun(of: _Sum, answer: float) -> Hint | None:
    """Look whether an answer is what the first terms of a sum come to."""
    if not of.is_plain():
        return None
    so_far = list(accumulate(of.numbers, initial=of.held))
    count = len(of.numbers)
    for done in range(count - 1, 0, -1):
        if any(of.numbers[:done]) and any(of.numbers[done:]) and of.near(answer, so_far[done]):
            first = (
                f"Its first {done} of {count} terms come" if done > 1 else f"Its first of {count} terms comes"
            )
            left = f"{count - done} more are" if count - done > 1 else "one more is"
            return Hint("That is a part of the sum.", f"{first} to it: {left} to be added.")
    return None


def _one_product(of: _Sum, answer: float) -> Hint | None:
    """Look whether one term is at fault: left out, added twice, or with the other sign."""
    if not of.is_plain() or len(of.numbers) < 2:
        return None
    kinds = {"left out": -1, "added twice": 1, "taken with the other sign": -2}
    found = [
        (kind, number)
        for kind, times in kinds.items()
        for number, value in enumerate(of.numbers)
        if value and of.near(answer, of.total + times * value)
    ]
    if not found:
        return None
    if len(found) == 1:
        ((kind, number),) = found
        return Hint("One term may be at fault.", f"Perhaps {of.names(number)} was {kind}.")
    *others, last = dict.fromkeys(kind for kind, _ in found)
    words = f"{', '.join(others)} or {last}" if others else last
    return Hint("One term may be at fault.", f"Perhaps one was {words}.")


def made_of(frame: Frame, update: Update) -> str:
    """Return in a sentence what a number is made of: the sum of 9 products X · W, and b."""
    parts = [(labels, len(list(same))) for labels, same in groupby(update.terms, partial(_labels, frame))]
    kinds, several = [_kind(*part) for part in parts], len(update.terms) > 1
    words = " and ".join(kinds) if len(kinds) <= _MOST_KINDS else f"{len(update.terms)} terms"
    if update.combine is Combine.MAX:
        return f"It is the largest of {words}."
    if len(parts) == len(update.terms) <= _MOST_KINDS:  # each by itself: W − η · dW
        words, several = " + ".join(kinds).replace(f"+ {MINUS}", f"{MINUS} "), False
    if update.accumulate:
        return f"{words} {'are' if several else 'is'} added to what it holds."
    if update.function is not None:
        rule = _RULES.get(update.function, "")
        only = update.terms[0][0] if len(update.terms) == len(update.terms[0]) == 1 else None
        inside = cell_text(only, frame.chapter) if isinstance(only, Cell) else words
        return f"It is {_called(update.function)} of {inside}{f': {rule}' if rule else ''}."
    return f"It is the sum of {words}." if several else f"It is {words}."


def _kind(labels: Sequence[str], count: int) -> str:
    """Return so many terms of a kind in words."""
    one = " · ".join(labels)
    if count == 1:
        return one.replace(f"{MINUS}1 · ", MINUS)
    return f"{count} {'products' if len(labels) > 1 else 'numbers of'} {one}"


def _labels(frame: Frame, term: Term) -> tuple[str, ...]:
    """Return what the factors of a term are called, without the places of cells."""
    labels = (
        frame.chapter.label(factor.array) if isinstance(factor, Cell) else factor.of or factor.label
        for factor in term
    )
    return tuple(f"({label})" if f" {MINUS} " in label and len(term) > 1 else label for label in labels)


def _factor_name(frame: Frame, factor: Cell | Const) -> str:
    return cell_text(factor, frame.chapter) if isinstance(factor, Cell) else factor.of or factor.label


def _called(function: str) -> str:
    return ACTIVATION_NAMES.get(function, function)


def _product(term: Term, frame: Frame) -> float:
    return math.prod(value_of(factor, frame.before) for factor in term)
