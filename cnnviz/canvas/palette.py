"""A theme's colours, read from its file: roles for the widgets, inks and maps for the cells."""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnviz.qt import QColor
from cnnviz.resource import THEMES, text

_MAP_SIZE = 513  # odd, so that zero lies exactly on the neutral colour


class Palette:
    """The colours of one theme.

    `roles` and `cells` map a use to its colour; `maps` holds a table (513, 3) of uint8 RGB for each kind of data: a
    number that has no others beside it has one colour, whatever it is. Where
    `signs` is set, cells show their sign by shape too, and text has the contrast that goes with it.
    """

    def __init__(self, name: str, theme: Mapping[str, Any]) -> None:
        cells = dict(theme["cells"])
        self.name, self.dark, self.signs = name, bool(theme["dark"]), bool(theme["signs"])
        self.padding_strength, self.dimmed = float(cells.pop("padding_strength")), float(cells.pop("dimmed"))
        self.partial_strength = float(cells.pop("partial_strength"))
        self.roles = {key: QColor(value) for key, value in theme["roles"].items()}
        self.cells = {key: QColor(value) for key, value in cells.items()}
        self.maps = {key: _table(stops) for key, stops in theme["maps"].items()}
        signed = self.maps["signed"]
        self.maps["plain"] = np.repeat(signed[len(signed) // 2][None], len(signed), axis=0)

    @property
    def contrast(self) -> float:
        """The ratio of luminances that text has at least to what it stands on, as WCAG 2 defines it."""
        return 7.0 if self.signs else 4.5

    def role(self, name: str) -> QColor:
        """Return the colour for a use in the window."""
        return self.roles[name]


@cache
def palette(name: str) -> Palette:
    """Read the theme `name`, one of `THEMES`.

    Raises
    ------
    ValueError
        Where there is no such theme.
    """
    if name not in THEMES:
        raise ValueError(f"theme {name!r} is not one of {', '.join(THEMES)}")
    return Palette(name, json.loads(text("themes", f"{name}.json")))


def rgb(colour: QColor) -> NDArray[np.uint8]:
    """Return a colour as an array of red, green and blue."""
    return np.array(colour.getRgb()[:3], np.uint8)


def _table(stops: list[Any]) -> NDArray[np.uint8]:
    """Return the table of a map, from its stops: colours evenly spaced, or each with its place from 0 to 1."""
    places = [
        (stop if isinstance(stop, list) else (k / (len(stops) - 1), stop)) for k, stop in enumerate(stops)
    ]
    colours = np.array([rgb(QColor(colour)) for _, colour in places], float)
    at, known = np.linspace(0, 1, _MAP_SIZE), [place for place, _ in places]
    channels = [np.interp(at, known, colours[:, k]) for k in range(3)]
    return np.asarray(np.rint(np.stack(channels, axis=1)), np.uint8)
