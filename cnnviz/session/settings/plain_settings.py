"""The file of settings: plain text, of which nothing is ever more than text.

Lines `name=value` stand below their `[group]`, as Qt's own settings have them, so that those of before are still
known. Qt's would be no help: it turns what looks like `@Variant(...)` into objects of any kind, and runs them for it.
"""

import os
import stat
from collections.abc import Iterator, Mapping
from itertools import groupby

from cnnviz.qt import QLockFile

MOST_BYTES = 2**16


def read(file: str | os.PathLike[str]) -> Mapping[str, str]:
    """Return the text of each `group/name`; a file that is too large to be one of settings holds none.

    Raises
    ------
    OSError
        Where there is something that cannot be read; a file that is not there holds nothing.
    """
    try:
        opened = os.open(file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))  # a pipe would wait for a writer
    except FileNotFoundError:
        return {}
    try:
        if not stat.S_ISREG(os.fstat(opened).st_mode):
            raise OSError("it is no file")
        content = os.read(opened, MOST_BYTES + 1)
    finally:
        os.close(opened)
    return {} if len(content) > MOST_BYTES else parsed(content.decode("utf-8", "replace"))


def change(file: str | os.PathLike[str], changes: Mapping[str, str], patience: int) -> None:
    """Write some values and leave all others as they are, which another process may have written meanwhile.

    Raises
    ------
    TimeoutError
        Where another process is writing for longer than `patience` milliseconds.
    OSError
        Where it cannot be written; what was there before is there still.
    """
    from pathlib import Path  # a start does not wait for what is needed to write

    from cnnviz.saving import save_text

    target = Path(os.path.realpath(file))  # people link it to where they keep such files
    target.parent.mkdir(parents=True, exist_ok=True)
    lock = QLockFile(f"{target}.lock")
    if not lock.tryLock(patience) and lock.error() == QLockFile.LockError.LockFailedError:
        raise TimeoutError(f"{target} is being written by another process")
    try:
        save_text(target, written({**read(target), **changes}))
    finally:
        lock.unlock()


def parsed(text: str) -> dict[str, str]:
    """Return what stands behind each name; lines of any other kind are left out."""
    group, values = "", {}
    for line in map(str.strip, text.split("\n")):
        name, equals, value = line.partition("=")
        if line.startswith("["):
            group = line[1:].partition("]")[0].partition("/")[0].strip()
        elif equals and not line.startswith((";", "#")):
            values[f"{group}/{name.strip()}"] = value.strip()
    return values


def written(values: Mapping[str, str]) -> str:
    """Return what `parsed` reads back."""
    return "\n".join(_lines(values))


def _lines(values: Mapping[str, str]) -> Iterator[str]:
    for group, named in groupby(sorted(values), key=lambda key: key.partition("/")[0]):
        yield f"[{group}]"
        for key in named:
            yield f"{key.partition('/')[2]}={values[key]}"
        yield ""
