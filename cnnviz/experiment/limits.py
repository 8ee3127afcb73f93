"""How far each control goes, and why it stops there.

A setting is possible if the windows can be laid over the input with it, and those of the layers behind over what comes
out. The limits are found by trying, so they cannot disagree with the engine.
"""

from collections.abc import Callable
from functools import lru_cache
from math import lcm
from typing import Literal

from cnnviz.engine.padding import PaddingMode
from cnnviz.engine.settings import Padding
from cnnviz.experiment.arrangement import groups_behind
from cnnviz.experiment.convolution import Convolution
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import SwitchedOff, Windowed
from cnnviz.experiment.misfits import IMAGE, INPUT, misfit
from cnnviz.experiment.windows import Window
from cnnviz.frozen import NamedTuple

LARGEST = {"kernel_size": 11, "stride": 11, "dilation": 11, "padding": 16}
MOST_FILTERS = 16
PADDINGS: tuple[Literal["valid", "same", "full"], ...] = ("valid", "same", "full")


class Limit(NamedTuple):
    """The values that a control may take, from `low` by `step`, and the sentences that say why not fewer or more.

    What is further beyond may have a reason of its own, which `why` gives: another layer is the first that cannot be.
    """

    low: int
    high: int
    why_low: str
    why_high: str
    step: int = 1
    why: Callable[[int], str | None] | None = None

    def why_not(self, value: int) -> str:
        """Return why a value beyond the ends is not taken."""
        own = None if self.why is None else self.why(value)
        return own or (self.why_high if value > self.high else self.why_low)


class Surroundings(NamedTuple):
    """Between what a layer's windows lie: their input's height and width, and the windows of the layers behind.

    `behind` names the layer of each window, first to last, as far as images go through them; `given` says what the
    input is.
    """

    shape: tuple[int, int]
    behind: tuple[tuple[str, Window], ...] = ()
    given: str = INPUT


def surroundings_of(experiment: Experiment, index: int) -> Surroundings:
    """Return the place of layer `index`, which gets an image."""
    height, width, _ = experiment.shapes[index]
    behind = [layer for layer in experiment.layers[index + 1 :] if isinstance(layer, Windowed)]
    first = all(isinstance(layer, SwitchedOff) for layer in experiment.layers[:index])
    windows = tuple((layer.title.lower(), layer.window) for layer in behind)
    return Surroundings((height, width), windows, IMAGE if first else INPUT)


def with_setting(window: Window, name: str, axis: int, value: int, amounts: tuple[int, int]) -> Window:
    """Return `window` with the number `name` ("stride", ...) set along `axis` (0 rows, 1 columns).

    `amounts` is the padding in force as (rows, columns): setting one of them fixes both in numbers.
    """
    old = amounts if name == "padding" else getattr(window, name)
    pair = (value, old[1]) if axis == 0 else (old[0], value)
    return window.changed(**{name: pair})


@lru_cache(maxsize=1024)
def number_limit(
    window: Window, place: Surroundings, name: str, axis: int, amounts: tuple[int, int]
) -> Limit:
    """Return how far the number `name` along `axis` may go with all others as they are."""
    least = 0 if name == "padding" else 1
    most = LARGEST[name]
    current = (amounts if name == "padding" else getattr(window, name))[axis]
    word = name.replace("_size", "").replace("_", " ")

    def why(value: int) -> str | None:
        if value < least:
            return None
        return impossible(with_setting(window, name, axis, value, amounts), place)

    low, why_low = _walk(current, -1, least, why, f"{word} starts at {least}")
    high, why_high = _walk(current, 1, most, why, f"a {word} of more than {most} is not offered")
    return Limit(low, high, why_low, why_high, why=why)


@lru_cache(maxsize=1024)
def impossible(window: Window, place: Surroundings) -> str | None:
    """Return why `window` cannot lie at `place`, or None where it can."""
    why = misfit(window, place.shape, place.given)
    if why is not None:
        return why
    shape = window.over(place.shape).output
    for title, later in place.behind:
        why = misfit(later, shape, is_named=True)
        if why is not None:
            return f"the {title} after it would not fit any more: {why}"
        shape = later.over(shape).output
    return None


def filters_limit(experiment: Experiment, index: int) -> Limit:
    """Return how many filters the convolution at `index` may have: as many in each of its groups and those behind."""
    layer = experiment.layers[index]
    assert isinstance(layer, Convolution)
    groups = sorted({layer.groups, groups_behind(experiment.layers, index)} - {1})
    step = lcm(*groups)
    among = " and ".join(map(str, groups))
    why_low = (
        f"fewer than {step} filters cannot be shared out evenly among {among} groups"
        if groups
        else "there is at least one filter"
    )
    high = max(MOST_FILTERS // step, 1) * step
    return Limit(step, high, why_low, f"more than {MOST_FILTERS} are not offered", step)


def why_not_padding(window: Window, place: Surroundings, padding: Padding) -> str | None:
    """Return why `padding` is impossible with the other settings, or None."""
    return impossible(window.changed(padding=padding), place)


def why_not_mode(window: Window, place: Surroundings, mode: PaddingMode) -> str | None:
    """Return why the padding mode is impossible with the other settings, or None."""
    return impossible(window.changed(padding_mode=mode), place)


def _walk(start: int, by: int, end: int, why: Callable[[int], str | None], at_end: str) -> tuple[int, str]:
    """Return the last possible value from `start` towards `end`, and what stops it there."""
    value = start
    while (value < end) if by > 0 else (value > end):
        reason = why(value + by)
        if reason is not None:
            return value, reason
        value += by
    return value, at_end
