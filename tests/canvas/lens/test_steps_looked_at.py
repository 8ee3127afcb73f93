"""Where every step does the same elsewhere, few are looked at, and still no step needs more room than these."""

from functools import reduce

import pytest
from run_catalogue import WAYS, by_turns, experiments

from cnnviz.canvas.lens.lettering.texts import words_width
from cnnviz.canvas.lens.ways.forms import Form, form_of
from cnnviz.canvas.lens.ways.outlines import looked_at
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position
from cnnviz.trace.steps import Cell


def room(run, number, steps):
    """Return the forms that have room for some steps of a chapter, all on the same numbers, by their kinds.

    The sentence about a step goes by its numbers, and so by no outline.
    """
    found = {}
    standing = Frame(run, Position(number, 0))
    standing.before = run.chapters[number].arrays
    for frame in standing.replaying_each(steps):
        made = form_of(frame, words_width)._replace(note=0)
        found.setdefault(made.kinds, []).append(made)
    return {kinds: reduce(Form.with_room_for, forms) for kinds, forms in found.items()}


def lie(step):
    """Return where all cells of a step are, as seen from the first cell of their array."""
    first, found = {}, []
    for update in step.updates:
        for factor in (update.target, *(one for term in update.terms for one in term)):
            if isinstance(factor, Cell):
                origin = first.setdefault(factor.array, factor.index)
                found.append(
                    (factor.array, [at - start for at, start in zip(factor.index, origin, strict=True)])
                )
            else:
                found.append(factor)
    return found


@pytest.mark.some(1)
@pytest.mark.parametrize(("name", "way"), by_turns(experiments(), WAYS))
def test_the_steps_that_are_looked_at_have_the_room_of_all(qapp, name, way):
    run = run_of(experiments()[name], WAYS[way])
    for number, chapter in enumerate(run.chapters):
        trace = chapter.trace
        if trace.repeats and len(trace) > 3:
            steps = list(trace)
            assert all(lie(step) == lie(steps[0]) for step in steps), chapter.key
            some = looked_at(chapter, trace.__getitem__)
            assert room(run, number, some) == room(run, number, steps), chapter.key


def test_windows_that_are_cut_off_repeat_nothing_and_whole_ones_do():
    run = run_of(experiments()["grey"], WAYS["cell by cell"])
    repeating = {chapter.kind: chapter.trace.repeats for chapter in run.chapters}
    assert repeating[ChapterKind.CONVOLVE]
    assert repeating[ChapterKind.ACTIVATE]
    assert repeating[ChapterKind.UPDATE_WEIGHT]
    assert not repeating[ChapterKind.GATHER]
    assert not repeating[ChapterKind.PAD]
    assert not repeating[ChapterKind.MAX_POOL_BACK]
