"""A dilated maximum that steps over a thin image sees nothing but padding: -inf, which nobody wins."""

import numpy as np
import pytest
from plain_network import check_forward, plain_network
from run_catalogue import nothing_but_padding, some_padding_alone

from cnnviz.experiment.loss import LOSSES
from cnnviz.run import run_of
from cnnviz.run.chapter import ChapterKind
from cnnviz.trace.steps import apply


@pytest.mark.parametrize("loss", LOSSES)
def test_nobody_wins_and_nothing_goes_back(loss):
    run = run_of(nothing_but_padding(loss))
    made = {array.label: array.array for array in run.arrays}
    assert (made["P"] == -np.inf).all()
    assert not made["dX"].any()
    check_forward(plain_network(nothing_but_padding(loss)), [made["X"], made["P"]])
    back = next(chapter for chapter in run.chapters if chapter.kind is ChapterKind.MAX_POOL_BACK)
    forward = next(chapter for chapter in run.chapters if chapter.kind is ChapterKind.MAX_POOL)
    assert not forward.arrays["mask"].any()
    masks = [term[-1].value for step in back.trace for update in step.updates for term in update.terms]
    assert masks
    assert not any(masks)
    assert not any(back.trace.highlights(n) for n in range(len(back.trace)))
    assert not back.trace.state(len(back.trace))["dx_pad"].any()


def test_nothing_goes_to_a_weight_of_it_that_is_a_number():
    run = run_of(some_padding_alone())
    made = {array.label: array.array for array in run.arrays}
    assert np.isneginf(made["P"]).any(axis=(0, 2, 3)).tolist() == [False, True, False]
    assert made["dX"][0, 0, :, 0].tolist() == [0.25, 0, 0]
    back = next(chapter for chapter in run.chapters if chapter.kind is ChapterKind.ACCUMULATE)
    assert np.isnan(back.arrays["dweight"]).all()  # -inf, times the 0 that arrives


@pytest.mark.parametrize("experiment", [*map(nothing_but_padding, LOSSES), some_padding_alone()])
def test_its_steps_give_what_it_holds(experiment):
    for chapter in run_of(experiment).chapters:
        arrays = {name: array.copy() for name, array in chapter.trace.state(0).items()}
        for step in chapter.trace:
            apply(step, arrays)
        state = chapter.trace.state(len(chapter.trace))
        for name in state.keys() - chapter.trace.asides.keys():
            np.testing.assert_array_equal(arrays[name], state[name], f"{name} of {chapter.key}")
