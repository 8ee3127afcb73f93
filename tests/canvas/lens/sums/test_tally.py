"""The squares of a mean squared error are added up in a column, which says what they give; none that is asked."""

import re
from dataclasses import replace

import numpy as np
import pytest
from painted_texts import texts

from cnnviz.canvas.palette import palette
from cnnviz.canvas.stage import Stage
from cnnviz.engine.arrays import frozen
from cnnviz.experiment.loss import Loss
from cnnviz.explain.lenses.tally import tally
from cnnviz.gallery.first_example import first_example
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.compute import run_of
from cnnviz.run.frames.asking import Asking, AskKind
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position
from cnnviz.run.veil import Known, Veil
from cnnviz.trace.steps import Cell


def run_towards(target):
    experiment = first_example()
    return run_of(replace(experiment, loss=Loss("mse", targets=(frozen(target),))))


@pytest.fixture(scope="module")
def run():
    return run_towards(np.arange(16.0).reshape(4, 4, 1) / 5)


def at(run, step, **asked):
    number = next(n for n, chapter in enumerate(run.chapters) if chapter.kind is ChapterKind.MSE)
    return Frame(run, Position(number, step), **asked)


def told(frame):
    (cell,) = {f for u in frame.step.updates for t in u.terms if u.accumulate for f in t[:1]}
    return tally(frame, cell)


def number(text):
    return float(text.replace("−", "-").replace("∞", "inf"))


def test_the_column_adds_up_step_by_step(run):
    before = 0.0
    for step in range(16):
        made, frame = told(at(run, step)), at(run, step)
        difference = frame.arrays["difference"].ravel()[step]
        assert made.already == step
        assert number(made.before) == pytest.approx(before, abs=1e-9)
        assert number(made.square) == pytest.approx(difference**2, abs=1e-9)
        assert number(made.total) == pytest.approx(number(made.before) + number(made.square), abs=1e-9)
        assert not made.about
        before = number(made.total)
        total, count, mean = re.fullmatch(r"(\S+) / (\d+) [=≈] (\S+)", made.mean).groups()
        assert total == made.total
        assert int(count) == 16
        assert number(mean) == pytest.approx(float(frame.arrays["loss"][0]), abs=0.005)


def test_what_is_rounded_and_does_not_add_up_says_so():
    made = [told(at(run_towards(np.full((4, 4, 1), 1 / 3)), step)) for step in range(16)]
    for one in made:
        off = abs(number(one.before) + number(one.square) - number(one.total)) > 1e-9
        assert one.about == off
    assert {one.about for one in made} == {False, True}


def test_a_square_that_is_no_number_makes_a_sum_that_is_none():
    target = np.zeros((4, 4, 1))
    target[0, 1] = np.inf
    made = told(at(run_towards(target), 5))
    assert made.total == "∞"
    assert not made.about


def test_it_stands_in_the_lens_but_not_while_its_result_is_asked(qtbot, run):
    stage = Stage(palette("light"))
    qtbot.addWidget(stage)
    stage.resize(1181, 383)
    stage.set_frame(at(run, 5))
    assert {"5 squares and this", told(at(run, 5)).mean} <= set(texts(stage))
    number = at(run, 5).position.chapter
    known = Veil(run).over((), Known(number, 5))
    cell = at(run, 5).step.updates[-1].target
    stage.set_frame(at(known, 5, asking=Asking(AskKind.VALUE, cell.array, cell)))
    assert not any("squares and this" in text for text in texts(stage))


def test_a_loss_that_is_hidden_is_not_told_by_its_column(qtbot, run):
    stage = Stage(palette("light"))
    qtbot.addWidget(stage)
    stage.resize(1181, 383)
    stage.set_frame(at(Veil(run).over([Cell("loss", (0,))]), 15))
    said = texts(stage)
    assert not any(" / 16" in text or "squares and this" in text for text in said)


def test_the_first_square_has_none_before_it(qtbot, run):
    stage = Stage(palette("light"))
    qtbot.addWidget(stage)
    stage.resize(1181, 383)
    stage.set_frame(at(run, 0))
    assert "the first square" in texts(stage)
