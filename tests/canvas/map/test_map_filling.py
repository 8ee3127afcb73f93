"""Pictures on the map are filled as far as the run has got, and a step paints nothing else again."""

import numpy as np
import pytest
from painted_regions import on_screen
from PyQt5.QtCore import QEvent, QObject, QPointF, QRect, Qt
from PyQt5.QtGui import QCursor, QMouseEvent
from PyQt5.QtWidgets import QApplication
from run_catalogue import WAYS, experiments
from seen_pixels import pixels_of

from cnnviz.canvas.grids.cells import limits
from cnnviz.canvas.map.map_view import MapView
from cnnviz.canvas.palette import THEMES, palette
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position
from cnnviz.run.veil import Known, Veil


@pytest.fixture
def shown(qtbot):
    """Return what shows the map of a run, 1600 wide."""

    def show(run, theme="light", channel=0):
        view = MapView()
        qtbot.addWidget(view)
        view.resize(1600, 144)
        view.show_run(run, palette(theme), channel)
        view.show()
        QApplication.processEvents()
        return view

    return show


def stop(view, label):
    return view.findChild(QObject, f"product_{label}")


def cells(view, label, shape):
    """Return the colours in the middle of each cell of a picture, which is framed with 5 pixels around."""
    seen = pixels_of(stop(view, label).grab().toImage())
    side = 40 // max(shape)
    top, left = (5 + (40 - side * count) // 2 for count in shape)
    rows = [top + side * row + side // 2 for row in range(shape[0])]
    columns = [left + side * column + side // 2 for column in range(shape[1])]
    return seen[np.ix_(rows, columns)]


def rgb(colour):
    return np.array(colour.getRgb()[:3])


def looks(array, theme):
    """Return the colours that signed numbers have."""
    table = palette(theme).maps["signed"]
    low, high = limits(array, "signed")
    return table[np.rint((array - low) / (high - low) * (len(table) - 1)).astype(int)]


@pytest.mark.parametrize("theme", THEMES)
def test_a_cell_is_coloured_from_the_step_on_that_writes_it(shown, theme):
    run = run_of(experiments()["grey"], WAYS["window by window"])
    view, empty = shown(run, theme), rgb(palette(theme).cells["empty"])
    for made in (array for array in run.arrays if array.label in ("Y", "A")):
        wanted = looks(made.followed[:, :, 0], theme)
        for step in range(0, len(run.chapters[made.chapter].trace), 5):
            view.show_frame(Frame(run, Position(made.chapter, step)))
            seen = cells(view, made.label, made.followed.shape[:2])
            there = np.arange(seen.shape[0] * seen.shape[1]).reshape(seen.shape[:2]) <= step
            np.testing.assert_array_equal(seen[there], wanted[there])
            assert (seen[~there] == empty).all()


def test_what_is_added_to_is_shown_as_far_as_it_is(shown):
    run = run_of(experiments()["nothing before"], WAYS["window by window"])
    view, empty = shown(run), rgb(palette("light").cells["empty"])
    made = next(array for array in run.arrays if array.label == "dX padded")
    seen = []
    for step in (0, 20, len(run.chapters[made.chapter].trace) - 1):
        frame = Frame(run, Position(made.chapter, step))
        view.show_frame(frame)
        untouched = frame.progress["dx_pad"][0, :, :, 0] == 0
        colours = cells(view, "dX padded", untouched.shape)
        assert (colours[untouched] == empty).all()
        more = frame.progress["dx_pad"][0, :, :, 0] == 1
        sums = frame.arrays["dx_pad"][0, :, :, 0]
        assert (colours[more & (sums != 0)] != empty).any(axis=1).all()
        assert more.any() == (step != len(run.chapters[made.chapter].trace) - 1)
        seen.append(colours)
    assert not untouched.any()
    np.testing.assert_array_equal(seen[-1], looks(made.followed, "light")[:, :, 0])
    assert (seen[1] != seen[2]).any()


@pytest.mark.parametrize("name", ["grey", "classifier", "positions"])
def test_what_lies_ahead_is_empty_and_what_lies_behind_is_whole(shown, name):
    run = run_of(experiments()[name], WAYS["window by window"])
    view = shown(run)
    view.show_frame(Frame(run, run.last))
    whole = {made.label: pixels_of(stop(view, made.label).grab().toImage()) for made in run.arrays}
    blank = rgb(palette("light").cells["empty"])
    for index in range(len(run.chapters)):
        view.show_frame(Frame(run, Position(index, 0)))
        for made in run.arrays:
            if made.chapter == index:
                continue
            seen = pixels_of(stop(view, made.label).grab().toImage())
            if made.chapter is None or made.chapter < index:
                np.testing.assert_array_equal(seen, whole[made.label])
            else:
                assert (seen[6:44, 6:44] == blank).all()


def test_a_parameter_is_given_at_first_and_then_made_anew(shown):
    run = run_of(experiments()["grey"], WAYS["window by window"])
    view, update = shown(run), run.parameters[0].update
    seen = []
    for position in (run.first, Position(update - 1, 0), Position(update, 3), run.last):
        view.show_frame(Frame(run, position))
        seen.append(pixels_of(stop(view, "W").grab().toImage())[3:17, 4:19])
    assert (seen[0] == seen[1]).all()
    assert (seen[1] != seen[2]).any()
    assert (seen[2] != seen[3]).any()
    assert (seen[2] == rgb(palette("light").cells["empty"])).all(axis=2).any()


class Paintings(QObject):
    """Writes down what is painted of a map and its stops."""

    def __init__(self, view):
        super().__init__()
        self.seen = []
        for part in (view, *view.children()):
            part.installEventFilter(self)

    def eventFilter(self, part, event):
        if event.type() == QEvent.Type.Paint:
            self.seen.append((part.objectName(), QRect(event.rect())))
        return False

    def of(self, work):
        """Return what a work has painted again."""
        self.seen.clear()
        work()
        QApplication.processEvents()
        return list(self.seen)


@pytest.mark.parametrize(("key", "name"), [("convolve", "product_Y"), ("scatter", "product_dX padded")])
def test_a_step_paints_the_picture_in_hand_and_nothing_else(shown, key, name):
    run = run_of(experiments()["grey"], WAYS["window by window"])
    view = shown(run)
    chapter = [one.key for one in run.chapters].index(key)
    paintings = Paintings(view)
    paintings.of(lambda: view.show_frame(Frame(run, Position(chapter, 0))))
    for step in (1, 2, 7):
        seen = paintings.of(lambda step=step: view.show_frame(Frame(run, Position(chapter, step))))
        assert seen == [(name, QRect(5, 5, 40, 40))]


def test_another_chapter_paints_what_it_changes(shown):
    run = run_of(experiments()["grey"], WAYS["window by window"])
    view = shown(run)
    paintings = Paintings(view)
    paintings.of(lambda: view.show_frame(Frame(run, Position(1, 2))))
    seen = paintings.of(lambda: view.show_frame(Frame(run, Position(2, 0))))
    assert {name for name, _ in seen} == {"map", "product_Y", "product_A", "product_W", "product_b"}
    assert max(rect.height() for name, rect in seen if name == "map") < 144


@pytest.mark.some(3)
@pytest.mark.parametrize("compact", [False, True])
@pytest.mark.parametrize(("name", "width"), [("grey", 1600), ("grey", 880), ("classifier", 900)])
def test_nothing_of_the_chapter_before_is_left_on_the_map(shown, name, width, compact):
    run = run_of(experiments()[name], WAYS["window by window"])
    view = shown(run)
    view.set_compact(compact)
    view.resize(width, view.height())
    on_screen(view)
    for first in range(len(run.chapters)):
        for second in (first - 1, first + 1, 1):
            for chapter in {first, second % len(run.chapters)}:
                view.show_frame(Frame(run, Position(chapter, 0)))
                on_screen(view)
            by_parts = on_screen(view)
            view.update()
            np.testing.assert_array_equal(by_parts, on_screen(view), run.chapters[first].key)


@pytest.mark.parametrize("compact", [False, True])
def test_a_strip_that_is_exposed_is_painted_as_in_the_whole(shown, compact):
    view = shown(run_of(experiments()["grey"], WAYS["window by window"]))
    view.set_compact(compact)
    whole = on_screen(view)
    for top in range(0, view.height(), 2):
        view.update(QRect(0, top, view.width(), 2))
        np.testing.assert_allclose(
            on_screen(view), whole, atol=4, err_msg=f"at {top}"
        )  # slanted lines are soft


def test_no_stop_stays_marked_as_hovered_that_has_moved_away_from_under_the_pointer(shown):
    view = shown(run_of(experiments()["grey"], WAYS["window by window"]))
    button, apart = stop(view, "A"), pixels_of(stop(view, "A").grab().toImage())
    QCursor.setPos(button.mapToGlobal(button.rect().center()))
    np.testing.assert_array_equal(pixels_of(button.grab().toImage()), apart)  # as where a menu lies over it
    QApplication.sendEvent(button, QEvent(QEvent.Type.Enter))
    assert (pixels_of(button.grab().toImage()) != apart).any()
    view.move(view.x(), view.y() + 200)  # the pointer rests, so that nobody tells of its leaving
    assert button.underMouse()
    np.testing.assert_array_equal(pixels_of(button.grab().toImage()), apart)


def test_a_stop_that_comes_back_beneath_the_pointer_is_hovered_once_that_moves(shown):
    view = shown(run_of(experiments()["grey"], WAYS["window by window"]))
    button, apart = stop(view, "A"), pixels_of(stop(view, "A").grab().toImage())
    at = button.rect().center()
    QCursor.setPos(button.mapToGlobal(at))
    button.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False)  # as it is after it was hidden for a while
    none = Qt.MouseButton.NoButton
    moved = QMouseEvent(QEvent.Type.MouseMove, QPointF(at), none, none, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(button, moved)
    assert (pixels_of(button.grab().toImage()) != apart).any()


@pytest.mark.parametrize("key", ["convolve", "crop"])
def test_other_numbers_are_painted_at_every_stop_at_once(shown, key):
    experiment = experiments()["grey"]
    run = run_of(experiment, WAYS["window by window"])
    view = shown(run)
    chapter = [one.key for one in run.chapters].index(key)
    paintings = Paintings(view)
    paintings.of(lambda: view.show_frame(Frame(run, Position(chapter, 3))))
    other = run_of(experiment.with_image(1 - experiment.image, "other"), WAYS["window by window"])
    seen = paintings.of(lambda: view.show_run(other, palette("light"), 0))
    names = {part.objectName() for part in view.children() if part.isWidgetType() and part.isVisible()}
    assert names <= {name for name, _ in seen}
    assert len(names) > 8


def test_other_decimals_are_painted_in_the_loss(shown):
    run = run_of(experiments()["grey"], WAYS["window by window"])
    view = shown(run)
    paintings = Paintings(view)
    paintings.of(lambda: view.show_frame(Frame(run, run.last)))
    seen = paintings.of(lambda: view.show_frame(Frame(run, run.last, 5)))
    assert "product_loss" in {name for name, _ in seen}


def test_who_predicts_sees_what_is_known_by_a_scale_of_its_own(shown):
    run = run_of(experiments()["grey"], WAYS["window by window"])
    made = next(array for array in run.arrays if array.label == "Y")
    veiled = Veil(run).over((), Known(made.chapter, 9))
    view = shown(veiled)
    view.show_frame(Frame(veiled, Position(made.chapter, 9)))
    shape = made.followed.shape[:2]
    seen = cells(view, "Y", shape).reshape(-1, 3)
    known = made.followed[:, :, 0].ravel()[:9]
    assert abs(known).max() < abs(made.followed[:, :, 0]).max(), (
        "the scale of all would tell of what is to come"
    )
    np.testing.assert_array_equal(seen[:9], looks(known, "light"))
    assert not (seen[9] == seen[:9]).all(axis=1).any()
    assert (seen[10:] == rgb(palette("light").cells["empty"])).all()
