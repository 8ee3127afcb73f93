"""Each step is told in one sentence, short enough for a line, and by it alone whoever hears it knows where he is."""

import pytest
from run_catalogue import WAYS, by_turns, experiments

from cnnviz.explain.aloud.narration import WITHHELD, narration, sentence
from cnnviz.explain.sums.formula import formula
from cnnviz.explain.sums.pieces import Role
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position
from cnnviz.run.veil import Veil
from cnnviz.trace.steps import Cell

LONGEST = 80
"""Letters, so that there is room for them beside the place in the smallest window."""


@pytest.mark.some(4)
@pytest.mark.parametrize(("name", "way"), by_turns(experiments(), WAYS))
def test_it_is_one_short_sentence(name, way):
    run = run_of(experiments()[name], WAYS[way])
    for number, chapter in enumerate(run.chapters):
        for step in {0, len(chapter.trace) // 2, len(chapter.trace) - 1}:
            frame = Frame(run, Position(number, step))
            said = sentence(frame)
            assert said.endswith(".")
            assert ". " not in said
            assert len(said) <= LONGEST, said
            assert not {"{", "**"} & {*said}
            assert narration(frame) == (
                f"{chapter.title}, step {step + 1} of {len(chapter.trace)}. "
                f"{formula(frame).target.text} = {formula(frame).result}. {said}"
            )


def test_the_chapter_is_named_when_one_comes_to_it():
    frame = Frame(run_of(experiments()["grey"]), Position(1, 4))
    assert narration(frame, anew=False) == narration(frame).replace(f"{frame.chapter.title}, s", "S")


def test_within_a_step_the_term_in_hand_is_told():
    run = run_of(experiments()["grey"])
    told = [sentence(Frame(run, Position(1, 4, term))) for term in range(1, 9)]
    assert all(one.startswith("Now the term ") and one.endswith(" is taken up.") for one in told)
    assert len({*told}) > 4
    written = [piece.text for piece in formula(Frame(run, Position(1, 4))).terms if piece.role is Role.TERM]
    for one, term in zip(told, written, strict=False):
        assert one in (f"Now the term {sign}{term} is taken up." for sign in ("", "− "))


def test_of_what_is_hidden_nothing_is_told():
    run = Veil(run_of(experiments()["grey"])).over({Cell("Y", (0, 2, 3, 0))})
    number = [chapter.key for chapter in run.chapters].index("convolve")
    frame = Frame(run, Position(number, int(run.chapters[number].trace.steps_of(Cell("y", (0, 2, 3, 0)))[0])))
    assert sentence(frame) == WITHHELD
    assert narration(frame).endswith(f" of {len(frame.chapter.trace)}. {WITHHELD}")
    assert "=" not in narration(frame)
