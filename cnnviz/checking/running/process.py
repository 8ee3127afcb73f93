"""Runs jobs in a process beside this one; of what it answers nothing is taken on trust."""

import ast
import json
import os
import struct
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from queue import Empty, Queue
from types import TracebackType
from typing import Any

import numpy as np

from cnnviz.checking.running.job import Failure, Job, Made, Outcome
from cnnviz.progress import report
from cnnviz.trace.steps import Array

SECONDS = 4.0
"""How long one call may take."""
TOTAL = 20.0
"""How long a job may take."""
_LOOK = 0.05  # seconds between two looks at who may want to stop it
_PATIENCE = 10.0  # seconds beyond the job's own, after which the process itself is given up
_MOST = 300 << 20
_SPLITS = hasattr(os, "fork")
_CONSOLE = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # Windows would show one for a moment
_KEPT_BACK = ("DISPLAY", "WAYLAND_DISPLAY", "PYTHONSTARTUP")


class CannotRun(ValueError):
    """No process can be started here."""


class Runner:
    """A process that runs jobs, as a context: with it, it ends."""

    def __init__(self, seconds: float = SECONDS, total: float = TOTAL) -> None:
        self._seconds, self._total = seconds, total
        self._process: subprocess.Popen[bytes] | None = None
        self._answers: Queue[bytes | None] = Queue()

    def __enter__(self) -> "Runner":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is not None:
            with suppress(OSError):
                process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    with suppress(OSError):
                        stream.close()

    def run(self, job: Job, share: float = 0.0) -> list[Outcome]:
        """Run a job and return what came of each source; while it does, it is watched at `share`.

        Where the process ends before, the last outcome tells of that, and there are none for what was to come.
        """
        self._start()
        assert self._process is not None
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(_message(job, self._seconds, self._total))
            self._process.stdin.flush()
            answers = self._collect(len(job.settings), share)
        except OSError:
            answers = [{"ended": True, "in_time": True, "signal": 9}]
        if not _SPLITS or not answers or "ended" not in answers[-1]:
            self.close()
        return _outcomes(answers)

    def _start(self) -> None:
        if self._process is not None and self._process.poll() is None:
            return
        self.close()
        if not sys.executable or getattr(sys, "frozen", False):
            raise CannotRun("there is no Python here that could run it")
        program = Path(__file__).with_name("server.py")
        environment = {name: value for name, value in os.environ.items() if name not in _KEPT_BACK}
        environment |= {
            "OPENBLAS_NUM_THREADS": "1",
            "OMP_NUM_THREADS": "1",
            "MKL_NUM_THREADS": "1",
            "MPLBACKEND": "Agg",
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONWARNINGS": "ignore",
        }
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-X", "utf8", str(program)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment,
                creationflags=_CONSOLE,
                start_new_session=True,
            )
        except OSError as error:
            raise CannotRun(f"no process can be started to run it in: {error.strerror}") from error
        self._answers = Queue()
        reader = threading.Thread(
            target=_read_all, args=(self._process, self._answers), name="answers", daemon=True
        )
        reader.start()

    def _collect(self, settings: int, share: float) -> list[dict[str, Any]]:
        """Return the answers to a job, as long as it is wanted."""
        left = self._total + _PATIENCE
        found: list[dict[str, Any]] = []
        while left > 0:
            try:
                answer = self._answers.get(timeout=_LOOK)
            except Empty:
                left -= _LOOK
                try:
                    report(share)
                except BaseException:
                    self.close()
                    raise
                continue
            if answer is None:
                break
            told = _parsed(answer)
            found.append(told)
            if "ended" in told:
                break
        return found


def _message(job: Job, seconds: float, total: float) -> bytes:
    arrays, body = [], b""
    for array in job.arrays:
        array = np.ascontiguousarray(array)
        told = {"dtype": array.dtype.str, "shape": array.shape, "size": array.nbytes, "at": len(body)}
        arrays.append(told)
        body += array.tobytes()
    header = {
        "sources": list(job.sources),
        "imports": _imports(job.sources[0]) if job.sources else [],
        "file": job.file,
        "folder": job.folder,
        "arrays": arrays,
        "settings": [
            {"steps": [step._asdict() for step in calls.steps], "wanted": calls.wanted}
            for calls in job.settings
        ],
        "seconds": seconds,
        "total": total,
    }
    words = json.dumps(header).encode()
    return struct.pack(">II", len(words), len(body)) + words + body


def _imports(text: str) -> list[str]:
    """Return the modules that a text asks for."""
    try:
        nodes = list(ast.walk(ast.parse(text)))
    except (SyntaxError, ValueError, RecursionError):
        return []
    found = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    for node in nodes:
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return found


def _read_all(process: "subprocess.Popen[bytes]", answers: "Queue[bytes | None]") -> None:
    """Put each whole answer of a process into a queue, and None when there are no more."""
    assert process.stdout is not None
    with suppress(OSError, ValueError):
        while True:
            head = process.stdout.read(8)
            if len(head) < 8:
                break
            words, size = struct.unpack(">II", head)
            if words + size > _MOST:
                break
            rest = process.stdout.read(words + size)
            if len(rest) < words + size:
                break
            answers.put(head + rest)
    answers.put(None)


def _parsed(answer: bytes) -> dict[str, Any]:
    """Return what an answer says, with its numbers; an answer that makes no sense says nothing."""
    words, _ = struct.unpack(">II", answer[:8])
    body, at = answer[8 + words :], 0
    try:
        told = json.loads(answer[8 : 8 + words])
        if not isinstance(told, dict):
            return {}
        arrays: dict[str, Array] = {}
        for name, one in told.get("arrays", {}).items():
            dtype, shape = np.dtype(str(one["dtype"])), tuple(int(size) for size in one["shape"])
            if dtype.kind != "f" or dtype.itemsize > 8 or any(size < 0 for size in shape):
                return {}
            count = int(np.prod(shape, dtype=object)) if shape else 1
            arrays[name] = np.frombuffer(body, dtype, count, at).reshape(shape)
            at += count * dtype.itemsize
        told["arrays"] = arrays
        return told
    except (ValueError, TypeError, KeyError, AttributeError):
        return {}


def _outcomes(answers: Sequence[Mapping[str, Any]]) -> list[Outcome]:
    """Return an outcome for each source that was done, and one for that in which the process ended."""
    found, own = [], []
    for told in answers:
        own.append(told)
        if "done" in told:
            found.append(_outcome(own))
            own = []
    if not found or any("ended" not in told for told in own):
        found.append(_outcome(own))
    return found


def _outcome(answers: Sequence[Mapping[str, Any]]) -> Outcome:
    made: list[Made] = []
    loading: tuple[Failure, ...] = ()
    printed, begun, done = "", None, False
    for told in answers:
        if "loaded" in told:
            loading, printed = tuple(map(_failure, _list(told.get("failures")))), str(told.get("printed", ""))
        elif "begun" in told:
            begun = told["begun"] if isinstance(told["begun"], int) else None
        elif "setting" in told:
            made.append(_made(told))
        done = done or "done" in told
    last = answers[-1] if answers else {}
    ended = None if done else _ending(last)
    return Outcome(tuple(made), loading, printed, ended, None if done else begun)


def _made(told: Mapping[str, Any]) -> Made:
    errors = told.get("errors", {})
    errors = errors if isinstance(errors, dict) else {}
    changed = tuple(
        (int(one["array"]), str(one.get("step", "")))
        for one in _list(told.get("changed"))
        if isinstance(one, dict) and isinstance(one.get("array"), int)
    )
    failures = {str(name): _failure(one) for name, one in errors.items()}
    return Made(told["arrays"], failures, changed, str(told.get("printed", "")))


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _failure(told: Any) -> Failure:
    if not isinstance(told, dict):
        return Failure("exception")
    line = told.get("line")
    kind, name, message, function = (
        str(told.get(key, "")) for key in ("kind", "type", "message", "function")
    )
    return Failure(kind, name, message, line if isinstance(line, int) else None, function)


def _ending(last: Mapping[str, Any]) -> Failure:
    if not last.get("in_time", True):
        return Failure("time")
    return Failure("ended", message=str(last.get("signal", 0) or ""))
