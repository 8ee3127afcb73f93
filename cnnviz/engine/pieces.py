"""Work cut into pieces that are so small that what lies between their beginning and their end stays in the cache."""

from collections.abc import Callable

import numpy as np

from cnnviz.engine.arrays import Array

CHANNELS = 500_000  # bytes


def even_parts(length: int, most: int) -> list[range]:
    """Cut a length into parts of at most `most`, but at least 1, that are as alike as can be."""
    size = -(-length // -(-length // max(most, 1)))
    return [range(start, min(start + size, length)) for start in range(0, length, size)]


def some_channels_at_a_time(work: Callable[..., Array], *images: Array) -> Array:
    """Return what `work` makes of images (n, h, w, c), which it is given and gives back as (c, h, w, n)."""
    turned = [a.transpose(3, 1, 2, 0) for a in images]
    parts = even_parts(len(turned[0]), CHANNELS // max(a[0].nbytes for a in turned))
    pieces = ((np.ascontiguousarray(a[part.start : part.stop]) for a in turned) for part in parts)
    result = work(*next(pieces))
    if len(parts) > 1:
        first, result = result, np.empty((len(turned[0]), *result.shape[1:]), result.dtype)
        result[: len(first)] = first
    for part, piece in zip(parts[1:], pieces, strict=True):
        result[part.start : part.stop] = work(*piece)
    return result.transpose(3, 1, 2, 0)
