"""The command line: open the window, or work without one."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TextIO

from cnnviz.cli.display import cannot_load, missing_display, missing_library

if TYPE_CHECKING:
    from argparse import Namespace
    from pathlib import Path

_PLAIN = str.maketrans(
    dict(zip("−×·“”’≈′", "-x*\"\"'~'", strict=True)) | {"…": "...", "→": "->", "²": "^2", "°": " degrees"}
)
"""How our letters are written where there are none of them; a true minus must not become a question mark."""


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the arguments say and return the exit code: 0, 2 after a sentence on stderr, 130 after Ctrl+C."""
    # At these sizes one thread is fastest; NumPy reads the limits when it is first imported.
    for library in ("OPENBLAS", "MKL", "OMP", "BLIS", "VECLIB_MAXIMUM"):
        os.environ.setdefault(f"{library}_NUM_THREADS", "1")
    words = list(sys.argv[1:] if argv is None else argv)
    if not words:  # as from the desktop's menu, where nobody waits for what there is not to be read
        return _told(lambda: _open(None))
    from cnnviz.cli.arguments import check_parser, render_parser, window_parser

    if words[:1] == ["check"]:
        checked = check_parser().parse_args(words[1:])
        return _told(lambda: _check(checked))
    if words[:1] == ["render"]:
        rendered = render_parser().parse_args(words[1:])
        return _told(lambda: _render(rendered))
    arguments = window_parser().parse_args(words)
    if arguments.install_desktop_entry:
        return _told(_install_desktop_entry)
    if arguments.remove_desktop_entry:
        return _told(_remove_desktop_entry)
    return _told(lambda: _open(arguments.file))


def _told(work: Callable[[], int]) -> int:
    """Return what the work returns; what keeps it from being done is one sentence on stderr."""
    try:
        return work()
    except KeyboardInterrupt:
        return 130  # as shells have it
    except (ValueError, OSError) as error:
        return _fail(_words(error))
    except ImportError as error:
        if (error.name or "").partition(".")[0] == "cnnviz":
            raise
        return _fail(_not_there(error))


def _open(file: str | None) -> int:
    path = None if file is None else _readable(file)
    reason = missing_display()
    if reason:
        return _fail(reason)
    from cnnviz.ui import run

    try:
        return run(path)
    except (OSError, ImportError):
        raise
    except Exception as error:  # where there is no window yet, nobody would see a dialog
        sys.excepthook(type(error), error, error.__traceback__)
        return _fail(f"the window cannot be opened: {type(error).__name__}: {error}")


def _readable(words: str) -> Path:
    """Return the path of a file that can be read, and say why it cannot while there is no window that waits."""
    from cnnviz.importing.reading import opened
    from cnnviz.locations import local_path

    path = local_path(words)
    with opened(path):
        return path


def _render(arguments: Namespace) -> int:
    from cnnviz.locations import local_path, local_paths

    if arguments.output == "-" and sys.stdout.isatty():
        raise ValueError(
            "what is written would go to the terminal: let it go to a file or to another program"
        )
    out = arguments.output if arguments.output == "-" else str(local_path(arguments.output))
    from cnnviz.export.batch import form_of, render_all, tasks

    form, work = form_of(out, arguments.format), tasks(local_paths(arguments.files), out)
    reason = missing_library("offscreen") if form.draws else None
    if reason:
        return _fail(reason)
    from cnnviz.export.subject import ExportOptions

    options = ExportOptions(**{name: getattr(arguments, name) for name in ExportOptions._fields})
    screen = sys.stderr if sys.stderr.isatty() else None
    return 0 if render_all(work, form, options, lambda error: _fail(_words(error)), screen) else 2


def _check(arguments: Namespace) -> int:
    """Check a solution; the exit code says whether it agrees (0), differs (1) or cannot be run (2)."""
    from cnnviz.checking.checked import check
    from cnnviz.checking.text import written
    from cnnviz.locations import local_path
    from cnnviz.saving import save_text

    experiment = None
    if arguments.experiment is not None:
        from cnnviz.storage import load

        experiment = load(local_path(arguments.experiment)).experiment
    report = check(local_path(arguments.file), experiment)
    if arguments.report is not None:
        save_text(local_path(arguments.report), report.json(arguments.hints))
    if report.cannot:
        return _fail(report.cannot)
    _write(written(report, arguments.hints), sys.stdout)
    return report.exit_code


def _install_desktop_entry() -> int:
    from cnnviz.cli.desktop import install_desktop_entry

    for path in install_desktop_entry():
        _write(f"{path}\n", sys.stdout)
    return 0


def _remove_desktop_entry() -> int:
    from cnnviz.cli.desktop import remove_desktop_entry

    removed, left = remove_desktop_entry()
    for path in removed:
        _write(f"{path}\n", sys.stdout)
    for path in left:
        _fail(f"{path} is left, since cnnviz has not written it")
    return 0


def _words(error: Exception) -> str:
    """Return an error of ours as it is, and what the system says with the file that it is about."""
    if isinstance(error, OSError) and error.errno is not None:
        file = f"{error.filename} cannot be used: " if error.filename is not None else ""
        return f"{file}{error.strerror}"
    return str(error)


def _not_there(error: ImportError) -> str:
    if "shared object" in str(error):
        return cannot_load(error)
    words = " ".join(str(error).split())
    return f"{error.name or 'a package'} cannot be used ({words}): please install cnnviz again"


def _fail(sentence: str) -> int:
    _write(f"cnnviz: {sentence}\n", sys.stderr)
    return 2


def _write(text: str, stream: TextIO | None) -> None:
    """Write a text, in letters that the stream has: Windows has few of ours where a file or a program takes it."""
    if stream is None:  # as where a program has no console
        return
    encoding = stream.encoding or "utf-8"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        text = text.translate(_PLAIN).encode(encoding, "replace").decode(encoding)
    stream.write(text)
