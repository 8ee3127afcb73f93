"""How many decimals numbers are written with is chosen in the View menu, once for all windows and for good."""

import re

import pytest
from figure_tools import drawn
from painted_texts import texts
from PyQt5.QtWidgets import QAction
from ui_tools import field, to_convolution

from cnnviz.canvas.formula_strip import FormulaStrip
from cnnviz.canvas.palette import palette
from cnnviz.session.session import Session
from cnnviz.session.settings.settings import DECIMALS, settings
from cnnviz.ui.window.main_window import MainWindow

CHOICES = ("automatic", "2", "3", "4", "5", "6")


def choose(window, name):
    window.findChild(QAction, f"view.decimals.{name}").trigger()


def chosen(window):
    return [name for name in CHOICES if window.findChild(QAction, f"view.decimals.{name}").isChecked()]


def grids(window):
    return {grid.form.decimals for grid in window.stage.scene().grids.values()}


def test_there_is_one_choice_at_a_time_and_at_first_it_is_left_to_the_numbers(window):
    assert chosen(window) == ["automatic"]
    for name in reversed(CHOICES):
        choose(window, name)
        assert chosen(window) == [name]


def test_strip_stage_loss_and_kernel_follow_at_once(window):
    to_convolution(window, 27)
    weight = window.session.experiment.layers[0].weight + 0.24
    changed = window.session.experiment.layers[0].with_parameters(weight=weight)
    window.session.edit(window.session.experiment.with_layer(0, changed), "more")
    assert "1·1.24" in texts(window.formula)
    choose(window, "4")
    assert "1·1.2400" in texts(window.formula)
    assert grids(window) == {4}
    table = field(window, "kernel_table").model()
    assert table.index(0, 0).data() == "1.2400"
    window.session.seek(window.session.timeline.last)  # where the loss is known
    for part in (field(window, "product_loss"), field(window, "loss_value")):
        assert any(re.search(r"\d\.\d{4}$", text) for text in texts(part)), part
    to_convolution(window, 27)
    choose(window, "automatic")
    assert "1·1.24" in texts(window.formula)
    assert field(window, "kernel_table").model().index(0, 0).data() == "1.24"


def test_where_one_is_stays_and_nothing_is_to_be_undone(window):
    to_convolution(window, 12)
    before = window.session.position
    choose(window, "3")
    assert window.session.position == before
    assert not window.session.undo_stack.canUndo()


def test_other_windows_and_those_of_the_next_start_go_by_it_too(window, qtbot, clock):
    other = MainWindow(Session(clock=clock))
    qtbot.addWidget(other)
    other.show()
    choose(window, "5")
    assert settings().get(DECIMALS) == 5
    assert other.session.frame.decimals == 5
    assert chosen(other) == ["5"]
    later = MainWindow(Session(clock=clock))
    qtbot.addWidget(later)
    assert later.session.frame.decimals == 5


@pytest.mark.parametrize(("name", "text"), [("automatic", "0.5·(−2)"), ("6", "0.500000·(−2)")])
def test_an_exported_picture_is_written_as_the_stage_is(window, name, text, monkeypatch):
    to_convolution(window, 27)
    choose(window, name)
    written = []
    monkeypatch.setattr(FormulaStrip, "set_formula", lambda strip, made: written.append(str(made)))
    drawn(window.session.frame, palette("light"), 640, 480)
    assert [text in line for line in written] == [True]
