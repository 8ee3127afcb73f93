"""A note at the cell under the pointer: it is there in every chapter, and goes with the pointer, a key and a step."""

import pytest
from PyQt5.QtCore import QEvent, QPoint, Qt
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QApplication, QWidget

from cnnviz.canvas.note_at_pointer import beside
from cnnviz.run.timeline import Position
from cnnviz.trace.steps import Cell


def go_to(window, key, step):
    keys = [chapter.key for chapter in window.session.timeline.chapters]
    window.session.seek(Position(keys.index(key), step))


def note(window):
    return window.stage.viewport().findChild(QWidget, "hover_note")


def point(window, cell):
    viewport = window.stage.viewport()
    QTest.mouseMove(viewport, QPoint(1, 1))
    QTest.mouseMove(viewport, window.stage.cell_centre(cell))


def test_before_anything_is_pointed_at_there_is_no_note(window):
    assert note(window) is None


def test_a_cell_under_the_mouse_has_a_note_beside_it(window):
    go_to(window, "max_pool_back", 3)
    for array in ("x_pad", "dy", "dx_pad"):
        cell = Cell(array, (0, 1, 1, 0))
        point(window, cell)
        assert note(window).isVisible()
        assert not note(window).geometry().intersects(window.stage.cell_rect(cell))
        assert window.stage.viewport().rect().contains(note(window).geometry())
        assert note(window).text.startswith(f"{window.session.frame.chapter.label(array)}[1, 1] ")


@pytest.mark.parametrize(
    ("key", "arrays"), [("max_pool_back", ("x_pad", "dy", "dx_pad")), ("convolve", ("x_pad", "y"))]
)
def test_it_keeps_off_the_heading_of_its_own_grid(window, key, arrays):
    go_to(window, key, 3)
    for array in arrays:
        for row, column in ((0, 0), (1, 0), (0, 2), (2, 1), (3, 3)):
            cell = Cell(array, (0, row, column, 0))
            point(window, cell)
            (heading, *_) = window.stage.pointed_heading
            assert not any(note(window).geometry().intersects(one) for one in window.stage.pointed_heading), (
                cell
            )
            assert heading.bottom() <= window.stage.cell_rect(Cell(array, (0, 0, 0, 0))).top() + 2


def nudge(window, cell):
    """Move the mouse by a pixel within a cell."""
    QTest.mouseMove(window.stage.viewport(), window.stage.cell_centre(cell) + QPoint(1, 0))


def test_a_step_takes_it_away_until_the_mouse_moves_and_another_chapter_for_good(window):
    go_to(window, "max_pool_back", 0)
    point(window, Cell("dy", (0, 0, 1, 0)))
    assert "used in step 2 of" in note(window).text
    go_to(window, "max_pool_back", 1)
    assert not note(window).isVisible()
    cell = Cell("dx_pad", (0, 7, 7, 0))
    point(window, cell)
    assert "not reached yet" in note(window).text
    go_to(window, "max_pool_back", 15)
    assert not note(window).isVisible()
    nudge(window, cell)
    assert note(window).isVisible()
    assert "not reached yet" not in note(window).text
    go_to(window, "activate_back", 0)
    assert not note(window).isVisible()


@pytest.mark.parametrize("key", [Qt.Key_Right, Qt.Key_Left, Qt.Key_E])
def test_a_key_and_another_layout_take_it_away_where_the_mouse_rests_on_the_lens(window, key):
    go_to(window, "convolve", 27)
    rest_in_the_lens(window, lambda seen: seen.slot.part == "factor")
    assert note(window).isVisible()
    window.stage.setFocus()
    QTest.keyClick(window.stage, key)
    QApplication.processEvents()
    assert not note(window).isVisible()
    rest_in_the_lens(window, lambda seen: seen.slot.part == "factor")
    assert note(window).isVisible()


def test_the_stage_in_another_size_takes_it_away(window):
    go_to(window, "convolve", 27)
    rest_in_the_lens(window, lambda seen: seen.slot.part == "factor")
    window.resize(window.width() - 120, window.height())
    QApplication.processEvents()
    assert not note(window).isVisible()


def test_it_goes_where_the_pointer_leaves_the_grids_and_where_a_cell_is_clicked(window):
    go_to(window, "max_pool_back", 3)
    cell = Cell("dx_pad", (0, 1, 1, 0))
    point(window, cell)
    assert note(window).isVisible()
    QTest.mouseMove(window.stage.viewport(), QPoint(1, 1))
    assert not note(window).isVisible()
    point(window, cell)
    QTest.mouseClick(window.stage.viewport(), Qt.LeftButton, pos=window.stage.cell_centre(cell))
    assert not note(window).isVisible()


def rest_in_the_lens(window, wanted):
    """Move the mouse to the first number of the lens that is wanted; return where that is in the viewport."""
    stage = window.stage
    seen = next(seen for seen in stage.scene().lens.face.seen() if wanted(seen))
    place = stage.mapFromScene(seen.rect).boundingRect()
    QTest.mouseMove(stage.viewport(), QPoint(1, 1))
    QTest.mouseMove(stage.viewport(), place.center())
    return place, seen.tile


def test_in_the_lens_the_note_stands_at_the_number_that_is_pointed_at(window):
    go_to(window, "convolve", 27)
    place, tile = rest_in_the_lens(window, lambda seen: seen.slot.part == "factor")
    shown = note(window)
    assert shown.isVisible()
    assert shown.text.startswith("X padded[")
    assert not shown.geometry().intersects(place)
    viewport = window.stage.viewport().rect()
    assert shown.geometry() == beside(place, shown.size(), viewport)
    grid = window.stage.cell_rect(tile.cells[0])
    assert shown.geometry() != beside(grid, shown.size(), viewport)


def test_a_product_says_what_it_is_made_of_and_what_it_goes_to(window):
    go_to(window, "convolve", 27)
    _, tile = rest_in_the_lens(window, lambda seen: seen.slot.part == "products" and seen.tile.value)
    title, which, line = note(window).text.splitlines()
    assert title.count("[") == 2
    assert " · W[" in title
    assert which.endswith("of 10 in Y[3, 3]")
    assert line.endswith(f"= {tile.value:g}".replace("-", "−"))
    go_to(window, "convolve", 28)
    assert not note(window).isVisible()
    rest_in_the_lens(window, lambda seen: seen.slot.part == "products" and seen.tile.value)
    assert note(window).text.splitlines()[1].endswith("of 10 in Y[3, 4]")
    QTest.mouseMove(window.stage.viewport(), QPoint(1, 1))
    assert not note(window).isVisible()


def test_what_was_pointed_at_in_a_chapter_that_is_left_is_marked_no_more_in_its_sum(window):
    go_to(window, "convolve", 27)
    strip = window.work.formula
    before = strip.grab().toImage()
    (cell, *_) = (cell for cell in window.session.frame.step.reads if cell.array == "x_pad")
    point(window, cell)
    assert strip.grab().toImage() != before
    go_to(window, "pad", 3)
    QApplication.sendEvent(window.stage, QEvent(QEvent.Type.Leave))
    go_to(window, "convolve", 27)
    assert strip.grab().toImage() == before
