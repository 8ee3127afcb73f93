"""Terms that are added up as a formula: products of numbers that lie together are SUMPRODUCT of what they lie in."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from cnnviz.export.spreadsheet.sheets import Sheet
from cnnviz.frozen import NamedTuple

_ARGUMENTS = 250  # of a function; 255 are allowed
_MOST = 10_000  # what divides a fraction that is written as one


class At(NamedTuple):
    """A number of an array, in the spreadsheet."""

    sheet: Sheet
    cell: tuple[int, ...]

    @property
    def text(self) -> str:
        """How a formula calls it."""
        return self.sheet.reference(self.cell)


class Product(NamedTuple):
    """A term: what is multiplied, numbers of arrays and expressions."""

    numbers: tuple[At, ...]
    others: tuple[str, ...] = ()


def constant(value: float) -> str:
    """Return a number as a formula has it, a fraction as one.

    >>> constant(1 / 9), constant(0.25), constant(-1.0)
    ('(1/9)', '0.25', '-1')
    """
    if value == int(value):
        return str(int(value))
    part = Fraction(value).limit_denominator(_MOST)
    is_short = len(repr(value)) < 8
    return repr(value) if is_short or part.numerator / part.denominator != value else f"({part})"


def total(products: Iterable[Product]) -> list[str]:
    """Return what is added up, part by part: each is a formula by itself."""
    groups: dict[object, list[Product]] = {}
    for one in products:
        planes = tuple((at.sheet, at.cell[2:]) for at in one.numbers)
        groups.setdefault((planes, one.others), []).append(one)
    return [part for group in groups.values() for part in _parts(group)]


def _parts(group: Sequence[Product]) -> list[str]:
    """Return the products of a group, whose numbers have the same planes, as few formulas."""
    for by in range(len(group[0].numbers)):
        ordered = sorted(group, key=lambda one: one.numbers[by].cell)
        columns = [[one.numbers[place] for one in ordered] for place in range(len(group[0].numbers))]
        blocks = [_block(column) for column in columns]
        if len(group) > 1 and len({shape for _, shape in blocks}) == 1 and blocks[0][0]:
            ranges = [text for text, _ in blocks]
            called = "SUM" if len(ranges) == 1 else "SUMPRODUCT"
            return [_times(f"{called}({','.join(ranges)})", group[0].others)]
    return [_product(one) for one in group]


def _block(column: Sequence[At]) -> tuple[str, tuple[int, int]]:
    """Return what a formula calls numbers that are a block, one row after another, and its size; "" for others."""
    sheet, places = (
        column[0].sheet,
        [at.cell[:2] if len(at.cell) > 1 else (at.cell[0], 0) for at in column],
    )
    (top, left), (bottom, right) = places[0], places[-1]
    rows, columns = bottom - top + 1, right - left + 1
    if rows < 1 or columns < 1 or len(places) != rows * columns:
        return "", (0, 0)
    whole = all(place == (top + at // columns, left + at % columns) for at, place in enumerate(places))
    return (sheet.range(column[0].cell, column[-1].cell), (rows, columns)) if whole else ("", (0, 0))


def _product(one: Product) -> str:
    return _times("*".join(at.text for at in one.numbers), one.others)


def _times(text: str, others: Sequence[str]) -> str:
    """Return something times others; of −1 only the sign is left."""
    sign = "-" if "-1" in others else ""
    factors = [*(other for other in others if other not in ("1", "-1")), *([text] if text else [])]
    return sign + ("*".join(factors) or "1")


def added(parts: Sequence[str]) -> str:
    """Return parts added up."""
    return "+".join(parts).replace("+-", "-") or "0"


def largest(numbers: Sequence[At]) -> str:
    """Return the maximum of numbers."""
    text, _ = _block(numbers)
    return maximum([text] if text else [at.text for at in numbers])


def maximum(texts: Sequence[str]) -> str:
    """Return the maximum of expressions; of more than a function takes, that of several maxima.

    >>> maximum(["X!B5", "X!D5"])
    'MAX(X!B5,X!D5)'
    """
    if len(texts) > _ARGUMENTS:
        texts = [maximum(texts[at : at + _ARGUMENTS]) for at in range(0, len(texts), _ARGUMENTS)]
    return f"MAX({','.join(texts)})"
