"""A learner's array stands beside the engine's in the run of a setting: what they have made, step by step."""

import numpy as np
import pytest
from planted import PLANTED, plant, solution

from cnnviz.checking import check
from cnnviz.checking.diagnosis.parting import parting_of
from cnnviz.checking.naming import engine_index, place_words
from cnnviz.checking.on_stage import experiment_of, position_of
from cnnviz.checking.replaying import FINISHED, Replay, whole_of
from cnnviz.hidden import HIDDEN, is_hidden
from cnnviz.run.compute import run_of
from cnnviz.run.timeline import Position
from cnnviz.run.veil import Veil, hidden_cell
from cnnviz.trace.steps import Cell

FEW = [
    ("bias_gradient_averaged", "naive", 0),
]


def numbered(name, base):
    """Return the planted mistakes of a solution with a name."""
    return [planted for planted in PLANTED if planted[:2] == (name, base)]


def partings(planted, tmp_path):
    """Yield where the arrays of a planted solution part that can be stepped through, with layouts and ways."""
    _, base, pairs = planted
    path = tmp_path / "mine.py"
    path.write_text(plant(solution(base), pairs), encoding="utf-8")
    report = check(path)
    for one in report.examined:
        own = [diagnosis for diagnosis in report.diagnoses if diagnosis.topic == one.subject.topic.value]
        for tried in one.tried:
            for name in tried.arrays:
                way = next((way for one_ in own for array, way in one_.ways if array == name), None)
                found = parting_of(tried, name, one.adapter.layouts, way)
                if found is not None and found.kind is not None and experiment_of(found) is not None:
                    yield found, one.adapter.layouts, way


def holds(parting, layouts, way):
    """Assert that what stands beside is what the learner has, at the step where they part and at the end."""
    run = run_of(experiment_of(parting))
    position = position_of(parting, run)
    chapter = run.chapters[position.chapter]
    whole = whole_of(parting, chapter, layouts)
    images = len(parting.tried.setting.operation.x)
    summed = images > 1 and parting.array.name not in ("y", "dx")
    assert whole.known.any() != summed
    last = Position(position.chapter, len(chapter.trace) - 1)
    for one in {way, None}:
        replay = Replay(chapter, whole, one)
        at_end, there = replay(chapter, last), replay(chapter, position)
        known = at_end.known & whole.known
        assert np.allclose(at_end.values[known], whole.values[known], rtol=1e-9, atol=1e-9, equal_nan=True)
        if images == 1:
            assert at_end.wrong[whole.known].sum() == parting.apart
            if parting.step is not None and one is way and chapter.kind is parting.kind:
                before = Position(position.chapter, position.step - 1)
                assert there.wrong.any()
                assert not position.step or not replay(chapter, before).wrong.any()
    return chapter, position, whole


@pytest.mark.parametrize(("mistake", "base", "number"), FEW)
def test_what_stands_beside_it_is_what_the_learner_has(tmp_path, mistake, base, number):
    found = list(partings(numbered(mistake, base)[number], tmp_path))
    assert found
    for parting, layouts, way in found:
        holds(parting, layouts, way)


@pytest.mark.long
@pytest.mark.parametrize("planted", PLANTED, ids=lambda planted: f"{planted[0]}-{planted[1]}")
def test_beside_every_planted_mistake_stands_what_the_learner_has(tmp_path, planted):
    for parting, layouts, way in partings(planted, tmp_path):
        holds(parting, layouts, way)


@pytest.fixture(scope="module")
def overlapping(tmp_path_factory):
    """Return a parting of several channels, channels first, whose mistake is known."""
    folder = tmp_path_factory.mktemp("naive")
    found = partings(numbered("assigned_not_added", "naive")[1], folder)
    return next(one for one in found if one[0].tried.setting.operation.x.shape[-1] > 1)


def test_another_chapter_has_none_and_a_sum_on_its_way_is_not_known(overlapping):
    chapter, position, whole = holds(*overlapping)
    run = run_of(experiment_of(overlapping[0]))
    replay = Replay(chapter, whole, overlapping[2])
    assert replay(run.chapters[0], Position(0, 0)) is None
    assert not replay(chapter, Position(position.chapter, position.step, 1)).known.any()


def test_no_number_is_known_ahead_of_its_step(overlapping):
    chapter, position, whole = holds(*overlapping)
    replay = Replay(chapter, whole, None)
    for step in (0, position.step, len(chapter.trace) - 1, 0):
        theirs = replay(chapter, Position(position.chapter, step))
        finished = chapter.trace.progress(step + 1)[theirs.array] == FINISHED
        assert np.array_equal(theirs.known, whole.known & (finished | (step + 1 == len(chapter.trace))))


def test_what_is_no_number_is_theirs_and_no_hidden_one(overlapping):
    chapter, position, whole = holds(*overlapping)
    odd = whole._replace(values=np.where(whole.known, HIDDEN, 0.0))
    theirs = Replay(chapter, odd, None)(chapter, Position(position.chapter, len(chapter.trace) - 1))
    assert theirs.wrong[whole.known].all()
    assert not any(map(is_hidden, theirs.values.ravel()))


def test_a_cell_is_called_as_on_the_stage_and_as_in_ones_own_array(overlapping):
    parting, layouts, _ = overlapping
    operation, name = parting.tried.setting.operation, parting.array.name
    index = engine_index(operation, name, (0, 1, 2, 3), layouts)
    assert index == (0, 2, 3, 1)
    assert place_words(operation, name, index, (0, 1, 2, 3)) == (
        "dX[2, 3] of channel 1, in your array dx[0, 1, 2, 3],"
    )
    assert engine_index(operation, name, (0, 1, 2, 99), layouts) is None


def test_what_is_hidden_is_not_told(overlapping):
    chapter, position, whole = holds(*overlapping)
    run = run_of(experiment_of(overlapping[0]))
    replay, last = Replay(chapter, whole, None), Position(position.chapter, len(chapter.trace) - 1)
    (cell, *_) = (Cell(whole.array, tuple(map(int, index))) for index in np.argwhere(whole.known))
    assert replay(chapter, last).value(cell) is not None
    veiled = Veil(run).over([hidden_cell(chapter, cell)]).chapters[position.chapter]
    assert replay(veiled, last).value(cell) is None
