"""What a setting is: one remembered value with type, default and meaning, read from a text and written as one."""

import json
import math
from collections.abc import Callable, Mapping
from typing import Any

from cnnviz.frozen import NamedTuple


class WindowPlace(NamedTuple):
    """Where a window is on the screen, and how large: in pixels, as it is while it is not maximised."""

    left: int
    top: int
    width: int
    height: int
    maximised: bool = False


class Setting(NamedTuple):
    """One remembered value; a number lies between `least` and `most`.

    What a person chooses has a `label`, and stands under it in the preferences: among those of its `group`, with its
    `choices`, each a value and what it is called, or as a number with a `unit`.
    """

    key: str
    type: type
    default: Any
    meaning: str
    least: float = -math.inf
    most: float = math.inf
    label: str = ""
    group: str = ""
    choices: tuple[tuple[Any, str], ...] = ()
    unit: str = ""

    def parsed(self, text: str) -> Any:
        """Return the value that a text stands for, or the default where it stands for none."""
        try:
            value = _KINDS[self.type][0](text)
        except ValueError:
            return self.default
        if self.choices and all(value != choice for choice, _ in self.choices):
            return self.default
        return value if self.type not in (int, float) or self.least <= value <= self.most else self.default

    def written(self, value: Any) -> str:
        """Return the text that stands for a value."""
        return _KINDS[self.type][1](value)


def _text(words: str) -> str:
    """Return what stands in quotation marks, or one plain word as Qt's own settings have it."""
    if words.startswith('"'):
        return str(json.loads(words))
    if words.startswith("@") or not words.isascii() or any(mark in words for mark in '\\",;'):
        raise ValueError("there is more to it than one word")
    return words


def _truth(words: str) -> bool:
    if words not in ("true", "false"):
        raise ValueError("that is neither true nor false")
    return words == "true"


def _geometry(words: str) -> WindowPlace:
    *numbers, state = words.split(" ")
    if len(numbers) != 4 or state not in ("normal", "maximised"):
        raise ValueError("that is not four numbers and a state")
    left, top, width, height = map(int, numbers)
    if max(abs(left), abs(top)) > _FARTHEST or not all(0 < side <= _LARGEST for side in (width, height)):
        raise ValueError("that is on no screen")
    return WindowPlace(left, top, width, height, state == "maximised")


def _write_geometry(value: WindowPlace) -> str:
    return " ".join([*map(str, value[:4]), "maximised" if value.maximised else "normal"])


_FARTHEST, _LARGEST = (
    100_000,
    10_000,
)  # pixels: no desktop reaches further, and a larger window takes the memory
_KINDS: Mapping[type, tuple[Callable[[str], Any], Callable[[Any], str]]] = {
    str: (_text, json.dumps),
    int: (int, str),
    float: (float, str),
    bool: (_truth, lambda value: str(value).lower()),
    WindowPlace: (_geometry, _write_geometry),
}
"""How a value of each type is read from its text, and written as one."""
