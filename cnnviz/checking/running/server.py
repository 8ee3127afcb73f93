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
            _in_child(header, body, jobs, answers)
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


def _in_child(header: dict[str, Any], body: bytes, jobs: int, answers: int) -> None:
    """Split off a child for the job, hand on what it answers, and end it when its time is over, or nobody asks."""
    inlet, outlet = os.pipe()
    pid = os.fork()
    if pid == 0:
        for other in (inlet, jobs, answers):
            os.close(other)
        _child(header, body, outlet)
        os._exit(0)
    os.close(outlet)
    limits = header["limits"]
    silence, end = _silence(header), time.monotonic() + limits["job_waits"]
    sent, rest, left = 0, b"", len(header["sources"])
    over: dict[str, Any] = {}
    while left:  # what the child has started may hold its end of the pipe for long
        patience = min(end - time.monotonic(), silence)
        ready, _, _ = select.select([inlet, jobs], [], [], max(patience, 0))
        if not ready:
            which = "call_waits" if patience == silence else "job_waits"
            over = {"over": "waits", "limit": limits[which]}
            break
        if jobs in ready:  # no job comes before the last one is done: nobody is there any more
            break
        part = os.read(inlet, 1 << 20)
        if not part:
            break
        sent += len(part)
        if sent > MOST_ANSWER:
            over = {"memory": True}
            break
        rest, done = _hand_on(rest + part, answers)
        left -= done
    os.close(inlet)
    _say(answers, {"ended": True} | (_end(pid, limits) | over))


def _silence(header: dict[str, Any]) -> float:
    """Return how many seconds may go by between two answers: those of the calls of a setting, and a little more."""
    calls_at_once = max((len(one["steps"]) for one in header["settings"]), default=1)
    return float(max(calls_at_once, 2) * header["limits"]["call_waits"] + clocks.GRACE)


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


def _end(pid: int, limits: dict[str, float]) -> dict[str, Any]:
    """End a child and whatever it has started; return which signal has ended it, and whether its time was over."""
    for end in (os.killpg, os.kill):
        with suppress(ProcessLookupError, PermissionError):
            end(pid, signal.SIGKILL)  # who is ending already keeps what they end with
    _, status, used = os.wait4(pid, 0)
    number = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
    whole = round(used.ru_utime + used.ru_stime) >= limits["job"]  # the system counts whole seconds
    if number == signal.SIGXCPU or (number == signal.SIGKILL and whole):
        return {"signal": number, "over": "time", "limit": limits["job" if whole else "call"]}
    return {"signal": number}


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

    alarm = clocks.of_the_system(child.TimeIsUp, header["limits"])
    child.RunningJob(header, body, outlet, alarm, calls.Carrier).run()


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

    def give_up(kind: str, limit: float) -> None:
        """Say that there is no more time, and end the process, whatever it is about."""
        _say(answers, {"ended": True, "over": kind, "limit": limit})
        os._exit(9)

    done = clocks.give_up_job(header["limits"], give_up)
    alarm = clocks.of_threads(child.TimeIsUp, header["limits"], give_up)
    child.RunningJob(header, body, answers, alarm, calls.Carrier).run()
    done.set()
    _say(answers, {"ended": True, "signal": 0})


def _say(answers: int, header: dict[str, Any]) -> None:
    words = json.dumps(header).encode()
    _write(answers, struct.pack(">II", len(words), 0) + words)


def _write(answers: int, message: bytes) -> None:
    while message:
        message = message[os.write(answers, message) :]


if __name__ == "__main__":
    with suppress(BrokenPipeError):
        main()
    os._exit(0)
