"""What is said between this process and the one that runs jobs, in bytes; what comes back may be anything."""

import ast
import json
import struct
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from cnnviz.checking.running.job import Failure, Job, Made, Outcome
from cnnviz.checking.running.limits import Limits
from cnnviz.trace.steps import Array


def message_of(job: Job, limits: Limits) -> bytes:
    """Return a job as it is sent."""
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
        "watch": job.watch,
        "limits": limits._asdict(),
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


def told_in(answer: bytes) -> dict[str, Any]:
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


def outcomes_of(answers: Sequence[Mapping[str, Any]]) -> list[Outcome]:
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
    return Failure(kind, name, message, line if isinstance(line, int) else None, function, _limit(told))


def _limit(told: Mapping[str, Any]) -> float | None:
    limit = told.get("limit")
    return float(limit) if isinstance(limit, int | float) else None


def _ending(last: Mapping[str, Any]) -> Failure:
    if last.get("over") in ("time", "waits"):
        return Failure(last["over"], limit=_limit(last))
    if last.get("memory") is True:
        return Failure("memory")
    return Failure("ended", message=str(last.get("signal", 0) or ""))
