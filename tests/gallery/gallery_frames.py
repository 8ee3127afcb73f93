"""Frames of the gallery's examples, which are small and show one thing each."""

from cnnviz.gallery.examples import EXAMPLES, Example
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position


def example(key: str) -> Example:
    """Return the example that is called so."""
    return next(example for example in EXAMPLES if example.key == key)


def frame_at(key: str, term: int | None = None) -> Frame:
    """Return what an example opens with, or a part of that step where one goes term by term."""
    shown = example(key)
    run = run_of(shown.make(), shown.options)
    chapter = [chapter.key for chapter in run.chapters].index(shown.chapter)
    return Frame(run, Position(chapter, shown.step, term))
