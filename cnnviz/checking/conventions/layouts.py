"""How a solution lays out its arrays, and the engine's arrays laid out like that."""

from enum import Enum

import numpy as np

from cnnviz.frozen import NamedTuple
from cnnviz.trace.steps import Array


class Layout(Enum):
    """The axes of images, and of lists of numbers, as people write them."""

    NHWC = "(images, rows, columns, channels)"
    NCHW = "(images, channels, rows, columns)"
    CHW = "(channels, rows, columns)"
    HWC = "(rows, columns, channels)"
    PLANE = "(rows, columns)"
    STACK = "(rows, columns), to (rows, columns, filters)"
    ROWS = "(samples, numbers)"
    ANYHOW = "(samples, ...)"
    COLUMNS = "(numbers, samples)"
    COLUMN = "(numbers, 1)"
    LIST = "(numbers,)"

    @property
    def rank(self) -> int:
        """How many axes there are."""
        return _RANKS[self]

    @property
    def batched(self) -> bool:
        """Whether there may be several images, or samples."""
        return self in (Layout.NHWC, Layout.NCHW, Layout.ROWS, Layout.ANYHOW, Layout.COLUMNS)

    @property
    def channelled(self) -> bool:
        """Whether there may be several channels."""
        return self in (Layout.NHWC, Layout.NCHW, Layout.CHW, Layout.HWC)

    @property
    def filtered(self) -> bool:
        """Whether there may be several filters."""
        return self.channelled or self is Layout.STACK

    @property
    def upright(self) -> bool:
        """Whether the numbers of a sample stand in a column, so that weights are multiplied from the left."""
        return self in (Layout.COLUMNS, Layout.COLUMN, Layout.LIST)


_RANKS = {
    **dict.fromkeys((Layout.NHWC, Layout.NCHW), 4),
    **dict.fromkeys((Layout.CHW, Layout.HWC, Layout.ANYHOW), 3),
    **dict.fromkeys((Layout.PLANE, Layout.STACK, Layout.ROWS, Layout.COLUMNS, Layout.COLUMN), 2),
    Layout.LIST: 1,
}
IMAGES = (Layout.NHWC, Layout.NCHW, Layout.CHW, Layout.HWC, Layout.PLANE, Layout.STACK)
LISTS = (Layout.ROWS, Layout.ANYHOW, Layout.COLUMNS, Layout.COLUMN, Layout.LIST)


class BiasLayout(Enum):
    """How a bias is laid out."""

    LIST = "one per filter"
    FOUR = "(1, 1, 1, filters)"
    COLUMN = "(filters, 1)"
    ROW = "(1, filters)"
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
    one_hot : whether the right classes are lists of 0 and a 1 each, not numbers
    shares : whether a cross-entropy is given probabilities, not what softmax makes them of
    result_kept : whether what an activation is given on the way back is its result, not its input
    """

    image: Layout
    bias: BiasLayout = BiasLayout.LIST
    single: bool = False
    kernels_last: bool | None = None
    one_hot: bool = False
    shares: bool = False
    result_kept: bool = False

    def of(self, name: str, array: Array) -> Array:
        """Return one of the engine's arrays as the solution has it."""
        if name in ("weight", "dweight", "weight_new"):
            return np.ascontiguousarray(self._kernels(array))
        if name in ("bias", "dbias", "bias_new"):
            return np.ascontiguousarray(self._bias(array))
        if self.image in LISTS:
            flat = self.image is Layout.ANYHOW and name not in ("x", "dx")
            return np.ascontiguousarray(array if flat else self._lists(array))
        if self.image is Layout.STACK and name in ("y", "dy"):
            return np.ascontiguousarray(array[0])
        return np.ascontiguousarray(self._images(array))

    def _lists(self, array: Array) -> Array:
        """Return what is (samples, numbers); anything else as it is."""
        if array.ndim != 2:
            return array
        if self.image is Layout.ANYHOW:
            rows = next(size for size in (3, 2, 1) if array.shape[1] % size == 0)
            return array.reshape(len(array), rows, -1)
        if self.image is Layout.LIST:
            return np.asarray(array[0])
        return array if self.image is Layout.ROWS else array.T

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
        if array.ndim == 2:
            last = not self.image.upright if self.kernels_last is None else self.kernels_last
            return array if last else array.T
        if array.ndim != 4:
            return array
        if self.image is Layout.STACK:
            return array[:, :, 0].transpose(2, 0, 1)
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
        if self.bias is BiasLayout.ROW:
            return array.reshape(1, -1)
        if self.bias is BiasLayout.POSITIONS and array.ndim == 3:
            return array.transpose(2, 0, 1)
        return array


def fitting(name: str, array: Array, like: Array) -> Array:
    """Return an array in the shape of another one, where nothing but axes of one cell tells them apart."""
    loose = name in ("dbias", "bias_new") or like.size == 1
    if array.shape != like.shape and loose and array.size == like.size:
        return array.reshape(like.shape)
    return array
