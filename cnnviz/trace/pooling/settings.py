"""The settings that all of a pooling's traces have in common."""

from collections.abc import Sequence

from cnnviz.engine.settings import Padding, Pair
from cnnviz.frozen import NamedTuple


class PoolSettings(NamedTuple):
    """How a window goes over its padded image, and what is followed of it.

    Parameters
    ----------
    kernel_size, stride, dilation, ceil_mode : as in `max_pool2d`
    padding : how much of the padded image is padding: an int, ``(rows, columns)`` or
        ``((top, bottom), (left, right))``
    sample : the image that is followed
    channels : the channels that are followed, or None for all
    """

    kernel_size: Pair
    stride: Pair | None = None
    padding: Padding = 0
    dilation: Pair = 1
    ceil_mode: bool = False
    sample: int = 0
    channels: Sequence[int] | None = None
