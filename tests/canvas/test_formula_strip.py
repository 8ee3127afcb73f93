"""The formula under the stage: wrapped, scrolled, hovered, and never cut off."""

import numpy as np
import pytest
from painted_texts import written
from PyQt5.QtCore import QPoint
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QApplication

from cnnviz.canvas.formula_strip import FormulaStrip
from cnnviz.canvas.palette import palette
from cnnviz.experiment.convolution import convolution
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.windows import Window
from cnnviz.explain.sums.formula import formula
from cnnviz.explain.sums.pieces import Formula, Piece, Role
from cnnviz.explain.sums.printed import WHY_ABOUT
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.options import RunOptions
from cnnviz.run.timeline import Position


def made(channels=1, term=None, size=6, **window):
    image = np.random.default_rng(4).random((size, size, channels))
    run = run_of(Experiment((image,), (convolution(Window(**window), channels, 1),)), RunOptions(0))
    kinds = [chapter.kind.value for chapter in run.chapters]
    return formula(Frame(run, Position(kinds.index("convolve"), 9, term)))


@pytest.fixture
def strip(qtbot):
    strip = FormulaStrip(palette("light"))
    qtbot.addWidget(strip)
    strip.resize(1000, 92)
    strip.show()
    return strip


def test_it_fills_its_place_also_without_a_formula(qtbot):
    strip = FormulaStrip(palette("dark"))
    qtbot.addWidget(strip)
    strip.resize(1000, 92)
    assert strip.viewport().grab().toImage().pixelColor(500, 46) == palette("dark").role("panel")


@pytest.mark.parametrize("width", [320, *range(700, 730, 3), 1000, 2200])  # also where an operator is last
@pytest.mark.parametrize("channels", [1, 3])
def test_no_piece_overlaps_another_and_none_is_cut_off(strip, width, channels):
    strip.resize(width, 92)
    strip.set_formula(made(channels))
    pieces = strip.placed()
    assert [piece for piece, _ in pieces] == list(made(channels).terms)
    for k, (_, rect) in enumerate(pieces):
        assert rect.right() <= strip.viewport().width()
        assert not any(rect.intersects(other) for _, other in pieces[k + 1 :])


def test_the_result_does_not_stand_on_the_terms(strip):
    for width in range(400, 1400, 37):
        strip.resize(width, 92)
        strip.set_formula(made())
        result, note = strip.ends()
        for _, rect in strip.placed():
            assert not rect.intersects(result)
            assert not rect.intersects(note)
        assert note.right() <= strip.viewport().width()
        assert result.right() <= strip.viewport().width()


def test_result_and_note_stand_behind_the_last_term_also_in_a_second_line(strip):
    lines = set()
    for width in range(500, 1000, 20):
        strip.resize(width, 92)
        strip.set_formula(made())
        last, (result, note) = strip.placed()[-1].rect, strip.ends()
        lines.add(last.top() > strip.placed()[0].rect.top())
        if last.right() + result.width() + note.width() + 60 < strip.viewport().width():
            assert result.top() == note.top() == last.top()
            assert 0 < result.left() - last.right() < 20 < note.left() - result.right() + 10
        assert result.bottom() <= strip.viewport().height()
    assert lines == {True, False}


def test_a_note_without_room_breaks_behind_the_result_of_a_single_line(strip):
    strip.fit_text()
    broken = 0
    for width in range(350, 500, 10):
        strip.resize(width, strip.height())
        strip.set_formula(made(kernel_size=(1, 2)))
        last, (result, note) = strip.placed()[-1].rect, strip.ends()
        if result.top() != last.top():
            continue
        assert 0 < result.left() - last.right() < 20 < note.left() - result.right() + 10
        broken += note.height() != result.height()
        assert note.top() >= 0
        assert note.bottom() < strip.viewport().height()
        assert note.right() < strip.viewport().width()
    assert broken > 3


def test_terms_that_reach_under_the_result_are_written_smaller(strip):
    strip.fit_text()
    strip.resize(410, strip.height())
    target, minus = Piece("new W[0, 0] channel 0, filter 0", Role.TARGET), Piece("−", Role.OPERATOR)
    terms = Piece("1", Role.TERM), minus, Piece("0.001·0.11", Role.TERM)
    strip.set_formula(Formula(target, terms, "0.99989", "η = 0.001"))
    assert not any(rect.intersects(end) for _, rect in strip.placed() for end in strip.ends())


def test_a_formula_that_is_too_long_scrolls_to_its_end(strip):
    strip.resize(1000, 48)
    strip.set_formula(made(1, size=18, kernel_size=(9, 9), padding="valid"))
    bar = strip.verticalScrollBar()
    assert bar.maximum() > 0
    bar.setValue(bar.maximum())
    assert strip.placed()[-1].rect.bottom() <= strip.viewport().height()


def test_a_short_one_after_a_long_one_does_not_scroll(strip):
    strip.resize(1000, 48)
    strip.set_formula(made(1, size=18, kernel_size=(9, 9), padding="valid"))
    strip.verticalScrollBar().setValue(999)
    strip.set_formula(made())
    assert strip.verticalScrollBar().maximum() == 0
    assert strip.verticalScrollBar().value() == 0


def test_term_by_term_the_term_in_hand_is_in_view(strip):
    for term in (1, 40, 74):
        strip.set_formula(made(3, term, kernel_size=(5, 5)))
        done = [rect for piece, rect in strip.placed() if piece.role is Role.TERM]
        assert done[-1].top() >= 0
        assert done[-1].bottom() <= strip.viewport().height()


def test_term_by_term_only_the_term_in_hand_has_its_ink(strip):
    accent = palette("light").role("accent").name()
    for term in (1, 4, 9):
        strip.set_formula(shown := made(1, term, kernel_size=(3, 3)))
        done = [piece.text for piece in shown.terms if piece.role is Role.TERM]
        assert [line.text for line in written(strip) if line.colour == accent] == [
            done[-1],
            shown.target.text,
        ]
        assert shown.note == f"term {term} of 10"
    strip.set_formula(shown := made(1, kernel_size=(3, 3)))
    assert [line.text for line in written(strip) if line.colour == accent] == [shown.target.text]


@pytest.mark.parametrize("size", [3, 5])
@pytest.mark.parametrize("width", [620, 900, 1180])
def test_what_needs_more_lines_is_written_smaller_in_the_same_room(strip, width, size):
    strip.fit_text()
    strip.resize(width, strip.height())
    room = strip.height()
    strip.set_formula(made(1, kernel_size=(size, size)))
    assert strip.height() == room == 48
    rects = [*strip.ends(), *(rect for _, rect in strip.placed())]
    if strip.verticalScrollBar().maximum() == 0:
        assert min(rect.top() for rect in rects) >= 0
        assert max(rect.bottom() for rect in rects) <= room
    assert min(line.pixels for line in written(strip)) >= 11


def test_hovering_a_term_tells_its_cells_and_leaving_takes_them_back(strip):
    shown = made()
    strip.set_formula(shown)
    heard = []
    strip.cells_hovered.connect(heard.append)
    piece, rect = strip.placed()[4]
    QTest.mouseMove(strip.windowHandle(), strip.viewport().mapTo(strip, rect.center()))
    QApplication.processEvents()
    assert heard == [piece.cells]
    QTest.mouseMove(strip.windowHandle(), QPoint(strip.width() - 3, 3))
    QApplication.processEvents()
    assert heard == [piece.cells, ()]


def test_who_points_at_a_result_that_does_not_follow_is_told_why(strip):
    shown = made()
    for sign, told in (("≈", WHY_ABOUT), ("=", "")):
        strip.set_formula(shown._replace(sign=sign))
        for at, tip in ((strip.ends()[0].center(), told), (strip.placed()[4].rect.center(), "")):
            QTest.mouseMove(strip.windowHandle(), strip.viewport().mapTo(strip, at))
            QApplication.processEvents()
            assert strip.viewport().toolTip() == tip


def test_marking_a_cell_changes_only_the_terms_that_read_it(strip):
    shown = made()
    strip.set_formula(shown)
    before = strip.grab().toImage()
    strip.mark(shown.terms[0].cells[0])
    after = strip.grab().toImage()
    left = strip.placed()[0].rect
    changed = [
        (x, y) for x in range(0, 1000, 2) for y in range(0, 92, 3) if before.pixel(x, y) != after.pixel(x, y)
    ]
    assert changed
    assert all(left.adjusted(-6, 0, 6, 0).contains(x, y) for x, y in changed)
    strip.mark(None)
    assert strip.grab().toImage() == before


def test_before_there_is_a_formula_nothing_happens(strip):
    QTest.mouseMove(strip.windowHandle(), QPoint(50, 40))
    QApplication.processEvents()
    strip.grab()
