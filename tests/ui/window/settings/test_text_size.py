"""Text can be larger or smaller: chrome, stage and strip follow, it is remembered, and nothing is cut off."""

import pytest
from painted_texts import written
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QApplication, QLabel, QWidget
from ui_tools import press, to_convolution

from cnnviz.session.settings.settings import TEXT_SIZE, THEME, settings
from cnnviz.trace.steps import Cell
from cnnviz.ui import open_window
from cnnviz.ui.window.main_window import MainWindow

CTRL = Qt.KeyboardModifier.ControlModifier
PARTS = ("work", "setup", "transport")


@pytest.fixture(autouse=True)
def _usual(window):
    yield
    settings().set(TEXT_SIZE, 100)


def sizes(widget):
    """Return how large each text is that is painted, by the text."""
    return {line.text: line.pixels for line in written(widget)}


def test_the_keys_go_by_tenths_and_stop_at_the_ends(window):
    for key, size in (("+", 110), ("+", 120), ("-", 110), ("=", 120)):
        press(key, CTRL)
        assert settings().get(TEXT_SIZE) == size
    for _ in range(10):
        press("+", CTRL)
    assert settings().get(TEXT_SIZE) == 200
    for _ in range(14):
        press("-", CTRL)
    assert settings().get(TEXT_SIZE) == 80
    window.actions_by_id["view.text_usual"].trigger()
    assert settings().get(TEXT_SIZE) == 100


def test_cells_are_zoomed_from_the_menu_and_fitted_by_their_key(window):
    to_convolution(window, 27)
    before = window.stage.cell_rect(Cell("y", (0, 0, 0, 0))).width()
    window.actions_by_id["view.zoom_in"].trigger()
    assert window.stage.cell_rect(Cell("y", (0, 0, 0, 0))).width() > before
    press("0", CTRL)
    assert window.stage.cell_rect(Cell("y", (0, 0, 0, 0))).width() == before
    assert settings().get(TEXT_SIZE) == 100


def sizes_of_parts(window):
    return {
        "stage": sizes(window.stage)["X padded"],
        "strip": sizes(window.formula)["Y[3, 3]"],
        "heading": sizes(window.work)["Convolution, forward"],
        "rail": window.setup.findChild(QLabel, "setup_title").font().pixelSize(),
        "place": sizes(window.statusBar())[window.findChild(QLabel, "place").text()],
        "scrubber": sizes(window.transport.scrubber)["forward"],
        "map": sizes(window.map).get("dX padded"),
        "loss on the map": sizes(window.findChild(QWidget, "product_loss"))["loss"],
    }


@pytest.mark.some(1)
@pytest.mark.parametrize("percent", [80, 150, 200])
def test_headings_strip_and_chrome_follow(window, percent):
    to_convolution(window, 27)
    window.setup.open("layers")
    usual = sizes_of_parts(window)
    settings().set(TEXT_SIZE, percent)
    QApplication.processEvents()
    now = sizes_of_parts(window)
    if percent > 100:  # a sum that then needs more lines is written in smaller ones
        assert now.pop("strip") > usual.pop("strip")
        assert now.pop("stage") >= usual.pop("stage")  # words give way there where digits became smaller
        for what in ("map", "loss on the map"):  # which grows by a quarter at most
            assert now.pop(what) == pytest.approx(usual.pop(what) * 1.25, abs=1)
    if percent == 200:  # as large as there is room for at the line
        assert now.pop("scrubber") > usual.pop("scrubber")
        assert window.minimumSizeHint().height() <= 810
    for what, before in usual.items():
        assert now[what] == pytest.approx(before * percent / 100, abs=1), what


@pytest.mark.some(1)
@pytest.mark.parametrize(
    ("size", "percent", "shown"),
    [
        ((1024, 700), 100, True),
        ((1024, 700), 110, True),
        ((1024, 700), 120, False),
        ((1280, 800), 120, True),
        ((1280, 800), 150, False),
        ((1440, 900), 150, True),
    ],
)
def test_in_a_low_window_the_map_makes_room_for_the_stage_where_text_is_large(window, size, percent, shown):
    window.resize(*size)
    settings().set(TEXT_SIZE, percent)
    QApplication.processEvents()
    assert window.map.isVisible() == shown
    assert window.stage.height() >= 190
    settings().set(TEXT_SIZE, 100)
    QApplication.processEvents()
    assert window.map.isVisible()


def test_that_the_map_gives_way_is_said_and_again_to_who_asks_for_it(window):
    window.resize(1024, 700)
    place = window.findChild(QLabel, "place")
    QApplication.processEvents()
    settings().set(TEXT_SIZE, 120)
    QApplication.processEvents()
    assert place.text().startswith("The map gives way")
    window.session.move(1)
    press("+", CTRL)
    press("m")
    assert not place.text().startswith("The map")
    press("m")
    assert place.text().startswith("The map gives way")


def test_the_next_window_has_it_and_all_follow(window, qtbot):
    settings().set(TEXT_SIZE, 140)
    second = open_window()
    qtbot.addWidget(second)
    to_convolution(window, 27)
    to_convolution(second, 27)
    assert sizes(second.stage)["X padded"] == sizes(window.stage)["X padded"] == 20
    settings().set(TEXT_SIZE, 100)
    assert sizes(second.stage)["X padded"] == sizes(window.stage)["X padded"] == 14


@pytest.mark.some(1)
@pytest.mark.parametrize("percent", [80, 100, 120, 150])
def test_grown_it_looks_as_if_it_had_begun_so(window, qtbot, percent, clock):
    from cnnviz.session.session import Session

    settings().set(TEXT_SIZE, percent)
    begun = MainWindow(Session(clock=clock))
    qtbot.addWidget(begun)
    begun.show()
    for one in (window, begun):
        one.resize(1400, 1000)
        QApplication.processEvents()
    for part in PARTS:
        assert getattr(begun, part).minimumSizeHint() == getattr(window, part).minimumSizeHint(), part
    assert begun.transport.height() == window.transport.height()
    assert begun.formula.height() == window.formula.height()


@pytest.mark.parametrize("key", ["convolve", "scatter", "max_pool", "update_weight"])
@pytest.mark.parametrize("percent", [80, 100, 200])
@pytest.mark.some(2)
def test_headings_of_the_stage_stand_clear_of_the_grids(window, percent, key):
    settings().set(TEXT_SIZE, percent)
    window.resize(1280, 800)
    window.session.go_to_chapter([one.key for one in window.session.timeline.chapters].index(key))
    QApplication.processEvents()
    scene = window.stage.scene()
    grids = [grid.sceneBoundingRect() for grid in scene.grids.values()]
    titles = [item.sceneBoundingRect() for item in scene.items() if hasattr(item, "text") and item.text()]
    assert titles
    for title in titles:
        assert not any(title.adjusted(1, 1, -1, -3).intersects(grid) for grid in grids)


@pytest.mark.parametrize("percent", [100, 150])
@pytest.mark.parametrize(
    ("panel", "theme"), [("none", "dark"), ("image", "light"), ("layers", "high_contrast")]
)
@pytest.mark.some(1)
def test_the_smallest_window_holds_it(window, percent, panel, theme):
    settings().set(TEXT_SIZE, percent)
    settings().set(THEME, theme)
    window.setup.open(panel)
    for number in range(len(window.session.timeline.chapters)):
        window.session.go_to_chapter(number)
        window.resize(1024, 700)
        QApplication.processEvents()
        window.resize(1024, 700)
        QApplication.processEvents()
        assert (window.width(), window.height()) == (1024, 700)
        assert window.stage.width() >= 320
        heading = window.findChild(QLabel, "heading")
        assert heading.heightForWidth(heading.width()) <= heading.height() + 2, (
            window.session.frame.chapter.key
        )
