"""What it takes to decode a picture, known from its headers before anything is decoded."""

from dataclasses import dataclass

from cnnviz.importing.source import Refused

MAX_PIXELS = 50_000_000
"""Pixels that are decoded at most; a JPEG is scaled down while it is decoded."""
_LONGEST_SIDE = 100_000
_MOST_MEMORY = 256 * 2**20
_MOST_WORK = 500_000_000  # pixels, each counted as often as it is gone over
MOST_PIECES = 30_000
"""Pieces of a picture, such as chunks and segments, that are looked at one by one."""
_ROW = 16
AT_HAND_WORK = 30_000_000
"""Work that is done at once, and in no process of its own: a tenth of a second or so."""
_AT_HAND_MEMORY, _AT_HAND_SIZE = 32 * 2**20, 16 * 2**20


@dataclass(frozen=True)
class Cost:
    """What a picture takes.

    Parameters
    ----------
    width, height : as its file states them
    kept : pixels that are held at once, fewer where it is scaled down while it is decoded
    memory : bytes that the decoder needs
    passes : how often each pixel is gone over
    pieces : what is looked at one by one, such as chunks and segments
    """

    width: int
    height: int
    kept: int
    memory: int
    passes: float = 1
    pieces: int = 0

    @property
    def work(self) -> float:
        """Pixels, each counted as often as it is gone over."""
        return self.width * self.height * self.passes

    def check(self, name: str) -> None:
        """Refuse what is beyond the limits."""
        if self.kept > MAX_PIXELS:
            raise too_large(name, self.width, self.height)
        if max(self.width, self.height) > _LONGEST_SIDE:
            longest = f"{_LONGEST_SIDE // 1000} thousand"
            raise Refused(
                f"{name} has {self.width}×{self.height} pixels: sides of up to {longest} are opened"
            )
        if self.pieces > MOST_PIECES:
            raise Refused(f"{name} is in more than {MOST_PIECES} pieces: save it anew with another program")
        if self.work > _MOST_WORK:
            raise Refused(f"{name} goes over its {self.width}×{self.height} pixels too often: save it anew")
        if self.memory > _MOST_MEMORY:
            most = _MOST_MEMORY // 2**20
            raise Refused(f"{name} needs {self.memory // 2**20} MB to be decoded: up to {most} are given")

    def is_small(self, size: int) -> bool:
        """Return whether a picture in a file of so many bytes is decoded at once, and in no process of its own."""
        return self.memory <= _AT_HAND_MEMORY and self.work <= AT_HAND_WORK and size <= _AT_HAND_SIZE


def held(width: int, height: int, pixel: int) -> int:
    """Return the bytes in which Pillow holds a picture of so many bytes a pixel: each row has some of its own."""
    return height * (width * pixel + _ROW)


def too_large(name: str, width: int, height: int) -> Refused:
    """Return the sentence for a picture of more than `MAX_PIXELS`."""
    most = MAX_PIXELS // 10**6
    return Refused(f"{name} has {width}×{height} pixels: images of up to {most} million are opened")
