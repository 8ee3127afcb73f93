"""How much memory a process has at the moment, as each system tells it: for systems that hold none to a limit.

Before anything is decoded, its headers say what it may cost (`cost`). Where the system holds a process to a limit
(`worker`), it cannot take more; everywhere it is looked at while it decodes, and stopped when it has more than it may.
"""

import subprocess
import sys

MOST_MEMORY = 480 * 2**20
"""Bytes that a process which decodes may have, the interpreter and its libraries included."""
_QUERY_LIMITED, _READ_MEMORY = 0x1000, 0x0010  # the rights that Windows asks of whom it tells this


def memory_of(process: int) -> int | None:
    """Return how many bytes a process has in memory, None where the system does not tell."""
    try:
        if sys.platform.startswith("linux"):
            return _by_proc(process)
        return _by_windows(process) if sys.platform == "win32" else _by_ps(process)
    except (OSError, ValueError, AttributeError, StopIteration, subprocess.SubprocessError):
        return None


def _by_proc(process: int) -> int:
    with open(f"/proc/{process}/status", encoding="ascii", errors="replace") as file:
        return next(int(line.split()[1]) * 1024 for line in file if line.startswith("VmRSS"))


def _by_ps(process: int) -> int:
    """Ask `ps`, which macOS and the BSDs have."""
    command = ["ps", "-o", "rss=", "-p", str(process)]
    said = subprocess.run(command, capture_output=True, text=True, timeout=2, check=True)
    return int(said.stdout) * 1024


def _by_windows(process: int) -> int | None:
    import ctypes
    from ctypes import wintypes

    class Counters(ctypes.Structure):
        _fields_ = (
            ("cb", ctypes.c_uint32),
            ("page_faults", ctypes.c_uint32),
            *(
                (name, ctypes.c_size_t)
                for name in ("peak", "working_set", "a", "b", "c", "d", "pagefile", "e")
            ),
        )

    kernel = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined,unused-ignore]
    kernel.OpenProcess.restype = wintypes.HANDLE
    kernel.K32GetProcessMemoryInfo.argtypes = (wintypes.HANDLE, ctypes.c_void_p, wintypes.DWORD)
    handle = kernel.OpenProcess(_QUERY_LIMITED | _READ_MEMORY, False, process)
    if not handle:
        return None
    counters = Counters(cb=ctypes.sizeof(Counters))
    try:
        told = kernel.K32GetProcessMemoryInfo(handle, ctypes.byref(counters), counters.cb)
    finally:
        kernel.CloseHandle(wintypes.HANDLE(handle))
    return max(counters.working_set, counters.pagefile) if told else None
