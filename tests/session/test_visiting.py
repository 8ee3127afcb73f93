"""Another experiment is visited: one comes back to one's own, with nothing lost and nothing to undo."""

import numpy as np
import pytest

from cnnviz.experiment.convolution import convolution
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.windows import Window
from cnnviz.run.options import RunOptions
from cnnviz.run.timeline import Position
from cnnviz.session.session import Session


def experiment(filters=1, size=6):
    image = np.random.default_rng(1).random((size, size, 1))
    return Experiment((image,), (convolution(Window(), 1, filters),), "noise")


@pytest.fixture
def session(qapp):
    return Session(experiment(filters=3))


def test_one_comes_back_from_a_visit_with_nothing_lost_and_nothing_to_undo(session):
    session.edit(experiment(filters=2), "edit")
    session.set_options(follow=1)
    session.seek(Position(session.position.chapter, 4))
    own, options, position = session.experiment, session.options, session.position
    for other in (experiment(size=5), experiment(size=4), own):
        assert session.visit(other, RunOptions())
        session.seek(Position(0, 2))
    session.visit(experiment(size=5), RunOptions())
    kept = session.document  # what is saved meanwhile
    assert kept.experiment is own
    assert (kept.options, kept.position) == (options, position)
    assert session.undo_stack.count() == 1
    assert session.come_back()
    assert session.experiment is own
    assert (session.options, session.position) == (options, position)
    assert session.undo_stack.count() == 1
    assert not session.come_back()


def test_an_edit_of_what_is_visited_keeps_it_and_undo_brings_back_ones_own(session):
    own = session.experiment
    session.visit(experiment(size=5), RunOptions())
    session.edit(experiment(size=4), "edit")
    assert not session.come_back()
    assert session.document.experiment.images[0].shape == (4, 4, 1)
    session.visit(experiment(size=5), RunOptions())
    session.undo()  # from a visit too
    assert session.experiment is own
    assert not session.come_back()
    session.visit(experiment(size=5), RunOptions())
    session.redo()
    assert not session.come_back()
    assert session.experiment.images[0].shape == (4, 4, 1)
