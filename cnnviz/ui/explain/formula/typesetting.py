"""Formulas as vector drawings: each is set once, by a library that is loaded when it is first needed."""

from collections.abc import Sequence
from functools import lru_cache

from cnnviz.application import text_pixels
from cnnviz.frozen import NamedTuple
from cnnviz.qt import QByteArray, QPainter, QRectF, svg

_SIZE = 16.0  # pixels of the letters
_LEAST = 0.72  # of that size; what is wider yet is set in two lines
_SIGNS = (r"\text{ += }", " = ")


class Drawing(NamedTuple):
    """A piece of a formula, and how large it is at its full size."""

    svg: bytes
    width: float
    height: float


@lru_cache(maxsize=256)
def _typeset(latex: str, colour: str) -> Drawing:
    from ziamath.config import config  # a third of a second, for which nobody waits before it is needed
    from ziamath.zmath import Latex

    config.svg2 = False  # paths, which Qt draws
    made = Latex(latex, size=_SIZE, color=colour)
    width, height = made.getsize()
    return Drawing(made.svg().encode(), float(width) + 2, float(height) + 2)


class DrawnLaw:
    """A law that is drawn within a width: in one line where it fits, else in two or three."""

    def __init__(self, latex: str, colour: str, width: int) -> None:
        self.latex, self.colour = latex, colour
        whole, most = _typeset(latex, colour), text_pixels(1000) / 1000
        self._lines = [whole]
        if whole.width * _LEAST * most > width:
            before, after = _parted(latex, _SIGNS)
            self._lines = [_typeset(before, colour), _typeset(after, colour)]
            if self._lines[1].width * _LEAST * most > width:
                parts = before, *_parted(after, (r" \cdot ",))
                self._lines = [_typeset(part, colour) for part in parts if part]
        self._scale = min(most, *(width / line.width for line in self._lines))

    @property
    def height(self) -> int:
        """How many pixels it takes from top to bottom."""
        return round(sum(line.height * self._scale for line in self._lines) + 8 * (len(self._lines) - 1))

    @property
    def lines(self) -> int:
        """In how many lines it is set."""
        return len(self._lines)

    @property
    def scale(self) -> float:
        """How large it is of its full size at the usual size of text."""
        return self._scale

    def paint(self, painter: QPainter, left: float, top: float) -> None:
        """Draw it."""
        for line in self._lines:
            place = QRectF(left, top, line.width * self._scale, line.height * self._scale)
            svg().QSvgRenderer(QByteArray(line.svg)).render(painter, place)
            top += place.height() + 8


def is_ready(latex: str, colour: str) -> bool:
    """Return whether a law has been set before, so that it costs nothing to show it."""
    return (latex, colour) in _ready


def set_beforehand(latex: str, colour: str, width: int) -> DrawnLaw:
    """Set a law, and remember that it is."""
    made = DrawnLaw(latex, colour, width)
    _ready.add((latex, colour))
    return made


_ready: set[tuple[str, str]] = set()


def _parted(latex: str, signs: Sequence[str]) -> tuple[str, str]:
    """Return a law in two parts, the second from the first of these signs on that it has."""
    for sign in signs:
        before, found, after = latex.partition(sign)
        if found:
            return before, f"{sign.strip()} {after}"
    return latex, ""
