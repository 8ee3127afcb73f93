"""Which steps a page has: a whole run, a chapter or some steps of it; and whether that is too much for a page."""

from collections.abc import Sequence

from cnnviz.export.figures.shots import ALL
from cnnviz.export.subject import ExportOptions, Subject
from cnnviz.frozen import NamedTuple
from cnnviz.run.chapter import Chapter
from cnnviz.run.timeline import Position

LARGEST = 12_000_000
"""Bytes of a page, about, that a phone still opens at once."""
_STEP, _TERM, _CELL, _BESIDE = 280, 70, 40, 150_000  # bytes, about


class Selected(NamedTuple):
    """A chapter of the run, and the steps of it that are shown, counted from 0."""

    number: int
    chapter: Chapter
    steps: Sequence[int]


def selected(subject: Subject, options: ExportOptions) -> list[Selected]:
    """Return what a page shows: everything, unless a chapter or steps are wanted.

    Raises
    ------
    ValueError
        With one sentence, where there is no such chapter or step, or where it is too much for a page.
    """
    chapters = subject.run.chapters
    if options.chapter == ALL or (options.chapter is None and options.steps is None):
        found = [
            Selected(n, chapter, _ends(chapter, 0, len(chapter.trace))) for n, chapter in enumerate(chapters)
        ]
    else:
        number, (first, last) = subject.chosen(options)
        found = [Selected(number, chapters[number], _ends(chapters[number], first - 1, last))]
    size = estimated(found)
    if size > LARGEST:
        raise ValueError(
            f"the page would have about {_millions(size)} MB, more than {_millions(LARGEST)}: {_less(found)}"
        )
    return found


def opened_at(chosen: Sequence[Selected], subject: Subject) -> tuple[int, int]:
    """Return the chapter and the step of a page at which it opens, by their numbers in it.

    It is where the document is, if that is in it, else its beginning.
    """
    here = subject.run.nearest(subject.document.position)
    for number, one in enumerate(chosen):
        if one.number == here.chapter and one.steps[0] <= here.step <= one.steps[-1]:
            return number, next(at for at, end in enumerate(one.steps) if end >= here.step)
    return 0, 0


def steps_shown(subject: Subject, options: ExportOptions) -> tuple[list[Position], int]:
    """Return all steps of a page, and the number of the one at which it opens; or raise as `selected` does."""
    chosen = selected(subject, options)
    chapter, step = opened_at(chosen, subject)
    found = [Position(one.number, end) for one in chosen for end in one.steps]
    return found, sum(len(one.steps) for one in chosen[:chapter]) + step


def estimated(selection: Sequence[Selected]) -> int:
    """Return how many bytes a page has, about, told before anything of it is made."""
    return _BESIDE + sum(_bytes(one) for one in selection)


def _bytes(one: Selected) -> int:
    trace = one.chapter.trace
    terms = trace[len(trace) // 2].operations
    cells = sum(array.size for array in one.chapter.arrays.values())
    return len(one.steps) * (_STEP + _TERM * terms) + cells * _CELL


def _ends(chapter: Chapter, first: int, last: int) -> Sequence[int]:
    """Return where the steps from `first` to before `last` end that go by at once."""
    natural = chapter.natural
    ends = [end for end in range(natural - 1, len(chapter.trace), natural) if first <= end < last - 1]
    return [*ends, last - 1]


def _less(selection: Sequence[Selected]) -> str:
    """Return what would be less: one of the chapters, or some of the steps."""
    if len(selection) > 1:
        fitting = [one.chapter.key for one in selection if estimated([one]) <= LARGEST]
        if fitting:
            return f"choose one of its chapters, such as {fitting[0]}"
        return f"choose some steps of one chapter, such as {selection[0].chapter.key}"
    share = LARGEST / estimated(selection)
    return f"choose some of its steps, {max(int(len(selection[0].steps) * share * 0.8), 1)} or fewer"


def _millions(size: int) -> str:
    return f"{size / 1e6:.0f}"
