"""In an update the stage says which round it is: of the training that is open, wherever one goes in it."""

from dataclasses import replace

import pytest
from run_catalogue import convolved, experiments, image

from cnnviz.canvas.plans.stage_plans import stage_plan
from cnnviz.experiment.document import Experiment
from cnnviz.explain.words import headline
from cnnviz.run.chapter import ChapterKind, Phase
from cnnviz.session.session import Session


@pytest.fixture
def session(qapp):
    """Return a session on a small classifier, with four rounds behind it."""
    made = Session(replace(experiments()["classifier"], learning_rate=0.3))
    assert made.frame.trained is None
    made.train(4)
    return made


def test_it_goes_along_with_the_training(session):
    assert session.frame.trained == 4
    session.go_to_round(1)
    assert session.frame.trained == 1
    session.seek(session.timeline.last)
    assert session.frame.trained == 1
    session.undo_stack.undo()
    assert session.frame.trained == 4
    session.go_on()
    assert session.frame.trained == 5
    session.edit(session.experiment.with_image(session.experiment.image + 1, "brighter"), "brighter")
    assert session.frame.trained is None  # it begins anew


def test_only_the_headline_of_an_update_tells_it(session):
    for chapter in session.timeline.chapters:
        plain, told = headline(chapter)[1], headline(chapter, session.frame.trained)[1]
        assert told == (f"round 4: {plain}" if chapter.phase is Phase.UPDATE else plain)


def subtitles(experiment, kind, trained):
    """Return what stands behind the names of the grids of an update, by what they are of."""
    chapter = next(one for one in Session(experiment).timeline.chapters if one.kind is kind)
    found = {}
    for plane in stage_plan(chapter, 0, lens=True, trained=trained).planes:
        found.setdefault(plane.title or plane.array, []).append(plane.subtitle)
    return found


def test_a_kernel_is_of_the_round_and_the_new_one_of_the_next(qapp):
    single = Experiment((image(),), ()).with_layers((convolved(1, 1),))
    plain = {"W": ["3×3"], "dW": ["3×3"], "new W": ["3×3"]}
    assert subtitles(single, ChapterKind.UPDATE_WEIGHT, None) == plain
    of_round = {"W": ["3×3 · round 8"], "dW": ["3×3"], "new W": ["3×3 · round 9"]}
    assert subtitles(single, ChapterKind.UPDATE_WEIGHT, 8) == of_round


def test_where_channels_tell_grids_from_each_other_their_names_come_last_and_stay(qapp):
    several = Experiment((image(2),), ()).with_layers((convolved(2, 2),))
    told = subtitles(several, ChapterKind.UPDATE_WEIGHT, 3)
    assert told["W"] == [f"round 3 · filter 0 · channel {k}" for k in (0, 1)]
    assert told["new W"] == [f"round 4 · filter 0 · channel {k}" for k in (0, 1)]
    assert told["dW"] == [f"filter 0 · channel {k}" for k in (0, 1)]
