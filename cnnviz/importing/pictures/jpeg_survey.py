"""What a JPEG file says of itself: its segments, and how often it goes over its pixels.

A file is segments, each begun by a byte 255 and a marker: notes, tables, the size (a frame), and scans, whose data
follow up to the next marker. A scan may be a few bytes long, and still has to go over every pixel.
"""

import re
from dataclasses import dataclass
from typing import IO

from cnnviz.importing.pictures import cost
from cnnviz.importing.pictures.cost import MOST_PIECES, Cost, held
from cnnviz.importing.source import kept_shape

_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
_PROGRESSIVE = {0xC2, 0xC6, 0xCA, 0xCE}
_SCAN, _END = 0xDA, 0xD9
_ALONE = {0x01, 0xD8}  # markers without a segment
_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_WINDOW = 2**16
_SEGMENT = 30  # pieces that a segment before the first scan counts for: Pillow reads it
_LATER = 2  # and one between the scans: only the decoder does
_FILLING = 4  # bytes between segments that count for a piece
_NOTES = 2**9  # bytes of notes that count for one: Pillow copies those of one kind again and again
_COEFFICIENT = 2  # bytes
_SCAN_SHARE = 0.25  # of a pass: what another scan takes at least
_SCALES = (8, 4, 2, 1)


@dataclass
class _Found:
    """What has been found on the way."""

    width: int = 0
    height: int = 0
    components: int = 1
    samples: float = 1.0  # of all components, for each pixel
    several: bool = False  # whether its scans are put together, so that all of it is held
    scans: int = 0
    pieces: int = 0


def survey_jpeg(file: IO[bytes]) -> Cost:
    """Return what a JPEG takes, as far as its segments go."""
    window, found, at = _Window(file), _Found(), 2
    while found.pieces <= MOST_PIECES and (found.several or not found.scans):
        start, at, marker = window.marker(at)
        if marker in (None, _END):
            break
        body = b"" if marker in _ALONE else window.read(at, 40)
        length = int.from_bytes(body[:2], "big")
        if found.scans:
            found.pieces += _LATER
        else:
            found.pieces += _SEGMENT + (at - start) // _FILLING + length // _NOTES
        at += length
        _take(found, marker, body[2:])
    return _cost(found)


def _take(found: _Found, marker: int | None, body: bytes) -> None:
    if marker in _FRAMES and len(body) >= 6:
        found.height, found.width = int.from_bytes(body[1:3], "big"), int.from_bytes(body[3:5], "big")
        found.components = max(1, body[5])
        found.several = marker in _PROGRESSIVE
        shares = [(byte >> 4) * (byte & 15) for byte in body[7 : 6 + 3 * found.components : 3]]
        found.samples = sum(shares) / max(1, *shares) if shares else 1.0
    elif marker == _SCAN:
        found.scans += 1
        found.several = found.several or body[:1] != bytes([found.components & 255])


def _cost(found: _Found) -> Cost:
    """Return what it takes: a large picture is scaled down on the way, unless it is put together from scans."""
    pixels = found.width * found.height
    scale = 1
    if pixels and not (found.several and pixels > cost.MAX_PIXELS):
        rows, columns = kept_shape((found.height, found.width))
        least = min(found.height // rows, found.width // columns)
        scale = next(scale for scale in _SCALES if least >= scale)
    width, height = (-(-side // scale) for side in (found.width, found.height))
    memory = held(width, height, 1 if found.components == 1 else 4)
    memory += int(pixels * found.samples * _COEFFICIENT) if found.several else 0
    passes = 1 + _SCAN_SHARE * found.samples * max(0, found.scans - 1)
    return Cost(found.width, found.height, width * height, memory, passes, found.pieces)


class _Window:
    """A part of a file that is held, so that what is near is not read again."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self._start, self._data = file, 0, b""

    def read(self, at: int, size: int) -> bytes:
        """Return `size` bytes, or fewer at the end."""
        inside = at - self._start
        if inside < 0 or inside + size > len(self._data):
            self._file.seek(at)
            self._start, self._data, inside = at, self._file.read(_WINDOW), 0
        return self._data[inside : inside + size]

    def marker(self, at: int) -> tuple[int, int, int | None]:
        """Return where the search began, where the next marker ends, and which it is, None where there is no more."""
        start = at
        while len(self.read(at, 2)) == 2:
            found = _MARKER.search(self._data, at - self._start)
            if found:
                return start, self._start + found.end(), found[0][1]
            at = self._start + len(self._data) - 1
        return start, at, None
