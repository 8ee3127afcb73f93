"""What is in a .npz file: its directory is read once and within limits, by nothing but its own numbers.

A zip file ends with a record that says where its directory is; each entry of that says where a member begins, how it
is packed and how large it is. (The module `zipfile` reads as many entries as a file claims to have.)
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from cnnviz.importing.sentences import part_name
from cnnviz.importing.source import Refused

MOST_MEMBERS = 1000
_MOST_DIRECTORY = 2**20  # bytes
_END, _ENTRY = b"PK\x05\x06", b"PK\x01\x02"
_END_SIZE, _LONGEST_NOTE, _ENTRY_SIZE = 22, 2**16, 46
_UTF_8 = 0x800
_LARGE, _LARGE_EXTRA = 0xFFFFFFFF, 1  # a size that stands in a field of its own


@dataclass(frozen=True)
class Member:
    """A file within an archive.

    Parameters
    ----------
    name : what it is called
    start : where its record begins in the archive
    packed, size : its bytes in the archive, and as it is unpacked
    checksum : of what is unpacked
    method : how it is packed
    locked : whether it is encrypted
    """

    name: str
    start: int
    packed: int
    size: int
    checksum: int
    method: int
    locked: bool


def members(file: IO[bytes], size: int) -> tuple[Member, ...]:
    """Read the directory of an archive of `size` bytes.

    Raises
    ------
    Refused
        For damage, and for more entries than are looked at.
    """
    tail = min(size, _END_SIZE + _LONGEST_NOTE)
    file.seek(size - tail)
    data = file.read(tail)
    at = data.rfind(_END)
    if at < 0 or len(data) < at + _END_SIZE:
        raise Refused("it is damaged: it begins like a .npz file but is none")
    count, length, start = struct.unpack_from("<HII", data, at + 10)
    if count > MOST_MEMBERS or length > _MOST_DIRECTORY:
        raise Refused(f"it holds more than {MOST_MEMBERS} files: no more are looked at")
    file.seek(start)
    return tuple(_entries(file.read(length), count))


def _entries(directory: bytes, count: int) -> Iterator[Member]:
    at = 0
    for _ in range(count):
        if directory[at : at + 4] != _ENTRY or len(directory) < at + _ENTRY_SIZE:
            raise Refused("it is damaged: its directory ends before its last entry")
        flags, method, checksum, packed, size = struct.unpack_from("<HH4xIII", directory, at + 8)
        name, extra, note = struct.unpack_from("<HHH", directory, at + 28)
        (start,) = struct.unpack_from("<I", directory, at + 42)
        at += _ENTRY_SIZE
        called = directory[at : at + name].decode("utf-8" if flags & _UTF_8 else "cp437", "replace")
        size, packed = _large(directory[at + name : at + name + extra], size, packed)
        yield Member(part_name(called), start, packed, size, checksum, method, bool(flags & 1))
        at += name + extra + note


def _large(extra: bytes, *sizes: int) -> Iterator[int]:
    """Yield sizes, those that found no room from where they stand instead."""
    values = b""
    while len(extra) >= 4 and not values:
        kind, length = struct.unpack_from("<HH", extra)
        values = extra[4 : 4 + length] if kind == _LARGE_EXTRA else b""
        extra = extra[4 + length :]
    for size in sizes:
        if size == _LARGE and len(values) >= 8:
            size, values = int.from_bytes(values[:8], "little"), values[8:]
        yield size
