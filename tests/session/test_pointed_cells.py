"""Of the cells that a step writes it is told of the one that was pointed at, until one goes elsewhere."""

import pytest

from cnnviz.explain import why
from cnnviz.explain.sums.formula import formula
from cnnviz.run.timeline import Position
from cnnviz.session.session import Session
from cnnviz.trace.steps import Cell


@pytest.fixture
def session(qapp, clock):
    made = Session(clock=clock)
    yield made
    made.close()


def told(session):
    return formula(session.frame).target.cells[0]


def chapter(session, key):
    return [one.key for one in session.timeline.chapters].index(key)


def test_every_cell_of_a_scattered_gradient_is_told_of_when_it_is_pointed_at(session):
    number = chapter(session, "scatter")
    session.seek(Position(number, 28))
    for cell in sorted(session.frame.step.writes, key=lambda cell: cell.index):
        assert session.seek_cell(cell)
        assert told(session) == cell
        assert cell in session.frame.step.writes
    assert session.seek_cell(Cell("dx_pad", (0, 4, 4, 0)))
    assert told(session).index == (0, 4, 4, 0)
    session.seek(Position(number, 27))
    assert session.seek_cell(Cell("dx_pad", (0, 5, 6, 0)))
    assert session.position.step == 28
    assert "dX padded[5, 6]" in str(why(session.frame))


def test_pointing_in_the_same_step_shows_the_other_sum(session, qtbot):
    number = chapter(session, "scatter")
    session.seek(Position(number, 0))
    corner = Cell("dx_pad", (0, 0, 0, 0))  # which no other step writes
    session.seek_cell(Cell("dx_pad", (0, 0, 1, 0)))
    session.seek(Position(number, 0))
    assert told(session) != Cell("dx_pad", (0, 2, 2, 0))
    with qtbot.waitSignal(session.frame_changed):
        session.seek_cell(corner)
    assert (told(session), session.position.step) == (corner, 0)
    with qtbot.assertNotEmitted(session.frame_changed):
        session.seek_cell(corner)


def test_it_is_forgotten_elsewhere(session):
    number = chapter(session, "scatter")
    session.seek(Position(number, 28))
    usual = told(session)
    other = next(cell for cell in session.frame.step.writes if cell != usual)
    session.seek_cell(other)
    here = session.position
    session.move(1)
    assert session.frame.pointed is None
    session.seek(here)
    assert session.frame.pointed is None
