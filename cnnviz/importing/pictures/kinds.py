"""Kinds of pictures, told apart by how their files begin."""

from enum import Enum

_BMP_HEADERS = (12, 40, 52, 56, 64, 108, 124)  # sizes of the header that follows, by version


class Kind(Enum):
    """A kind of picture, as Pillow calls it."""

    PNG = "PNG"
    JPEG = "JPEG"
    BMP = "BMP"
    GIF = "GIF"
    WEBP = "WebP"
    TIFF = "TIFF"


_BEGINNINGS = {
    Kind.PNG: (b"\x89PNG\r\n\x1a\n",),
    Kind.JPEG: (b"\xff\xd8\xff",),
    Kind.BMP: (b"BM",),
    Kind.GIF: (b"GIF87a", b"GIF89a"),
    Kind.WEBP: (b"RIFF",),
    Kind.TIFF: (b"II*\0", b"MM\0*"),
}


def kind_of(head: bytes) -> Kind | None:
    """Return which kind of picture begins with the bytes `head`, or None; two letters alone make no picture."""
    for kind, beginnings in _BEGINNINGS.items():
        if head.startswith(beginnings):
            return kind if _goes_on(kind, head) else None
    return None


def _goes_on(kind: Kind, head: bytes) -> bool:
    if kind is Kind.WEBP:
        return head[8:12] == b"WEBP"
    return kind is not Kind.BMP or int.from_bytes(head[14:18], "little") in _BMP_HEADERS
