"""What the bank says about the step in hand."""

import numpy as np
import pytest
from run_catalogue import WAYS, experiments

from cnnviz.explain.lenses.lens import lens
from cnnviz.explain.mistakes.at_step import mistaken
from cnnviz.gallery.first_example import first_example
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position
from cnnviz.trace.steps import Cell, apply


def frames():
    """Yield a step in the middle of every chapter, in one network after another."""
    for (name, experiment), options in zip(experiments().items(), [*WAYS.values()] * 3, strict=False):
        timeline = run_of(experiment, options)
        for number, chapter in enumerate(timeline.chapters):
            yield name, Frame(timeline, Position(number, len(chapter.trace) // 2))


def test_each_is_folded_as_any_step_is_and_comes_out_wrong():
    seen = set()
    for name, frame in frames():
        for one in mistaken(frame):
            arrays = {key: array.copy() for key, array in frame.before.items()}
            apply(one.step, arrays)
            assert one.values, (name, frame.chapter.key, one.mistake.id)
            for cell, value in one.values.items():
                np.testing.assert_equal(arrays[cell.array][cell.index], value)
                assert value != frame.arrays[cell.array][cell.index]
            seen.add(one.mistake.id)
    assert len(seen) >= 18, seen


def test_an_old_value_that_was_replaced_is_recognised():
    timeline = run_of(first_example())
    number = next(n for n, chapter in enumerate(timeline.chapters) if chapter.key == "scatter")
    cell = Cell("dx_pad", (0, 4, 6, 0))
    for step in timeline.chapters[number].trace.steps_of(cell):
        frame = Frame(timeline, Position(number, step))
        contribution = frame.arrays["dx_pad"][cell.index] - frame.before["dx_pad"][cell.index]
        if frame.before["dx_pad"][cell.index] and contribution:
            left = [
                one for one in mistaken(frame) if abs(one.values.get(cell, np.inf) - contribution) <= 1e-9
            ]
            assert left[0].mistake.id == "assigned_not_added"
            return
    pytest.fail("no window adds to this cell")


def test_a_mistaken_step_is_shown_by_the_lens():
    timeline = run_of(first_example())
    number = next(n for n, chapter in enumerate(timeline.chapters) if chapter.key == "convolve")
    frame = Frame(timeline, Position(number, 20))
    one = next(one for one in mistaken(frame) if one.mistake.id == "kernel_turned")
    (cell,) = one.values
    (working,) = lens(frame.replaying(one.step))
    assert working.result.value == one.values[cell]
