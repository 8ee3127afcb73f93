"""How a cell comes about, written out as one would by hand: names, numbers, result."""

from fractions import Fraction
from math import prod

from cnnviz.explain.ledgers.ledger import Ledger, ledger
from cnnviz.explain.ledgers.line import Line, Number
from cnnviz.explain.naming import cell_text
from cnnviz.explain.numbers import in_parentheses
from cnnviz.export.worksheet.given import AS_EVERYWHERE, led_to, printed
from cnnviz.frozen import NamedTuple
from cnnviz.run.frames.frame import Frame
from cnnviz.trace.steps import Cell, Combine

_MOST = 4000  # terms that are looked through
_NAMED, _EVERY, _WRITTEN = (
    6,
    12,
    40,
)  # terms that are named, that are written with those that are 0, and at all


class Sum(NamedTuple):
    """A cell worked out.

    Parameters
    ----------
    name : of the cell
    names : its terms as the names of what they are made of, in pieces; none where they are many
    numbers : its terms in numbers, in pieces
    result : what comes of them
    sign : "=" where the numbers come to it as they are printed, else "≈"
    terms : how many there are
    zeros : how many of them are 0, and not written
    led_to : what the numbers come to as they are printed, where that is another number than `result`
    """

    name: str
    names: tuple[str, ...]
    numbers: tuple[str, ...]
    result: str
    sign: str
    terms: int
    zeros: int
    led_to: str = ""


def worked(frame: Frame, cell: Cell, given: int = AS_EVERYWHERE) -> Sum:
    """Return how a cell of a frame's chapter comes about, of numbers with so many decimals as the sheet gives."""
    made = ledger(frame, cell)
    assert made is not None
    lines = [_as_given(line, frame, given) for line in made] if len(made) <= _MOST else []
    zeros = 0
    if len(lines) > _EVERY and made.update.combine is not Combine.MAX:
        lines = [line for line in lines if line.product.value]
        zeros = len(made) - len(lines)
    shown = lines if 0 < len(lines) <= _WRITTEN else []
    numbers = (
        _joined(made, [_numbers(line, first=line is shown[0]) for line in shown])
        if shown
        else (_many(len(made), zeros),)
    )
    names = _joined(made, [_names(made, line) for line in shown]) if 0 < len(shown) <= _NAMED else ()
    other = led_to(frame, cell, given)
    return Sum(made.name, names, numbers, made.result.text, _sign(made, shown), len(made), zeros, other)


def _as_given(line: Line, frame: Frame, given: int) -> Line:
    """Return a line with its factors as the sheet prints them."""
    factors = (
        None if factor is None else factor._replace(text=printed(frame, factor, given))
        for factor in line.factors
    )
    return line._replace(factors=tuple(factors))


def _many(terms: int, zeros: int) -> str:
    return f"{terms} terms" if zeros < terms else f"{terms} terms, all 0"


def _joined(made: Ledger, terms: list[str]) -> tuple[str, ...]:
    """Return terms with what stands between them, in pieces that lines may be broken between."""
    if made.update.combine is Combine.MAX:
        found = [f"{term}," for term in terms[:-1]] + [f"{terms[-1]})"]
        found[0] = f"max({found[0]}"
    else:
        found = [terms[0], *(f"+ {term}" for term in terms[1:])]
    if made.function is not None:
        found[0], found[-1] = f"{made.function.replace('_', ' ')}({found[0]}", f"{found[-1]})"
        if len(found) == 1:
            found[0] = f"{made.function.replace('_', ' ')}({terms[0]})"
    return tuple(found)


def _factors(line: Line) -> list[Number]:
    return [factor for factor in line.factors if factor is not None]


def _numbers(line: Line, *, first: bool) -> str:
    """Return a term in numbers; but for the very first, negative ones stand in parentheses."""
    texts = [factor.text for factor in _factors(line)]
    return "·".join(texts[:1] * first + [in_parentheses(text) for text in texts[first:]])


def _names(made: Ledger, line: Line) -> str:
    return "·".join(
        cell_text(factor.cells[0], made.chapter) if factor.cells else factor.text for factor in _factors(line)
    )


def _sign(made: Ledger, lines: list[Line]) -> str:
    """Return whether what is printed comes to what is printed behind it."""
    if made.function is not None or made.update.combine is Combine.MAX or not lines:
        return "="
    try:
        total = sum(
            prod((_exact(factor.text) for factor in _factors(line)), start=Fraction(1)) for line in lines
        )
        return "=" if total == _exact(made.result.text) else "≈"
    except ValueError:
        return "≈"


def _exact(text: str) -> Fraction:
    return Fraction(text.replace("−", "-"))
