"""Every array of a run under a name of its own, finished, of the image that is followed."""

import re
from collections.abc import Mapping

import numpy as np

from cnnviz.export.subject import ExportOptions, Subject
from cnnviz.frozen import NamedTuple
from cnnviz.run.chapter import Chapter
from cnnviz.run.timeline import Timeline
from cnnviz.trace.steps import Array

_PLAIN = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789") | {ord("−"): "minus"}


class Exported(NamedTuple):
    """An array.

    Parameters
    ----------
    name : as code and archives have it, no two alike
    chapter, key : a chapter that shows it, and what that calls it
    numbers : without an axis of samples
    """

    name: str
    chapter: Chapter
    key: str
    numbers: Array

    @property
    def label(self) -> str:
        """What it is called on the screen."""
        return self.chapter.label(self.key)


def plain_name(label: str) -> str:
    """Return what stands on the screen as a name: ``X_padded``, ``dY2``, ``Y_minus_target``."""
    label = label.replace("1 / ", "inverse ")  # no name begins with a digit
    return re.sub(r"\W+", "_", label.translate(_PLAIN), flags=re.ASCII).strip("_")


def own(chapter: Chapter, key: str) -> Array:
    """Return an array of a chapter for the image that is followed."""
    numbers: Array = chapter.arrays[key]
    return numbers[chapter.sample] if chapter.info[key].sampled else numbers


def same(one: Array, other: Array) -> bool:
    """Return whether two arrays are the same numbers."""
    return one is other or (one.shape == other.shape and np.array_equal(one, other, equal_nan=True))


def exported(timeline: Timeline) -> Mapping[str, Exported]:
    """Return every array of a run by its name, in the order in which they come about.

    Where others are called alike on the screen, as the masks of two poolings are, the later ones are numbered.
    """
    found: dict[str, Exported] = {}
    for chapter in timeline.chapters:
        for key in chapter.arrays:
            numbers = own(chapter, key)
            name = free_name(
                plain_name(chapter.label(key)), numbers, {name: one.numbers for name, one in found.items()}
            )
            found.setdefault(name, Exported(name, chapter, key, numbers))
    return found


def free_name(wanted: str, numbers: Array, taken: Mapping[str, Array]) -> str:
    """Return a name that nothing has but these very numbers: as it is wanted, or with a number behind it."""
    name, count = wanted, 1
    while name in taken and not same(taken[name], numbers):
        count += 1
        name = f"{wanted}_{count}"
    return name


def chosen(subject: Subject, options: ExportOptions) -> Exported:
    """Return the array that is wanted: by its name, or what a chapter writes.

    Raises
    ------
    ValueError
        With one sentence that names those that there are.
    """
    known = exported(subject.run)
    if options.array is None and options.chapter is not None:
        chapter = subject.run.chapters[subject.chosen(options)[0]]
        key = chapter.trace[0].updates[-1].target.array
        return Exported(plain_name(chapter.label(key)), chapter, key, own(chapter, key))
    names = ", ".join(known)
    if options.array is None:
        raise ValueError(f"there is room for one array: say --array and one of {names}")
    wanted = plain_name(options.array)
    if wanted not in known:
        raise ValueError(f"array {options.array!r} is not one of {names}")
    return known[wanted]
