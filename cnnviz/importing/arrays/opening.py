"""Arrays from .npy and .npz files, as what there is to choose."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from cnnviz.importing.arrays.archive import MOST_MEMBERS, Member, members
from cnnviz.importing.arrays.header import Header, read_header
from cnnviz.importing.arrays.stored import Stored
from cnnviz.importing.arrays.unpacking import Unpacked
from cnnviz.importing.parts import ArrayPart, array_part
from cnnviz.importing.reading import MAX_BYTES, OpenedFile
from cnnviz.importing.source import Offer, Refused

_SPREADSHEETS = ("xl/", "content.xml")  # what .xlsx and .ods hold


def open_npy(file: OpenedFile) -> Offer:
    """Read a .npy file.

    Raises
    ------
    Refused
        With one sentence that names the file, what is wrong with it and the rule.
    """
    try:
        header = _checked(read_header(file.file), file.size)
    except Refused as error:
        raise Refused(f"{file.name}: {error}") from error
    part = _part(file.name, "", Stored(file.name, header, lambda: file.path.open("rb")), header)
    if part.why_not:
        raise Refused(f"{file.name}: {part.why_not}")
    return Offer(file.name, (part,))


def open_npz(file: OpenedFile) -> Offer:
    """Read what a .npz file offers; its arrays are read when they are wanted.

    Raises
    ------
    Refused
        With one sentence that names the file, what is wrong with it and the rule.
    """
    try:
        found = members(file.file, file.size)
    except Refused as error:
        raise Refused(f"{file.name}: {error}") from error
    arrays = [member for member in found if member.name.endswith(".npy")]
    if any(member.name.startswith(_SPREADSHEETS) for member in found):
        raise Refused(f"{file.name} is a spreadsheet: save it there as CSV, and open that")
    if not arrays:
        raise Refused(f"{file.name} holds no arrays: files with 1 to {MOST_MEMBERS} are opened")
    parts = tuple(_member(file, member) for member in arrays)
    if all(part.why_not for part in parts):
        raise Refused(f"{file.name} holds no array that can be an image: {parts[0].why_not}")
    return Offer(file.name, parts)


def _member(file: OpenedFile, member: Member) -> ArrayPart:
    name = member.name.removesuffix(".npy")
    label = f"{file.name}, {name}"
    try:
        header = _checked(read_header(Unpacked(file.file, member)), member.size)
    except Refused as error:
        return ArrayPart(label, name, (), str(error), (), False, _nothing)
    return _part(label, name, Stored(label, header, partial(_opened_member, file.path, member)), header)


@contextmanager
def _opened_member(path: Path, member: Member) -> Iterator[Unpacked]:
    with path.open("rb") as file:
        yield Unpacked(file, member)


def _part(label: str, name: str, stored: Stored, header: Header) -> ArrayPart:
    return array_part(label, name, header.shape or (1,), stored.image)


def _nothing(_order: str, _sample: int) -> NDArray[Any]:
    raise Refused("there is no array to read")


def _checked(header: Header, size: int) -> Header:
    """Refuse what a forged header says to be larger than its file of `size` bytes, or than is read."""
    if header.size > MAX_BYTES:
        megabytes = header.size // 2**20
        raise Refused(f"it has {megabytes} MB: arrays of up to {MAX_BYTES // 2**20} MB are read")
    if header.start + header.size > size:
        raise Refused("it is cut short: its header states more numbers than there are")
    return header
