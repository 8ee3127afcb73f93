"""Pictures in files: as programs save them, and PNG put together by hand, also such as no program would write."""

import struct
import zlib
from pathlib import Path

from PIL import Image


def chunk(kind: bytes, body: bytes = b"") -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(width: int, height: int, depth: int, colour: int, *chunks: bytes) -> bytes:
    """Return a PNG of `chunks` between its header and its end."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(chunks) + chunk(b"IEND")


def saved(folder: Path, image: Image.Image, name: str, **options: object) -> Path:
    """Return the file that a picture is saved as."""
    path = folder / name
    image.save(path, **options)
    return path
