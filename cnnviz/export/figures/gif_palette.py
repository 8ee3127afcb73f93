"""The 255 colours that all frames of a moving picture share: those that cover most exactly, the rest nearly."""

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Sample: TypeAlias = tuple[NDArray[np.uint32], NDArray[np.intp]]
"""The colours of a frame, and how many pixels have each."""
TRANSPARENT = 255
_COLOURS = 255
_EXACT = 160  # colours that are kept as they are: grounds, cells and inks; blends at edges are put together
_MASK = np.uint32(0xFFFFFF)


class GifPalette:
    """Colours found in some frames."""

    def __init__(self, samples: Sequence[Sample]) -> None:
        colours, counts = _together(samples)
        order = np.argsort(-counts, kind="stable")
        if len(colours) > _COLOURS:
            exact, rest = colours[order[:_EXACT]], order[_EXACT:]
            chosen = np.concatenate([_split(exact), _fewer(colours[rest], counts[rest], _COLOURS - _EXACT)])
        else:
            chosen = _split(colours[order])
        self._chosen = chosen.astype(np.int32)
        self._index = np.zeros(1 << 24, np.uint8)  # of each colour that was met
        self._known = np.zeros(1 << 24, bool)

    @property
    def bytes(self) -> bytes:
        """The colours as they stand in the file."""
        return self._chosen.astype(np.uint8).tobytes().ljust(768, b"\0")

    def indices(self, pixels: NDArray[np.uint32]) -> NDArray[np.uint8]:
        """Return which colour comes nearest to that of each pixel."""
        packed = pixels & _MASK
        fresh = packed[~self._known[packed]]
        if len(fresh):
            for part in np.array_split(np.unique(fresh), len(fresh) // 4096 + 1):
                far = ((_split(part).astype(np.int32)[:, None] - self._chosen) ** 2).sum(axis=2)
                self._index[part], self._known[part] = far.argmin(axis=1), True
        return np.asarray(self._index[packed])


def _together(
    samples: Sequence[Sample],
) -> tuple[NDArray[np.uint32], NDArray[np.intp]]:
    every = np.concatenate([colours & _MASK for colours, _ in samples])
    colours, place = np.unique(every, return_inverse=True)
    counts = np.bincount(place, np.concatenate([counts for _, counts in samples])).astype(np.intp)
    return colours, counts


def _split(colours: NDArray[np.uint32]) -> NDArray[np.uint8]:
    """Return colours as red, green and blue."""
    return np.stack([colours >> 16 & 255, colours >> 8 & 255, colours & 255], axis=1).astype(np.uint8)


def _fewer(colours: NDArray[np.uint32], counts: NDArray[np.intp], most: int) -> NDArray[np.uint8]:
    """Return a few colours in the place of many."""
    weighted = np.repeat(colours, np.clip(counts, 1, 64))
    image = Image.fromarray(_split(weighted)[None])
    found = image.quantize(most, Image.Quantize.MEDIANCUT).getpalette() or []
    return np.array(found, np.uint8).reshape(-1, 3)[:most]
