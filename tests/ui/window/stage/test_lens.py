"""The lens in the window: L folds it, its numbers are pointed at and clicked like cells, and term by term it fills."""

import pytest
from layer_tools import click
from PyQt5.QtCore import QPoint, Qt
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QApplication
from seen_pixels import pixels_of
from ui_tools import field, press, to_convolution

from cnnviz.canvas.grids.cells import FINISHED, PARTIAL, UNTOUCHED
from cnnviz.explain.sums.pieces import Role
from cnnviz.run.timeline import Position
from cnnviz.session.settings.settings import LENS, settings
from cnnviz.trace.steps import Cell


def lens(window):
    return window.stage.scene().lens


def grid_of(window, part):
    """Return the grid of the lens that is there for a part of the working, and where its numbers are."""
    return next((put, grid) for put, grid in lens(window).face.grids.items() if put.node.slot[2:] == part)


def point_of(window, part, row=0, column=0):
    """Return where a number of the lens is in the viewport."""
    _, grid = grid_of(window, part)
    centre = grid.cell_rect(row, column).center() + grid.pos()
    return window.stage.mapFromScene(centre)


def move(window, widget, at):
    QTest.mouseMove(window.windowHandle(), widget.mapTo(window, QPoint(at)))
    QApplication.processEvents()


def test_l_folds_the_lens_and_the_kernel_stands_there_as_a_grid(window):
    to_convolution(window, 27)
    assert "weight" not in {plane.array for plane in window.stage.scene().plan.planes}
    press(Qt.Key.Key_L)
    assert lens(window) is None
    assert "weight" in {plane.array for plane in window.stage.scene().plan.planes}
    assert not window.actions_by_id["view.lens"].isChecked()
    assert not settings().get(LENS)
    press(Qt.Key.Key_L)
    assert lens(window) is not None
    assert settings().get(LENS)


def test_it_is_folded_in_all_windows_and_in_the_next(two, qtbot):
    two[0].actions_by_id["view.lens"].trigger()
    assert [window.stage.has_lens for window in two] == [False, False]
    two[1].actions_by_id["view.lens"].trigger()
    assert [window.stage.has_lens for window in two] == [True, True]


def test_the_menu_shows_the_key(window):
    assert window.actions_by_id["view.lens"].shortcut().toString() == "L"


def test_a_click_on_a_weight_of_the_lens_lets_it_be_typed(window):
    to_convolution(window, 27)
    click(window.stage.viewport(), point_of(window, ("factor", 1), 1, 2))
    QTest.keyClicks(QApplication.focusWidget(), "7")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert window.session.experiment.layers[0].weight[1, 2, 0, 0] == 7


def test_a_click_on_the_result_goes_on_as_on_its_grid(window):
    chapter = to_convolution(window, 27)
    click(window.stage.viewport(), point_of(window, ("result", 0)))
    assert window.session.position == Position(chapter, 27)


def test_a_number_under_the_pointer_is_lit_on_the_grid_and_its_term_in_the_strip(window):
    to_convolution(window, 27)
    plain = pixels_of(window.stage.viewport().grab().toImage())
    cell = Cell("x_pad", (0, 4, 5, 0))
    move(window, window.stage.viewport(), point_of(window, ("factor", 0), 1, 2))
    assert field(window, "place").text().startswith("X padded[4, 5] = ")
    rect = window.stage.cell_rect(cell)
    lit = pixels_of(window.stage.viewport().grab().toImage()) != plain
    assert lit[rect.top() - 2 : rect.bottom() + 3, rect.left() - 2 : rect.right() + 3].any()


def marked_pieces(window):
    """Return the terms of the strip that have a frame."""
    formula, found = window.formula, []
    picture = pixels_of(formula.viewport().grab().toImage())
    for piece, rect in formula.placed():
        if piece.role is Role.TERM and (picture[rect.center().y(), rect.left() - 4] != picture[2, 2]).any():
            found.append(piece.cells)
    return found


def test_a_product_under_the_pointer_marks_its_term_alone(window):
    to_convolution(window, 27)
    move(window, window.stage.viewport(), point_of(window, ("products", 0), 1, 2))
    assert marked_pieces(window) == [(Cell("x_pad", (0, 4, 5, 0)), Cell("weight", (1, 2, 0, 0)))]
    move(window, window.stage.viewport(), QPoint(3, 3))
    assert marked_pieces(window) == []


def test_a_cell_under_the_pointer_and_a_term_in_the_strip_are_lit_in_the_lens(window):
    to_convolution(window, 27)

    def differs(part, row, column, plain):
        _, grid = grid_of(window, part)
        place = grid.cell_rect(row, column).translated(grid.pos())
        rect = window.stage.mapFromScene(place).boundingRect()
        now = pixels_of(window.stage.viewport().grab().toImage())
        area = slice(rect.top() - 2, rect.bottom() + 2), slice(rect.left() - 2, rect.right() + 2)
        return (now[area] != plain[area]).any()

    plain = pixels_of(window.stage.viewport().grab().toImage())
    window.stage.hover(Cell("x_pad", (0, 4, 5, 0)))
    assert differs(("factor", 0), 1, 2, plain)
    assert differs(("products", 0), 1, 2, plain)
    assert not differs(("products", 0), 2, 0, plain)
    window.stage.hover(None)
    terms = [piece for piece in window.formula.placed() if piece.piece.role is Role.TERM]
    move(window, window.formula.viewport(), terms[0].rect.center())
    assert differs(("factor", 1), 0, 0, plain)
    assert differs(("products", 0), 0, 0, plain)
    assert not differs(("products", 0), 1, 2, plain)


@pytest.mark.parametrize("term", [1, 4, 9])
def test_term_by_term_the_lens_fills(window, term):
    chapter = to_convolution(window, 27)
    window.session.seek(Position(chapter, 27, term))
    _, products = grid_of(window, ("products", 0))
    assert products.progress.ravel().tolist() == [FINISHED] * term + [UNTOUCHED] * (9 - term)
    _, factors = grid_of(window, ("factor", 0))
    assert (factors.progress == FINISHED).all()
    _, result = grid_of(window, ("result", 0))
    assert result.progress[0, 0] == PARTIAL
    _, sums = grid_of(window, ("running", 0))
    assert sums.progress.ravel().tolist() == [FINISHED] * term + [UNTOUCHED] * (10 - term)
    (_, so_far), (_, added) = (grid_of(window, (part, 0)) for part in ("so far", "term"))
    frame = window.session.frame
    assert result.values[0, 0] == frame.arrays["y"][0, 3, 3, 0] == sums.values[0, term - 1]
    assert so_far.values[0, 0] + added.values[0, 0] == result.values[0, 0]


def test_stepping_under_a_pointer_that_rests_points_at_the_next_number(window, qtbot):
    to_convolution(window, 27)
    move(window, window.stage.viewport(), point_of(window, ("factor", 0), 1, 1))
    assert field(window, "place").text().startswith("X padded[4, 4]")
    with qtbot.waitSignal(window.stage.cell_hovered) as heard:
        press(Qt.Key.Key_Right)
    assert heard.args == [Cell("x_pad", (0, 4, 5, 0))]
