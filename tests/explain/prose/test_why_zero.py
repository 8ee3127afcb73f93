"""Why is this 0? A gradient that has become 0 says where it did: at the activation, or at a pooling window it lost."""

import re
from dataclasses import replace

import numpy as np
import pytest
from run_catalogue import experiments

from cnnviz.experiment.layers import MaxPooling
from cnnviz.experiment.loss import Loss
from cnnviz.explain import why
from cnnviz.explain.numbers import exactly
from cnnviz.gallery.classifier import classifier
from cnnviz.gallery.first_example import first_example
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.options import RunOptions
from cnnviz.run.timeline import Position

CUT, KINK = "let nothing of this output through", "where the activation that follows has a kink"
TIED, STOPPED = "That is a tie, and by the rule in force the first takes", "so ReLU stops what comes. "
LOST = re.compile(r"another cell won |as large as the winner of ")


def told(run, kind, every=1):
    """Yield for each step of a chapter the place of its output, and what is said of it."""
    (number,) = [n for n, chapter in enumerate(run.chapters) if chapter.key == kind]
    for step in range(0, len(run.chapters[number].trace), every):
        at = run.chapters[number].trace.variables(step)
        yield (0, *at.values()), str(why(Frame(run, Position(number, step))))


def arrays(run, key):
    return next(chapter.arrays for chapter in run.chapters if chapter.key == key)


@pytest.mark.parametrize("kind", ["scatter", "accumulate"])
def test_each_zero_says_where_it_became_one(kind):
    run = run_of(first_example(), RunOptions(0))
    back, seen = arrays(run, "activate_back"), set()
    for place, words in told(run, kind):
        from_above, slope = back["da"][place] != 0, back["z"][place] > 0
        cut = from_above and not slope
        assert (KINK in words) == (cut and back["z"][place] == 0), place
        assert (CUT in words) == (cut and back["z"][place] < 0), place
        assert (LOST.search(words) is not None) == (not from_above), place  # every maximum hands on a 1
        seen.add((CUT in words, KINK in words, LOST.search(words) is not None))
    assert len(seen) == 3


def test_of_filters_that_are_not_followed_it_is_said_too():
    run = run_of(classifier(), RunOptions(0))
    back, mask = arrays(run, "activate_back"), arrays(run, "max_pool")["mask"]
    (number,) = [n for n, chapter in enumerate(run.chapters) if chapter.key == "scatter"]
    seen = set()
    for step in range(0, len(run.chapters[number].trace), 3):
        at = run.chapters[number].trace.variables(step)
        words, place = str(why(Frame(run, Position(number, step)))), (0, *at.values())
        assert (LOST.search(words) is not None) == (mask[place] == 0), place
        assert (CUT in words) == (mask[place] != 0 and back["z"][place] < 0), place
        assert (KINK in words) == (mask[place] != 0 and back["z"][place] == 0), place
        seen.add((LOST.search(words) is not None, CUT in words, place[-1]))
    assert {filter_ for lost, _, filter_ in seen if lost} == {0, 1, 2, 3}
    assert any(cut for _, cut, _ in seen)


def test_what_comes_to_an_activation_says_which_window_it_lost():
    run = run_of(first_example(), RunOptions(0))
    mask = arrays(run, "max_pool")["mask"]
    for place, words in told(run, "activate_back"):
        assert (LOST.search(words) is not None) == (mask[place] == 0), place


def test_a_winner_that_is_handed_nothing_has_not_lost():
    experiment = replace(first_example(), loss=Loss("cell", cell=(0, 0, 0)))
    run = run_of(experiment, RunOptions(0))
    back, mask = arrays(run, "activate_back"), arrays(run, "max_pool")["mask"]
    assert ((mask != 0) & (back["da"] == 0)).any()
    for place, words in told(run, "scatter"):
        assert (LOST.search(words) is not None) == (mask[place] == 0), place


def test_where_no_pooling_is_behind_none_is_blamed():
    run = run_of(experiments()["positions"], RunOptions(None))
    assert not any(LOST.search(words) is not None for _, words in told(run, "scatter"))


@pytest.mark.parametrize(("make", "every"), [(first_example, 2), (classifier, 5)])
def test_who_was_equal_to_the_winner_lost_by_the_rule(make, every):
    run = run_of(make(), RunOptions(0))
    pooling, seen = next(one for one in run.chapters if one.key == "max_pool"), set()
    mask, y, x = (pooling.arrays[name] for name in ("mask", "y", "x_pad"))
    back = arrays(run, "activate_back")
    rows, columns = make().layers[pooling.layer].window.stride
    for place, words in told(run, "scatter", every):
        if mask[place] == 0:
            _, row, column, channel = place  # the windows lie side by side
            assert (TIED in words) == (x[place] == y[0, row // rows, column // columns, channel]), place
            below = back["z"][place] <= 0
            number = f"[{row}, {column}] = {exactly(float(back['z'][place]))} is not above 0, so"
            assert (STOPPED in words) == below, place
            assert not below or channel or number in words or back["z"][place] != round(back["z"][place], 1)
            assert re.search("(won|winner of) the pooling window that it|won the pooling window that", words)
            seen.add(TIED in words)
    assert seen == {True, False}


def test_of_windows_that_overlap_each_is_meant():
    opens = first_example()
    layers = [*opens.layers]
    number = next(n for n, one in enumerate(layers) if isinstance(one, MaxPooling))
    layers[number] = replace(layers[number], window=replace(layers[number].window, stride=(1, 1)))
    run, seen = run_of(replace(opens, layers=tuple(layers)), RunOptions(0)), set()
    counts = next(one for one in run.chapters if one.key == "max_pool_back").trace.counts("dx_pad")
    for place, words in told(run, "scatter"):
        if LOST.search(words) is not None:
            assert ("the pooling window that" not in words) == (counts[place] > 1), place
            seen.add(bool(counts[place] > 1))
            partly = re.search(r"winner of (\d) of the (\d) pooling windows", words)
            assert not partly or 0 < int(partly[1]) < int(partly[2]) == counts[place]
            seen.add("partly" if partly else "")
    assert seen == {True, False, "partly", ""}


def test_a_weight_that_learns_nothing_says_of_what_its_gradient_was_made():
    run = run_of(first_example(), RunOptions(0))
    gradient, number = arrays(run, "accumulate")["dweight"], len(run.chapters) - 2
    assert run.chapters[number].key == "update_weight"
    for step in range(len(run.chapters[number].trace)):
        at = np.unravel_index(step, gradient.shape)
        said = "Every product that was added up to dW" in str(why(Frame(run, Position(number, step))))
        assert said == (gradient[at] == 0), at
    assert (gradient == 0).any()
