"""The window as a whole: theme, zoom, presentation, what it remembers, and how small it may be."""

import numpy as np
import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QApplication, QMessageBox
from ui_tools import press, to_convolution

from cnnviz.experiment.convolution import convolution
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.windows import Window
from cnnviz.session.files.places import settings_file
from cnnviz.session.session import Session
from cnnviz.session.settings.settings import THEME, settings
from cnnviz.trace.steps import Cell
from cnnviz.ui import open_window
from cnnviz.ui.window.main_window import MainWindow

KEY = Qt.Key


def brightness(window):
    image = window.grab().toImage().scaled(32, 32)
    return sum(image.pixelColor(x, y).lightness() for x in range(32) for y in range(32)) / 1024


def test_the_theme_is_changed_and_remembered(window, qtbot):
    light = brightness(window)
    press(KEY.Key_T, Qt.KeyboardModifier.ControlModifier)
    dark = brightness(window)
    assert light > 180
    assert dark < 80
    assert settings().get(THEME) == "dark"
    again = open_window()
    qtbot.addWidget(again)
    assert brightness(again) < 80
    window.actions_by_id["view.theme"].trigger()
    assert settings().get(THEME) == "light"


def test_zooming_makes_cells_larger_and_fit_brings_them_back(window):
    def width():
        stage = window.stage
        a, b = (stage.cell_centre(Cell("y", (0, 0, column, 0))).x() for column in (0, 1))
        return b - a

    to_convolution(window, 27)
    fitted = width()
    window.actions_by_id["view.zoom_in"].trigger()
    assert width() > fitted
    window.actions_by_id["view.zoom_out"].trigger()
    assert width() == fitted
    for _ in range(30):
        window.actions_by_id["view.zoom_in"].trigger()
    largest = width()
    window.actions_by_id["view.zoom_out"].trigger()
    assert width() < largest
    window.actions_by_id["view.fit"].trigger()
    assert width() == fitted


def test_the_stage_scrolls_where_it_is_zoomed(window):
    to_convolution(window, 27)
    for _ in range(6):
        window.actions_by_id["view.zoom_in"].trigger()
    assert window.stage.horizontalScrollBar().maximum() > 0
    window.actions_by_id["view.fit"].trigger()
    assert window.stage.horizontalScrollBar().maximum() == 0
    assert window.stage.verticalScrollBar().maximum() == 0


def test_presentation_leaves_stage_and_transport_and_escape_ends_it(window):
    press(KEY.Key_F5)
    assert window.isFullScreen()
    assert [part.isVisible() for part in (window.setup, window.map, window.menuBar())] == [False] * 3
    assert window.stage.isVisible()
    assert window.transport.isVisible()
    at = window.session.position
    press(KEY.Key_Right)
    assert window.session.position != at
    press(KEY.Key_Escape)
    assert not window.isFullScreen()
    assert [part.isVisible() for part in (window.setup, window.map, window.menuBar())] == [True] * 3
    assert not window.actions_by_id["view.present"].isChecked()


def test_presentation_ends_as_large_as_it_began(window):
    window.showMaximized()
    press(KEY.Key_F5)
    press(KEY.Key_F5)
    assert window.isMaximized()


def test_the_window_is_as_large_as_it_was_at_the_last_start(window, qtbot):
    window.resize(1111, 777)
    window.close()
    again = open_window()
    qtbot.addWidget(again)
    assert (again.width(), again.height()) == (1111, 777)


@pytest.mark.parametrize(
    "key",
    [
        "window/geometry",
        "view/theme",
        "play/speed",
        "file/folder",
        "import/longer_side",
        "view/reduced_motion",
    ],
)
def test_damaged_settings_do_not_keep_the_window_from_opening(qtbot, key):
    group, name = key.split("/")
    settings_file().parent.mkdir(parents=True, exist_ok=True)
    settings_file().write_text(f"[{group}]\n{name}=@Invalid(nonsense)\n")
    settings().renew()
    window = open_window()
    qtbot.addWidget(window)
    assert window.isVisible()
    window.close()


def test_everything_fits_a_small_screen(window):
    window.resize(1024, 700)
    QApplication.processEvents()
    assert (window.width(), window.height()) == (1024, 700)
    for part in (window.setup, window.map, window.stage, window.formula, window.transport):
        corner = part.mapTo(window, part.rect().bottomRight())
        assert corner.x() < 1024
        assert corner.y() < 700


def test_about_says_the_version_and_goes_away(window):
    from cnnviz import __version__

    window.actions_by_id["help.about"].trigger()
    box = next(child for child in window.findChildren(QMessageBox) if child.isVisible())
    assert __version__ in box.text()
    box.close()
    QApplication.sendPostedEvents(None, 52)  # deferred deletion
    assert not window.findChildren(QMessageBox)


@pytest.mark.some(2)
@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_what_is_not_finite_is_shown_everywhere_without_a_warning(qtbot, bad):
    image = np.full((5, 5, 3), 0.5)
    image[2, 2] = bad
    window = MainWindow(Session(Experiment((image,), (convolution(Window(), 3, 2),), "odd")))
    qtbot.addWidget(window)
    window.show()
    for index in range(0, len(window.session.timeline), 5):
        window.session.seek(window.session.timeline.at(index))
        window.grab()


def test_the_formula_belongs_to_the_step_that_is_shown(window):
    to_convolution(window, 27)
    assert window.formula.accessibleDescription().startswith("Y[3, 3] = ")
    press(KEY.Key_Right)
    assert window.formula.accessibleDescription().startswith("Y[3, 4] = ")
