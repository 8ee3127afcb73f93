"""Mouse on stage, scrubber and pipeline; theme, zoom, presentation, settings, and exceptions."""

import sys

import events
import numpy as np
import pytest
from PyQt5.QtCore import QPoint, Qt, QTimer
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QApplication, QMessageBox
from ui_tools import field, press, to_convolution, until, wheel

from cnnviz.experiment.convolution import convolution
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.windows import Window
from cnnviz.run.timeline import Position
from cnnviz.session.session import Session
from cnnviz.session.settings import SPEED, THEME, Settings
from cnnviz.trace.steps import Cell
from cnnviz.ui import crash, open_window
from cnnviz.ui.window.main_window import MainWindow

KEY = Qt.Key
LEFT = Qt.MouseButton.LeftButton


def click(widget, at):
    QTest.mouseClick(widget, LEFT, Qt.KeyboardModifier.NoModifier, QPoint(at))


def move(window, widget, at):
    """Move the pointer, as the platform tells the window of it."""
    QTest.mouseMove(window.windowHandle(), widget.mapTo(window, QPoint(at)))
    QApplication.processEvents()


def brightness(window):
    image = window.grab().toImage().scaled(32, 32)
    return sum(image.pixelColor(x, y).lightness() for x in range(32) for y in range(32)) / 1024


def test_a_click_on_an_output_cell_goes_to_its_step(window):
    chapter = to_convolution(window, 27)
    click(window.stage.viewport(), window.stage.cell_centre(Cell("y", (0, 6, 2, 0))))
    assert window.session.position == Position(chapter, 50)


def test_a_click_on_an_input_cell_goes_nowhere(window):
    to_convolution(window, 27)
    at = window.session.position
    click(window.stage.viewport(), window.stage.cell_centre(Cell("x_pad", (0, 2, 2, 0))))
    click(window.stage.viewport(), QPoint(3, 3))
    assert window.session.position == at


def test_hovering_says_what_a_cell_is_and_marks_its_terms(window):
    to_convolution(window, 27)
    before = field(window, "place").text()
    move(window, window.stage.viewport(), window.stage.cell_centre(Cell("x_pad", (0, 3, 3, 0))))
    assert field(window, "place").text().startswith("X padded[3, 3] = 1")
    move(window, window.stage.viewport(), QPoint(3, 3))
    assert field(window, "place").text() == before


def test_pressing_and_dragging_the_scrubber_shows_each_position(window):
    scrubber, timeline = window.transport.scrubber, window.session.timeline
    wanted = [0, 30, 70, 100, len(timeline) - 1]
    middle = scrubber.height() // 2
    seen = []
    window.session.frame_changed.connect(lambda frame: seen.append(timeline.index(frame.position)))
    places = [QPoint(round(scrubber.x_of(index)), middle) for index in wanted]
    QTest.mousePress(scrubber, LEFT, Qt.KeyboardModifier.NoModifier, places[0])
    for place in places[1:]:
        events.move(scrubber, place, LEFT)
    QTest.mouseRelease(scrubber, LEFT, Qt.KeyboardModifier.NoModifier, places[-1])
    assert len(seen) == len(wanted)
    assert seen == [scrubber.index_at(place.x()) for place in places]


def test_where_the_scrubber_shows_a_step_a_click_finds_it(window):
    scrubber = window.transport.scrubber
    scrubber.resize(4000, 60)
    for index in range(0, len(window.session.timeline), 7):
        assert scrubber.index_at(scrubber.x_of(index)) == index
    assert scrubber.index_at(-50) == 0
    assert scrubber.index_at(1e6) == len(window.session.timeline) - 1


def test_every_chapter_of_a_long_run_can_be_hit(window):
    image = np.zeros((200, 200, 1))
    window.session.edit(window.session.experiment.with_image(image, "large"), "large")
    scrubber, timeline = window.transport.scrubber, window.session.timeline
    edges = [scrubber.x_of(start) for start in timeline.starts[:-1]]
    assert min(np.diff(edges)) > 9
    for chapter, start in enumerate(timeline.starts[:-1]):
        middle = scrubber.x_of(start + len(timeline.chapters[chapter].trace) // 2)
        assert timeline.at(scrubber.index_at(middle)).chapter == chapter


def test_the_wheel_over_the_scrubber_seeks(window):
    before = window.session.timeline.index(window.session.position)
    wheel(window.transport.scrubber)
    after = window.session.timeline.index(window.session.position)
    assert after > before
    assert window.transport.scrubber.value() == after


def test_the_pipeline_goes_to_where_an_array_is_made(window):
    chapter = to_convolution(window, 27)
    click(field(window, "product_X padded"), QPoint(20, 20))
    assert window.session.position == Position(chapter - 1, 0)
    click(field(window, "product_Y"), QPoint(20, 20))
    assert window.session.position == Position(chapter, 0)


def test_the_buttons_of_the_transport_step(window):
    chapter = to_convolution(window, 27)
    for name, there in (("play.next", 28), ("play.previous", 27)):
        window.actions_by_id[name].trigger()
        assert window.session.position == Position(chapter, there)


def test_the_speed_slider_sets_the_speed_and_it_is_remembered(window, qtbot):
    slider = field(window, "speed")
    slider.setFocus()
    press(KEY.Key_End)
    assert window.session.player.speed == pytest.approx(60)
    press(KEY.Key_Home)
    assert window.session.player.speed == pytest.approx(0.5)
    assert Settings().get(SPEED) == pytest.approx(0.5)
    again = open_window()
    qtbot.addWidget(again)
    assert again.session.player.speed == pytest.approx(0.5)


def test_the_theme_is_changed_and_remembered(window, qtbot):
    light = brightness(window)
    press(KEY.Key_T, Qt.KeyboardModifier.ControlModifier)
    dark = brightness(window)
    assert light > 180
    assert dark < 80
    assert Settings().get(THEME) == "dark"
    again = open_window()
    qtbot.addWidget(again)
    assert brightness(again) < 80
    window.actions_by_id["view.theme"].trigger()
    assert Settings().get(THEME) == "light"


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
    assert [part.isVisible() for part in (window.setup, window.pipeline, window.menuBar())] == [False] * 3
    assert window.stage.isVisible()
    assert window.transport.isVisible()
    at = window.session.position
    press(KEY.Key_Right)
    assert window.session.position != at
    press(KEY.Key_Escape)
    assert not window.isFullScreen()
    assert [part.isVisible() for part in (window.setup, window.pipeline, window.menuBar())] == [True] * 3
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
    from PyQt5.QtCore import QSettings

    QSettings().setValue(key, "nonsense")
    window = open_window()
    qtbot.addWidget(window)
    assert window.isVisible()
    window.close()


def test_everything_fits_a_small_screen(window):
    window.resize(1024, 700)
    QApplication.processEvents()
    assert (window.width(), window.height()) == (1024, 700)
    for part in (window.setup, window.pipeline, window.stage, window.formula, window.transport):
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


@pytest.fixture
def crashing(monkeypatch, tmp_path):
    """Install the handler of exceptions with its log in a folder of its own."""
    monkeypatch.setattr(crash, "log_file", lambda: tmp_path / "logs" / "cnnviz.log")
    undo = crash.install()
    yield tmp_path / "logs" / "cnnviz.log"
    undo()


def fail():
    raise RuntimeError("the slot is broken")


def boxes():
    return [box for box in QApplication.topLevelWidgets() if isinstance(box, QMessageBox) and box.isVisible()]


@pytest.mark.qt_no_exception_capture
@pytest.mark.parametrize("active", [True, False])
def test_an_exception_in_a_slot_is_logged_and_told_once_and_the_window_lives(window, crashing, active):
    if not active:
        window.hide()
    for _ in range(3):
        QTimer.singleShot(0, fail)
    until(lambda: crashing.exists() and crashing.read_text().count("the slot is broken") >= 3)
    assert len(boxes()) == 1
    assert str(crashing) in boxes()[0].informativeText()
    boxes()[0].close()
    window.show()
    assert window.isVisible()
    at = window.session.position
    window.actions_by_id["play.next"].trigger()
    assert window.session.position != at


@pytest.mark.qt_no_exception_capture
def test_a_folder_that_cannot_be_written_does_not_stop_the_handler(window, monkeypatch, tmp_path, capfd):
    (tmp_path / "file").touch()
    monkeypatch.setattr(crash, "log_file", lambda: tmp_path / "file" / "cnnviz.log")
    undo = crash.install()
    try:
        sys.excepthook(RuntimeError, RuntimeError("no log"), None)
        assert len(boxes()) == 1
        boxes()[0].close()
    finally:
        undo()
    assert "no log" in capfd.readouterr().err
