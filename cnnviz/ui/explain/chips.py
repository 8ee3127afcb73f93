"""How a number looks beside text: the colour that its cell has on the stage, and an ink that reads on it."""

from weakref import WeakKeyDictionary

import numpy as np

from cnnviz.canvas.grids.cells import FINISHED, CellLook, wants_dark_ink
from cnnviz.canvas.palette import Palette
from cnnviz.canvas.staging.scale import finished_ends, kind_of
from cnnviz.qt import QColor
from cnnviz.run.chapter import Chapter

_ONE = slice(None), slice(None)
_DONE = np.full((1, 1), FINISHED, np.int8)
_LOOKS: WeakKeyDictionary[Chapter, dict[tuple[str, str], "_Look"]] = WeakKeyDictionary()
_MOST_KNOWN = 4096


def chip(chapter: Chapter, array: str, value: float, palette: Palette) -> tuple[QColor, QColor]:
    """Return the ground and the ink of a number in the colours of an array: on one scale, whichever its channel."""
    return _look(chapter, array, palette).colours(value)


def _look(chapter: Chapter, array: str, palette: Palette) -> "_Look":
    known = _LOOKS.setdefault(chapter, {})
    if (palette.name, array) not in known:
        kind, ends = kind_of(chapter.info[array]), finished_ends(chapter, array)
        known[palette.name, array] = _Look(CellLook(palette, kind, *ends, np.zeros((1, 1), bool)))
    return known[palette.name, array]


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
