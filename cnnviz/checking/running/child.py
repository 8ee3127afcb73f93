"""Carries out a job in a process of its own: runs a solution, calls its functions, hands on what they return.

This file knows nothing of cnnviz and keeps its own names of what it needs, so that a solution may bend NumPy as it
likes.
"""

import ast
import json
import linecache
import os
import struct
import sys
import types
from collections.abc import Callable
from typing import Any

import numpy as np

Array: Any = np.ndarray
_as_array, _from_bytes, _copy, _dtype, _errstate = np.asarray, np.frombuffer, np.array, np.dtype, np.errstate
_number_types = (bool, int, float, np.number, np.bool_)
_dumps, _pack, _write, _compile, _exec = json.dumps, struct.pack, os.write, compile, exec
_BaseException, _len, _isinstance, _str = BaseException, len, isinstance, str
MOST_CELLS = 2_000_000
MOST_WORDS = 400
WATCHED: dict[str, Any] = {"nan": {"invalid": "raise"}, "infinity": {"divide": "raise", "over": "raise"}}
MOST_DEPTH = 20_000
"""How deep calls may go, also where a solution asks for more: millions of them take long to unwind."""


class TimeIsUp(BaseException):
    """The time of a call is over.

    Parameters
    ----------
    kind : "time" for the processor's, "waits" for real time
    limit : how many seconds it was
    """

    def __init__(self, kind: str, limit: float) -> None:
        super().__init__()
        self.kind, self.limit = kind, limit


class RunningJob:
    """What is to be run, and where the answers go.

    Parameters
    ----------
    header : the source with the name of its file, and what is called in which setting
    body : the bytes of all arrays
    out : where answers are written
    alarm : called with True sets the clock that raises `TimeIsUp`, with False it stops it
    carrier : makes what carries out calls, of a module, the arrays, and whether they may not be written to
    """

    def __init__(
        self,
        header: dict[str, Any],
        body: bytes,
        out: int,
        alarm: Callable[[bool], None],
        carrier: Callable[..., Any],
    ) -> None:
        self.header, self.out, self.alarm, self.carrier = header, out, alarm, carrier
        self.given_up: Any = None
        self.file = header["file"]
        self.arrays = [_array(one, body) for one in header["arrays"]]

    def run(self) -> None:
        """Run each source, then setting after setting."""
        os.chdir(self.header["folder"])
        sys.path.insert(0, self.header["folder"])
        sys.argv = [self.file]
        limit = sys.setrecursionlimit
        sys.setrecursionlimit = lambda depth: limit(min(depth, MOST_DEPTH))
        for source in self.header["sources"]:
            self.given_up = None
            failures = self.load(source)
            self.calls = self.carrier(self.module.__dict__, self.arrays, self.header["watch"] == "writing")
            printed = self.printed()
            self.answer({"loaded": True, "failures": failures, "printed": printed}, [])
            for number, setting in enumerate(self.header["settings"]):
                self.answer({"begun": number}, [])
                self.try_setting(number, setting)
            self.answer({"done": True}, [])

    def load(self, text: str) -> list[Any]:
        """Run a source statement by statement; one that fails is told of, and left out."""
        self.module = types.ModuleType("solution")
        self.module.__file__ = self.file
        sys.modules["solution"] = self.module
        failures = []
        linecache.cache[self.file] = (_len(text), None, text.splitlines(True), self.file)
        try:
            statements = ast.parse(text, self.file).body
        except SyntaxError as error:
            return [self.told(error) | {"statement": error.lineno}]
        for statement in statements:
            code = _compile(ast.Module([statement], []), self.file, "exec")
            try:
                self.alarm(True)
                _exec(code, self.module.__dict__)
            except _BaseException as error:
                failures.append(self.told(error) | {"statement": statement.lineno})
                if _isinstance(error, TimeIsUp):
                    break
            finally:
                self.alarm(False)
        return failures

    def try_setting(self, number: int, setting: dict[str, Any]) -> None:
        """Carry out the calls of a setting and answer with what they made."""
        if self.given_up is not None:  # what takes too long once would do so each time
            same = dict.fromkeys(setting["wanted"], self.given_up)
            self.answer({"setting": number, "arrays": {}, "errors": same, "changed": [], "printed": ""}, [])
            return
        results: dict[str, Any] = {}
        errors: dict[str, Any] = {}
        changed: list[Any] = []
        given: list[Any] = []
        for step in setting["steps"]:
            try:
                self.alarm(True)
                with _errstate(**WATCHED.get(self.header["watch"], {})):
                    self.calls.carry_out(step, results, given)
            except _BaseException as error:
                self.alarm(False)
                told = self.told(error)
                if told["kind"] in ("time", "waits", "memory"):
                    self.given_up = told
                for name in step["makes"]:
                    errors.setdefault(name, told)  # what stops first keeps the rest away
            finally:
                self.alarm(False)
            for which, array in [*given]:
                if array.shape != self.arrays[which].shape or array.tobytes() != self.arrays[which].tobytes():
                    changed.append({"array": which, "step": step.get("called", "")})
                    given = [one for one in given if one[1] is not array]
        arrays: dict[str, Any] = {}
        blobs: list[bytes] = []
        for name in setting["wanted"]:
            if name in errors:
                continue
            try:
                if name not in results:
                    raise LookupError("nothing was returned for it")
                array = _number_array(results[name])
                arrays[name] = {"dtype": array.dtype.str, "shape": list(array.shape), "size": array.nbytes}
                blobs.append(array.tobytes())
            except _BaseException as error:
                errors[name] = {
                    "kind": "value",
                    "message": _str(error)[:MOST_WORDS],
                    "line": None,
                    "type": "",
                }
        self.answer(
            {
                "setting": number,
                "arrays": arrays,
                "errors": errors,
                "changed": changed,
                "printed": self.printed(),
            },
            blobs,
        )

    def told(self, error: BaseException) -> dict[str, Any]:
        """Return what a person should know of an exception: what it says, and the line of the solution."""
        line, function, trace = None, "", error.__traceback__
        while trace is not None:
            if trace.tb_frame.f_code.co_filename == self.file:
                line, function = trace.tb_lineno, trace.tb_frame.f_code.co_name
            trace = trace.tb_next
        timed: Any = error
        kind, limit = "exception", None
        for one, called in ((MemoryError, "memory"), (SystemExit, "exit")):
            if _isinstance(error, one):
                kind = called
        if _isinstance(error, TimeIsUp):
            kind, limit = timed.kind, timed.limit
        try:
            message = _str(error)[:MOST_WORDS]
        except _BaseException:
            message = ""
        if isinstance(error, SyntaxError) and error.filename == self.file:
            line = error.lineno
        return {
            "kind": kind,
            "type": type(error).__name__,
            "message": message,
            "line": line,
            "function": function,
            "limit": limit,
        }

    def printed(self) -> str:
        """Return the beginning of what has been printed since the last time."""
        try:
            for stream in (sys.stdout, sys.stderr):
                stream.flush()
        except _BaseException:
            pass
        try:
            end = os.lseek(self.header["output"], 0, os.SEEK_CUR)
            os.lseek(self.header["output"], 0, os.SEEK_SET)
            text = os.read(self.header["output"], MOST_WORDS).decode("utf-8", "replace") if end else ""
            os.lseek(self.header["output"], 0, os.SEEK_SET)
            os.ftruncate(self.header["output"], 0)
        except OSError:
            return ""
        return text

    def answer(self, header: dict[str, Any], blobs: list[Any]) -> None:
        """Write an answer: its length, what it says, and the numbers."""
        words = _dumps(header, ensure_ascii=True).encode()
        message = _pack(">II", _len(words), sum(map(_len, blobs))) + words + b"".join(blobs)
        while message:
            message = message[_write(self.out, message) :]


def _array(told: dict[str, Any], body: bytes) -> Array:
    dtype = _dtype(told["dtype"])
    count = told["size"] // dtype.itemsize
    return _copy(_from_bytes(body, dtype, count, told["at"]).reshape(told["shape"]))


def _number_array(value: Any) -> Array:
    """Return an array of numbers, or say what is there instead."""
    if not (_isinstance(value, (Array, list, tuple)) or _isinstance(value, _number_types)):
        raise TypeError(f"{_named(value)} is there instead of an array")
    array = _as_array(value)
    if array.dtype.kind not in "fiub":
        raise TypeError(f"an array of {array.dtype.name} is there instead of one of numbers")
    if array.size > MOST_CELLS:
        raise ValueError(f"an array of shape {array.shape} is there, far larger than it could be")
    if array.dtype.kind != "f":
        array = array.astype("<f8")
    if array.dtype.itemsize > 8:
        array = array.astype("<f8")
    return _as_array(array, order="C")


def _named(value: Any) -> str:
    return "nothing (None)" if value is None else f"something of the kind {type(value).__name__}"
