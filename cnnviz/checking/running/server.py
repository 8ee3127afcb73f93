"""Runs jobs one after another, each in a child of its own with limits; it never runs a line of a solution itself.

It is started as a script: jobs come in by standard input, answers go out by standard output. Where processes cannot be
split (Windows), it does one job and ends.
"""

import importlib
import json
import os
import select
import signal
import struct
import sys
import tempfile
import threading
import time
from contextlib import suppress
from typing import Any

sys.path[0:1] = []  # a solution does not find our files beside this one

from importlib.util import module_from_spec, spec_from_file_location  # noqa: E402


def _loaded(name: str) -> Any:
    """Return a file beside this one as a module that nobody finds by its name."""
    folder = os.path.dirname(os.path.abspath(__file__))
    spec = spec_from_file_location(name, os.path.join(folder, f"{name}.py"))
    module = module_from_spec(spec)  # type: ignore[arg-type]
    spec.loader.exec_module(module)  # type: ignore[union-attr]
    return module


child, calls, clocks = _loaded("child"), _loaded("calls"), _loaded("clocks")

MOST_MEMORY = 2 << 30
MOST_FILE = 16 << 20
MOST_ANSWER = 256 << 20


def main() -> None:
    """Do jobs until there are no more."""
    jobs, answers = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    while True:
        head = _read(jobs, 8)
        if head is None:
            return
        words, size = struct.unpack(">II", head)
        header, body = json.loads(_read(jobs, words) or b"{}"), _read(jobs, size) or b""
        if hasattr(os, "fork"):
            _load_ahead(header["imports"])
            _in_child(header, body, answers)
        else:
            _alone(header, body, answers)
            return


def _read(source: int, count: int) -> bytes | None:
    parts, left = [], count
    while left:
        part = os.read(source, min(left, 1 << 20))
        if not part:
            return None
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


_DONE = json.dumps({"done": True}).encode()
_LARGE = ("scipy", "matplotlib", "pandas")
"""Packages that take long to load: they are loaded here once, and not by every child."""


def _load_ahead(names: list[str]) -> None:
    for name in names:
        if name.partition(".")[0] in _LARGE and name not in sys.modules:
            with suppress(Exception):
                importlib.import_module(name)


def _in_child(header: dict[str, Any], body: bytes, answers: int) -> None:
    """Split off a child for the job, hand on what it answers, and end it when its time is over."""
    inlet, outlet = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(inlet)
        os.close(answers)
        _child(header, body, outlet)
        os._exit(0)
    os.close(outlet)
    end = time.monotonic() + header["total"]
    sent, whole, rest, left = 0, True, b"", len(header["sources"])
    silence = _silence(header)
    while left:  # what the child has started may hold its end of the pipe for long
        ready, _, _ = select.select([inlet], [], [], max(min(end - time.monotonic(), silence), 0))
        if not ready:
            whole = False
            break
        part = os.read(inlet, 1 << 20)
        if not part:
            break
        sent += len(part)
        if sent > MOST_ANSWER:
            whole = False
            break
        rest, done = _hand_on(rest + part, answers)
        left -= done
    os.close(inlet)
    status = _end(pid)
    _say(answers, {"ended": True, "in_time": whole, "signal": status})


def _silence(header: dict[str, Any]) -> float:
    """Return how many seconds may go by between two answers: those of the calls of a setting, and a little more."""
    calls_at_once = max((len(one["steps"]) for one in header["settings"]), default=1)
    return float(max(calls_at_once, 2) * header["seconds"] + clocks.GRACE)


def _hand_on(buffer: bytes, answers: int) -> tuple[bytes, int]:
    """Hand on the whole messages of a buffer; return what is left of it, and how many of them say that all is done."""
    done = 0
    while len(buffer) >= 8:
        words, size = struct.unpack(">II", buffer[:8])
        if len(buffer) < 8 + words + size:
            break
        _write(answers, buffer[: 8 + words + size])
        done += buffer[8 : 8 + words] == _DONE
        buffer = buffer[8 + words + size :]
    return buffer, done


def _end(pid: int) -> int:
    """End a child and whatever it has started; return the signal that ended it, 0 where it ended by itself."""
    done, status = os.waitpid(pid, os.WNOHANG)
    if not done:
        time.sleep(0.002)
        done, status = os.waitpid(pid, os.WNOHANG)
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)
    if not done:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        _, status = os.waitpid(pid, 0)
        return 0
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0


def _child(header: dict[str, Any], body: bytes, outlet: int) -> None:
    """Be the child: with a group, limits and a clock of its own."""
    os.setsid()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    with tempfile.TemporaryFile() as kept:
        header["output"] = os.dup(kept.fileno())
    for stream in (1, 2):
        os.dup2(header["output"], stream)
    _limit()

    child.RunningJob(header, body, outlet, clocks.of_the_system(child.TimeIsUp), calls.Carrier).run()


def _limit() -> None:
    """Limit what the child may take: memory, sizes of files, and no pictures of its memory."""
    import resource

    for what, most in (
        (resource.RLIMIT_AS, MOST_MEMORY),
        (resource.RLIMIT_FSIZE, MOST_FILE),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(what)
        resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _alone(header: dict[str, Any], body: bytes, answers: int) -> None:
    """Do the job in this very process, with clocks of its own, and end with it."""
    with tempfile.TemporaryFile() as kept:
        header["output"] = os.dup(kept.fileno())
    for stream in (1, 2):
        os.dup2(header["output"], stream)
    over = threading.Timer(header["total"], lambda: _give_up(answers))
    over.daemon = True
    over.start()
    alarm = clocks.of_threads(child.TimeIsUp, lambda: _give_up(answers))
    child.RunningJob(header, body, answers, alarm, calls.Carrier).run()
    over.cancel()
    _say(answers, {"ended": True, "in_time": True, "signal": 0})


def _give_up(answers: int) -> None:
    """Say that there is no more time, and end the process, whatever it is about."""
    _say(answers, {"ended": True, "in_time": False, "signal": 0})
    os._exit(9)


def _say(answers: int, header: dict[str, Any]) -> None:
    words = json.dumps(header).encode()
    _write(answers, struct.pack(">II", len(words), 0) + words)


def _write(answers: int, message: bytes) -> None:
    while message:
        message = message[os.write(answers, message) :]


if __name__ == "__main__":
    main()
