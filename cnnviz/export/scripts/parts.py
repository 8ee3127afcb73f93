"""What the programs have in common: numbers as code, and how they are compared with the screen."""

import math
import textwrap
from collections.abc import Iterator, Mapping

from cnnviz.explain.number_format import format_in
from cnnviz.export.data.arrays import own
from cnnviz.numerals import MINUS
from cnnviz.run.chapter import Chapter
from cnnviz.run.looked_through import largest
from cnnviz.run.timeline import Timeline
from cnnviz.trace.steps import Array, Const, Factor

_WIDE = 100
_NOISE = 1e-12  # of the largest term: by so much the order of adding may move what is left where terms cancel
CHECK = '''\
def check(name, array, shown, rounding):
    """Compare an array with what the screen shows of it, digit by digit; only rounding is forgiven besides."""
    numbers = {flat}.tolist()
    for value, text in zip(numbers, shown.split(), strict=True):
        mantissa, _, power = text.partition("e")
        places = len(mantissa.partition(".")[2]) - int(power or 0)
        whole = "." not in text and not power
        reach = rounding + (1e-9 * abs(value) if whole else 0.500001 * 10.0**-places)
        alike = value == float(text) or abs(value - float(text)) <= reach
        assert alike or value != value and text == "nan", f"{{name}}: {{value}} is not {{text}}"'''
"""The function that compares, once it is said how an array is made flat."""


def roundings(timeline: Timeline) -> Mapping[Chapter, float]:
    """Return by how much rounding may move the numbers of each chapter, with what it inherits from those before it."""
    found: dict[Chapter, float] = {}
    reach = 0.0
    for chapter in timeline.chapters:
        reach = max(reach, *filter(math.isfinite, _terms(chapter)), 0.0)
        found[chapter] = float(f"{_NOISE * reach:.0e}")
    return found


def _terms(chapter: Chapter) -> Iterator[float]:
    """Yield how large the numbers are that a chapter makes, and the terms of its sums at most, which may cancel."""
    yield from (largest(chapter.arrays[name]) for name in chapter.trace.outputs)
    for number in (0, len(chapter.trace) // 2):
        for update in chapter.trace[number].updates:
            yield from (math.prod(_size(factor, chapter) for factor in term) for term in update.terms)


def _size(factor: Factor, chapter: Chapter) -> float:
    return abs(factor.value) if isinstance(factor, Const) else largest(chapter.arrays[factor.array])


def checked(label: str, found: str, chapter: Chapter, array: str, written: tuple[int, float]) -> str:
    """Return the line that compares what an expression of the program is with an array of a chapter.

    Parameters
    ----------
    written : how many decimals are chosen, and what rounding may do
    """
    decimals, rounding = written
    form = format_in(chapter, array, decimals)
    texts = " ".join(map(form.text, own(chapter, array).ravel().tolist()))
    plain = texts.replace(MINUS, "-").replace("∞", "inf")
    lines = textwrap.fill(plain, _WIDE, break_on_hyphens=False)
    return f'check("{label}", {found}, """\n{lines}\n""", rounding={rounding!r})'


def array_code(array: Array, made_by: str = "np.array", special: str = "np") -> str:
    """Return an array as code, a line for each of its rows; it reads back bit for bit."""
    if array.ndim < 2:
        return f"{made_by}([{', '.join(number_code(value, special) for value in array.tolist())}])"
    rows = array.reshape(len(array), -1).tolist()
    lines = "".join(f"    [{', '.join(number_code(value, special) for value in row)}],\n" for row in rows)
    shaped = "" if array.ndim == 2 else f".reshape({array.shape})"
    return f"{made_by}([\n{lines}]){shaped}"


def number_code(value: float, special: str = "np") -> str:
    """Return a number as code; what is none stands in a module called `special`."""
    texts: Mapping[str, str] = {
        "inf": f"{special}.inf",
        "-inf": f"-{special}.inf",
        "nan": f"{special}.nan",
    }
    return texts.get(repr(value), repr(value))
