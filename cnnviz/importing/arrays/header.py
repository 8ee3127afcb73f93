"""What a .npy file says of its array, before the numbers: shape, order and type, taken as data and never executed."""

import ast
import math
import re
import struct
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from cnnviz.engine.arrays import Shape
from cnnviz.importing.source import Refused

_MAGIC = b"\x93NUMPY"
_LONGEST = 10_000  # characters of a header
_DAMAGED = "it is damaged: its header is none that NumPy writes"
_REFUSED = {
    "c": "complex numbers",
    "O": "Python objects, which are never unpickled",
    "S": "text",
    "a": "text",
    "U": "text",
    "M": "dates",
    "m": "spans of time",
    "V": "records with named fields",
}
_TYPE = re.compile(r"[<>|=]?([?a-zA-Z])(\d{0,9})(?:\[\w{1,8}\])?")
_PYTHON_2 = re.compile(r"(?<=\d)L\b")  # long integers


class Reader(Protocol):
    """What bytes are read from, one after the other."""

    def read(self, size: int, /) -> bytes | bytearray:
        """Return the next `size` bytes, or fewer at the end."""


@dataclass(frozen=True)
class Header:
    """What an array is, as its file states it, and where its numbers begin."""

    shape: Shape
    fortran: bool
    dtype: np.dtype[Any]
    start: int

    @property
    def size(self) -> int:
        """Bytes of the numbers."""
        return math.prod(self.shape) * self.dtype.itemsize


def read_header(file: Reader) -> Header:
    """Read what comes before the numbers.

    Raises
    ------
    Refused
        For damage, for what holds no real numbers, and for sizes that are none.
    """
    start = file.read(8)
    version = tuple(start[6:8])
    if not start.startswith(_MAGIC) or version not in ((1, 0), (2, 0), (3, 0)):
        raise Refused(_DAMAGED)
    form = "<H" if version == (1, 0) else "<I"
    width = struct.calcsize(form)
    length = int.from_bytes(file.read(width), "little")
    if length > _LONGEST:
        raise Refused(f"its header has {length} characters: up to {_LONGEST} are read")
    data = file.read(length)
    if len(data) < length:
        raise Refused("it is cut short: it ends within its header")
    fields = _fields(data.decode("utf-8" if version == (3, 0) else "latin-1", "replace"))
    return Header(
        _shape(fields["shape"]), _flag(fields["fortran_order"]), _type(fields["descr"]), 8 + width + length
    )


def _fields(text: str) -> dict[str, Any]:
    """Return a header as a dictionary; `literal_eval` takes literals and nothing else."""
    try:
        fields = ast.literal_eval(_PYTHON_2.sub("", text).strip())
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError) as error:
        raise Refused(_DAMAGED) from error
    if not isinstance(fields, dict) or set(fields) != {"descr", "fortran_order", "shape"}:
        raise Refused(_DAMAGED)
    return fields


def _shape(sizes: Any) -> Shape:
    if not isinstance(sizes, tuple) or any(type(size) is not int for size in sizes):
        raise Refused("its header states a size that is no whole number")
    if min(sizes, default=0) < 0:
        raise Refused("its header states a negative size")
    return sizes


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise Refused(_DAMAGED)
    return value


def _type(name: Any) -> np.dtype[Any]:
    """Return the type of the numbers; records are spelled as lists, all else as a word."""
    found = _TYPE.fullmatch(name) if isinstance(name, str) else None
    if isinstance(name, list):
        raise _refusal("V")
    if not found:
        raise Refused(_DAMAGED)
    if found[1] not in "biuf?":
        raise _refusal(found[1])
    try:
        return np.dtype(str(name))
    except TypeError as error:
        raise Refused(_DAMAGED) from error


def _refusal(kind: str) -> Refused:
    return Refused(f"it holds {_REFUSED.get(kind, 'no numbers')}: only arrays of real numbers are opened")
