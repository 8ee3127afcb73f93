"""How a subject may have to be called: every way in which its arrays may lie, with windows that its text has fixed."""

import re
from collections.abc import Iterator, Mapping

from cnnviz.checking.conventions.adapter import Adapter
from cnnviz.checking.conventions.evidence import likely_layouts, takes
from cnnviz.checking.conventions.layouts import Layout
from cnnviz.checking.conventions.reading.names import Meaning, given
from cnnviz.checking.conventions.reading.subjects import LOSSES, POOLINGS, Subject, Topic

_SIZES = (Meaning.SIZE, Meaning.HEIGHT, Meaning.WIDTH)


def candidates(subject: Subject, named: Mapping[str, Meaning], lists: Layout | None = None) -> list[Adapter]:
    """Return how a subject may have to be called, the likeliest first; trying decides.

    `lists` is how lists of numbers lie in the same solution, as far as that is known.
    """
    window, likely = _fixed_window(subject), likely_layouts(subject)
    if lists is not None and subject.topic in (Topic.SOFTMAX, *LOSSES):
        likely = tuple(one for one in likely if one.image is lists) or likely
    return [
        Adapter(subject, layouts, named, window, pace)
        for layouts in likely
        for pace in _paces(subject, window)
    ]


def _paces(subject: Subject, window: tuple[int, int] | None) -> Iterator[str]:
    """Yield by what stride windows may go that no argument tells it: their own size in a pooling, mostly, or 1."""
    if subject.topic in POOLINGS and not takes(subject, Meaning.STRIDE):
        yield "window"
    if window is None or subject.topic not in POOLINGS:
        yield "own"


def _fixed_window(subject: Subject) -> tuple[int, int] | None:
    """Return the size of windows that a name says, Conv3x3, or that nothing says: the usual one of a pooling."""
    if subject.topic not in (Topic.CONVOLUTION, *POOLINGS):
        return None
    name = subject.owner.name if subject.owner is not None else subject.functions[0].name
    told = re.search(r"(\d)x(\d)", name)
    if told is not None:
        return int(told[1]), int(told[2])
    if (
        subject.topic is Topic.CONVOLUTION
        or any(takes(subject, one) for one in _SIZES)
        or _kept_size(subject)
    ):
        return None
    ending = re.search(r"(\d)$", name)
    size = int(ending[1]) if ending is not None and int(ending[1]) > 1 else 2
    return size, size


def _kept_size(subject: Subject) -> bool:
    """Return whether a size comes by a name that says kernel or filter, as it may in a pooling."""
    names = {given(arg) for one in subject.all_functions for arg in one.args}
    parts = {
        given(part) for one in subject.all_functions for found in one.unpacked.values() for part in found
    }
    keys = {given(key) for one in subject.all_functions for found in one.keys.values() for key in found}
    return Meaning.WEIGHT in names | parts | keys
