"""What the tests of the user interface do to a window: real mouse and key events, sent to what has the focus."""

from events import NOTCH, turn
from PyQt5 import sip
from PyQt5.QtCore import QDeadlineTimer, QMimeData, QPointF, Qt, QUrl
from PyQt5.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QApplication, QComboBox, QMessageBox, QStyle, QStyleOptionSpinBox, QWidget

from cnnviz.run.timeline import Position
from cnnviz.ui.cards.layer_card import LayerCard
from cnnviz.ui.fields.choice_list import ChoiceList
from cnnviz.ui.panels.setup.rail import PARTS

PATIENCE = 600_000  # milliseconds after which a test gives up waiting, on the slowest of machines


def press(key, modifiers=Qt.KeyboardModifier.NoModifier):
    """Press a key where the keyboard is, shortcuts included."""
    widget = QApplication.focusWidget()
    assert widget is not None
    handle = widget.window().windowHandle()
    QTest.keyPress(handle, key, modifiers)
    if not sip.isdeleted(handle):  # a dialog that Enter or Escape has closed is gone by now
        QTest.keyRelease(handle, key, modifiers)


def double_click(widget, at=None):
    """Click twice, and let go: else the button were held for all tests that follow."""
    at = widget.rect().center() if at is None else at
    for send in (QTest.mouseDClick, QTest.mouseRelease):
        send(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)


def type_text(text):
    """Type into what has the focus."""
    for character in text:
        press(character)


def field(window, name):
    """Return the control that is called so, seen: that of the first layer, where several cards have one."""
    widget = found(window, name, "layer_0") or found(window, name)
    assert widget is not None, name
    return widget


def found(window, name, within=None):
    """Return the control that is called so, in the part of the set-up that it needs open, or None."""
    setup = getattr(window, "setup", None)  # a dialog has none
    parts = PARTS if setup else ()
    widget = _called(window, name, within)
    for part in parts:
        if widget is None:
            setup.panel(part)  # which is made when it is needed first
            widget = _called(window, name, within)
    for part in parts:
        if widget is not None and setup.part != part and setup.panel(part).isAncestorOf(widget):
            setup.open(part)
            QApplication.processEvents()
    card = widget and widget.parentWidget()
    while card is not None:
        if isinstance(card, LayerCard) and card.is_folded:
            card.fold_asked.emit(False)  # as its button does
            QApplication.processEvents()
        card = card.parentWidget()
    return widget


def _called(window, name, within):
    place = window if within is None else window.findChild(QWidget, within)
    return place and place.findChild(QWidget, name)


def to_convolution(window, step=0):
    """Go to a step of the first convolution; return the chapter's number."""
    keys = [chapter.key for chapter in window.session.timeline.chapters]
    chapter = keys.index("convolve")
    window.session.seek(Position(chapter, step))
    return chapter


def layer(window):
    """Return the first layer."""
    return window.session.experiment.layers[0]


def choices(box: QComboBox):
    """Return the texts that can be chosen, and those that are greyed with the reason."""
    if isinstance(box, ChoiceList):
        options = list(box.options.values())
        greyed = {option.text(): option.reason for option in options if not option.isEnabled()}
        return [option.text() for option in options if option.isEnabled()], greyed
    items = [box.model().item(row) for row in range(box.count())]
    free = [item.text() for item in items if item.isEnabled()]
    greyed = {item.text(): item.toolTip() for item in items if not item.isEnabled()}
    return free, greyed


def choose(box: QComboBox, text):
    """Choose an entry by the keyboard, as someone does who tabs to it."""
    if isinstance(box, ChoiceList):
        option = next(one for one in box.options.values() if one.text() == text)
        option.setFocus()
        press(Qt.Key.Key_Space)
        return
    box.setFocus()
    wanted = box.findText(text)
    assert wanted >= 0
    press(Qt.Key.Key_Space)
    view = box.view()
    for _ in range(2 * box.count()):
        row = view.currentIndex().row()
        if row == wanted:
            press(Qt.Key.Key_Return)
            return
        press(Qt.Key.Key_Down if row < wanted else Qt.Key.Key_Up)
    raise AssertionError(f"{text} cannot be reached")


def step(number, up=True, times=1):
    """Click an arrow of a number, so many times."""
    option = QStyleOptionSpinBox()
    number.initStyleOption(option)
    arrow = QStyle.SubControl.SC_SpinBoxUp if up else QStyle.SubControl.SC_SpinBoxDown
    at = number.style().subControlRect(QStyle.ComplexControl.CC_SpinBox, option, arrow, number).center()
    for _ in range(times):
        QTest.mouseClick(number, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)


def type_over(number, text):
    """Type something over the number of a field, key by key."""
    number.setFocus()
    number.selectAll()
    type_text(text)


def wheel(widget, up=True):
    """Turn the wheel by one notch over the middle of a widget."""
    turn(widget, widget.rect().center(), NOTCH if up else -NOTCH)


def drag_and_drop(widget, *paths):
    """Drop files on a widget; return whether they were taken."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return drop(widget, data)


def drop(widget, data):
    """Drop something on a widget as the platform does, by its window; return whether it was taken."""
    at = widget.mapTo(widget.window(), widget.rect().center())
    receiver = widget
    with_left = (data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    while receiver is not None:  # Qt offers a drag to the innermost widget first; who takes it gets the drop
        if receiver.acceptDrops():
            enter = QDragEnterEvent(at, Qt.DropAction.CopyAction, *with_left)
            QApplication.sendEvent(receiver, enter)
            if enter.isAccepted():
                break
        receiver = receiver.parentWidget()
    else:
        return False
    move = QDragMoveEvent(at, Qt.DropAction.CopyAction, *with_left)
    QApplication.sendEvent(receiver, move)
    dropped = QDropEvent(QPointF(at), Qt.DropAction.CopyAction, *with_left)
    QApplication.sendEvent(receiver, dropped)
    return dropped.isAccepted()


def complaint(window):
    """Return the one sentence that is shown, and close it."""
    boxes = [box for box in window.findChildren(QMessageBox, "complaint") if box.isVisible()]
    assert len(boxes) == 1
    text = boxes[0].text()
    boxes[0].close()
    return text


def dialog(window, name):
    """Return the visible dialog that is called so, with the keyboard in it, or None."""
    found = [child for child in window.findChildren(QWidget, name) if child.isVisible()]
    if not found:
        return None
    give_keyboard(found[0])
    return found[0]


def give_keyboard(window):
    """Make a window the active one, and wait until it is."""
    window.activateWindow()
    until(lambda: QApplication.activeWindow() is window)


def until(holds):
    """Let events come in until something holds."""
    patience = QDeadlineTimer(PATIENCE)
    QApplication.processEvents()
    while not holds():
        assert not patience.hasExpired()
        QTest.qWait(5)
