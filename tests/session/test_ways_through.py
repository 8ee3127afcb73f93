"""Another way through a run keeps the place, and is told once."""

import pytest
from run_catalogue import experiments

from cnnviz.run.timeline import Position
from cnnviz.session.session import Session
from cnnviz.trace.steps import Cell


@pytest.fixture
def session(qapp):
    """Return a session on a small classifier."""
    return Session(experiments()["classifier"])


WAYS = [
    ("accumulate", {"weight_gradient": "correlate"}, "correlate"),
    ("scatter", {"input_gradient": "gather"}, "gather"),
    ("scatter", {"input_gradient": "full"}, "full"),
    ("convolve", {"follow": 2}, "convolve"),
    ("max_pool_back", {"follow": 1}, "max_pool_back"),
    ("linear_weight", {"input_gradient": "full"}, "linear_weight"),
    ("update_bias.2", {"weight_gradient": "correlate", "input_gradient": "full"}, "update_bias.2"),
]


@pytest.mark.parametrize(("key", "changes", "arrives"), WAYS)
def test_telling_the_run_in_another_way_keeps_the_place(session, key, changes, arrives):
    keys = [chapter.key for chapter in session.timeline.chapters]
    session.seek(Position(keys.index(key), 3))
    phase, layer = session.frame.chapter.phase, session.frame.chapter.layer
    cells = {update.target for update in session.frame.step.updates}
    session.set_options(**changes)
    chapter = session.frame.chapter
    assert (chapter.key, chapter.phase, chapter.layer) == (arrives, phase, layer)
    assert cells & {update.target for update in session.frame.step.updates} or arrives == key
    assert session.position.step == 3 or arrives != key
    assert session.undo_stack.count() == 0


def test_telling_in_the_way_in_force_is_silent(session):
    heard = []
    session.experiment_changed.connect(lambda: heard.append("experiment"))
    session.rounds_changed.connect(lambda: heard.append("rounds"))
    session.set_options(input_gradient="scatter", follow=0)
    assert heard == []


def test_a_cell_is_sought_in_a_backward_chapter_one_writer_after_another(session):
    keys = [chapter.key for chapter in session.timeline.chapters]
    session.seek(Position(keys.index("scatter"), 0))
    trace = session.frame.chapter.trace
    cell = Cell("dx_pad", (0, 3, 3, 1))
    steps = list(trace.steps_of(cell))
    seen = []
    for _ in range(len(steps) + 1):
        assert session.seek_cell(cell)
        seen.append(session.position.step)
    assert seen == [*steps, steps[0]]
