"""The numbers of an array that is stored in a file: read when they are wanted, of a large stack one image alone."""

import math
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import IO, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from cnnviz.importing import axes
from cnnviz.importing.arrays.header import Header
from cnnviz.importing.arrays.unpacking import Unpacked
from cnnviz.importing.sentences import why_unreadable
from cnnviz.importing.source import Refused

MOST_NUMBERS = 16_000_000
"""Numbers that one image may have."""
KEPT = 64 * 2**20
"""Bytes of an array that is read whole, and kept; of a larger stack one image is read."""
_BLOCK = 2**20

Open: TypeAlias = Callable[[], AbstractContextManager[IO[bytes] | Unpacked]]


class Stored:
    """An array in a file.

    Parameters
    ----------
    label : what it is called in sentences
    header : what its file states
    open_ : opens it at its beginning
    """

    def __init__(self, label: str, header: Header, open_: Open) -> None:
        self._label, self._header, self._open = label, header, open_
        self._whole: NDArray[Any] | None = None
        self._is_checked = False

    def image(self, order: str, sample: int) -> NDArray[Any]:
        """Return one image (rows, columns, channels).

        Raises
        ------
        Refused
            For more numbers than are read, and for damage.
        """
        shape = self._header.shape or (1,)
        images = axes.count(shape, order)
        numbers = math.prod(shape) // images
        parted = images > 1 and not self._header.fortran and self._header.size > KEPT
        self._check(numbers if parted or self._header.size <= KEPT else math.prod(shape))
        if parted:
            image = self._read(sample * numbers, numbers).reshape(shape[1:])
            return axes.image(image, order[1:])
        if self._whole is None:
            whole = self._read(0, math.prod(shape)).reshape(shape, order="F" if self._header.fortran else "C")
            self._whole = whole if self._header.size <= KEPT else None
            return axes.image(whole, order, sample)
        return axes.image(self._whole, order, sample)

    def _check(self, numbers: int) -> None:
        if numbers > MOST_NUMBERS:
            most = MOST_NUMBERS // 10**6
            raise Refused(f"{self._label} has {numbers} numbers: up to {most} million are opened")

    def _read(self, first: int, count: int) -> NDArray[Any]:
        """Return so many numbers from the `first` on, in the order in which they are stored."""
        start, size = (number * self._header.dtype.itemsize for number in (first, count))
        try:
            with self._open() as file:
                self._skip(file, self._header.start + start)
                data = file.read(size)
                if isinstance(file, Unpacked) and not self._is_checked:
                    file.check()
        except Refused as error:
            raise Refused(f"{self._label} cannot be read: {error}") from error
        except OSError as error:  # what was there when it was opened may be gone
            raise Refused(f"{self._label} cannot be read: {why_unreadable(error)}") from error
        if len(data) < size:
            raise Refused(f"{self._label} is cut short: its header states more numbers than there are")
        self._is_checked = True
        return np.frombuffer(data, self._header.dtype)

    def _skip(self, file: IO[bytes] | Unpacked, size: int) -> None:
        if not isinstance(file, Unpacked):
            file.seek(size)
            return
        for at in range(0, size, _BLOCK):
            file.read(min(_BLOCK, size - at))
