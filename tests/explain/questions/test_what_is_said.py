"""What is said to a wrong answer is a sentence, tells the numbers apart, and names the rule of the question."""

import re
from dataclasses import replace

import pytest
from run_catalogue import experiments

from cnnviz.explain import question
from cnnviz.explain.mistakes.at_step import mistaken
from cnnviz.explain.mistakes.mistake import Mistake
from cnnviz.explain.numbers import written
from cnnviz.explain.questions.choosing import askings, mistakes_seen
from cnnviz.explain.questions.judged import printed
from cnnviz.explain.questions.judging import judge
from cnnviz.explain.questions.tally import AnswerTally
from cnnviz.explain.sums.formula import formula
from cnnviz.gallery.first_example import first_example
from cnnviz.run import RunOptions, run_of
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.frames.asking import Asking, AskKind, Scope
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position

OFTEN = frozenset({AskKind.MISTAKE, AskKind.SIZE})
GIVES = re.compile(r"would get (.*), and not (.*)\.$")


def said(run, every):
    """Yield what is said to wrong choices and wrong sizes in a run, at every so manieth step."""
    for number, chapter in enumerate(run.chapters):
        for step in range(0, len(chapter.trace), every):
            frame = Frame(run, Position(number, step))
            for asking in askings(frame, Scope.ONE, OFTEN):
                open_frame = Frame(run, frame.position, asking=asking)
                asked = question(open_frame)
                answers = ["99 × 99"] if asking.kind is AskKind.SIZE else []
                wrong = [one.key for one in asked.options if one.key != asking.mistake]
                for answer in (*answers, *wrong):
                    yield chapter, asking, judge(open_frame, asked, answer)


@pytest.mark.parametrize("name", ["grey", pytest.param("classifier", marks=pytest.mark.long)])
def test_every_sentence_is_whole_and_tells_numbers_apart(name):
    kinds = set()
    for chapter, asking, verdict in said(run_of(experiments()[name], RunOptions(0)), 7):
        kinds.add(asking.kind)
        assert verdict.right is False
        assert ".." not in verdict.title + verdict.text, (chapter.key, verdict)
        gives = GIVES.search(verdict.text)
        assert (gives is not None) == (asking.kind is AskKind.MISTAKE)
        if gives is not None:
            numbers = [float(text.replace("−", "-").replace("∞", "inf")) for text in gives.groups()]
            assert numbers[0] != numbers[1], (chapter.key, verdict.text)
        else:
            assert re.search(r"\d+ (rows|numbers)|each unit", verdict.text), chapter.key
    assert kinds == OFTEN


def test_two_results_that_a_cell_would_write_alike_are_told_apart():
    run = run_of(experiments()["nothing before"], RunOptions(0))
    number = next(at for at, chapter in enumerate(run.chapters) if chapter.key == "scatter")
    frame = Frame(run, Position(number, 115))
    (asking,) = (one for one in askings(frame, Scope.ONE, OFTEN) if one.kind is AskKind.MISTAKE)
    asked_of = Frame(run, frame.position, asking=asking)
    found = {one.key: one.values[asking.cell] for one in mistakes_seen(frame, asking.cell)}
    texts = {key: printed(frame, asking.cell, value) for key, value in found.items()}
    offered = (option.key for option in question(asked_of).options)
    alike = next(key for key in offered if key != asking.mistake and texts[key] == texts[asking.mistake])
    verdict = judge(asked_of, question(asked_of), alike)
    numbers = f"{written(found[alike])}, and not {written(found[asking.mistake])}."
    assert verdict.text == f"Whoever {Mistake(alike).did} would get {numbers}"
    assert f"{texts[alike]}," not in verdict.text


def test_of_what_sits_and_what_does_not_one_sentence_tells():
    tally = AnswerTally()
    tally.count(AskKind.SIZE, right=False)
    assert tally.sentence() == "Sizes (0 of 1) do not sit yet: more of that is asked from now on."
    tally.count(AskKind.WINNER, right=True)
    assert tally.sentence().startswith("Who wins a window (1 of 1) sits; sizes (0 of 1) do not yet")


def test_where_several_mistakes_give_a_number_none_is_claimed():
    first_run = run_of(first_example(), RunOptions(0))
    chapter = [one.key for one in first_run.chapters].index("convolve")
    seen = 0
    for step in range(30):
        frame = Frame(first_run, Position(chapter, step))
        cell = frame.step.updates[0].target
        frame = Frame(first_run, frame.position, asking=Asking(AskKind.VALUE, cell.array, cell))
        given = repr(-float(frame.arrays[cell.array][cell.index]))
        verdict = judge(frame, question(frame), given)
        alike = {one.key for one in mistaken(frame) if one.values.get(cell) == float(given)}
        if not verdict.right and "sign_lost" in alike and len(alike) > 1:
            assert verdict.title == "More than one mistake gives this number."
            assert verdict.text.startswith("Perhaps you turned a sign round")
            assert "What you did" not in verdict.text
            assert not verdict.is_sure
            turned = next(one for one in mistaken(frame) if one.key == "sign_lost")
            assert verdict.replay == turned.step
            assert "·1·1" not in str(formula(frame.replaying(turned.step)))  # it adds up as it is printed
            seen += 1
    assert seen


def test_where_nothing_is_added_one_is_asked_now_and_then():
    first_run = run_of(first_example(), RunOptions(0))
    chapter = [one.key for one in first_run.chapters].index("scatter")
    asked = []
    for step in range(len(first_run.chapters[chapter].trace)):
        frame = Frame(first_run, Position(chapter, step))
        idle = all(
            frame.before[one.array][one.index] == frame.arrays[one.array][one.index]
            for one in frame.step.writes
        )
        if idle:
            asked.append(bool(askings(frame)))
        else:
            assert askings(frame)
    assert 0 < sum(asked) <= len(asked) // 3


@pytest.mark.parametrize("label", [0, 2])
@pytest.mark.parametrize("kind", [ChapterKind.CROSS_ENTROPY, ChapterKind.CROSS_ENTROPY_BACK])
def test_where_an_answer_goes_by_the_true_class_that_is_named(kind, label):
    experiment = experiments()["classifier"]
    run = run_of(replace(experiment, loss=experiment.fitted_loss.with_label(0, label)))
    number = next(k for k, chapter in enumerate(run.chapters) if chapter.kind is kind)
    last = len(run.chapters[number].trace) - 1
    found = {step: question(Frame(run, Position(number, step))) for step in range(last + 1)}
    told = {step: one.words for step, one in found.items() if one is not None}  # a copy is not asked for
    asked_by_class = {step for step in told if step == last or kind is ChapterKind.CROSS_ENTROPY_BACK}
    assert asked_by_class
    assert {step for step in told if told[step].startswith(f"The true class is {label}. ")} == asked_by_class
