"""How a layer's windows lie over what it gets."""

from dataclasses import replace
from functools import lru_cache
from typing import Any, TypeVar

from cnnviz.engine.geometry import Geometry, window_geometry
from cnnviz.engine.padding import PaddingMode, check_mode
from cnnviz.engine.pooling import pooling_geometry
from cnnviz.engine.settings import Padding
from cnnviz.frozen import frozen_dataclass

W = TypeVar("W", bound="Window")


@frozen_dataclass()
class Window:
    """How a layer's windows lie: sizes as (rows, columns), padding by name or in numbers."""

    kernel_size: tuple[int, int] = (3, 3)
    stride: tuple[int, int] = (1, 1)
    padding: Padding = "same"
    dilation: tuple[int, int] = (1, 1)
    padding_mode: PaddingMode = "zeros"

    def changed(self: W, **settings: Any) -> W:
        """Return these windows with some settings replaced."""
        return replace(self, **settings)

    def over(self, shape: tuple[int, int]) -> Geometry:
        """Lay the windows over an input of `shape` (height, width).

        Raises
        ------
        ValueError
            Where that is impossible, with a sentence that says why.
        """
        return _laid(self, shape)

    def lay(self, shape: tuple[int, int]) -> Geometry:
        """Work out `over`, which remembers it."""
        geometry = window_geometry(
            shape, self.kernel_size, stride=self.stride, padding=self.padding, dilation=self.dilation
        )
        check_mode(shape, geometry.amounts, self.padding_mode)
        return geometry


@frozen_dataclass()
class PoolingWindow(Window):
    """How a pooling's windows lie; with `ceil_mode` a last one may hang over the end."""

    kernel_size: tuple[int, int] = (2, 2)
    stride: tuple[int, int] = (2, 2)
    padding: Padding = "valid"
    ceil_mode: bool = False

    def lay(self, shape: tuple[int, int]) -> Geometry:
        """Work out `over`, which remembers it."""
        return pooling_geometry(
            (1, *shape, 1), self.kernel_size, self.stride, self.padding, self.dilation, self.ceil_mode
        )


@lru_cache(maxsize=512)
def _laid(window: Window, shape: tuple[int, int]) -> Geometry:
    return window.lay(shape)


def possible(window: W, shape: tuple[int, int]) -> W:
    """Return `window`, changed as little as it takes to lie on an input of `shape`."""
    same = replace(window, padding="same")
    zeros = replace(same, padding_mode="zeros")
    for candidate in (window, same, zeros):
        try:
            candidate.over(shape)
        except ValueError:
            continue
        return candidate
    return replace(zeros, kernel_size=(1, 1), dilation=(1, 1))
