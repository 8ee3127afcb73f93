"""A picture file becomes a small array of numbers from 0 to 1, or one sentence that says why it cannot."""

import os
import warnings
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from cnnviz.engine.arrays import frozen
from cnnviz.importing.averaging import averaged
from cnnviz.importing.pixels import full_scale, numbers, orientation, upright
from cnnviz.importing.reading import check_file, unreadable
from cnnviz.importing.source import Refused, Source, kept_shape, without_idle_colour

if TYPE_CHECKING:
    from PIL.ImageFile import ImageFile

MAX_PIXELS = 50_000_000
"""Pixels that are decoded at most: 200 MB in Pillow's memory. A JPEG is scaled down while it is decoded."""

_READERS: dict[str, tuple[str, str, tuple[bytes, ...]]] = {
    "PNG": ("PngImagePlugin", "PngImageFile", (b"\x89PNG\r\n\x1a\n",)),
    "JPEG": ("JpegImagePlugin", "JpegImageFile", (b"\xff\xd8\xff",)),
    "BMP": ("BmpImagePlugin", "BmpImageFile", (b"BM",)),
    "GIF": ("GifImagePlugin", "GifImageFile", (b"GIF87a", b"GIF89a")),
    "WebP": ("WebPImagePlugin", "WebPImageFile", (b"RIFF",)),
    "TIFF": ("TiffImagePlugin", "TiffImageFile", (b"II*\0", b"MM\0*")),
}


def open_image(path: str | os.PathLike[str]) -> Source:
    """Read a PNG, JPEG, BMP or GIF file (the first frame), transparency laid on white.

    Raises
    ------
    Refused
        With one sentence that names the file, what is wrong with it and the rule.
    """
    path = Path(path)
    check_file(path)
    try:
        with path.open("rb") as file, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # whatever Pillow warns of is either refused below or harmless
            return _read(file, path)
    except OSError as error:
        raise unreadable(path, error) from error


def _read(file: BinaryIO, path: Path) -> Source:
    kind = kind_of(file.read(16))
    if kind is None:
        raise Refused(
            f"{path.name} is not an image that cnnviz can open: it opens PNG, JPEG, BMP and GIF, "
            "and arrays as NPY, NPZ or CSV"
        )
    module, reader, _ = _READERS[kind]
    file.seek(0)
    try:
        # The reader itself rather than Image.open, which refuses a large JPEG before it can be scaled down.
        image = getattr(import_module(f"PIL.{module}"), reader)(file)
        size = _decode(image, path.name)
        turn = orientation(image)
        means = averaged(
            lambda first, last: numbers(image, first, last), image.height, kept_shape(image.size[::-1])
        )
    except Refused:
        raise
    except Exception as error:  # decoders fail on damaged files in every way there is
        raise Refused(_damage(path.name, kind, error)) from error
    pixels = without_idle_colour(upright(means / full_scale(image), turn))
    width, height = size if turn < 5 else size[::-1]
    return Source(path.name, width, height, frozen(pixels))


def kind_of(head: bytes) -> str | None:
    """Return which kind of picture begins with the bytes `head`, or None."""
    for kind, (_, _, signature) in _READERS.items():
        if head.startswith(signature) and (kind != "WebP" or head[8:12] == b"WEBP"):
            return kind
    return None


def too_large(name: str, width: int, height: int) -> Refused:
    """Return the sentence for a picture of more than `MAX_PIXELS`."""
    most = MAX_PIXELS // 10**6
    return Refused(f"{name} has {width}×{height} pixels: images of up to {most} million are opened")


def _decode(image: "ImageFile", name: str) -> tuple[int, int]:
    """Decode an image that is known to fit; return the size that its file states."""
    width, height = image.size
    if width * height <= MAX_PIXELS or not image.info.get("progressive"):
        image.draft(None, kept_shape(image.size[::-1])[::-1])  # but libjpeg holds a progressive image whole
    if image.width * image.height > MAX_PIXELS:
        raise too_large(name, width, height)
    drafted = image.size
    image.load()
    if image.mode == "F" or (image.mode == "I" and not _fits_16_bits(image)):
        raise Refused(f"{name} has more than 16 bits a channel: images with 1, 8 and 16 bits are opened")
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
