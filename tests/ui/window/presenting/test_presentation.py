"""What a presenter has at hand: black, white, a spotlight, and a transport that steps back."""

import pytest
from events import LEFT, RIGHT, mouse, move
from painted_texts import written
from PyQt5.QtCore import QEvent, QPoint, QPointF, QRect, Qt, QTimer
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QApplication, QGraphicsSimpleTextItem, QMenu, QToolButton, QWidget
from seen_pixels import pixels_of
from ui_tools import field, press

from cnnviz.application import text_pixels
from cnnviz.canvas.note_at_pointer import NOTE
from cnnviz.explain.glossary.terms import Place, terms
from cnnviz.explain.number_format import format_in
from cnnviz.explain.numbers import exactly
from cnnviz.session.settings.settings import EXPLAIN, LENS, MAP, PANEL, TEXT_SIZE, settings
from cnnviz.trace.steps import Cell
from cnnviz.ui.window.explaining.looking_up import show_place
from cnnviz.ui.window.presenting.covers import Cover, Spotlight
from cnnviz.ui.window.presenting.presentation import QUIET, Presentation

KEY = Qt.Key
TOOLS = ("view.black", "view.white", "view.spotlight")
COLOURS = {KEY.Key_B: (0, 0, 0), KEY.Key_W: (255, 255, 255)}


@pytest.fixture
def presented(window):
    press(KEY.Key_F5)
    return window


def cover(window):
    found = [child for child in window.findChildren(Cover) if child.isVisible()]
    return found[0] if found else None


def spotlight(window):
    found = [child for child in window.findChildren(Spotlight) if child.isVisible()]
    return found[0] if found else None


def seen(window):
    return {tuple(pixel) for pixel in pixels_of(window.grab().toImage()).reshape(-1, 3)[::97]}


def test_a_presenter_s_keys_do_nothing_where_nobody_presents(window):
    for key in (KEY.Key_B, KEY.Key_W, KEY.Key_S):
        press(key)
    assert cover(window) is None
    assert spotlight(window) is None
    assert not any(window.actions_by_id[name].isEnabled() for name in TOOLS)


@pytest.mark.some(1)
@pytest.mark.parametrize("key", COLOURS)
def test_all_is_black_or_white_and_the_same_key_takes_it_away(presented, key):
    press(key)
    assert seen(presented) == {COLOURS[key]}
    press(key)
    assert len(seen(presented)) > 5


def test_white_takes_the_place_of_black(presented):
    press(KEY.Key_B)
    press(KEY.Key_W)
    assert seen(presented) == {(255, 255, 255)}
    checked = [name for name in TOOLS if presented.actions_by_id[name].isChecked()]
    assert checked == ["view.white"]


def test_the_next_step_is_seen(presented):
    press(KEY.Key_B)
    at = presented.session.position
    press(KEY.Key_Right)
    assert presented.session.position != at
    assert cover(presented) is None


def test_a_click_takes_it_away_and_goes_nowhere(presented):
    press(KEY.Key_B)
    at = presented.session.position
    found = cover(presented)

    mouse(found, QEvent.Type.MouseButtonPress, QPointF(found.rect().center()), LEFT, LEFT)
    assert cover(presented) is None
    assert presented.session.position == at


def test_escape_takes_one_thing_away_at_a_time(presented):
    press(KEY.Key_S)
    press(KEY.Key_B)
    press(KEY.Key_Escape)
    assert cover(presented) is None
    assert spotlight(presented) is not None
    press(KEY.Key_Escape)
    assert spotlight(presented) is None
    assert presented.isFullScreen()
    press(KEY.Key_Escape)
    assert not presented.isFullScreen()


def test_all_is_dark_but_a_spot_that_goes_with_the_pointer(presented):
    before = pixels_of(presented.grab().toImage()).astype(int)
    press(KEY.Key_S)
    at = presented.stage.mapTo(presented, QPoint(40, presented.stage.height() - 20))  # where there is no cell
    move(presented.stage.viewport(), QPointF(presented.stage.viewport().mapFrom(presented, at)))
    after = pixels_of(presented.grab().toImage()).astype(int)
    assert spotlight(presented).spot.center() == at
    assert (after[at.y(), at.x()] == before[at.y(), at.x()]).all()
    far = after[presented.height() - 10, presented.width() - 10]
    assert (far < before[presented.height() - 10, presented.width() - 10]).all()


def test_the_stage_is_used_through_the_spotlight(presented):
    press(KEY.Key_S)
    assert presented.childAt(presented.stage.mapTo(presented, QPoint(50, 50))) is presented.stage.viewport()


def test_the_transport_steps_back_until_the_mouse_moves(presented):
    effect = presented.transport.graphicsEffect()
    assert effect.opacity() == QUIET
    move(presented.stage.viewport(), QPointF(40, 40))
    assert presented.transport.graphicsEffect() is None


def test_who_knows_no_key_leaves_by_a_click(presented):
    leave = field(presented, "leave_presentation")
    assert leave.isVisible()
    QTest.mouseClick(leave, Qt.MouseButton.LeftButton)
    assert not presented.isFullScreen()
    assert not leave.isVisible()
    assert presented.setup.isVisible()


def test_it_does_not_while_the_pointer_stays_on_it(presented):
    transport, resting = presented.transport, presented.findChild(Presentation).findChild(QTimer)
    QApplication.sendEvent(transport, QEvent(QEvent.Type.Enter))
    move(transport, QPointF(40, 10))
    resting.stop()  # as it does when the time is over
    resting.timeout.emit()
    assert transport.graphicsEffect() is None
    QApplication.sendEvent(transport, QEvent(QEvent.Type.Leave))
    assert resting.isActive()
    resting.timeout.emit()
    assert transport.graphicsEffect().opacity() == QUIET


def test_the_end_leaves_nothing_of_it(presented):
    press(KEY.Key_S)
    press(KEY.Key_B)
    press(KEY.Key_F5)
    assert cover(presented) is None
    assert spotlight(presented) is None
    assert presented.transport.graphicsEffect() is None
    assert not any(presented.actions_by_id[name].isEnabled() for name in TOOLS)
    assert presented.transport.findChild(QWidget, "grain").isVisible()


@pytest.mark.parametrize("key", [KEY.Key_B, KEY.Key_S])
def test_what_lies_over_the_window_is_as_large_as_the_window(presented, key):
    press(key)
    presented.resize(presented.width() + 100, presented.height() + 50)
    assert (cover(presented) or spotlight(presented)).size() == presented.size()


@pytest.mark.some(1)
@pytest.mark.parametrize("size", [(1280, 720), (2560, 1440)])
def test_words_are_as_large_as_the_last_row_needs(presented, size):
    presented.resize(*size)
    height = size[1]
    heading = written(presented.findChild(QWidget, "heading"))
    assert max(line.pixels for line in heading) >= height / 36
    labels = [item for item in presented.stage.scene().items() if isinstance(item, QGraphicsSimpleTextItem)]
    assert min(item.font().pixelSize() for item in labels if item.text()) >= height / 50
    press(KEY.Key_F5)
    assert text_pixels(100) == 100


def test_the_sum_is_written_half_as_large_again_at_least(window):
    window.resize(1280, 720)
    before = [line.pixels for line in written(window.formula)]
    press(KEY.Key_F5)
    window.resize(1280, 720)
    after = [line.pixels for line in written(window.formula)]
    assert all(large >= 1.5 * small for small, large in zip(before, after, strict=True))


def test_who_has_chosen_larger_words_keeps_them(presented):
    settings().set(TEXT_SIZE, 200)
    presented.resize(1280, 720)
    assert text_pixels(100) == 200
    settings().set(TEXT_SIZE, 100)
    assert text_pixels(100) == 125


def test_the_keys_for_the_size_of_text_change_nothing_that_is_not_seen(presented):
    press("+", Qt.KeyboardModifier.ControlModifier)
    assert settings().get(TEXT_SIZE) == 100
    press(KEY.Key_F5)
    press("+", Qt.KeyboardModifier.ControlModifier)
    assert settings().get(TEXT_SIZE) == 110
    settings().set(TEXT_SIZE, 100)


def test_zoom_is_left_to_the_keys(presented):
    assert not any(
        button.isVisible() for button in presented.work.findChildren(QToolButton) if button.defaultAction()
    )
    press(KEY.Key_F5)
    assert any(
        button.isVisible() for button in presented.work.findChildren(QToolButton) if button.defaultAction()
    )


def test_who_closes_it_leaves_the_size_of_words_to_the_others(presented):
    assert text_pixels(100) > 100
    presented.close()
    assert text_pixels(100) == 100


def test_what_is_said_at_the_pointer_is_lit_and_short(presented):
    """An array of which numbers have many digits: thirds; the note reaches out of the spot, and stays as it is."""
    third = presented.session.experiment.with_layer(
        0, presented.session.experiment.layers[0].with_bias(0, 1 / 3)
    )
    presented.session.edit(third, "a third")
    stage, frame = presented.stage, presented.session.frame
    (cell,) = (cell for cell in frame.step.writes)
    at = QPointF(stage.cell_rect(cell).center())
    move(stage.viewport(), at)
    note = presented.findChild(QWidget, NOTE)
    before = pixels_of(note.grab().toImage()).astype(int)
    press(KEY.Key_S)  # which takes it away, until the mouse moves
    move(stage.viewport(), at + QPointF(1, 1))
    assert note.isVisible()
    title = note.text.splitlines()[0]
    form = format_in(frame.chapter, cell.array, frame.decimals)
    assert title.endswith(f"= {form.text(float(frame.arrays[cell.array][cell.index]))}")
    corner = note.mapTo(presented, QPoint(0, 0))
    lit = pixels_of(presented.grab().toImage()).astype(int)
    seen = lit[corner.y() : corner.y() + note.height(), corner.x() : corner.x() + note.width()]
    far = QRect(corner, note.size()).united(spotlight(presented).spot) != spotlight(presented).spot
    assert far  # some of it is beyond the spot
    assert (seen[4:-4, 4:-4] == before[4:-4, 4:-4]).all()
    press(KEY.Key_F5)
    move(stage.viewport(), QPointF(stage.cell_rect(cell).center()))
    assert exactly(float(frame.arrays[cell.array][cell.index])) in note.text


def arranged(window):
    """Return how the parts of a window are arranged, seen or not, and what is remembered of it."""
    kept = [settings().get(setting) for setting in (MAP, EXPLAIN, PANEL)]
    return window.map.isHidden(), window.explain.is_open, window.setup.part, kept


@pytest.mark.parametrize(
    ("key", "modifiers"),
    [
        (KEY.Key_M, Qt.KeyboardModifier.NoModifier),
        (KEY.Key_E, Qt.KeyboardModifier.NoModifier),
        (KEY.Key_B, Qt.KeyboardModifier.ControlModifier),
        (KEY.Key_Return, Qt.KeyboardModifier.NoModifier),
    ],
)
@pytest.mark.parametrize("explains", [False, True])
def test_what_is_not_seen_does_not_change(window, explains, key, modifiers):
    window.explain.open(explains)
    before = arranged(window)
    press(KEY.Key_F5)
    press(key, modifiers)
    press(KEY.Key_F5)
    assert arranged(window) == before
    window.explain.open(False)
    before = arranged(window)
    press(key, modifiers)
    assert arranged(window) != before  # where one does not present it does something


def test_the_lens_is_seen_and_goes_and_comes(presented):
    before = pixels_of(presented.stage.grab().toImage())
    press(KEY.Key_L)
    assert settings().get(LENS) is False
    assert (pixels_of(presented.stage.grab().toImage()) != before).any()
    press(KEY.Key_L)


def test_the_menu_of_a_cell_offers_what_explain_has_where_that_is_seen(window):
    offered = []
    for _ in range(2):
        cell = Cell("x_pad", (0, 4, 4, 0))
        at = QPointF(window.stage.cell_rect(cell).center())
        mouse(window.stage.viewport(), QEvent.Type.MouseButtonPress, at, RIGHT, RIGHT)
        menu = window.stage.findChildren(QMenu, "cell_menu")[-1]
        offered.append({action.objectName() for action in menu.actions() if action.isVisible()})
        menu.close()
        window.actions_by_id["view.present"].trigger()
    assert offered[0] - offered[1] == {"cell_terms", "cell_nudge"}


def test_a_word_that_leads_to_a_panel_leaves_what_is_not_seen_as_it_is(presented):
    before, word = arranged(presented), next(iter(terms().values()))
    for place in (Place(panel="training"), Place(tab="check")):
        show_place(presented.session, presented.setup, presented.explain, word._replace(place=place))
    assert arranged(presented) == before
    press(KEY.Key_F5)
    word = word._replace(place=Place(panel="training"))
    show_place(presented.session, presented.setup, presented.explain, word)
    assert presented.setup.part == "training"
