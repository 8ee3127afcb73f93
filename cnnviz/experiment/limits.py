"""How far each control goes, and why it stops there.

A setting is possible if the windows can be laid over the input with it, so the limits are found by trying: they
cannot disagree with the engine.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from cnnviz.engine.geometry import Padding
from cnnviz.engine.padding import PaddingMode
from cnnviz.experiment.windows import Window

LARGEST = {"kernel_size": 11, "stride": 11, "dilation": 11, "padding": 16}
MOST_FILTERS = 16
PADDINGS: tuple[Literal["valid", "same", "full"], ...] = ("valid", "same", "full")
MODES: tuple[PaddingMode, ...] = ("zeros", "reflect", "replicate", "circular")


@dataclass(frozen=True)
class Limit:
    """The values that a control may take, and the sentences that say why not fewer or more."""

    low: int
    high: int
    why_low: str
    why_high: str


def with_number(window: Window, name: str, axis: int, value: int, amounts: tuple[int, int]) -> Window:
    """Return `window` with the number `name` ("stride", ...) set along `axis` (0 rows, 1 columns).

    `amounts` is the padding in force as (rows, columns): setting one of them fixes both in numbers.
    """
    old = amounts if name == "padding" else getattr(window, name)
    pair = (value, old[1]) if axis == 0 else (old[0], value)
    return window.changed(**{name: pair})


@lru_cache(maxsize=256)
def number_limit(
    window: Window, shape: tuple[int, int], name: str, axis: int, amounts: tuple[int, int]
) -> Limit:
    """Return how far the number `name` along `axis` may go with all others as they are."""
    least = 0 if name == "padding" else 1
    most = LARGEST[name]
    current = (amounts if name == "padding" else getattr(window, name))[axis]
    word = name.replace("_size", "").replace("_", " ")

    def why(value: int) -> str | None:
        return impossible(with_number(window, name, axis, value, amounts), shape)

    low, why_low = _walk(current, -1, least, why, f"{word} starts at {least}")
    high, why_high = _walk(current, 1, most, why, f"{word} beyond {most} is not offered")
    return Limit(low, high, why_low, why_high)


@lru_cache(maxsize=256)
def impossible(window: Window, shape: tuple[int, int]) -> str | None:
    """Return why `window` cannot lie on an input of `shape`, or None where it can."""
    try:
        window.over(shape)
    except ValueError as error:
        return str(error)
    return None


def why_not_padding(window: Window, shape: tuple[int, int], padding: Padding) -> str | None:
    """Return why `padding` is impossible with the other settings, or None."""
    return impossible(window.changed(padding=padding), shape)


def why_not_mode(window: Window, shape: tuple[int, int], mode: PaddingMode) -> str | None:
    """Return why the padding mode is impossible with the other settings, or None."""
    return impossible(window.changed(padding_mode=mode), shape)


def _walk(start: int, by: int, end: int, why: Callable[[int], str | None], at_end: str) -> tuple[int, str]:
    """Return the last possible value from `start` towards `end`, and what stops it there."""
    value = start
    while (value < end) if by > 0 else (value > end):
        reason = why(value + by)
        if reason is not None:
            return value, reason
        value += by
    return value, at_end
