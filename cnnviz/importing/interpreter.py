"""The Python that another process is started with: the process that one begins is the one that works."""

import sys
from collections.abc import Mapping

BASE: str | None = getattr(sys, "_base_executable", None)
"""The program that a virtual environment was made from, as Python keeps it."""


def interpreter() -> tuple[str, Mapping[str, str]] | None:
    """Return a program and what its environment needs for it to be this very Python; None where there is none.

    On Windows the `python.exe` of a virtual environment only begins another process and waits for it: to watch, or to
    end, the one that was begun would be to watch the wrong one. So that other one is begun itself, and is told, as the
    standard library's `multiprocessing` tells it, in whose place it is.
    """
    if not sys.executable or getattr(sys, "frozen", False):
        return None
    if sys.platform == "win32" and BASE and sys.executable != BASE:
        return BASE, {"__PYVENV_LAUNCHER__": sys.executable}
    return sys.executable, {}
