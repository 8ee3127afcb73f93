"""A file is opened once, after what must not even be opened has been refused: it is all that a reader is given."""

import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from cnnviz.importing.sentences import file_name, full_path, why_unreadable
from cnnviz.importing.source import Refused

MAX_BYTES = 512 * 2**20
"""Bytes that a file may have, and that an array in it may take."""
_HEAD = 512  # bytes that tell what a file is


@dataclass(frozen=True, eq=False)
class OpenedFile:
    """A file that is open for reading.

    Parameters
    ----------
    path : where it was found, to be opened again for what is read later
    file : at its beginning
    size : its bytes
    head : the first of them
    """

    path: Path
    file: BinaryIO
    size: int
    head: bytes

    @property
    def name(self) -> str:
        """What it is called in sentences."""
        return file_name(self.path)

    def check_size(self, most: int, kind: str) -> None:
        """Refuse a file of more than `most` bytes."""
        if self.size > most:
            words = f"{kind} of up to {most // 2**20} MB are read"
            raise Refused(f"{self.name} has {self.size // 2**20} MB: {words}")


@contextmanager
def opened(path: Path) -> Iterator[OpenedFile]:
    """Open a file; whatever the system refuses on the way is said in a sentence.

    Raises
    ------
    Refused
        For what is not there, not a file, empty, or larger than `MAX_BYTES`. A pipe is not even opened: it would
        wait for ever.
    """
    size = check_file(path)
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
            file.seek(0)
            found = OpenedFile(path, file, size, head)
            found.check_size(MAX_BYTES, "images")
            yield found
    except OSError as error:
        raise Refused(f"{file_name(path)} cannot be read: {why_unreadable(error)}") from error


def check_file(path: Path) -> int:
    """Return the size of a file; refuse what is not there, is no file, or is empty, without opening it."""
    name = file_name(path)
    try:
        status = path.stat()
    except FileNotFoundError as error:
        raise Refused(f"{full_path(path)} does not exist") from error
    except (OSError, ValueError) as error:
        raise Refused(f"{name} cannot be read: {why_unreadable(error)}") from error
    if stat.S_ISDIR(status.st_mode):
        raise Refused(f"{name} is a folder: choose an image file in it")
    if not stat.S_ISREG(status.st_mode):
        raise Refused(f"{name} is a pipe or a device: only files can be opened")
    if status.st_size == 0:
        raise Refused(f"{name} is empty: there is no image in it")
    return status.st_size
