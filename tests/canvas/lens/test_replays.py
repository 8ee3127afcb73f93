"""While a mistake is replayed only its own step is told: of what is right nothing is said and nothing shown."""

import numpy as np
import pytest
from run_catalogue import WAYS, experiments

from cnnviz.canvas.lens.slots import Part, blocks_of, is_read
from cnnviz.canvas.lens.words import constant_words, said_of
from cnnviz.canvas.plans.graph import graph_of, point_of
from cnnviz.explain import lens
from cnnviz.explain.aloud.narration import WITHHELD, narration
from cnnviz.explain.mistakes.at_step import mistaken
from cnnviz.explain.questions.choosing import askings
from cnnviz.explain.questions.judging import judge
from cnnviz.explain.questions.question import question
from cnnviz.explain.sums.formula import formula
from cnnviz.hidden import MARK
from cnnviz.run import run_of
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.frames.asking import AskKind, Scope
from cnnviz.run.frames.frame import Frame
from cnnviz.run.frames.standing import Standing
from cnnviz.run.timeline import Position
from cnnviz.run.veil import Known, Veil

FEW = 4
_WITH_A_GRAPH = (ChapterKind.ACTIVATE, ChapterKind.ACTIVATE_BACK)


def replayed(name, options):
    """Yield the frames in which mistakes are replayed, at a few steps of each chapter, with what makes them."""
    run = run_of(experiments()[name], options)
    veil = Veil(run)
    for number, chapter in enumerate(run.chapters):
        for step in sorted({at * (len(chapter.trace) - 1) // (FEW - 1) for at in range(FEW)}):
            at = Position(number, step)
            asked = [one for one in askings(Frame(run, at), Scope.ONE) if one.kind is AskKind.VALUE]
            for asking in asked:
                open_frame = Frame(run, at, asking=asking)
                seen = Frame(veil.over(known=Known(number, step)), at, asking=asking)
                for made in mistaken(open_frame):
                    if asking.cell in made.values:
                        given = repr(made.values[asking.cell])
                        verdict = judge(open_frame, question(open_frame), given)
                        yield open_frame, seen, verdict, f"{chapter.key} {step} {made.key}"


@pytest.mark.parametrize(
    ("name", "way"),
    [
        ("grey", "window by window"),
        ("classifier", "cell by cell"),
        ("positions", "turned"),
        *(pytest.param(name, way, marks=pytest.mark.long) for name in experiments() for way in WAYS),
    ],
)
def test_a_replay_tells_its_own_step_and_nothing_of_the_right_one(name, way):
    told = set()
    for open_frame, seen, verdict, which in replayed(name, WAYS[way]):
        if verdict.replay is None:
            continue
        frame, cell = seen.replaying(verdict.replay), seen.asking.cell
        assert lens(frame), which
        assert formula(frame).target.cells == (cell,), which
        assert {cells for _, cells in wrong_in(frame)} == {(cell,)}, which
        assert {part for part, _ in wrong_in(frame)} <= {Part.RESULT, Part.AFTER}, which
        assert said_of(frame) == ("", ""), which
        assert narration(frame).endswith(WITHHELD), which
        for mask in seen.chapter.trace.asides:
            np.testing.assert_array_equal(frame.arrays[mask], seen.arrays[mask], which)
        if seen.chapter.kind in _WITH_A_GRAPH:
            graph = graph_of(frame)
            assert point_of(graph, frame).place is None, which
            assert point_of(graph, open_frame).place is not None, which
        told.add(seen.chapter.kind)
    assert told


def wrong_in(frame):
    """Return which numbers of the lens are marked as wrong: their part and their cells."""
    return {
        (slot.part, tile.cells)
        for slot, block in blocks_of(lens(frame)).items()
        for tile in block.tiles
        if tile.standing is Standing.WRONG
    }


def test_what_never_comes_to_the_cell_has_no_step_to_show():
    """All filters but the first forgotten: a cell of the last is not written, and a lens has nothing to show."""
    without = [
        which for *_, verdict, which in replayed("classifier", WAYS["window by window"]) if _never(verdict)
    ]
    assert any("convolve" in which for which in without)


def _never(verdict):
    return verdict.right is False and verdict.replay is None


def test_a_hidden_number_has_no_sign():
    """Of a slope that is asked about nobody knows whether it is below 0."""
    hidden = set()
    for name, way in (("grey", "window by window"), ("classifier", "turned"), ("list", "window by window")):
        for _, seen, _, which in replayed(name, WAYS[way]):
            workings = lens(seen)
            for slot, block in blocks_of(workings).items():
                if is_read(slot, block):
                    text = constant_words(seen, workings[slot.working], block)
                    assert text == MARK or MARK not in text, which
                    hidden |= {seen.chapter.kind} if text == MARK else set()
    assert ChapterKind.ACTIVATE_BACK in hidden


def test_the_right_step_is_told_of_once_it_is_known():
    """What a replay keeps still about is said of the right step: else nothing would be tested here."""
    said = {
        said_of(Frame(open_frame.timeline, open_frame.position)) != ("", "")
        for open_frame, *_ in replayed("grey", WAYS["window by window"])
    }
    assert True in said
