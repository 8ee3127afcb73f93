"""How a solution lays out its arrays, and the engine's arrays laid out like that."""

from enum import Enum

import numpy as np

from cnnviz.frozen import NamedTuple
from cnnviz.trace.steps import Array


class Layout(Enum):
    """The axes of images, as people write them."""

    NHWC = "(images, rows, columns, channels)"
    NCHW = "(images, channels, rows, columns)"
    CHW = "(channels, rows, columns)"
    HWC = "(rows, columns, channels)"
    PLANE = "(rows, columns)"

    @property
    def rank(self) -> int:
        """How many axes there are."""
        return {"N": 4, "C": 3, "H": 3, "P": 2}[self.name[0]]

    @property
    def batched(self) -> bool:
        """Whether there may be several images."""
        return self.rank == 4

    @property
    def channelled(self) -> bool:
        """Whether there may be several channels."""
        return self.rank > 2


class BiasLayout(Enum):
    """How a bias is laid out."""

    LIST = "one per filter"
    FOUR = "(1, 1, 1, filters)"
    COLUMN = "(filters, 1)"
    NUMBER = "a number"
    POSITIONS = "one per position"


class Layouts(NamedTuple):
    """How images, kernels and biases are laid out.

    Parameters
    ----------
    image : the axes of images
    bias : of biases
    single : whether a kernel is that of one filter, without an axis for filters
    kernels_last : whether filters are the kernels' last axis, None where that goes with the images' channels
    """

    image: Layout
    bias: BiasLayout = BiasLayout.LIST
    single: bool = False
    kernels_last: bool | None = None

    def of(self, name: str, array: Array) -> Array:
        """Return one of the engine's arrays as the solution has it."""
        if name in ("weight", "dweight", "weight_new"):
            return np.ascontiguousarray(self._kernels(array))
        if name in ("bias", "dbias", "bias_new"):
            return np.ascontiguousarray(self._bias(array))
        return np.ascontiguousarray(self._images(array))

    def _images(self, array: Array) -> Array:
        if array.ndim != 4:
            return array
        if self.image is Layout.NHWC:
            return array
        if self.image is Layout.NCHW:
            return array.transpose(0, 3, 1, 2)
        if self.image is Layout.CHW:
            return np.asarray(array[0]).transpose(2, 0, 1)
        one: Array = array[0]
        if self.single and array.shape[1:3] == (1, 1):  # what a single window comes to
            return one
        plane: Array = one[:, :, 0]
        return one if self.image is Layout.HWC else plane

    def _kernels(self, array: Array) -> Array:
        if array.ndim != 4:
            return array
        if self.image is Layout.PLANE:
            return array[:, :, 0, 0]
        if self.single:
            return array[..., 0]
        channels_first = self.image in (Layout.NCHW, Layout.CHW)
        last = not channels_first if self.kernels_last is None else self.kernels_last
        return array if last else array.transpose(3, 2, 0, 1)

    def _bias(self, array: Array) -> Array:
        if self.bias is BiasLayout.FOUR:
            return array.reshape(1, 1, 1, -1)
        if self.bias is BiasLayout.COLUMN:
            return array.reshape(-1, 1)
        if self.bias is BiasLayout.POSITIONS and array.ndim == 3:
            return array.transpose(2, 0, 1)
        return array


def fitting(name: str, array: Array, like: Array) -> Array:
    """Return an array in the shape of another one, where nothing but axes of one cell tells them apart."""
    loose = name in ("dbias", "bias_new") or like.size == 1
    if array.shape != like.shape and loose and array.size == like.size:
        return array.reshape(like.shape)
    return array
