"""Which meets which in the window: the pair that is pointed at is framed in both arrays, and lit on the stage."""

import events
import pytest
from explain_tools import opened_tab, to_chapter
from PyQt5.QtCore import QPointF


@pytest.fixture
def tab(window):
    to_chapter(window, "convolve", 28)
    return opened_tab(window, "formula")


def test_a_term_that_is_pointed_at_is_framed(tab):
    first = tab.meeting.lit
    line = next(n for n, one in enumerate(tab.terms.lines()) if one.row is not None and n > 3)
    events.move(tab.terms, QPointF(tab.terms.line_rect(line).center()))
    (x,), (w,) = (factor.cells for factor in tab.terms.lines()[line].row.factors)
    assert tab.meeting.lit == (x, w) != first


def test_a_number_that_is_pointed_at_lights_both(window, tab):
    seen = []
    tab.cells_hovered.connect(seen.append)
    events.move(tab.meeting, QPointF(30, 30))
    assert seen[-1] == tab.meeting.lit
    assert len({cell.array for cell in seen[-1]}) == 2


def test_it_is_gone_where_nothing_is_multiplied_and_comes_again(window, tab):
    assert tab.meeting.isVisibleTo(tab)
    assert "Place by place" in tab.meeting.accessibleName()
    to_chapter(window, "max_pool", 3)
    assert not tab.meeting.isVisibleTo(tab)
    to_chapter(window, "convolve", 3)
    assert tab.meeting.isVisibleTo(tab)
