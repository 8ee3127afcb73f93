"""Runs jobs in a process beside this one; of what it answers nothing is taken on trust."""

import os
import struct
import subprocess
import threading
from contextlib import suppress
from pathlib import Path
from queue import Empty, Queue
from types import TracebackType
from typing import Any

from cnnviz.checking.running import limits
from cnnviz.checking.running.job import Job, Outcome
from cnnviz.checking.running.limits import Limits
from cnnviz.checking.running.messages import message_of, outcomes_of, told_in
from cnnviz.importing.interpreter import interpreter
from cnnviz.importing.pictures.watching import memory_of
from cnnviz.progress import report

_LOOK = 0.05  # seconds between two looks at who may want to stop it
_MOST = 300 << 20
SPLITS = hasattr(os, "fork")
"""Whether the process splits a child off for each job, which the system holds to its limits; else it is watched."""
MOST_MEMORY = 2 << 30
"""Bytes that a process may have which no system holds to a limit."""
_CONSOLE = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # Windows would show one for a moment
_KEPT_BACK = ("DISPLAY", "WAYLAND_DISPLAY", "PYTHONSTARTUP")


class CannotRun(ValueError):
    """No process can be started here."""


class Runner:
    """A process that runs jobs, as a context: with it, it ends."""

    def __init__(self, held_to: Limits | None = None) -> None:
        self._limits = held_to or limits.LIMITS
        self._process: subprocess.Popen[bytes] | None = None
        self._answers: Queue[bytes | None] = Queue()

    def __enter__(self) -> "Runner":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the process, which ends what it has begun when nothing more can come from here."""
        process, self._process = self._process, None
        if process is not None:
            assert process.stdin is not None
            assert process.stdout is not None
            with suppress(OSError):
                process.stdin.close()
            if SPLITS:
                with suppress(subprocess.TimeoutExpired):
                    process.wait(limits.ENDING)
            with suppress(OSError):
                process.kill()
            process.wait()
            with suppress(OSError):
                process.stdout.close()

    def run(self, job: Job, share: float = 0.0) -> list[Outcome]:
        """Run a job and return what came of each source; while it does, it is watched at `share`.

        Where the process ends before, the last outcome tells of that, and there are none for what was to come.
        """
        self._start()
        assert self._process is not None
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(message_of(job, self._limits))
            self._process.stdin.flush()
            answers = self._collect(len(job.settings), share)
        except OSError:
            answers = [{"ended": True, "signal": 9}]
        if not SPLITS or not answers or "ended" not in answers[-1]:
            self.close()
        return outcomes_of(answers)

    def _start(self) -> None:
        if self._process is not None and self._process.poll() is None:
            return
        self.close()
        python = interpreter()
        if python is None:
            raise CannotRun("there is no Python here that could run it")
        program = Path(__file__).with_name("server.py")
        environment = {name: value for name, value in os.environ.items() if name not in _KEPT_BACK}
        environment |= {
            **python[1],
            "OPENBLAS_NUM_THREADS": "1",
            "OMP_NUM_THREADS": "1",
            "MKL_NUM_THREADS": "1",
            "MPLBACKEND": "Agg",
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONWARNINGS": "ignore",
        }
        try:
            self._process = subprocess.Popen(
                [python[0], "-X", "utf8", str(program)],
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
        left = self._limits.job_waits + limits.PATIENCE
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
                if self._has_too_much():
                    self.close()
                    return [*found, {"ended": True, "memory": True}]
                continue
            if answer is None:
                break
            told = told_in(answer)
            found.append(told)
            if "ended" in told:
                return found
        over = {"ended": True, "over": "waits", "limit": self._limits.job_waits}
        return found if left > 0 else [*found, over]

    def _has_too_much(self) -> bool:
        """Return whether a process has more memory than it may, where the system does not see to that."""
        if SPLITS or self._process is None:
            return False
        return (memory_of(self._process.pid) or 0) > MOST_MEMORY


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
