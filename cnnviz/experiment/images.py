"""A picture file becomes a small array of numbers from 0 to 1, or one sentence that says why it cannot."""

import os
import stat
import warnings
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TypeAlias

import numpy as np
from numpy.typing import NDArray

from cnnviz.experiment.averaging import averaged
from cnnviz.experiment.pixels import full_scale, numbers, orientation, turned

if TYPE_CHECKING:
    from PIL.ImageFile import ImageFile

Array: TypeAlias = NDArray[np.float64]

MAX_PIXELS = 50_000_000
"""Pixels that are decoded at most: 200 MB in Pillow's memory. A JPEG is scaled down while it is decoded."""
MAX_BYTES = 512 * 2**20
"""Bytes that a file may have: no picture of MAX_PIXELS needs more."""
KEPT_SIDE = 1024
"""Pixels that are kept on the longer side of what was decoded."""
LUMA = np.array([0.299, 0.587, 0.114])
"""Weights of red, green and blue in a grey value (Rec. 601), applied to the pixels as they are stored."""

_READERS: dict[str, tuple[str, str, tuple[bytes, ...]]] = {
    "PNG": ("PngImagePlugin", "PngImageFile", (b"\x89PNG\r\n\x1a\n",)),
    "JPEG": ("JpegImagePlugin", "JpegImageFile", (b"\xff\xd8\xff",)),
    "BMP": ("BmpImagePlugin", "BmpImageFile", (b"BM",)),
    "GIF": ("GifImagePlugin", "GifImageFile", (b"GIF87a", b"GIF89a")),
    "WebP": ("WebPImagePlugin", "WebPImageFile", (b"RIFF",)),
    "TIFF": ("TiffImagePlugin", "TiffImageFile", (b"II*\0", b"MM\0*")),
}


class ImageError(ValueError):
    """A picture cannot be used; the text is one sentence for the person who chose it."""


@dataclass(frozen=True, eq=False)
class SourceImage:
    """A picture as it came from its file, turned upright.

    `width` and `height` are the file's. `pixels` has shape (rows, columns, 1 or 3), values 0 to 1, and is
    already reduced to `KEPT_SIDE` on the longer side where the file has more.
    """

    path: Path
    width: int
    height: int
    pixels: Array

    @property
    def name(self) -> str:
        """The file's name without its folder."""
        return self.path.name

    @property
    def has_colour(self) -> bool:
        """Whether any pixel is not grey."""
        return bool(self.pixels.shape[2] == 3)


def open_image(path: str | os.PathLike[str]) -> SourceImage:
    """Read a PNG, JPEG, BMP or GIF file (the first frame), transparency laid on white.

    Raises
    ------
    ImageError
        With one sentence that names the file, what is wrong with it and the rule.
    """
    path = Path(path)
    _check_file(path)
    try:
        with path.open("rb") as file, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # whatever Pillow warns of is either refused below or harmless
            return _read(file, path)
    except OSError as error:
        raise _unreadable(path, error) from error


def reduced_shape(source: SourceImage, longer_side: int) -> tuple[int, int]:
    """Return the rows and columns that `reduce` makes: same aspect, at least 1, never more than there are.

    Raises
    ------
    ValueError
        Where `longer_side` is less than 1.
    """
    if longer_side < 1:
        raise ValueError(f"longer side {longer_side}: an image has at least 1 cell a side")
    rows, columns = source.pixels.shape[:2]
    scale = min(longer_side, max(rows, columns)) / max(source.height, source.width)
    return _scaled(source.height, scale, rows), _scaled(source.width, scale, columns)


def reduce(source: SourceImage, longer_side: int, colour: bool) -> Array:
    """Average a picture down to `longer_side` cells on its longer side.

    Returns
    -------
    Array
        Read-only, shape (rows, columns, 3 if `colour` else 1), values 0 to 1, each the mean of the area that
        it covers. A picture without colour has the same value three times.

    Raises
    ------
    ValueError
        Where `longer_side` is less than 1.
    """
    shape = reduced_shape(source, longer_side)
    pixels = source.pixels
    if colour:
        pixels = np.broadcast_to(pixels, (*pixels.shape[:2], 3))
    elif source.has_colour:
        pixels = (pixels @ LUMA)[..., None]
    cells = averaged(lambda first, last: pixels[first:last], len(pixels), shape)
    cells[cells > 1 - 1e-12] = 1.0  # white stays white, whatever the sum of its shares was rounded to
    cells.flags.writeable = False
    return cells


def stretched(source: SourceImage, shape: tuple[int, int, int]) -> Array:
    """Average a picture over exactly `shape` (rows, columns, channels), its aspect given up.

    Returns
    -------
    Array
        Read-only, values 0 to 1: red, green and blue where there are three channels and the picture has colour, else
        its grey value in every channel.
    """
    rows, columns, channels = shape
    pixels = source.pixels
    if source.has_colour and channels != 3:
        pixels = (pixels @ LUMA)[..., None]
    cells = averaged(lambda first, last: pixels[first:last], len(pixels), (rows, columns))
    result = np.ascontiguousarray(np.broadcast_to(cells, shape))
    result.flags.writeable = False
    return result


def _check_file(path: Path) -> None:
    """Refuse what must not even be opened: a pipe would wait for ever, a folder has no bytes."""
    try:
        status = path.stat()
    except FileNotFoundError as error:
        raise ImageError(f"{path} does not exist") from error
    except (OSError, ValueError) as error:
        raise ImageError(
            f"{path.name} cannot be read: {getattr(error, 'strerror', None) or error}"
        ) from error
    if stat.S_ISDIR(status.st_mode):
        raise ImageError(f"{path.name or path} is a folder: choose an image file in it")
    if not stat.S_ISREG(status.st_mode):
        raise ImageError(f"{path.name} is a pipe or a device: only files can be opened")
    if status.st_size == 0:
        raise ImageError(f"{path.name} is empty: there is no image in it")
    if status.st_size > MAX_BYTES:
        megabytes = status.st_size // 2**20
        raise ImageError(f"{path.name} has {megabytes} MB: images of up to {MAX_BYTES // 2**20} MB are read")


def _unreadable(path: Path, error: Exception) -> ImageError:
    return ImageError(f"{path.name} cannot be read: {getattr(error, 'strerror', None) or error}")


def _read(file: BinaryIO, path: Path) -> SourceImage:
    kind = _kind(file.read(16), path.name)
    module, reader, _ = _READERS[kind]
    file.seek(0)
    try:
        # The reader itself rather than Image.open, which refuses a large JPEG before it can be scaled down.
        image = getattr(import_module(f"PIL.{module}"), reader)(file)
        size = _decode(image, path.name)
        turn = orientation(image)
        means = averaged(lambda first, last: numbers(image, first, last), image.height, _kept(image.size))
    except ImageError:
        raise
    except Exception as error:  # decoders fail on damaged files in every way there is
        raise ImageError(_damage(path.name, kind, error)) from error
    pixels = _without_idle_colour(turned(means / full_scale(image), turn))
    pixels.flags.writeable = False
    width, height = size if turn < 5 else size[::-1]
    return SourceImage(path, width, height, pixels)


def _kind(head: bytes, name: str) -> str:
    for kind, (_, _, signature) in _READERS.items():
        if head.startswith(signature) and (kind != "WebP" or head[8:12] == b"WEBP"):
            return kind
    raise ImageError(f"{name} is not an image that cnnviz can open: it opens PNG, JPEG, BMP and GIF")


def _decode(image: "ImageFile", name: str) -> tuple[int, int]:
    """Decode an image that is known to fit; return the size that its file states."""
    width, height = image.size
    if width * height <= MAX_PIXELS or not image.info.get("progressive"):
        image.draft(None, _kept(image.size)[::-1])  # but libjpeg holds a progressive image whole
    if image.width * image.height > MAX_PIXELS:
        raise ImageError(
            f"{name} has {width}×{height} pixels: images of up to {MAX_PIXELS // 10**6} million are opened"
        )
    drafted = image.size
    image.load()
    if image.mode == "F" or (image.mode == "I" and not _fits_16_bits(image)):
        raise ImageError(f"{name} has more than 16 bits a channel: images with 1, 8 and 16 bits are opened")
    return (width, height) if image.size == drafted else image.size  # TIFF turns itself upright


def _fits_16_bits(image: "ImageFile") -> bool:
    extrema: Any = image.getextrema()
    return bool(extrema[0] >= 0 and extrema[1] <= 65535)


def _damage(name: str, kind: str, error: Exception) -> str:
    if isinstance(error, MemoryError):
        return f"{name} does not fit into the memory that is left"
    if "truncated" in str(error).lower() or isinstance(error, EOFError):
        return f"{name} is cut short: the file ends before its image does"
    return f"{name} is damaged: it begins like a {kind} image but cannot be decoded as one"


def _without_idle_colour(pixels: Array) -> Array:
    """Keep one channel of a picture in which all are the same."""
    idle = pixels.shape[2] == 3 and np.ptp(pixels, axis=2).max() < 1e-9
    return pixels[..., :1].copy() if idle else pixels


def _kept(size: tuple[int, int]) -> tuple[int, int]:
    width, height = size
    scale = min(1.0, KEPT_SIDE / max(size))
    return _scaled(height, scale, height), _scaled(width, scale, width)


def _scaled(length: int, scale: float, most: int) -> int:
    return min(most, max(1, int(length * scale + 0.5)))
