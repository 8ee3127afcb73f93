"""A costly picture is decoded in a process of its own, which can be stopped where Pillow cannot.

The process is given the open file as its input, and answers with a line of JSON and the pixels behind it.
"""

import json
import os
import signal
import subprocess
import sys
import time
from typing import IO

import numpy as np

from cnnviz.importing.interpreter import interpreter
from cnnviz.importing.pictures import watching
from cnnviz.importing.pictures.decoding import Decoded, decode
from cnnviz.importing.pictures.kinds import Kind
from cnnviz.importing.pictures.worker import SECONDS
from cnnviz.importing.source import Refused
from cnnviz.progress import report

WAITS = 100.0
"""Seconds of real time that a picture may take, however busy a computer is with other things."""
_LOOK = 0.05  # seconds between two looks at who may want to stop it
PROGRAM = "from cnnviz.importing.pictures.worker import main; main()"
"""What the process runs."""
_OVER = (
    -getattr(signal, "SIGXCPU", 0) or None
)  # what a process returns that the system has ended for its time
_CONSOLE = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # Windows would show one for a moment


def decode_apart(file: IO[bytes], kind: Kind, name: str) -> Decoded:
    """Decode a picture as `decode` does, and refuse what takes too long, or too much memory."""
    python = interpreter()
    if python is None:
        return decode(file, kind, name)  # there is no interpreter that could be started
    command = [python[0], "-P", "-c", PROGRAM, json.dumps([kind.name, name])]
    environment = os.environ | {
        **python[1],
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        "OPENBLAS_NUM_THREADS": "1",
    }
    try:
        process = subprocess.Popen(
            command,
            stdin=file,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            creationflags=_CONSOLE,
        )
    except OSError:  # no process can be started here: what it costs is bounded all the same
        return decode(file, kind, name)
    with process:
        try:
            answer = _answer(process, name)
        finally:
            process.kill()
    return _decoded(answer, name)


def _answer(process: "subprocess.Popen[bytes]", name: str) -> bytes:
    """Wait for what a process answers, as long as it is wanted."""
    until = time.monotonic() + WAITS
    while True:
        try:
            answer = process.communicate(timeout=_LOOK)[0]
        except subprocess.TimeoutExpired:
            report(0.0)
        else:
            if process.returncode == _OVER:
                raise Refused(_too_long(name, SECONDS))
            return answer
        if (watching.memory_of(process.pid) or 0) > watching.MOST_MEMORY:
            most = f"{watching.MOST_MEMORY // 2**20} MB"
            raise Refused(f"{name} takes more than {most} of memory to be decoded: save it anew")
        if time.monotonic() > until:
            raise Refused(_too_long(name, WAITS))


def _too_long(name: str, seconds: float) -> str:
    return f"{name} takes longer than {seconds:.0f} seconds to be decoded: save it anew"


def _decoded(answer: bytes, name: str) -> Decoded:
    """Read an answer, of which nothing is taken on trust."""
    line, _, pixels = answer.partition(b"\n")
    try:
        said = json.loads(line)
        if "refused" in said:
            raise Refused(str(said["refused"]))
        array = np.frombuffer(pixels, np.float64).reshape(said["shape"])
        return Decoded(int(said["width"]), int(said["height"]), array)
    except Refused:
        raise
    except (ValueError, TypeError, KeyError) as error:
        raise Refused(f"{name} is damaged so that its decoder has broken off") from error
