"""How a number looks beside text: the colour that its cell has on the stage, and an ink that reads on it."""

from weakref import WeakKeyDictionary

import numpy as np

from cnnviz.canvas.grids.cells import FINISHED, CellLook, limits, wants_dark_ink
from cnnviz.canvas.palette import Palette
from cnnviz.canvas.staging.scale import kind_of
from cnnviz.qt import QColor
from cnnviz.run.chapter import Chapter
from cnnviz.trace.steps import Cell

_ONE = slice(None), slice(None)
_DONE = np.full((1, 1), FINISHED, np.int8)
_LOOKS: WeakKeyDictionary[Chapter, dict[tuple[str, str, int | None], "_Look"]] = WeakKeyDictionary()
_MOST_KNOWN = 4096


def chip(
    chapter: Chapter, array: str, value: float, palette: Palette, cells: tuple[Cell, ...] = ()
) -> tuple[QColor, QColor]:
    """Return the ground and the ink of a number in the colours of an array, of its channel where that has its own."""
    return _look(chapter, array, palette, cells).colours(value)


def _look(chapter: Chapter, array: str, palette: Palette, cells: tuple[Cell, ...]) -> "_Look":
    numbers, info = chapter.arrays[array], chapter.info[array]
    kind = kind_of(info)
    own = next((cell.index[-1] for cell in cells if cell.array == array), None)
    channel = own if kind == "signed" and numbers.ndim == 4 else None
    known = _LOOKS.setdefault(chapter, {})
    if (palette.name, array, channel) not in known:
        ends = limits(numbers if channel is None else numbers[..., channel], kind, info.beside)
        look = CellLook(palette, kind, *ends, np.zeros((1, 1), bool))
        known[palette.name, array, channel] = _Look(look)
    return known[palette.name, array, channel]


class _Look:
    """How the numbers of an array look; the same ones are written in step after step."""

    def __init__(self, look: CellLook) -> None:
        self._look = look
        self._known: dict[float, tuple[QColor, QColor]] = {}

    def colours(self, value: float) -> tuple[QColor, QColor]:
        """Return the ground of a number and its ink."""
        if value not in self._known:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            ground = self._look.colours(np.array([[value]]), _DONE, _ONE)[0, 0]
            self._known[value] = _pair(self._look.palette, *ground.tolist())
        return self._known[value]


def _pair(palette: Palette, red: int, green: int, blue: int) -> tuple[QColor, QColor]:
    dark = bool(wants_dark_ink(np.array([red, green, blue], np.uint8)))
    return QColor(red, green, blue), palette.cells["ink_dark" if dark else "ink_light"]
