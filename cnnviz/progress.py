"""How long work is watched: it says now and then how far it is, and stops where whoever watches no longer wants it.

A watch holds in the thread that it was begun in and in no other, so that a job has its own.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeAlias

GoOn: TypeAlias = Callable[[float], bool]
"""Takes how much is done, from 0 to 1, and returns whether to go on; it is called often, and must be quick."""


class Stopped(Exception):
    """The work was watched, and is no longer wanted."""


_watching: ContextVar[GoOn | None] = ContextVar("watching", default=None)


@contextmanager
def watched(go_on: GoOn) -> Iterator[None]:
    """Let `go_on` watch what is opened within; where it returns False, `Stopped` is raised there."""
    token = _watching.set(go_on)
    try:
        yield
    finally:
        _watching.reset(token)


def report(done: float) -> None:
    """Say how much is done, from 0 to 1.

    Raises
    ------
    Stopped
        Where that is enough.
    """
    go_on = _watching.get()
    if go_on is not None and not go_on(done):
        raise Stopped
