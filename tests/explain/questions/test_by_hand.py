"""Whoever reckons with the numbers that are printed is right, and no further from the truth than those are."""

from dataclasses import replace

import numpy as np
import pytest
from run_catalogue import convolved, experiments

from cnnviz.engine.arrays import frozen
from cnnviz.experiment.document import Experiment
from cnnviz.explain import question
from cnnviz.explain.number_format import NEXT_TO_ZERO, format_in
from cnnviz.explain.questions.judged import printed
from cnnviz.explain.questions.judging import judge
from cnnviz.explain.sums.formula import come_to
from cnnviz.run import RunOptions, run_of
from cnnviz.run.frames.asking import Asking, AskKind
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position
from cnnviz.trace.steps import Cell


@pytest.fixture(scope="module")
def apart():
    """Return where the printed numbers come to another last digit than is shown, with the two."""
    base = experiments()["grey"]
    noise = np.random.default_rng(2).random(base.images[0].shape)
    run = run_of(replace(base, images=(frozen(noise),), learning_rate=0.4), RunOptions(0))
    found = []
    for index, chapter in enumerate(run.chapters):
        for step in range(min(len(chapter.trace), 24)):
            frame = Frame(run, Position(index, step), 2)
            cell = frame.step.updates[0].target
            total = come_to(frame, cell)
            value = float(frame.arrays[cell.array][cell.index])
            if total is None or printed(frame, cell, total[0] / total[1]) == printed(frame, cell, value):
                continue
            asked = Frame(run, frame.position, 2, asking=Asking(AskKind.VALUE, cell.array, cell))
            found.append((asked, total[0] / total[1], value))
    return found


def test_what_the_printed_terms_come_to_is_right_written_out_and_rounded(apart):
    assert len(apart) > 5
    for frame, total, value in apart:
        asked, cell = question(frame), frame.asking.cell
        for answer in (repr(total), f"{total:.2f}", f"{total:.3f}".replace(".", ",")):
            assert judge(frame, asked, answer).right, (frame.chapter.key, answer, total, value)
        assert judge(frame, asked, printed(frame, cell, value)).right


def test_what_neither_the_cell_nor_its_printed_terms_are_is_wrong(apart):
    for frame, total, value in apart:
        asked, low, high = question(frame), min(total, value), max(total, value)
        for answer in (low - 0.0061, high + 0.0061):
            assert judge(frame, asked, f"{answer:.4f}").right is False, (frame.chapter.key, answer)


def test_an_answer_with_fewer_digits_than_the_cell_has_is_wrong(apart):
    coarse = [one for one in apart if abs(round(one[1], 1) - one[1]) > 0.03 and abs(one[1] - one[2]) < 0.02]
    assert coarse
    for frame, total, _ in coarse:
        assert judge(frame, question(frame), f"{total:.1f}").right is False


def test_a_copy_is_not_reckoned(apart):
    run = apart[0][0].timeline
    frame = Frame(run, Position([one.key for one in run.chapters].index("pad"), 20))
    assert come_to(frame, frame.step.updates[0].target) is None


@pytest.fixture(scope="module")
def small():
    """Return where a cell says that it is next to 0: differences beside which the others are large."""
    base = replace(
        convolved(1, 1, size=(4, 4), padding="valid"), weight=np.ones((3, 3, 1, 1)), bias=np.zeros(1)
    )
    picture = np.zeros((4, 4, 1))
    picture[0, 0], picture[3, 3] = 0.9, 3.4e-4
    run = run_of(Experiment((frozen(picture),), (base,)), RunOptions(0))
    cell = Cell("y", (0, 1, 1, 0))
    number = next(n for n, one in enumerate(run.chapters) if cell.array in one.trace.outputs)
    step = int(run.chapters[number].trace.steps_of(cell)[0])
    return Frame(run, Position(number, step), asking=Asking(AskKind.VALUE, cell.array, cell))


@pytest.mark.parametrize(
    ("answer", "right"),
    [
        ("0", True),
        ("0.0003", True),
        ("0.00034", True),
        ("-0.0003", False),
        ("0.0004", False),
        ("0.003", False),
    ],
)
def test_of_what_a_cell_has_as_next_to_0_an_answer_of_0_is_right_and_its_digits_are_told(
    small, answer, right
):
    form = format_in(small.chapter, "y")
    assert form.in_cell(float(small.arrays["y"][small.asking.cell.index])) == NEXT_TO_ZERO
    verdict = judge(small, question(small), answer)
    assert verdict.right is right
    assert not right or "0.0003" in str(verdict)


def test_of_what_is_not_next_to_0_an_answer_of_0_is_wrong(small):
    cell = Cell("y", (0, 0, 0, 0))
    step = int(small.chapter.trace.steps_of(cell)[0])
    asked = Frame(small.timeline, replace(small.position, step=step), asking=Asking(AskKind.VALUE, "y", cell))
    assert judge(asked, question(asked), "0").right is False
