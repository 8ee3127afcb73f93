"""Windows, panels, dialogs, actions and the theme."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cnnviz.ui.window.main_window import MainWindow

_MANY = 10_000  # new things, after which it is looked which of them are garbage


def open_window(path: str | os.PathLike[str] | None = None) -> MainWindow:
    """Return the shown main window, in the running QApplication or in one made for it.

    Parameters
    ----------
    path : an image, an array or a table to open, or None for the example
    """
    with _uncollected():
        at_end = _load()
        from cnnviz.application import application
        from cnnviz.resource import located

        application()
        from cnnviz.session.files.places import check_files
        from cnnviz.ui.painting import after_first_paint
        from cnnviz.ui.window.main_window import MainWindow

        check_files()
        located("prose", "general.toml")  # which is read a moment later, when there is nobody left to be told
        window = MainWindow()
        window.show()
    after_first_paint(window.stage.viewport(), *at_end, window.protect, _wear_icon)
    if path is not None:
        window.open(os.fspath(path))
    return window


def _load() -> list[Callable[[], None]]:
    """Load what takes longest, from one file and without what a start does not use; return what is to end that.

    NumPy and its types come from here and not from the modules that use them, since Python 3.11 has room for some sixty
    calls in each piece of its stack: where the next piece begins, each of the thousands of calls that make those types
    would get one from the system, and give it back.
    """
    import cnnviz
    from cnnviz.ui.bytecode import bytecode_of

    bytecode = bytecode_of(cnnviz, "cnnviz.application", "numpy")
    if bytecode is None:
        return []
    from cnnviz.ui.later import NUMPY, PYTHON, put_off

    later = put_off(*NUMPY, *PYTHON)
    import numpy.typing  # noqa: F401

    return [bytecode.end, later.end]


def _wear_icon() -> None:
    """Have the windows show whose they are."""
    from cnnviz.application import application, program_icon

    application().setWindowIcon(program_icon())


@contextmanager
def _uncollected() -> Iterator[None]:
    """While a window is made nothing is garbage: do not look for it again and again, and count all as old at once.

    What whoever opens it has left out of every search stays left out: then what is new is counted as it is by Python.
    """
    collecting, left_out = gc.isenabled(), gc.get_freeze_count()
    gc.disable()
    try:
        yield
    finally:
        if not left_out:
            gc.freeze()
            gc.unfreeze()
        if collecting:
            gc.enable()


def collect_seldom() -> None:
    """Have Python look for garbage seldom in the middle of a frame: never in what is there now, which stays.

    A step of some thousand terms makes tens of thousands of records, none of which are garbage while it is shown.
    """
    gc.freeze()
    gc.set_threshold(_MANY)


def run(path: str | os.PathLike[str] | None = None) -> int:
    """Open the window and stay until it is closed; return the exit code: 128 and a signal's number, where one came."""
    with _uncollected():
        _load()
        from cnnviz.application import application
        from cnnviz.qt import QSettings, QTimer
        from cnnviz.session.files.places import check_files
        from cnnviz.ui import crash

        running, endings = application(), []
    check_files()
    # Qt's own dialogs keep settings that can hold objects, which are made when they are read: they find none.
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, os.devnull)

    def get_ready() -> None:
        from cnnviz.session.memory import take_buffer  # a first paint does not wait for it
        from cnnviz.ui.appearance import appearance
        from cnnviz.ui.ending import Ending

        endings.append(Ending(running))
        take_buffer()
        appearance().ask_system()

    crash.install()
    window = open_window(path)
    collect_seldom()
    QTimer.singleShot(0, get_ready)
    code: int = running.exec_()
    del window
    for ending in endings:
        ending.undo()
        code = code if ending.code is None else ending.code
    return code
