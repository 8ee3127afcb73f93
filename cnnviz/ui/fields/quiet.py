"""Set without signals: what the program shows is no edit of a person's."""

from collections.abc import Iterator
from contextlib import contextmanager

from cnnviz.qt import QObject, QSignalBlocker


@contextmanager
def quiet(sender: QObject) -> Iterator[None]:
    """Keep `sender` from emitting signals while it is set."""
    blocker = QSignalBlocker(sender)
    try:
        yield
    finally:
        blocker.unblock()
