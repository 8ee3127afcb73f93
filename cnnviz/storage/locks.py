"""Files that say that somebody is at work: the system takes them back when a process ends, however it ends."""

import os
import sys
from contextlib import suppress
from pathlib import Path

_TIMES = 100  # so often at most somebody else removes a file between two looks; there are disks where none is the same


class Lock:
    """A file that nobody else holds until it is released, or this process ends."""

    def __init__(self, path: Path, opened: int) -> None:
        self._path, self._opened = path, opened

    def release(self) -> None:
        """Let it go, and remove the file."""
        if self._opened < 0:
            return
        if os.name == "nt":  # which removes no open file
            os.close(self._opened)
        with suppress(OSError):
            self._path.unlink()
        if os.name != "nt":
            os.close(self._opened)
        self._opened = -1

    def leave(self) -> None:
        """Let it go, and leave the file: what it stands for is still there."""
        if self._opened >= 0:
            os.close(self._opened)
            self._opened = -1


def lock(path: Path) -> Lock | None:
    """Hold a file, made where there is none; return None where somebody else holds it.

    Raises
    ------
    OSError
        Where no file can be made.
    """
    for left in reversed(range(_TIMES)):
        opened = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        if not _hold(opened):
            os.close(opened)
            return None
        if not left or _is_there(path, opened):
            break
        os.close(opened)  # whoever held it has just removed it
    return Lock(path, opened)


def _is_there(path: Path, opened: int) -> bool:
    try:
        return os.path.samestat(os.stat(path), os.fstat(opened))
    except OSError:
        return False


if sys.platform == "win32":
    import msvcrt

    def _hold(opened: int) -> bool:
        try:
            msvcrt.locking(opened, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _hold(opened: int) -> bool:
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return True  # the disk knows no locks: better offered twice than never
        return True
