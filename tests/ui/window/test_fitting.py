"""No window is larger than its screen, or outside of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PyQt5.QtCore import QRect, QSize
from PyQt5.QtGui import QGuiApplication
from PyQt5.QtWidgets import QMainWindow

from cnnviz.session.settings.setting import WindowPlace
from cnnviz.ui.window import fitting
from cnnviz.ui.window.fitting import first_size, fitted, remembered, restore

FULL_HD = QRect(0, 0, 1920, 1080)
places = st.integers(-3000, 5000)
screens = st.builds(
    QRect, st.integers(-2000, 2000), st.integers(-900, 900), st.integers(640, 4000), st.integers(480, 3000)
)
windows = st.builds(QRect, places, places, st.integers(200, 5000), st.integers(200, 4000))


@pytest.mark.parametrize(
    ("screen", "size"),
    [
        (FULL_HD, (1280, 800)),
        (QRect(0, 0, 1366, 768), (1280, 728)),
        (QRect(0, 0, 1280, 800), (1264, 760)),
        (QRect(0, 27, 1024, 673), (1008, 633)),
    ],
)
def test_the_first_window_leaves_room_for_its_frame(screen, size):
    assert first_size(screen) == QSize(*size)


@given(windows, screens)
def test_a_window_is_inside_the_screen_afterwards(window, screen):
    assert screen.contains(fitted(window, screen))


@given(windows, screens)
def test_a_window_that_fits_stays_and_to_fit_it_again_changes_nothing(window, screen):
    once = fitted(window, screen)
    assert (once == window) == screen.contains(window)
    assert fitted(once, screen) == once


@given(windows, screens)
def test_a_window_becomes_no_larger_and_no_smaller_than_it_must(window, screen):
    size, now = window.size(), fitted(window, screen).size()
    assert now == size or now == size.boundedTo(now)
    assert now.width() >= min(size.width(), screen.width() - 16)
    assert now.height() >= min(size.height(), screen.height() - 40)


@pytest.mark.parametrize(
    ("window", "place"),
    [
        (QRect(1900, 1000, 600, 400), QRect(1312, 672, 600, 400)),
        (QRect(-500, -80, 600, 400), QRect(8, 32, 600, 400)),
        (QRect(300, 100, 2500, 1400), QRect(8, 32, 1904, 1040)),
    ],
)
def test_a_window_goes_to_the_nearest_place(window, place):
    assert fitted(window, FULL_HD) == place


@pytest.fixture
def seen(monkeypatch):
    """Let the screen of the tests count as one that somebody looks at."""
    monkeypatch.setattr(QGuiApplication, "platformName", staticmethod(lambda: "xcb"))
    return QGuiApplication.primaryScreen().availableGeometry()


@pytest.fixture
def plain(qtbot):
    window = QMainWindow()
    qtbot.addWidget(window)
    return window


def kept(plain, geometry, *, maximised=False):
    plain.setGeometry(geometry)
    if maximised:
        plain.showMaximized()
    return remembered(plain)


def test_the_first_window_is_resized(plain, seen):
    restore(plain, None)
    assert plain.size() == first_size(seen) != fitting.FIRST_SIZE


def test_what_is_remembered_comes_back(plain, seen):
    geometry = QRect(40, 50, 500, 400)
    saved = kept(plain, geometry)
    assert saved == (40, 50, 500, 400, False)
    plain.setGeometry(0, 0, 300, 300)
    restore(plain, saved)
    assert plain.geometry() == geometry
    assert remembered(plain) == saved


def test_what_is_remembered_of_a_larger_screen_comes_back_inside_this_one(plain, seen):
    restore(plain, kept(plain, QRect(200, 100, 1500, 900)))
    assert seen.contains(plain.geometry())


def test_what_was_maximised_is_so_again_and_has_a_size_to_go_back_to(plain, seen):
    restore(plain, kept(plain, QRect(200, 100, 1500, 900), maximised=True))
    assert plain.isMaximized()
    plain.showNormal()
    assert seen.contains(plain.geometry())


def test_the_size_to_go_back_to_outlives_any_number_of_starts(qtbot, seen):
    saved = WindowPlace(40, 50, 500, 400, maximised=True)
    for _ in range(3):
        window = QMainWindow()
        qtbot.addWidget(window)
        restore(window, saved)
        window.show()
        assert window.isMaximized()
        assert remembered(window) == saved
        window.close()


def test_where_nobody_looks_a_window_has_the_size_that_scripts_know(plain):
    restore(plain, None)
    assert plain.size() == fitting.FIRST_SIZE
