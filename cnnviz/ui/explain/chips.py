"""How a number looks beside text: the colour that its cell has on the stage, and an ink that reads on it."""

from functools import lru_cache
from weakref import WeakKeyDictionary

import numpy as np

from cnnviz.canvas.grids.cells import FINISHED, CellLook, limits, wants_dark_ink
from cnnviz.canvas.palette import Palette
from cnnviz.qt import QColor
from cnnviz.run.chapter import Chapter
from cnnviz.trace.steps import Cell

_ONE = slice(None), slice(None)
_DONE = np.full((1, 1), FINISHED, np.int8)
_LOOKS: WeakKeyDictionary[Chapter, dict[tuple[str, str, int | None], CellLook]] = WeakKeyDictionary()


def chip(
    chapter: Chapter, array: str, value: float, palette: Palette, cells: tuple[Cell, ...] = ()
) -> tuple[QColor, QColor]:
    """Return the ground and the ink of a number in the colours of an array, of its channel where that has its own."""
    return _colours(_look(chapter, array, palette, cells), value)


def _look(chapter: Chapter, array: str, palette: Palette, cells: tuple[Cell, ...]) -> CellLook:
    numbers, info = chapter.arrays[array], chapter.info[array]
    kind = "image" if info.picture else "signed"
    own = next((cell.index[-1] for cell in cells if cell.array == array), None)
    channel = own if kind == "signed" and numbers.ndim == 4 else None
    known = _LOOKS.setdefault(chapter, {})
    if (palette.name, array, channel) not in known:
        ends = limits(numbers if channel is None else numbers[..., channel], kind)
        known[palette.name, array, channel] = CellLook(palette, kind, *ends, np.zeros((1, 1), bool))
    return known[palette.name, array, channel]


def _colours(look: CellLook, value: float) -> tuple[QColor, QColor]:
    ground = look.colours(np.array([[value]]), _DONE, _ONE)[0, 0]
    return _pair(look.palette, *ground.tolist())


@lru_cache(maxsize=4096)
def _pair(palette: Palette, red: int, green: int, blue: int) -> tuple[QColor, QColor]:
    dark = bool(wants_dark_ink(np.array([red, green, blue], np.uint8)))
    return QColor(red, green, blue), palette.cells["ink_dark" if dark else "ink_light"]
