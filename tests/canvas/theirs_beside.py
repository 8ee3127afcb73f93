"""Somebody else's numbers beside those of a run: of the first array that a chapter writes, every other cell wrong."""

import numpy as np

from cnnviz.run.frames.theirs import Theirs


def beside(chapter, position):
    """Return numbers of which every other one is a quarter more, and of which every seventh is not known."""
    name = next(iter(chapter.trace.outputs))
    right = chapter.trace.state(position.step + 1)[name]
    odd = np.arange(right.size).reshape(right.shape) % 2 == 1
    known = np.arange(right.size).reshape(right.shape) % 7 != 3
    whole = chapter.trace.outputs[name] + 0.25 * odd
    return Theirs(name, right + 0.25 * odd, known, odd & known, whole, "a quarter too much")
