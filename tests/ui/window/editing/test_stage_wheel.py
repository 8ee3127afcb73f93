"""The wheel over the stage: parameters turn, elsewhere it zooms."""

import pytest
from events import CTRL, SHIFT, turn
from kernel_tools import undo_texts
from layer_tools import named

from cnnviz.run.timeline import Position
from cnnviz.trace.steps import Cell


class TestStage:
    def turn(self, window, cell, delta=120, modifiers=CTRL):
        return turn(window.stage.viewport(), window.stage.cell_centre(cell), delta, modifiers)

    def said(self, window):
        return named(window, "place").text()

    @pytest.mark.parametrize(
        ("cell", "text"),
        [(Cell("weight", (0, 1, 0, 0)), "set W[0, 1] to 0.2"), (Cell("bias", (0,)), "set b to 0.2")],
    )
    def test_the_wheel_with_control_changes_a_parameter_as_one_entry(self, window, cell, text):
        for _ in range(2):
            self.turn(window, cell)
        assert undo_texts(window) == [text]
        assert window.session.frame.arrays[cell.array][cell.index] == 0.2
        self.turn(window, cell, 120, CTRL | SHIFT)
        assert window.session.frame.arrays[cell.array][cell.index] == 1.2
        window.session.undo_stack.undo()
        assert window.session.frame.arrays[cell.array][cell.index] == 0

    def test_elsewhere_it_zooms(self, window):
        before = window.stage.cell_rect(Cell("y", (0, 0, 0, 0))).width()
        for cell in (Cell("y", (0, 0, 0, 0)), Cell("x_pad", (0, 3, 3, 0))):
            self.turn(window, cell)
            after = window.stage.cell_rect(cell).width()
            assert after > before
            before = after
        assert undo_texts(window) == []
        window.stage.zoom(0)

    def test_the_status_line_says_what_can_be_done(self, window):
        window.stage.hover(Cell("weight", (0, 1, 0, 0)))
        assert self.said(window) == "W[0, 1] = 0 · click to type, Ctrl+wheel to change"
        window.stage.hover(Cell("x_pad", (0, 3, 3, 0)))
        assert self.said(window).endswith(" · click to type")

    def test_the_place_in_the_run_stays(self, window):
        window.session.seek(Position(1, 13))
        self.turn(window, Cell("weight", (0, 1, 0, 0)))
        assert window.session.position == Position(1, 13)
