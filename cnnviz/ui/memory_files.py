"""Files in memory, for what Qt takes from files only: nothing is written that somebody would have to clear away.

They are what Qt's own resource compiler makes: a tree of names, each with its place in the data.

>>> name_hash("a"), name_hash("ab")  # 97 · 16 + 98
(97, 1650)
"""

import struct
from collections.abc import Mapping

from cnnviz.qt import qRegisterResourceData

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
        table += struct.pack(">HI", len(name), name_hash(name)) + name.encode("utf-16-be")
    return table, places


def _node(name: int, kind: int, about: int, place: int) -> bytes:
    """Return a folder with how many there are in it, or a file with where it is for, and where they begin."""
    return struct.pack(">IHII", name, kind, about, place)
