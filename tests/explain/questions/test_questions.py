"""Every step of every kind of network has right questions: the true answer is right, others are not."""

from dataclasses import replace

import numpy as np
import pytest
from run_catalogue import experiments

from cnnviz.engine.arrays import frozen
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import MaxPooling
from cnnviz.explain import question
from cnnviz.explain.mistakes.at_step import mistaken
from cnnviz.explain.questions.choosing import askings, mistakes_seen, winners
from cnnviz.explain.questions.judged import near
from cnnviz.explain.questions.judging import judge, told
from cnnviz.explain.questions.question import AnswerWay, size_asked
from cnnviz.explain.sums.changing import changing
from cnnviz.explain.sums.formula import formula
from cnnviz.run import RunOptions, run_of
from cnnviz.run.frames.asking import AskKind, Scope
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position

NAMES = list(experiments())


def questions(run, steps, scope=Scope.ONE, often=frozenset()):
    """Yield open frames with what is asked in them."""
    for index, chapter in enumerate(run.chapters):
        for step in steps(len(chapter.trace)):
            frame = Frame(run, Position(index, step))
            for asking in askings(frame, scope, often):
                yield Frame(run, frame.position, asking=asking)


def right_answer(frame, asked):
    """Return the right answer, as one gives it."""
    asking = asked.asking
    if asking.kind is AskKind.VALUE:
        return repr(float(frame.arrays[asking.cell.array][asking.cell.index]))
    if asking.kind is AskKind.SIZE:
        return "×".join(map(str, size_asked(frame, asking.array)))
    if asking.kind is AskKind.WINNER:
        return frozenset([min(winners(frame), key=lambda cell: cell.index)])
    if asking.kind is AskKind.CHANGES:
        return frozenset(frame.step.writes)
    return asking.mistake


def wrong_answer(frame, asked):
    kind = asked.asking.kind
    if kind is AskKind.VALUE:
        value = float(frame.arrays[asked.asking.cell.array][asked.asking.cell.index])
        return repr(value + 1234.5) if np.isfinite(value) else "17"
    if kind is AskKind.SIZE:
        return "99 99"
    return None


def a_few(count):
    return sorted({0, 1, count // 2, count - 1} & set(range(count)))


@pytest.mark.some(2)
@pytest.mark.parametrize("name", [NAMES[0], NAMES[2], NAMES[5]])
def test_the_right_answer_is_right_and_what_is_told_is_said(name):
    check(name, a_few)


@pytest.mark.long
@pytest.mark.parametrize("scope", Scope)
@pytest.mark.parametrize("name", NAMES)
def test_at_every_step(name, scope):
    check(name, range, scope)


def check(name, steps, scope=Scope.ONE):
    run, kinds = run_of(experiments()[name], RunOptions(0)), set()
    for frame in questions(run, steps, scope, frozenset(AskKind)):
        asked = question(frame)
        where = (frame.chapter.key, frame.position.step, asked.asking.kind)
        assert asked.words.endswith((".", "?")), where
        assert judge(frame, asked, right_answer(frame, asked)).right, where
        assert told(frame, asked).title, where
        wrong = wrong_answer(frame, asked)
        if wrong is not None:
            assert judge(frame, asked, wrong).right is False, where
        unclear = judge(frame, asked, "well, hm")
        assert unclear.right is None, where
        assert unclear.title, where
        kinds.add(asked.asking.kind)
    assert AskKind.VALUE in kinds


def test_a_mistake_is_recognised_with_its_sentence_and_numbers(first_run):
    frame = next(
        one
        for one in questions(first_run, range)
        if one.chapter.key == "scatter" and one.asking.kind is AskKind.VALUE and one.position.step == 28
    )
    asked = question(frame)
    assert (asked.name, asked.known) == ("dX padded[4, 6]", "holds 1 now.")
    verdict = judge(frame, asked, "−2")
    assert verdict.right is False
    assert verdict.title == "You kept the last value alone instead of adding."
    assert verdict.text.startswith("In dX windows add up where they overlap.  ")
    assert verdict.text.endswith("What you did: dX padded[4, 6] = 1·(−2) = −2")
    assert str(formula(frame)) not in verdict.title + verdict.text
    found = next(one for one in mistaken(frame) if one.key == "assigned_not_added")
    assert verdict.replay == found.step
    assert judge(frame, asked, "1 − 2").right


def test_of_a_weight_the_rule_says_that_every_window_adds(first_run):
    for frame in questions(first_run, range):
        if frame.chapter.key == "accumulate" and frame.asking.kind is AskKind.VALUE:
            cell = frame.asking.cell
            for one in mistaken(frame):
                if one.key == "assigned_not_added" and cell in one.values:
                    verdict = judge(frame, question(frame), str(one.values[cell]))
                    assert verdict.text.startswith("Every window adds to the same cells of dW")
                    return
    pytest.fail("no question about dW has this mistake")


def test_of_a_wrong_result_one_option_alone_is_right_and_its_name_is_said(first_run):
    seen = 0
    often = frozenset([AskKind.MISTAKE])
    for frame in questions(first_run, lambda count: range(5, count, 6), often=often):
        asked = question(frame)
        if asked.asking.kind is not AskKind.MISTAKE:
            continue
        assert asked.way is AnswerWay.CHOSEN
        keys = [option.key for option in asked.options]
        assert asked.asking.mistake in keys
        assert judge(frame, asked, str(keys.index(asked.asking.mistake) + 1)).right
        verdicts = [judge(frame, asked, str(number)) for number in range(1, len(keys) + 1)]
        assert [verdict.right for verdict in verdicts] == [key == asked.asking.mistake for key in keys]
        cell = asked.asking.cell
        made = next(one for one in mistakes_seen(frame, cell) if one.key == asked.asking.mistake)
        gives = {
            one.key
            for one in mistaken(frame)
            if near(frame, cell, one.values.get(cell, np.nan), made.values[cell])
        }
        assert gives & set(keys) == {asked.asking.mistake}
        assert len(keys) > 1
        for other in (
            "0",
            str(len(keys) + 1),
            "1.0",
            repr(float(frame.arrays[cell.array][cell.index]) + 0.5),
        ):
            assert judge(frame, asked, other).right is None
        seen += 1
    assert seen > 5


def test_half_of_the_last_digit_is_allowed_and_no_more(first_run):
    chapter = [one.key for one in first_run.chapters].index("convolve")
    frame = Frame(first_run, Position(chapter, 2), decimals=2)
    frame = Frame(first_run, frame.position, 2, asking=askings(frame)[0])
    asked = question(frame)
    value = float(frame.arrays[asked.asking.cell.array][asked.asking.cell.index])
    assert judge(frame, asked, repr(value)).right
    assert judge(frame, asked, repr(value + 0.3)).right is False


def test_of_what_is_rounded_the_last_digit_that_is_shown_counts():
    base = experiments()["grey"]
    noise = np.random.default_rng(2).random(base.images[0].shape)
    run = run_of(replace(base, images=(frozen(noise),)), RunOptions(0))
    chapter = [one.key for one in run.chapters].index("convolve")
    frame = Frame(run, Position(chapter, 2), 2)
    frame = Frame(run, frame.position, 2, asking=askings(frame)[0])
    asked = question(frame)
    value = float(frame.arrays[asked.asking.cell.array][asked.asking.cell.index])
    for off, is_right in ((0.004, True), (-0.0049, True), (0.006, False), (-0.0052, False)):
        assert judge(frame, asked, repr(value + off)).right is is_right


def test_cells_that_do_not_change_are_wrong(first_run):
    asking = (one for one in questions(first_run, range) if one.asking.kind is AskKind.CHANGES)
    frame = next(one for one in asking if one.chapter.key == "scatter")
    asked, cells = question(frame), frozenset(frame.step.writes)
    (cell, *_) = cells
    outside = replace(cell, index=(0, 9, 9, 0))
    assert judge(frame, asked, cells).right
    assert judge(frame, asked, cells | {outside}).right is False
    assert judge(frame, asked, frozenset([outside])).title == "None of these are changed."


@pytest.mark.parametrize("ties", ["first", "all", "split"])
def test_of_cells_that_tie_those_win_that_the_rule_says(ties):
    image = frozen(np.ones((4, 4, 1)))
    run = run_of(Experiment((image,), (MaxPooling(ties=ties),), "flat"), RunOptions(0))
    (frame,) = [
        one
        for one in questions(run, range)
        if one.chapter.key == "max_pool_back" and one.position.step == 0 and one.asking.kind is AskKind.WINNER
    ]
    asked = question(frame)
    cells = sorted(frame.standings, key=lambda cell: (cell.array, cell.index))
    by_place = {cell.index: judge(frame, asked, frozenset([cell])).right for cell in cells}
    if ties == "first":
        assert "as large" in judge(frame, asked, frozenset([cells[1]])).title
    assert list(by_place.values()) == ([True, False, False, False] if ties == "first" else [True] * 4)


def test_what_is_no_number_and_what_is_infinite_has_answers():
    base = experiments()["grey"]
    image = np.array(base.images[0])
    image[2, 3, 0], image[4, 1, 0] = np.nan, np.inf
    run = run_of(replace(base, images=(frozen(image),)), RunOptions(0))
    found = set()
    for frame in questions(run, range):
        asked = question(frame)
        if asked.asking.kind is AskKind.VALUE:
            value = float(frame.arrays[asked.asking.cell.array][asked.asking.cell.index])
            assert judge(frame, asked, repr(value)).right, (frame.chapter.key, value)
            if not np.isfinite(value):
                found.add(repr(value))
                assert judge(frame, asked, "1.5").right is False
    assert {"nan", "inf"} <= found


def test_a_copy_asks_nothing_but_its_size(first_run):
    for frame in questions(first_run, range):
        if frame.chapter.key in ("pad", "crop", "flatten"):
            assert frame.asking.kind is AskKind.SIZE


@pytest.fixture(scope="module")
def first_run():
    from cnnviz.gallery.first_example import first_example

    return run_of(first_example(), RunOptions(0))


@pytest.mark.parametrize("name", ["signed", "separable"])
def test_where_nothing_changes_nobody_is_asked_which_cells_do(name):
    run = run_of(experiments()[name], RunOptions(0))
    asked = [frame for frame in questions(run, range) if frame.asking.kind is AskKind.CHANGES]
    assert all(changing(frame) for frame in asked)
    assert any(frame.chapter.key == "scatter" for frame in asked)
