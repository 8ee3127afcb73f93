"""The pixels of a decoded image as numbers: every mode of Pillow's, upright, without transparency."""

from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from cnnviz.importing.pictures.see_through import Key

if TYPE_CHECKING:
    from PIL.Image import Image

Array: TypeAlias = NDArray[np.float64]

_ORIENTATION_TAG = 0x0112
_DEEP = 65535  # white in 16 bits


def orientation(image: "Image") -> int:
    """Return how the camera was held, 1 to 8 as EXIF has it; 1 where the file does not say."""
    try:
        turn = image.getexif().get(_ORIENTATION_TAG, 1)
    except Exception:  # a broken note on how the camera was held does not spoil the picture
        return 1
    return turn if turn in range(1, 9) else 1


def upright(pixels: Array, turn: int) -> Array:
    """Undo an EXIF orientation: 2 to 4 are flips, 5 to 8 the same after the axes are exchanged."""
    if turn >= 5:
        pixels = pixels.swapaxes(0, 1)
    if turn in (3, 4, 7, 8):
        pixels = pixels[::-1]
    if turn in (2, 3, 6, 7):
        pixels = pixels[:, ::-1]
    return np.ascontiguousarray(pixels)


def numbers(image: "Image", top: int, bottom: int, key: Key | None) -> NDArray[Any]:
    """Return some rows of a decoded image as whole numbers up to `full_scale`, transparency laid on white."""
    band = image.crop((0, top, image.width, bottom))
    if _has_alpha(image, key):
        values = np.asarray(band.convert("RGBA")).astype(np.uint16)
        colour, alpha = values[..., :3], values[..., 3:]
        return np.asarray(colour * alpha + 255 * (255 - alpha))  # at most 255², which 16 bits hold
    if band.mode.startswith("I"):
        values = np.asarray(band)[..., None]
    elif band.mode in ("1", "L"):
        values = np.asarray(band.convert("L"))[..., None]
    else:
        values = np.asarray(band.convert("RGB"))
    if key is None:
        return values
    return np.where(key.mask(values, top, bottom), full_scale(image, key), values)


def full_scale(image: "Image", key: Key | None) -> int:
    """Return the number that means white in `numbers`."""
    if image.mode.startswith("I"):
        return _DEEP
    return 255 * 255 if _has_alpha(image, key) else 255


def _has_alpha(image: "Image", key: Key | None) -> bool:
    """Return whether each pixel, or each colour of a palette, has its own transparency."""
    if key is not None:
        return False
    return "transparency" in image.info or image.mode in ("LA", "La", "PA", "RGBA", "RGBa")
