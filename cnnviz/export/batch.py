"""Many files by one start: what each is written as, and how far one is."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from shutil import get_terminal_size
from typing import TextIO

from cnnviz.export.formats import Format, format_of
from cnnviz.export.rendering import made, refuse_others, save
from cnnviz.export.subject import ExportOptions
from cnnviz.frozen import NamedTuple
from cnnviz.progress import watched

STDOUT = "-"
NAME = "{name}"
"""What stands in the name of what is written for that of the file, without its ending."""
_WIDE = 24  # characters of the bar


class Task(NamedTuple):
    """A file, and where what is made of it goes, None for standard output."""

    path: Path
    out: Path | None


def tasks(paths: Sequence[Path], out: str) -> list[Task]:
    """Return where what is made of each file goes.

    Raises
    ------
    ValueError
        With one sentence, where two would go to one place, or one over itself.
    """
    if len(paths) > 1 and NAME not in out:
        raise ValueError(
            f"{len(paths)} files cannot all be {out}: write {NAME} in it, which stands for the name of each"
        )
    if out == STDOUT:
        return [Task(paths[0], None)]
    found = [Task(path, Path(out.replace(NAME, path.stem))) for path in paths]
    taken: dict[Path | None, Path] = {}
    for path, place in found:
        if place in taken:
            raise ValueError(
                f"{taken[place]} and {path} would both be written to {place}: render one of them alone"
            )
        taken[place] = path
        if place is not None and path.exists() and place.exists() and path.samefile(place):
            raise ValueError(f"{place} would be written over itself: name another file behind -o")
    return found


def form_of(out: str, ending: str | None) -> Format:
    """Return what is written: what somebody says that it is, else what the name ends in.

    Raises
    ------
    ValueError
        With one sentence, where that is nothing that can be written.
    """
    if ending is not None:
        return format_of(f".{ending.removeprefix('.')}")
    if out == STDOUT:
        raise ValueError("what goes to standard output has no ending: say --format png, npz or another one")
    return format_of(Path(out).suffix)


def render_all(
    work: Sequence[Task],
    form: Format,
    options: ExportOptions,
    fail: Callable[[Exception], object],
    screen: TextIO | None = None,
) -> bool:
    """Make every file, going on where one cannot be made; return whether all of them were.

    Parameters
    ----------
    fail : is told why one cannot be made
    screen : where it is shown how far one is, None where nobody looks
    """
    refuse_others(form.suffix, options)
    all_made = True
    for number, task in enumerate(work):
        with _shown(screen, task.path.name, number, len(work)):
            try:
                _write(made(task.path, form.suffix, options), task.out)
                continue
            except (ValueError, OSError) as error:
                reason = error
        fail(reason)
        all_made = False
    return all_made


def _write(content: bytes, out: Path | None) -> None:
    if out is not None:
        save(content, out)
        return
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


@contextmanager
def _shown(screen: TextIO | None, name: str, number: int, count: int) -> Iterator[None]:
    """Show a bar while something is made, and take it away."""
    if screen is None:
        yield
        return
    line = ""

    def go_on(share: float) -> bool:
        nonlocal line
        said = bar((number + min(max(share, 0.0), 1.0)) / count, name, number, count)
        said = said[: get_terminal_size().columns - 1]  # what is longer would begin a new line each time
        if said != line:
            line = said
            screen.write(f"\r\x1b[K{line}")
            screen.flush()
        return True

    try:
        go_on(0.0)
        with watched(go_on):
            yield
    finally:
        screen.write("\r\x1b[K")
        screen.flush()


def bar(share: float, name: str, number: int, count: int) -> str:
    """Return how far one is, as a line: a bar, per cent, which file of how many."""
    full = int(share * _WIDE)
    counted = f" {number + 1} of {count}" if count > 1 else ""
    return f"[{'#' * full}{'-' * (_WIDE - full)}] {share:4.0%}{counted} {name}"
