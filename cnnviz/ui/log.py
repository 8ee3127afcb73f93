"""The log: a file of the person's own, private and bounded, of which nothing keeps anyone from working."""

import os
import stat
import sys
import time
from contextlib import suppress
from pathlib import Path

MOST_BYTES = 500_000
"""What the log grows to before it is set aside, and what was set aside before is gone."""
LONGEST = 20_000
"""Letters of one entry."""


class Log:
    """Appends entries to a file, or gives them to the terminal where that cannot be.

    Parameters
    ----------
    path : where it is kept, made with its folders
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.file: int | None = None
        """The open file, the same number until it is closed: for whom writes by itself."""
        self._told = False
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self.file = _open(path)
            self._make_room(self.file)
        except OSError as error:
            self._tell(error)

    def write(self, level: str, text: str) -> bool:
        """Append an entry and return whether it is there: else the terminal has it."""
        half = LONGEST // 2
        text = text if len(text) <= LONGEST else f"{text[:half]} … {text[-half:]}"
        entry = f"{time.strftime('%Y-%m-%d %H:%M:%S')} {level} {text}\n"
        try:
            if self.file is not None:
                self._make_room(self.file)
                _append(self.file, entry.encode("utf-8", "backslashreplace"))
                return True
        except OSError as error:
            self._tell(error)
        to_terminal(entry)
        return False

    def close(self) -> None:
        """Let go of the file."""
        if self.file is not None:
            os.close(self.file)
            self.file = None

    def _make_room(self, file: int) -> None:
        """Begin a new file where this one is full, or where another process has set it aside."""
        now = os.fstat(file)
        is_there = os.path.exists(self.path) and os.path.samestat(now, os.stat(self.path))
        if is_there and now.st_size <= MOST_BYTES:
            return
        try:
            if is_there:
                os.replace(self.path, self.path.with_name(f"{self.path.name}.1"))
        except OSError:  # Windows moves no open file
            os.ftruncate(file, 0)
            return
        new = _open(self.path)
        os.dup2(new, file, inheritable=False)
        os.close(new)

    def _tell(self, error: OSError) -> None:
        if not self._told:
            self._told = True
            to_terminal(f"cnnviz: the log {self.path} cannot be written: {error.strerror or error}\n")


def to_terminal(text: str) -> None:
    """Write to the terminal that cnnviz was started from, if there still is one."""
    with suppress(OSError, ValueError):
        if sys.stderr is not None:
            sys.stderr.write(text)
            sys.stderr.flush()


def _open(path: Path) -> int:
    """Open a file that nobody else reads; a pipe is none, and would wait."""
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_NONBLOCK", 0)
    opened = os.open(path, flags, 0o600)
    about = os.fstat(opened)
    if not stat.S_ISREG(about.st_mode):
        os.close(opened)
        raise OSError("it is no file")
    if stat.S_IMODE(about.st_mode) & 0o077:
        with suppress(OSError):
            os.chmod(path, 0o600)
    return opened


def _append(file: int, entry: bytes) -> None:
    if os.write(file, entry) < len(entry):
        raise OSError("there is no room for more")
