"""A part of a source in the numbers of its file: of what is large a reduced copy is kept, in which parts are cut out.

>>> import numpy as np
>>> photo = Source("photo", 4000, 3000, np.zeros((768, 1024, 1)))
>>> as_stored(Crop(0, 256, 768, 512), photo)
Crop(top=0, left=1000, height=3000, width=2000)
>>> as_kept(Crop(0, 1001, 2999, 2000), photo)  # the nearest that the copy has
Crop(top=0, left=256, height=768, width=512)
>>> steps(photo)
(4, 4)
"""

from cnnviz.importing.reduction import Crop
from cnnviz.importing.source import Source


def as_stored(crop: Crop, source: Source) -> Crop:
    """Return a part of the copy as rows and columns of the file."""
    return _times(crop, *_factors(source)).within((source.height, source.width))


def as_kept(crop: Crop, source: Source) -> Crop:
    """Return the part of the copy that is nearest to rows and columns of the file."""
    down, across = _factors(source)
    return _times(crop, 1 / down, 1 / across).within(source.values.shape)


def steps(source: Source) -> tuple[int, int]:
    """Return by how many rows and columns of the file parts differ that the copy can tell apart."""
    down, across = _factors(source)
    return -int(-down // 1), -int(-across // 1)


def _factors(source: Source) -> tuple[float, float]:
    return source.height / source.values.shape[0], source.width / source.values.shape[1]


def _times(crop: Crop, down: float, across: float) -> Crop:
    return Crop(
        round(crop.top * down),
        round(crop.left * across),
        round(crop.height * down),
        round(crop.width * across),
    )
