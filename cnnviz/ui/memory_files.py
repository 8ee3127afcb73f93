"""Files in memory, for what Qt takes from files only: nothing is written that somebody would have to clear away.

They are what Qt's own resource compiler makes: a tree of names, each with its place in the data.

>>> name_hash("a"), name_hash("ab")  # 97 · 16 + 98
(97, 1650)
"""

import struct
from collections.abc import Mapping

from cnnviz.qt import QImage, qRegisterResourceData

_FOLDER, _FILE = 2, 0
_ANYWHERE = 1  # no country, and the language C
_kept: list[tuple[bytes, bytes, bytes]] = []  # Qt reads them where they are


def keep(folder: str, files: Mapping[str, bytes]) -> None:
    """Let Qt find each file as `:/folder/name`."""
    names, places = _names([folder, *files])
    tree = _node(0, _FOLDER, 1, 1) + _node(places[folder], _FOLDER, len(files), 2)
    data = b""
    for name in sorted(files, key=name_hash):  # Qt looks for them by halves
        tree += _node(places[name], _FILE, _ANYWHERE, len(data))
        data += struct.pack(">I", len(files[name])) + files[name]
    _kept.append((tree, names, data))
    qRegisterResourceData(1, *_kept[-1])


def bitmap(image: QImage) -> bytes:
    """Return an image as the bytes of a BMP file, with how far each pixel lets through what is behind it.

    Qt's own writer first loads everything that could write a picture, and each start would wait for it.
    """
    image = image.convertToFormat(QImage.Format.Format_ARGB32)
    width, height = image.width(), image.height()
    pixels = image.constBits().asstring(4 * width * height)
    about = struct.pack("<IiiHHIIiiII", 108, width, -height, 1, 32, 3, len(pixels), 2835, 2835, 0, 0)
    masks = struct.pack("<IIII4s", 0xFF0000, 0xFF00, 0xFF, 0xFF000000, b"BGRs") + bytes(48)
    head = struct.pack("<2sIHHI", b"BM", 14 + 108 + len(pixels), 0, 0, 14 + 108)
    return head + about + masks + pixels


def name_hash(name: str) -> int:
    """Return the number by which Qt orders names."""
    number = 0
    for letter in name:
        number = (number << 4) + ord(letter)
        number ^= (number & 0xF0000000) >> 23
        number &= 0x0FFFFFFF
    return number


def _names(names: list[str]) -> tuple[bytes, dict[str, int]]:
    """Return the table of the names, and where in it each is."""
    table, places = b"", {}
    for name in names:
        places[name] = len(table)
        table += struct.pack(">HI", len(name), name_hash(name)) + _letters(name)
    return table, places


def _letters(name: str) -> bytes:
    """Return a name as Qt has it, two bytes to a letter: no start waits for a codec."""
    return b"".join(struct.pack(">H", ord(letter)) for letter in name)


def _node(name: int, kind: int, about: int, place: int) -> bytes:
    """Return a folder with how many there are in it, or a file with where it is for, and where they begin."""
    return struct.pack(">IHII", name, kind, about, place)
