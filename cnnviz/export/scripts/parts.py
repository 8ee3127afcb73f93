"""What the programs have in common: numbers as code, and how they are compared with the screen."""

import textwrap
from collections.abc import Mapping

from cnnviz.explain.number_format import format_in
from cnnviz.export.data.arrays import own
from cnnviz.numerals import MINUS
from cnnviz.run.chapter import Chapter
from cnnviz.trace.steps import Array

_WIDE = 100
CHECK = '''\
def check(name, array, shown):
    """Compare an array with what the screen shows of it, digit by digit."""
    numbers = {flat}.tolist()
    for value, text in zip(numbers, shown.split(), strict=True):
        mantissa, _, power = text.partition("e")
        places = len(mantissa.partition(".")[2]) - int(power or 0)
        whole = "." not in text and not power
        reach = 1e-9 * max(abs(value), 1) if whole else 0.500001 * 10.0**-places{more}
        alike = value == float(text) or abs(value - float(text)) <= reach
        assert alike or value != value and text == "nan", f"{{name}}: {{value}} is not {{text}}"'''
"""The function that compares, once it is said how an array is made flat, and what is forgiven besides."""


def checked(label: str, found: str, chapter: Chapter, array: str, decimals: int) -> str:
    """Return the line that compares what an expression of the program is with an array of a chapter."""
    written = format_in(chapter, array, decimals)
    texts = " ".join(map(written.text, own(chapter, array).ravel().tolist()))
    plain = texts.replace(MINUS, "-").replace("∞", "inf")
    return f'check("{label}", {found}, """\n{textwrap.fill(plain, _WIDE, break_on_hyphens=False)}\n""")'


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
