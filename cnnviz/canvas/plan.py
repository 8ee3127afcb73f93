"""What stands on the stage in a chapter: which planes of which arrays, how they may be arranged, what links them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Literal, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from cnnviz.explain.formula import CHANNEL_NAMES
from cnnviz.explain.numbers import size_text
from cnnviz.trace.steps import Array, Cell, Index
from cnnviz.trace.timeline import Chapter

Number = TypeVar("Number", bound=np.generic)


class Size(Enum):
    """How a grid's cells are sized."""

    MAIN = "main"  # all alike, as large as the stage allows
    KERNEL = "kernel"  # like the main ones, but always readable
    SMALL = "small"  # a thumbnail


@dataclass(frozen=True)
class Leaf:
    """A plane of an array.

    `fixed` has one entry for each axis of the array, None for the one or two axes that the plane runs over.
    """

    key: str
    array: str
    fixed: tuple[int | None, ...]
    title: str
    subtitle: str = ""
    size: Size = Size.MAIN

    def plane(self, array: NDArray[Number]) -> NDArray[Number]:
        """Return this leaf's plane of `array`, with two axes."""
        view = array[tuple(slice(None) if at is None else at for at in self.fixed)]
        return view.reshape(view.shape if view.ndim == 2 else (1, -1))

    def locate(self, cells: Index) -> Index:
        """Return the (row, column) pairs of those `cells` of the array, given as indices, that lie in this plane."""
        free = [axis for axis, at in enumerate(self.fixed) if at is None]
        inside = np.ones(len(cells), bool)
        for axis, at in enumerate(self.fixed):
            if at is not None:
                inside &= cells[:, axis] == at
        return cells[inside][:, free] if free else np.zeros((int(inside.sum()), 2), np.intp)

    def cell(self, row: int, column: int) -> Cell:
        """Return the array's cell at a (row, column) of this plane."""
        free = iter((row, column))
        return Cell(self.array, tuple(next(free) if at is None else at for at in self.fixed))


@dataclass(frozen=True)
class Group:
    """Grids side by side ("row"), one below the other ("column"), or in as many columns as it takes ("wrap")."""

    direction: Literal["row", "column", "wrap"]
    children: tuple[Leaf | Group, ...]
    gap: int = 64


Lead: TypeAlias = tuple[tuple[str, ...], str]


@dataclass(frozen=True)
class Plan:
    """Arrangements to choose from, and which leaves lead to which: (keys of the sources, key of the target)."""

    arrangements: tuple[Group, ...]
    links: tuple[Lead, ...]

    @property
    def leaves(self) -> list[Leaf]:
        """All grids, in reading order."""
        return _leaves(self.arrangements[0])


def plan(chapter: Chapter, filter_: int) -> Plan:
    """Return what the stage shows of `chapter` while `filter_` is followed."""
    arrays = {**chapter.trace.inputs, **chapter.trace.outputs}
    return _PLANS[chapter.key.split(".")[0]](chapter, arrays, filter_)


def _padding(chapter: Chapter, arrays: dict[str, Array], filter_: int) -> Plan:
    channels = range(arrays["x"].shape[3])
    before = [_map(chapter, arrays, "x", k) for k in channels]
    after = [_map(chapter, arrays, "x_pad", k) for k in channels]
    links = tuple(((a.key,), b.key) for a, b in zip(before, after, strict=True))
    return Plan(_pairs(before, after), links)


def _convolution(chapter: Chapter, arrays: dict[str, Array], filter_: int) -> Plan:
    channels = range(arrays["x_pad"].shape[3])
    inputs = [_map(chapter, arrays, "x_pad", k) for k in channels]
    kernels = [_kernel(chapter, arrays, k, filter_) for k in channels]
    output = _map(chapter, arrays, "y", filter_, "filter")
    bias = [_bias(chapter, arrays, filter_)] if "bias" in arrays else []
    others = [_small(arrays, k) for k in range(arrays["y"].shape[3]) if k != filter_]
    aside = [Group("wrap", tuple(others), 14)] if others else []
    links: list[Lead] = [((a.key,), b.key) for a, b in zip(inputs, kernels, strict=True)]
    links.append((tuple(kernel.key for kernel in kernels), output.key))
    if len(channels) == 1:
        middle = Group("column", (kernels[0], *bias), 24)
        return Plan((Group("row", (inputs[0], middle, output, *aside)),), tuple(links))
    result = Group("column", (output, *bias), 24)
    arrangements = [Group("row", (pairs, result, *aside)) for pairs in _pairs(inputs, kernels)]
    return Plan(tuple(arrangements), tuple(links))


_PLANS: dict[str, Callable[[Chapter, dict[str, Array], int], Plan]] = {
    "pad": _padding,
    "convolve": _convolution,
}


def _pairs(first: Sequence[Leaf], second: Sequence[Leaf]) -> tuple[Group, ...]:
    """Return pairs of grids under each other's channel, and beside each other."""
    both = list(zip(first, second, strict=True))
    beside = Group("column", tuple(Group("row", pair) for pair in both), 18)
    below = Group("row", tuple(Group("column", pair, 48) for pair in both), 24)
    return (beside, below)


def _map(chapter: Chapter, arrays: dict[str, Array], name: str, channel: int, word: str = "channel") -> Leaf:
    _, height, width, channels = arrays[name].shape
    number = channel_text(channel, channels, word, image=name in chapter.image)
    subtitle = f"{size_text((height, width, 1))}{' · ' + number if number else ''}"
    return Leaf(f"{name}{channel}", name, (0, None, None, channel), chapter.label(name), subtitle)


def _kernel(chapter: Chapter, arrays: dict[str, Array], channel: int, filter_: int) -> Leaf:
    rows, columns, channels, filters = arrays["weight"].shape
    words = [size_text((rows, columns, 1))]
    if channels > 1:
        words = [channel_text(channel, channels, image=bool(chapter.image))]
    elif filters > 1:
        words.append(f"filter {filter_ + 1}")
    title = chapter.label("weight")
    return Leaf(
        f"weight{channel}", "weight", (None, None, channel, filter_), title, " · ".join(words), Size.KERNEL
    )


def _bias(chapter: Chapter, arrays: dict[str, Array], filter_: int) -> Leaf:
    fixed = (filter_,) if arrays["bias"].ndim == 1 else (None, None, filter_)
    return Leaf("bias", "bias", fixed, chapter.label("bias"), "bias", Size.KERNEL)


def _small(arrays: dict[str, Array], filter_: int) -> Leaf:
    return Leaf(f"small{filter_}", "y", (0, None, None, filter_), "", f"filter {filter_ + 1}", Size.SMALL)


def channel_text(channel: int, channels: int, word: str = "channel", *, image: bool) -> str:
    """Return a channel's name: a colour in an image of three, else a number, nothing where it is alone."""
    if channels == 1:
        return ""
    return CHANNEL_NAMES[channel] if image and channels == 3 else f"{word} {channel + 1}"


def _leaves(group: Leaf | Group) -> list[Leaf]:
    if isinstance(group, Leaf):
        return [group]
    return [leaf for child in group.children for leaf in _leaves(child)]
