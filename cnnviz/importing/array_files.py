"""Arrays from .npy and .npz files: the header is checked before anything is read, and nothing is ever unpickled."""

import math
import warnings
import zipfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from cnnviz.engine.arrays import Shape
from cnnviz.importing import axes
from cnnviz.importing.reading import MAX_BYTES, check_file, unreadable
from cnnviz.importing.source import Offer, Refused, Source, from_values

_MOST_MEMBERS = 1000
MOST_NUMBERS = 50_000_000  # in one image, as many as pictures may have pixels
_REFUSED = {
    "c": "complex numbers",
    "O": "Python objects, which are never unpickled",
    "S": "text",
    "U": "text",
    "M": "dates",
    "m": "spans of time",
    "V": "records with named fields",
}

_Open = Callable[[], AbstractContextManager[IO[bytes]]]


@dataclass(frozen=True)
class _Header:
    """What an array is, as its file states it, and where its numbers begin."""

    shape: Shape
    fortran: bool
    dtype: np.dtype[Any]
    start: int

    @property
    def size(self) -> int:
        """Bytes of the numbers."""
        return math.prod(self.shape) * self.dtype.itemsize


@dataclass(frozen=True, eq=False)
class ArrayPart:
    """An array of a file, read when it is first wanted."""

    label: str  # of the image that is made of it
    name: str
    shape: Shape
    why_not: str
    orders: tuple[str, ...]
    read: Callable[[], NDArray[Any]]

    def source(self, order: str, sample: int) -> Source:
        """Return one image of it."""
        array = axes.image(self.read(), order, sample)
        name = f"{self.label}[{sample}]" if order.startswith("n") else self.label
        if array.size > MOST_NUMBERS:
            most = MOST_NUMBERS // 10**6
            raise Refused(f"{name} has {array.size} numbers: up to {most} million are opened")
        in_bytes = array.dtype == np.uint8 and bool(array.max() > 1)
        return from_values(name, array, in_bytes=in_bytes)


def open_npy(path: Path) -> Offer:
    """Read a .npy file.

    Raises
    ------
    Refused
        With one sentence that names the file, what is wrong with it and the rule.
    """
    part = _part(path.name, "", check_file(path), lambda: path.open("rb"))
    if part.why_not:
        raise Refused(f"{path.name}: {part.why_not}")
    return Offer(path.name, (part,))


def open_npz(path: Path) -> Offer:
    """Read what a .npz file offers; its arrays are read when they are wanted.

    Raises
    ------
    Refused
        With one sentence that names the file, what is wrong with it and the rule.
    """
    check_file(path)
    try:
        with zipfile.ZipFile(path) as archive:
            members = [info for info in archive.infolist() if info.filename.endswith(".npy")]
    except OSError as error:
        raise unreadable(path, error) from error
    except Exception as error:  # zipfile fails on damaged archives in several ways
        raise Refused(f"{path.name} is damaged: it begins like a .npz file but is none") from error
    if not members or len(members) > _MOST_MEMBERS:
        count = len(members) or "no"
        raise Refused(f"{path.name} holds {count} arrays: files with 1 to {_MOST_MEMBERS} are opened")
    parts = tuple(_member(path, info) for info in members)
    if all(part.why_not for part in parts):
        raise Refused(f"{path.name} holds no array that can be an image: {parts[0].why_not}")
    return Offer(path.name, parts)


def _member(path: Path, info: zipfile.ZipInfo) -> ArrayPart:
    name = info.filename.removesuffix(".npy")
    label = f"{path.name}, {name}"
    return _part(label, name, info.file_size, lambda: _Member(path, info))


class _Member(AbstractContextManager[IO[bytes]]):
    """A member of an archive, open for reading."""

    def __init__(self, path: Path, info: zipfile.ZipInfo) -> None:
        self._archive = zipfile.ZipFile(path)
        try:
            self._file = self._archive.open(info)
        except BaseException:
            self._archive.close()
            raise

    def __enter__(self) -> IO[bytes]:
        return self._file

    def __exit__(self, *_: object) -> None:
        self._file.close()
        self._archive.close()


def _part(label: str, name: str, size: int, open_: _Open) -> ArrayPart:
    """Return an array that is stored in `size` bytes, or the reason why it cannot be used."""
    try:
        with open_() as file:
            header = _header(file)
        _check(header, size)
    except Refused as error:
        return ArrayPart(label, name, (), str(error), (), _nothing)
    except Exception as error:  # a damaged header fails in every way there is
        return ArrayPart(label, name, (), f"it is damaged ({_said(error)})", (), _nothing)
    shape = header.shape or (1,)
    reason = axes.why_not(shape)
    read = cache(partial(_numbers, label, header, open_))
    return ArrayPart(label, name, shape, reason, () if reason else axes.orders(shape), read)


def _nothing() -> NDArray[Any]:
    raise Refused("there is no array to read")


def _header(file: IO[bytes]) -> _Header:
    """Read what comes before the numbers; NumPy reads no header of more than 10000 characters."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a header from Python 2 is as good
        version = np.lib.format.read_magic(file)
        if version not in ((1, 0), (2, 0)):
            raise Refused(_refusal("V"))  # the only reason for version 3
        readers = {1: np.lib.format.read_array_header_1_0, 2: np.lib.format.read_array_header_2_0}
        shape, fortran, dtype = readers[version[0]](file)
    return _Header(shape, fortran, dtype, file.tell())


def _check(header: _Header, size: int) -> None:
    """Refuse what holds no real numbers, and what a forged header says to be larger than its file."""
    if header.dtype.kind not in "biuf":
        raise Refused(_refusal(header.dtype.kind))
    if min(header.shape, default=0) < 0:
        raise Refused("its header states a negative size")
    if header.size > MAX_BYTES:
        megabytes = header.size // 2**20
        raise Refused(f"it has {megabytes} MB: arrays of up to {MAX_BYTES // 2**20} MB are read")
    if header.start + header.size > size:
        raise Refused("it is cut short: its header states more numbers than there are")


def _refusal(kind: str) -> str:
    return f"it holds {_REFUSED.get(kind, 'no numbers')}: only arrays of real numbers are opened"


def _numbers(label: str, header: _Header, open_: _Open) -> NDArray[Any]:
    try:
        with open_() as file:
            file.read(header.start)
            data = file.read(header.size)
    except Exception as error:  # what was a good file when it was opened may be gone, or damaged further in
        raise Refused(f"{label} cannot be read: {_said(error)}") from error
    if len(data) < header.size:
        raise Refused(f"{label} is cut short: its header states more numbers than there are")
    array = np.frombuffer(data, header.dtype)
    return array.reshape(header.shape or (1,), order="F" if header.fortran else "C")


def _said(error: Exception) -> str:
    text = str(getattr(error, "strerror", None) or error).split("\n")[0].strip()
    return text or type(error).__name__
