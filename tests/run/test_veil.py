"""A run of which numbers are hidden: what stands in their place, and what does not tell them."""

import numpy as np
import pytest
from run_catalogue import experiments, image

from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import MaxPooling
from cnnviz.experiment.windows import PoolingWindow
from cnnviz.hidden import HIDDEN, hidden_among, is_hidden
from cnnviz.run import RunOptions, run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position, hides_given
from cnnviz.run.veil import Known, Veil
from cnnviz.trace.steps import Cell


@pytest.fixture(scope="module")
def run():
    return run_of(experiments()["grey"], RunOptions(0))


def number(run, key):
    return [chapter.key for chapter in run.chapters].index(key)


def test_a_hidden_number_is_no_other_nan_and_stays_hidden_in_sums_and_in_single_precision():
    assert is_hidden(HIDDEN)
    assert not is_hidden(float("nan"))
    assert not is_hidden(1.0)
    values = np.array([1.0, HIDDEN, np.nan])
    for made in (values, values * -2 + 1, values.astype(np.float32), np.exp(values)):
        assert hidden_among(made).tolist() == [False, True, False]
    assert is_hidden(sum([1.0, 2 * HIDDEN]))


def test_without_anything_hidden_it_is_the_run_itself(run):
    assert Veil(run).over() is run


def test_a_cell_is_hidden_wherever_its_array_is_shown_and_nothing_else_is(run):
    seen = Veil(run).over([Cell("Y", (0, 1, 2, 0))])
    for before, after in zip(run.chapters, seen.chapters, strict=True):
        for name, array in after.arrays.items():
            where = np.argwhere(hidden_among(array)).tolist()
            assert where == ([[0, 1, 2, 0]] if after.label(name) == "Y" else []), (after.key, name)
        shows = any(info.label == "Y" for info in before.info.values())
        assert (after is before) == (not shows)
    (made,) = [array for array in seen.arrays if array.label == "Y"]
    assert hidden_among(made.array).sum() == 1
    assert seen.hidden
    assert seen.is_veiled
    assert seen.token is run.token


def test_the_same_is_handed_out_again(run):
    veil, cells = Veil(run), [Cell("Y", (0, 0, 0, 0))]
    first = veil.over(cells)
    assert veil.over(cells) is first
    veil.over([*cells, Cell("P", (0, 0, 0, 0))])
    again = veil.over(cells)
    index = number(run, "convolve")
    assert again.chapters[index] is first.chapters[index]


def test_a_cell_that_there_is_not_hides_nothing(run):
    seen = Veil(run).over([Cell("Y", (0, 99, 0, 0)), Cell("Y", (1,)), Cell("Nobody", (0,))])
    for chapter in seen.chapters:
        for array in chapter.arrays.values():
            assert not hidden_among(array).any()


@pytest.mark.parametrize("term", [1, 4, 9])
def test_a_sum_on_its_way_to_a_hidden_number_is_hidden(run, term):
    index = number(run, "convolve")
    seen = Veil(run).over([Cell("Y", (0, 0, 0, 0))])
    frame = Frame(seen, Position(index, 0, term))
    assert is_hidden(float(frame.arrays["y"][0, 0, 0, 0]))
    assert frame.asked == (Cell("y", (0, 0, 0, 0)),)


def test_what_is_not_known_yet_is_hidden_and_what_was_before_is_not(run):
    index = number(run, "scatter")
    veil, step = Veil(run), 9
    seen = veil.over((), Known(index, step))
    true, frame = Frame(run, Position(index, step)), Frame(seen, Position(index, step))
    for name, array in frame.before.items():
        np.testing.assert_array_equal(array, true.before[name])
    written = {cell.index for cell in frame.step.writes}
    hidden = set(map(tuple, np.argwhere(hidden_among(frame.arrays["dx_pad"])).tolist()))
    assert hidden == written
    finished = hidden_among(frame.chapter.arrays["dx_pad"])
    assert finished.sum() == (true.before and (run.chapters[index].trace.progress(step)["dx_pad"] < 2).sum())
    for later in seen.chapters[index + 1 :]:
        for array in later.trace.outputs.values():
            assert hidden_among(array).all()
    for earlier, same in zip(run.chapters[:index], seen.chapters, strict=False):
        assert earlier is same
    once_known = Frame(veil.over((), Known(index, step + 1)), Position(index, step))
    np.testing.assert_array_equal(once_known.arrays["dx_pad"], true.arrays["dx_pad"])


def test_the_loss_is_hidden_with_its_array_and_ahead(run):
    assert is_hidden(Veil(run).over([Cell("loss", (0,))]).loss)
    assert is_hidden(Veil(run).over((), Known(number(run, "loss"), 0)).loss)
    assert Veil(run).over((), Known(number(run, "loss") + 1, 0)).loss == run.loss
    assert Veil(run).over([Cell("Y", (0, 0, 0, 0))]).loss == run.loss


@pytest.mark.parametrize(
    ("label", "given"), [("X", True), ("W", True), ("b", True), ("Y", False), ("dW", False)]
)
def test_what_a_person_sets_up_is_known(run, label, given):
    assert hides_given(Veil(run).over([Cell(label, (0, 0, 0, 0))])) == given


@pytest.mark.parametrize("stride", [1, 2, 3])
@pytest.mark.parametrize("hidden", [Cell("P", (0, 1, 1, 0)), Cell("X", (0, 3, 3, 0))])
def test_of_a_mask_that_is_hidden_which_a_hidden_number_decides_about_and_nothing_else(stride, hidden):
    """Under the window of a hidden maximum, and under all windows over a number that is hidden."""
    layer = MaxPooling(PoolingWindow((2, 2), (stride, stride)))
    run = run_of(Experiment((image(1, (6, 6)),), (layer,)))
    index = number(run, "max_pool")
    trace = run.chapters[index].trace
    under = set()
    for step in trace:
        named = {Cell(run.chapters[index].label(cell.array), cell.index) for cell in step.cells}
        if hidden in named:
            under |= {aside.index for update in step.updates for aside in update.aside}
    seen = Veil(run).over([hidden])
    for step in range(len(trace)):
        frame, true = Frame(seen, Position(index, step)), Frame(run, Position(index, step))
        mask = frame.arrays["mask"]
        assert set(map(tuple, np.argwhere(hidden_among(mask)).tolist())) == under
        open_ = ~hidden_among(mask)
        np.testing.assert_array_equal(mask[open_], true.arrays["mask"][open_])
    assert set(map(tuple, np.argwhere(hidden_among(seen.chapters[index].arrays["mask"])).tolist())) == under
    assert 0 < len(under) < mask.size


@pytest.mark.parametrize(("rows", "whole"), [(2, False), (30, True)])
def test_where_many_numbers_are_hidden_all_of_a_mask_is(rows, whole):
    run = run_of(Experiment((image(1, (40, 40)),), (MaxPooling(PoolingWindow((2, 2), (1, 1))),)))
    index = number(run, "max_pool")
    hidden = [Cell("P", (0, row, column, 0)) for row in range(rows) for column in range(39)]
    mask = hidden_among(Veil(run).over(hidden).chapters[index].arrays["mask"])
    assert mask.any()
    assert mask.all() == whole
