"""A picture whose cost is known is decoded, by Pillow, and reduced to what is kept of it."""

import warnings
from dataclasses import dataclass
from importlib import import_module
from typing import IO, TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from cnnviz.importing.averaging import averaged
from cnnviz.importing.pictures import cost
from cnnviz.importing.pictures.kinds import Kind
from cnnviz.importing.pictures.pixels import full_scale, numbers, orientation, upright
from cnnviz.importing.pictures.see_through import key_of
from cnnviz.importing.source import Refused, kept_shape, without_idle_colour
from cnnviz.progress import Stopped, report

if TYPE_CHECKING:
    from PIL.ImageFile import ImageFile

_READERS = {
    Kind.PNG: ("PngImagePlugin", "PngImageFile"),
    Kind.JPEG: ("JpegImagePlugin", "JpegImageFile"),
    Kind.BMP: ("BmpImagePlugin", "BmpImageFile"),
    Kind.GIF: ("GifImagePlugin", "GifImageFile"),
    Kind.WEBP: ("WebPImagePlugin", "WebPImageFile"),
    Kind.TIFF: ("TiffImagePlugin", "TiffImageFile"),
}


@dataclass(frozen=True, eq=False)
class Decoded:
    """A picture's size as it was stored, turned upright, and its pixels from 0 to 1, reduced where it is large."""

    width: int
    height: int
    pixels: NDArray[np.float64]


def decode(file: IO[bytes], kind: Kind, name: str) -> Decoded:
    """Decode a picture that is known to fit: the first image of a file, transparency laid on white.

    Raises
    ------
    Refused
        With one sentence that names the file and what is wrong with it.
    """
    file.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # whatever Pillow warns of is either refused below or harmless
            return decode_here(file, kind, name)
    except (Refused, Stopped):
        raise
    except Exception as error:  # decoders fail on damaged files in every way there is
        raise Refused(_damage(name, kind, error)) from error


def decode_here(file: IO[bytes], kind: Kind, name: str) -> Decoded:
    """Decode a picture in this process; whatever its decoder raises is not looked after."""
    # The reader itself rather than Image.open, which refuses a large JPEG before it can be scaled down.
    module, reader = _READERS[kind]
    image: ImageFile = getattr(import_module(f"PIL.{module}"), reader)(file)
    key = key_of(image, file, kind)
    width, height = _load(image, name)
    turn = orientation(image)

    def rows(first: int, last: int) -> NDArray[Any]:
        report(first / image.height)
        return numbers(image, first, last, key)

    means = averaged(rows, image.height, kept_shape(image.size[::-1]))
    pixels = without_idle_colour(upright(means / full_scale(image, key), turn))
    return Decoded(width, height, pixels) if turn < 5 else Decoded(height, width, pixels)


def _load(image: "ImageFile", name: str) -> tuple[int, int]:
    """Decode an image; return the size that its file states."""
    width, height = image.size
    if width * height <= cost.MAX_PIXELS or not image.info.get("progressive"):
        image.draft(None, kept_shape(image.size[::-1])[::-1])  # but libjpeg holds a progressive image whole
    if image.width * image.height > cost.MAX_PIXELS:
        raise cost.too_large(name, width, height)
    drafted = image.size
    image.load()
    if image.mode == "F" or (image.mode == "I" and not _fits_16_bits(image)):
        raise Refused(f"{name} has more than 16 bits a channel: images with 1, 8 and 16 bits are opened")
    return (width, height) if image.size == drafted else image.size  # TIFF turns itself upright


def _fits_16_bits(image: "ImageFile") -> bool:
    extrema: Any = image.getextrema()
    return bool(extrema[0] >= 0 and extrema[1] <= 65535)


def _damage(name: str, kind: Kind, error: Exception) -> str:
    if isinstance(error, MemoryError):
        return f"{name} does not fit into the memory that is left"
    if "truncated" in str(error).lower() or isinstance(error, EOFError):
        return f"{name} is cut short: the file ends before its image does"
    return f"{name} is damaged: it begins like a {kind.value} image but cannot be decoded as one"
