"""The sentence beneath a working says what the numbers of the step say, and nothing where one of them is hidden."""

import math
import re
from dataclasses import replace

import numpy as np
import pytest
from run_catalogue import WAYS, experiments

from cnnviz.engine.arrays import frozen
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import Flatten, linear_layer
from cnnviz.experiment.loss import Loss
from cnnviz.explain.lenses.remarks import Remark, may_say, remark
from cnnviz.run.chapter import ChapterKind, Phase
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.options import RunOptions
from cnnviz.run.timeline import Position


@pytest.fixture(scope="module")
def runs():
    names = "grey", "classifier", "positions", "side by side"
    return {
        name: run_of(experiments()[name], WAYS["window by window"]) for name in names if name in experiments()
    }


def frames(run, kind):
    for number, chapter in enumerate(run.chapters):
        if chapter.kind is kind:
            yield from (Frame(run, Position(number, step)) for step in range(len(chapter.trace)))


@pytest.mark.parametrize(
    ("kind", "what"), [(ChapterKind.SCATTER, "A cell"), (ChapterKind.ACCUMULATE, "A weight")]
)
def test_where_many_cells_are_added_to_it_says_why_in_every_step(runs, kind, what):
    seen = set()
    for frame in (*frames(runs["grey"], kind), *frames(runs["positions"], kind)):
        (dy,) = (cell for cell in frame.step.reads if cell.array == "dy")
        name = f"{frame.chapter.label('dy')}[{dy.index[1]}, {dy.index[2]}]"
        under = [frame.chapter.arrays[c.array][c.index] for c in frame.step.reads if c.array == "x_pad"]
        if frame.chapter.arrays["dy"][dy.index] == 0:
            begins = f"{name} is 0: the loss does not change with this output."
        elif under and not any(under):
            begins = "The weights met only 0"
        else:
            met = "weight" if what == "A cell" else "cell"
            begins = f"{what} went in times its {met}, so it gets that {met} times {name}."
        assert remark(frame).said.startswith(begins)
        seen.add(begins.split()[0])
    assert len(seen) >= 2


def test_of_a_tie_it_names_the_rule_in_force(runs):
    seen = 0
    for kind in (ChapterKind.MAX_POOL, ChapterKind.MAX_POOL_BACK):
        for frame in frames(runs["grey"], kind):
            trace, step = frame.chapter.trace, frame.position.step
            holders = len(trace.highlights(step)) + len(trace.tied(step))
            tied = "hold the maximum" in remark(frame).said
            assert tied == (holders > 1)
            if tied:
                assert "each takes it whole" in remark(frame).said
                seen += 1
    assert seen


def test_of_squares_it_names_the_largest_so_far(runs):
    for frame in frames(runs["positions"], ChapterKind.MSE):
        done = frame.progress["difference"] > 0
        squares = np.where(done, frame.arrays["difference"] ** 2, 0)
        given, total = (
            float(n) for n in re.findall(r"gives ([\d.]+) of ([\d.]+) so far", remark(frame).said)[0]
        )
        assert given == pytest.approx(squares.max(), abs=0.006)
        assert total == pytest.approx(squares.sum(), abs=0.006)


def test_of_a_probability_it_has_as_many_decimals_as_its_logarithm_takes(runs):
    *others, last = frames(runs["classifier"], ChapterKind.CROSS_ENTROPY)
    assert not any(remark(frame).first for frame in others)
    first = remark(last).first
    printed, loss = re.fullmatch(r"−log probability\[2\] = −log ([\d.]+) = ([\d.]+)", first).groups()
    assert f"{-math.log(float(printed)):.3f}" == loss == f"{float(last.arrays['loss'][0]):.3f}"
    assert "Certain would be 0" in remark(last).said


@pytest.mark.parametrize("logit", [5.0, 7.46, 8.7, 13.0, 20.535, 60.0, 400.0])
def test_a_probability_that_is_next_to_nothing_is_never_printed_as_0(logit):
    layer = replace(linear_layer(2, 2), weight=frozen(np.array([[0.0, logit], [0.0, 0.0]])))
    image = frozen(np.ones((1, 2, 1)))
    run = run_of(Experiment((image,), (Flatten(), layer), "two", Loss("cross_entropy", labels=(0,))))
    *_, last = frames(run, ChapterKind.CROSS_ENTROPY)
    printed, loss = re.fullmatch(
        r"−log probability\[0\] = −log (\S+) = ([\d.]+)", remark(last).first
    ).groups()
    share = float(printed.replace("−", "-"))
    assert ("e" in printed) == (share < 1e-4)
    assert share == pytest.approx(float(last.arrays["probability"][0, 0]), rel=0.01)
    assert f"{-math.log(share):.3f}" == loss == f"{float(last.arrays['loss'][0]):.3f}"


def test_term_by_term_nothing_is_said_yet(runs):
    frame = next(frames(runs["grey"], ChapterKind.SCATTER))
    assert remark(Frame(frame.timeline, Position(frame.position.chapter, 0, 2))) == Remark()


def test_of_a_gather_it_says_what_the_first_weight_meets_and_elsewhere_nothing_is_turned():
    runs = {way: run_of(experiments()["grey"], RunOptions(0, way)) for way in ("gather", "full", "scatter")}
    seen, counts = 0, set()
    for frame in frames(runs["gather"], ChapterKind.GATHER):
        (update,) = frame.step.updates
        pairs = sorted(((w.index, d.index) for d, w in update.terms), key=lambda pair: pair[0])
        said = remark(frame).said
        if "turned" in said:
            (up, left, *_), (_, row, column, _) = pairs[0]
            few = f" Only {len(pairs)} of its 9 weights ever lay on this cell." if len(pairs) < 9 else ""
            assert said == f"W stands turned: W[{up}, {left}] meets dY[{row}, {column}].{few}"
            counts.add(len(pairs))
            seen += 1
        else:
            assert len(pairs) < 2
    assert seen > 20
    assert {4, 6, 9} <= counts
    for way, kind in (("full", ChapterKind.FULL), ("scatter", ChapterKind.CONVOLVE)):
        assert not any("turned" in remark(frame).said for frame in frames(runs[way], kind))


def test_what_may_be_said_is_as_long_as_anything_that_is(runs):
    for run in runs.values():
        for number, chapter in enumerate(run.chapters):
            if chapter.phase is Phase.FORWARD and chapter.kind is not ChapterKind.MAX_POOL:
                continue
            if chapter.kind in (ChapterKind.CROSS_ENTROPY, ChapterKind.MSE):
                continue  # of their last steps, which are looked at
            said = [remark(Frame(run, Position(number, step))).said for step in range(len(chapter.trace))]
            if chapter.kind in (ChapterKind.GATHER, ChapterKind.FULL):
                said = [one for one in said if "turned" not in one]
            may = may_say(Frame(run, Position(number, 0)))
            assert max(map(len, said)) <= max(map(len, may)) + 4, (chapter.key, max(said, key=len), may)
