"""Named kernels: each is a file that says what it does, and how it comes about in every size."""

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

import numpy as np

from cnnviz.experiment.kernels.profiles import (
    Kernel,
    OuterProduct,
    in_channel_order,
    in_channels,
    mixed,
    reframed,
)
from cnnviz.frozen import NamedTuple
from cnnviz.resource import located, text


class Preset(NamedTuple):
    """A named kernel.

    Parameters
    ----------
    name, about : what it is called, and what it does in a few words
    does : the same for who knows no other kernel, as it stands behind "it"
    parts, sum_to_one : the recipe that mixes it in any size, or
    table : a kernel (rows, columns, channels) that is cut or framed to other sizes
    order : its place in a list
    suggested : its place among the kernels that new filters begin with; without one it comes after them
    """

    name: str
    about: str = ""
    does: str = ""
    parts: tuple[OuterProduct, ...] = ()
    sum_to_one: bool = False
    table: Kernel | None = None
    order: int = 0
    suggested: float = np.inf

    def kernel(self, kernel_size: tuple[int, int], channels: int) -> Kernel:
        """Return the kernel in a size: shape (rows, columns, channels)."""
        if self.table is not None:
            return in_channels(reframed(self.table, kernel_size), channels)
        plane = mixed(self.parts, kernel_size, sum_to_one=self.sum_to_one)
        return np.repeat(plane[:, :, None], channels, axis=2)


@cache
def shipped() -> Mapping[str, Preset]:
    """Return the presets that come with the program by name, in the order of their list."""
    files = [name for name in os.listdir(located("presets")) if name.endswith(".json")]
    presets = sorted(map(_read, files), key=lambda p: p.order)
    return {preset.name: preset for preset in presets}


def preset(name: str, kernel_size: tuple[int, int], channels: int) -> Kernel:
    """Return the kernel of the shipped preset `name`, the same in every channel: shape (rows, columns, channels)."""
    return _kept(name, kernel_size, channels)


def suggested(count: int, seen: Iterable[str] = ()) -> tuple[str, ...]:
    """Return names for `count` new filters: presets not yet `seen` first, each once before any comes again."""
    names = sorted(shipped(), key=lambda name: shipped()[name].suggested)
    known = set(seen)
    fresh = [name for name in names if name not in known]
    return tuple(fresh[i] if i < len(fresh) else names[(i - len(fresh)) % len(names)] for i in range(count))


def name_of(kernel: Kernel, likely: str = "") -> str:
    """Return which shipped preset a kernel is, to the last digit, or "" where it is none.

    In small sizes several are the same: then it is the `likely` one, or else the first of the list.
    """
    rows, columns, channels = kernel.shape
    names = (likely, *shipped()) if likely in shipped() else shipped()
    alike = (name for name in names if np.array_equal(_kept(name, (rows, columns), channels), kernel))
    return next(alike, "")


def fitted_kernel(
    kernel: Kernel, name: str, kernel_size: tuple[int, int], order: Sequence[int | None]
) -> tuple[Kernel, str]:
    """Return a kernel in another size and with its channels in `order`, as `in_channel_order` has it, and its name.

    A shipped preset is made anew; a kernel made by hand keeps its name only if it lost nothing.
    """
    if name in shipped():
        return preset(name, kernel_size, len(order)), name
    fitted = in_channel_order(reframed(kernel, kernel_size), order)
    back = [order.index(at) if at in order else None for at in range(kernel.shape[2])]
    again = in_channel_order(reframed(fitted, (kernel.shape[0], kernel.shape[1])), back)
    return fitted, name if np.array_equal(again, kernel) else ""


@lru_cache(maxsize=512)
def _kept(name: str, kernel_size: tuple[int, int], channels: int) -> Kernel:
    kernel = _read(file_of(name)).kernel(kernel_size, channels)
    kernel.setflags(write=False)
    return kernel


def file_of(name: str) -> str:
    """Return what the file of a shipped preset is called, so that one can be read without the others."""
    plain = (letter if letter.isascii() and letter.isalnum() else " " for letter in name.lower())
    return "_".join("".join(plain).split()) + ".json"


@cache
def _read(file: str) -> Preset:
    content: dict[str, Any] = json.loads(text("presets", file))
    parts = tuple(OuterProduct(**part) for part in content.pop("parts"))
    return Preset(**content, parts=parts)
