"""The settings that all of a convolution's traces have in common."""

from collections.abc import Sequence

from cnnviz.engine.settings import Pair
from cnnviz.frozen import NamedTuple


class ConvSettings(NamedTuple):
    """How a kernel goes over its image, and what is followed of it.

    Parameters
    ----------
    stride, dilation, groups : as in `conv2d`
    sample : the image that is followed
    filters : the filters that are followed, or None for all
    """

    stride: Pair = 1
    dilation: Pair = 1
    groups: int = 1
    sample: int = 0
    filters: Sequence[int] | None = None


PLAIN = ConvSettings()
"""Cell by cell, without gaps, all filters over all channels."""
