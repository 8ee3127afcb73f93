"""The pixels of a decoded image as numbers: every mode of Pillow's, upright, without transparency."""

from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from PIL.Image import Image

Array: TypeAlias = NDArray[np.float64]

_ORIENTATION_TAG = 0x0112


def orientation(image: "Image") -> int:
    """Return how the camera was held, 1 to 8 as EXIF has it; 1 where the file does not say."""
    try:
        turn = image.getexif().get(_ORIENTATION_TAG, 1)
    except Exception:  # a broken note on how the camera was held does not spoil the picture
        return 1
    return turn if turn in range(1, 9) else 1


def turned(pixels: Array, turn: int) -> Array:
    """Undo an EXIF orientation: 2 to 4 are flips, 5 to 8 the same after the axes are exchanged."""
    if turn >= 5:
        pixels = pixels.swapaxes(0, 1)
    if turn in (3, 4, 7, 8):
        pixels = pixels[::-1]
    if turn in (2, 3, 6, 7):
        pixels = pixels[:, ::-1]
    return np.ascontiguousarray(pixels)


def numbers(image: "Image", top: int, bottom: int) -> Array:
    """Return some rows of a decoded image as numbers from 0 to 1, transparency laid on white."""
    band = image.crop((0, top, image.width, bottom))
    transparent = image.info.get("transparency")
    if band.mode.startswith("I"):
        values = np.asarray(band).astype(np.float64)[..., None]
        return np.where(values == transparent, 1.0, values / 65535)
    if transparent is not None or band.mode in ("LA", "La", "PA", "RGBA", "RGBa"):
        values = np.asarray(band.convert("RGBA")) / 255
        alpha = values[..., 3:]
        return values[..., :3] * alpha + (1 - alpha)
    if band.mode in ("1", "L"):
        return np.asarray(band.convert("L"))[..., None] / 255
    return np.asarray(band.convert("RGB")) / 255
