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

    `roles` and `cells` map a use to its colour; `maps` holds a table (513, 3) of uint8 RGB for each kind of data.
    """

    def __init__(self, name: str, theme: Mapping[str, Any]) -> None:
        cells = dict(theme["cells"])
        self.name, self.dark = name, bool(theme["dark"])
        self.padding_strength, self.dimmed = float(cells.pop("padding_strength")), float(cells.pop("dimmed"))
        self.roles = {key: QColor(value) for key, value in theme["roles"].items()}
        self.cells = {key: QColor(value) for key, value in cells.items()}
        self.maps = {key: _table(stops) for key, stops in theme["maps"].items()}

    def role(self, name: str) -> QColor:
        """Return the colour for a use in the window."""
        return self.roles[name]


@cache
def palette(name: str) -> Palette:
    """Read the theme `name` ("light" or "dark").

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


def _table(stops: list[str]) -> NDArray[np.uint8]:
    colours = np.array([rgb(QColor(stop)) for stop in stops], float)
    at = np.linspace(0, len(stops) - 1, _MAP_SIZE)
    channels = [np.interp(at, np.arange(len(stops)), colours[:, k]) for k in range(3)]
    return np.asarray(np.rint(np.stack(channels, axis=1)), np.uint8)
