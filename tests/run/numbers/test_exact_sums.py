"""Forward sums are to the last bit what their terms give, multiplied and added in the order shown."""

import numpy as np
import pytest
from hypothesis import given
from run_draws import experiments, run_options

from cnnviz.engine.arrays import frozen
from cnnviz.experiment.convolution import convolution
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import Activation, MaxPooling
from cnnviz.experiment.windows import Window
from cnnviz.run import RunOptions, run_of
from cnnviz.run.chapter import ChapterKind
from cnnviz.trace.steps import apply

SUMS = {
    ChapterKind.PAD,
    ChapterKind.CONVOLVE,
    ChapterKind.AVERAGE_POOL,
    ChapterKind.LINEAR,
    ChapterKind.FLATTEN,
    ChapterKind.MAX_POOL,
    ChapterKind.GLOBAL_POOL,
}


@given(experiments(smooth=True), run_options())
def test_each_forward_sum_is_what_its_steps_give(experiment, options):
    for chapter in run_of(experiment, options).chapters:
        if chapter.kind not in SUMS:
            continue
        arrays = {name: array.copy() for name, array in chapter.trace.state(0).items()}
        for step in chapter.trace:
            apply(step, arrays)
            for cell in step.writes:
                made = chapter.arrays[cell.array][cell.index]
                np.testing.assert_array_equal(arrays[cell.array][cell.index], made, chapter.key)


@pytest.mark.parametrize("padding", ["same", "valid"])
def test_terms_that_cancel_leave_nothing(padding):
    rows = np.repeat(np.arange(9, 1, -1)[:, None, None] / 10, 8, axis=1)
    layers = (convolution(Window(padding=padding), 1, ("Sobel x",)), Activation("relu"), MaxPooling())
    run = run_of(Experiment((frozen(rows),), layers), RunOptions(0))
    made = {array.label: array.array[0] for array in run.arrays}
    inner = made["Y"] if padding == "valid" else made["Y"][:, 1:-1]
    assert (inner == 0).all()
    through = made["dY"][:, 1:-1] if padding == "same" else made["dY"]
    assert (through == 0).all()
