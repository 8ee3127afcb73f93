"""What people name a file by: its path, or the address that a browser or a file manager has for it."""

import os
import re
import socket
from collections.abc import Iterable
from glob import glob, has_magic
from pathlib import Path
from urllib.parse import unquote_to_bytes

_DRIVE = re.compile(r"/[a-z]:/", re.IGNORECASE)  # what Windows has before its paths


def local_paths(words: Iterable[str]) -> list[Path]:
    """Return all that is meant by paths, addresses, and patterns that no shell has filled in: Windows' fill in none.

    Raises
    ------
    ValueError
        With one sentence, for a file on another computer.
    """
    found: list[Path] = []
    for one in words:
        meant = not os.path.lexists(one) and has_magic(one)
        filled = sorted(glob(one)) if meant and one[:6].lower() != "file:/" else []
        found += map(Path, filled) if filled else [local_path(one)]
    return found


def local_path(words: str) -> Path:
    """Return the path that is meant by a path or a `file:` address.

    Raises
    ------
    ValueError
        With one sentence, for a file on another computer.
    """
    if words[:6].lower() != "file:/":
        return Path(words)
    place = words[5:]
    if place.startswith("//"):
        host, slash, rest = place[2:].partition("/")
        if host.lower() not in ("", "localhost", socket.gethostname().lower()):
            raise ValueError(f"{words} is on another computer: only files on this one can be opened")
        place = slash + rest
    path = os.fsdecode(unquote_to_bytes(place))
    return Path(path[1:] if _DRIVE.match(path) else path)
