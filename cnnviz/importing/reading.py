"""What is checked of every file before it is opened, and how it is said that it cannot be read."""

import stat
from pathlib import Path

from cnnviz.importing.source import Refused

MAX_BYTES = 512 * 2**20
"""Bytes that a file may have, and that an array in it may take."""


def check_file(path: Path, most: int = MAX_BYTES) -> int:
    """Return the size of a file; refuse what must not even be opened: a pipe would wait for ever.

    Raises
    ------
    Refused
        For what is not there, not a file, empty, or larger than `most` bytes.
    """
    try:
        status = path.stat()
    except FileNotFoundError as error:
        raise Refused(f"{path} does not exist") from error
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from error
    if stat.S_ISDIR(status.st_mode):
        raise Refused(f"{path.name or path} is a folder: choose an image file in it")
    if not stat.S_ISREG(status.st_mode):
        raise Refused(f"{path.name} is a pipe or a device: only files can be opened")
    if status.st_size == 0:
        raise Refused(f"{path.name} is empty: there is no image in it")
    if status.st_size > most:
        megabytes = status.st_size // 2**20
        kind = "images" if most == MAX_BYTES else "tables"
        raise Refused(f"{path.name} has {megabytes} MB: {kind} of up to {most // 2**20} MB are read")
    return status.st_size


def unreadable(path: Path, error: Exception) -> Refused:
    """Return the sentence for what the system refuses."""
    return Refused(f"{path.name} cannot be read: {getattr(error, 'strerror', None) or error}")
