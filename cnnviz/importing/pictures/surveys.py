"""What PNG, GIF, BMP, WebP and TIFF files say of themselves: their headers are read, piece by piece within limits."""

import struct
from collections.abc import Callable, Mapping
from typing import IO, TypeAlias

from cnnviz.importing.pictures.cost import MOST_PIECES, Cost, held
from cnnviz.importing.pictures.jpeg_survey import survey_jpeg
from cnnviz.importing.pictures.kinds import Kind

_NOTE = 100  # pieces of a picture that a note takes as long as, because it may be packed
_RUN_LENGTH = (1, 2)  # how a bitmap is packed that is unpacked run by run
_RUNS_A_PIECE = 16
_RUN_LENGTH_PIXEL = 8  # bytes: Pillow unpacks all of it before it makes a picture of it
_WEBP_PIXEL = 12  # bytes that its decoder needs for each
_TIFF_PIXEL = {1: 4}  # likewise by the number of channels, which are unpacked strip by strip
_TIFF_COLOUR = 8

_Survey: TypeAlias = Callable[[IO[bytes]], Cost]


def survey(file: IO[bytes], kind: Kind) -> Cost:
    """Return what a picture takes, as far as its headers go.

    Raises
    ------
    struct.error, EOFError
        Where they break off before its size, or state more than there is.
    """
    file.seek(0)
    return _SURVEYS[kind](file)


def _png(file: IO[bytes]) -> Cost:
    width, height, depth, colour = struct.unpack(">II2B", file.read(26)[16:])
    grey_or_palette = colour in (0, 3)
    pixel = (2 if depth > 8 else 1) if grey_or_palette else (8 if depth > 8 else 4)
    pieces, at, size = 0, 8, file.seek(0, 2)
    while pieces <= MOST_PIECES:
        file.seek(at)
        head = file.read(8)
        if len(head) < 8 or head[4:] == b"IEND":
            break
        pieces += 1 if head[4:] == b"IDAT" else _NOTE
        at += 12 + int.from_bytes(head[:4], "big")
        if at > size:  # Pillow would make room for all of it
            raise EOFError
    return _plain(width, height, pixel, pieces=pieces)


def _gif(file: IO[bytes]) -> Cost:
    """Go over what comes before the first image; the others are not looked at."""
    width, height, flags = struct.unpack("<HHB", file.read(11)[6:])
    file.seek(13 + (3 << (flags & 7) + 1 if flags & 0x80 else 0))
    pieces, mark = 0, b""
    while pieces <= MOST_PIECES and (mark := file.read(1)) not in (b"", b";", b","):
        if mark == b"!":
            file.read(1)
            while pieces <= MOST_PIECES and (length := file.read(1)) not in (b"", b"\0"):
                file.seek(length[0], 1)
                pieces += 1
        pieces += 1
    place = file.read(8) if mark == b"," else b""
    if len(place) == 8:  # an image that is larger than the screen makes that larger
        left, top, wide, high = struct.unpack("<4H", place)
        width, height = max(width, left + wide), max(height, top + high)
    return _plain(width, height, 4, pieces=pieces)


def _bmp(file: IO[bytes]) -> Cost:
    header = file.read(34)
    if int.from_bytes(header[14:18], "little") == 12:
        width, height, _, bits = struct.unpack("<4H", header[18:26])
        packing = 0
    else:
        width, height, _, bits, packing = struct.unpack("<iiHHI", header[18:34])
    if packing in _RUN_LENGTH:
        runs = file.seek(0, 2) // 2
        return _plain(abs(width), abs(height), _RUN_LENGTH_PIXEL, pieces=runs // _RUNS_A_PIECE)
    return _plain(abs(width), abs(height), 1 if bits <= 8 else 4)


def _webp(file: IO[bytes]) -> Cost:
    head = file.read(30)
    size = file.seek(0, 2)
    if head[12:16] == b"VP8X":
        width, height = (1 + int.from_bytes(head[at : at + 3], "little") for at in (24, 27))
    elif head[12:16] == b"VP8L":
        bits = int.from_bytes(head[21:25], "little")
        width, height = 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    else:
        width, height = (side & 0x3FFF for side in struct.unpack("<HH", head[26:30]))
    cost = _plain(width, height, _WEBP_PIXEL, passes=10)
    return Cost(width, height, cost.kept, cost.memory + 2 * size, cost.passes)


def _tiff(file: IO[bytes]) -> Cost:
    """Read the first directory; what is in tiles is unpacked tile by tile, however large one is."""
    order = "<" if file.read(2) == b"II" else ">"
    start = struct.unpack(f"{order}HI", file.read(6))[1]
    file.seek(start)
    (count,) = struct.unpack(f"{order}H", file.read(2))
    entries = struct.iter_unpack(f"{order}HHI4s", file.read(12 * count)[: 12 * count // 12 * 12])
    tags = {tag: _value(order, kind, value) for tag, kind, _, value in entries}
    width, height = tags.get(256, 0), tags.get(257, 0)
    pixel = _TIFF_PIXEL.get(tags.get(277, 1), _TIFF_COLOUR)
    tile = tags.get(322, 0) * tags.get(323, 0) * pixel
    cost = _plain(width, height, pixel, passes=4)
    return Cost(width, height, cost.kept, cost.memory + tile, cost.passes, tags.get(257, 0) // 16)


def _value(order: str, kind: int, value: bytes) -> int:
    """Return a number of a directory: of 16 bits where its kind says so, else of 32."""
    (number,) = struct.unpack_from(f"{order}H" if kind == 3 else f"{order}I", value)
    return int(number)


def _plain(width: int, height: int, pixel: int, *, passes: float = 1, pieces: int = 0) -> Cost:
    return Cost(width, height, width * height, held(width, height, pixel), passes, pieces)


_SURVEYS: Mapping[Kind, _Survey] = {
    Kind.PNG: _png,
    Kind.JPEG: survey_jpeg,
    Kind.GIF: _gif,
    Kind.BMP: _bmp,
    Kind.WEBP: _webp,
    Kind.TIFF: _tiff,
}
