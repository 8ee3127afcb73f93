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
_as_array, _from_bytes, _copy, _dtype = np.asarray, np.frombuffer, np.array, np.dtype
_number_types = (bool, int, float, np.number, np.bool_)
_dumps, _pack, _write, _compile, _exec = json.dumps, struct.pack, os.write, compile, exec
_BaseException, _len, _isinstance, _str = BaseException, len, isinstance, str
MOST_CELLS = 2_000_000
MOST_WORDS = 400


class TimeIsUp(BaseException):
    """The time of a call is over."""


class Job:
    """What is to be run, and where the answers go.

    Parameters
    ----------
    header : the source with the name of its file, and what is called in which setting
    body : the bytes of all arrays
    out : where answers are written
    alarm : called with a number of seconds sets the clock that raises `TimeIsUp`, with 0 it stops it
    """

    def __init__(self, header: dict[str, Any], body: bytes, out: int, alarm: Callable[[float], None]) -> None:
        self.header, self.out, self.alarm = header, out, alarm
        self.given_up: Any = None
        self.file = header["file"]
        self.arrays = [_array(one, body) for one in header["arrays"]]

    def run(self) -> None:
        """Run each source, then setting after setting."""
        os.chdir(self.header["folder"])
        sys.path.insert(0, self.header["folder"])
        sys.argv = [self.file]
        for source in self.header["sources"]:
            self.given_up = None
            failures = self.load(source)
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
                self.alarm(self.header["seconds"])
                _exec(code, self.module.__dict__)
            except _BaseException as error:
                failures.append(self.told(error) | {"statement": statement.lineno})
                if _isinstance(error, TimeIsUp):
                    break
            finally:
                self.alarm(0)
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
        for step in setting["steps"]:
            given: list[Any] = []
            try:
                self.alarm(self.header["seconds"])
                self.carry_out(step, results, given)
            except _BaseException as error:
                self.alarm(0)
                told = self.told(error)
                if told["kind"] in ("time", "memory"):
                    self.given_up = told
                for name in step["makes"]:
                    errors[name] = told
            finally:
                self.alarm(0)
            for which, array in given:
                if array.shape != self.arrays[which].shape or array.tobytes() != self.arrays[which].tobytes():
                    changed.append({"array": which, "step": step.get("called", "")})
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

    def carry_out(self, step: dict[str, Any], results: dict[str, Any], given: list[Any]) -> None:
        """Carry out one step: make an object, call a function or a method, set or get an attribute."""
        kind = step["do"]
        if kind == "set":
            thing = results[step["of"]]
            for names, argument in step["attributes"]:
                value = _as_array(self.value(argument, results, given))
                results["@" + "|".join(names)] = self.set_attribute(thing, names, value)
            return
        if kind == "get":
            thing = results[step["of"]]
            for names, into in step["attributes"]:
                known = results.get("@" + "|".join(names))
                found = next((name for name in [known, *names] if name and hasattr(thing, name)), None)
                if found is not None:
                    results[into] = _copy(getattr(thing, found))
            return
        arguments = [self.value(one, results, given) for one in step["args"]]
        named = {name: self.value(one, results, given) for name, one in step["named"].items()}
        if kind == "method":
            function = getattr(results[step["of"]], step["called"])
        else:
            function = self.module.__dict__.get(step["called"])
            if function is None:
                raise NameError(f"name '{step['called']}' is not defined")
        made = function(*arguments, **named)
        self.unpack(made, step["into"], results)

    def unpack(self, made: Any, into: list[Any], results: dict[str, Any]) -> None:
        """Give what was returned its names; of a tuple each part has its own, of a dictionary each key."""
        if _isinstance(made, dict):
            for name, keys in into:
                found = next((key for key in keys if key in made), None)
                if found is not None:
                    results[name] = made[found]
        elif _isinstance(made, tuple) or (_isinstance(made, list) and _len(into) > 1):
            for (name, _), part in zip(into, made, strict=False):
                results[name] = part
        elif into:
            results[into[0][0]] = made

    def set_attribute(self, thing: Any, names: list[Any], value: Any) -> str:
        """Set the first of several attributes that holds an array of this size, else any that does; return its name."""
        held = vars(thing)
        alike = [
            name
            for name in [*names, *held]
            if _isinstance(held.get(name), Array) and held[name].size == value.size
        ]
        empty = [name for name in names if name in held and held[name] is None]
        if not alike and not empty:
            raise AttributeError(f"no attribute like {names[0]} of shape {value.shape} is there to be set")
        name = (alike or empty)[0]
        setattr(thing, name, value.reshape(held[name].shape) if alike else value)
        return _str(name)

    def value(self, argument: dict[str, Any], results: dict[str, Any], given: list[Any]) -> Any:
        """Return an argument: an array of its own, a number, a tuple or dictionary of others, or an earlier result."""
        ((kind, what),) = argument.items()
        if kind == "array":
            array = _copy(self.arrays[what])
            given.append((what, array))
            return array
        if kind == "json":
            return what
        if kind == "tuple":
            return tuple(self.value(one, results, given) for one in what)
        if kind == "dict":
            return {name: self.value(one, results, given) for name, one in what.items()}
        name, other = what
        if name in results:
            return results[name]
        return self.value(other, results, given)

    def told(self, error: BaseException) -> dict[str, Any]:
        """Return what a person should know of an exception: what it says, and the line of the solution."""
        line, function, trace = None, "", error.__traceback__
        while trace is not None:
            if trace.tb_frame.f_code.co_filename == self.file:
                line, function = trace.tb_lineno, trace.tb_frame.f_code.co_name
            trace = trace.tb_next
        kind = "exception"
        for one, called in ((TimeIsUp, "time"), (MemoryError, "memory"), (SystemExit, "exit")):
            if _isinstance(error, one):
                kind = called
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
