"""Everything is reached by Tab, has a name that a screen reader reads, and shows that it has the keyboard."""

from dataclasses import replace

import pytest
from layer_tools import add_layer
from PyQt5.QtCore import QPoint, QRect, Qt
from PyQt5.QtGui import QKeySequence
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QLabel,
    QMenu,
    QMenuBar,
    QWidget,
)
from seen_pixels import pixels_of

from cnnviz.canvas.palette import palette
from cnnviz.experiment.loss import LOSSES
from cnnviz.gallery.examples import EXAMPLES
from cnnviz.session.settings.settings import THEME, settings
from cnnviz.ui.appearance import appearance
from cnnviz.ui.panels.setup.rail import PARTS

TAB = Qt.FocusPolicy.TabFocus
LEAST = 24  # pixels that have to look different


def full(window):
    """Set up what has every kind of card and field."""
    session = window.session
    example = next(example for example in EXAMPLES if example.key == "b")
    session.open_example(example)
    for name in ("Activation", "Max pooling", "Average pooling", "Flatten", "Linear"):
        add_layer(window, name)
    session.train(2)
    QApplication.processEvents()


def stops(window):
    """Return what Tab should stop at: enabled parts that take the keyboard, but those within other parts."""
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.focusPolicy() & TAB == TAB
        and widget.isVisible()
        and widget.isEnabled()
        and widget.window() is window
        and widget.focusProxy() is None
        and widget.objectName() != "qt_spinbox_lineedit"  # a part of its field
        and not _is_reached_by_arrows(widget)
        and not isinstance(widget, (QMenu, QMenuBar))
    ]


def _is_reached_by_arrows(widget):
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    return group is not None and group.exclusive() and not widget.isChecked()


def described(widget):
    return f"{type(widget).__name__} {widget.objectName()}"


@pytest.fixture
def everything(window):
    full(window)
    return window


def test_tab_goes_everywhere_and_comes_back(everything):
    window = everything
    window.stage.setFocus()
    missed = {described(widget) for widget in stops(window)}
    for _ in range(3 * len(missed)):
        widget = QApplication.focusWidget()
        missed.discard(described(widget))
        QTest.keyClick(widget, Qt.Key.Key_Tab)
    assert not missed
    assert window.isAncestorOf(QApplication.focusWidget())


@pytest.mark.some(1)
@pytest.mark.parametrize("part", PARTS)
def test_tab_goes_through_the_set_up_as_it_is_read(everything, part):
    window = everything
    for other in PARTS:  # each is made, and would come in between if it could
        window.setup.open(other)
    window.setup.open(part)
    panel = window.setup.panel(part).contents
    inside = [widget for widget in stops(window) if panel.isAncestorOf(widget)]
    window.findChild(QWidget, "setup_close").setFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    area = None
    for _ in inside:
        widget = QApplication.focusWidget()
        assert panel.isAncestorOf(widget)
        before, area = area, QRect(widget.mapTo(panel, QPoint(0, 0)), widget.size())
        if before is not None:
            beside = area.top() <= before.bottom() and area.left() > before.left()
            assert beside or area.top() > before.bottom(), described(widget)
        QTest.keyClick(widget, Qt.Key.Key_Tab)


@pytest.mark.parametrize("other", ["light", "dark", "high_contrast"])
def test_no_two_entries_of_a_menu_have_the_same_letter(everything, other):
    for name in (other, "light" if other == "dark" else "dark"):
        settings().set(THEME, name)
    for menu in everything.findChildren(QMenu):
        letters = [QKeySequence.mnemonic(action.text()).toString() for action in menu.actions()]
        marked = [letter for letter in letters if letter]
        assert len(marked) == len(set(marked)), [action.text() for action in menu.actions()]


def test_everything_that_takes_the_keyboard_has_a_name(everything):
    nameless = []
    for widget in stops(everything):
        text = widget.text() if isinstance(widget, QAbstractButton) else ""
        buddy = any(label.buddy() is widget for label in everything.findChildren(QLabel))
        if not (widget.accessibleName() or text.strip() or buddy):
            nameless.append(f"{described(widget)} in {described(widget.parentWidget())}")
    assert not nameless


@pytest.mark.some(1)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_what_has_the_keyboard_looks_it(everything, theme):
    window = everything
    appearance().set_palette(palette(theme))
    unseen = []
    for widget in stops(window):
        scroller = widget.parentWidget()
        while scroller is not None and not isinstance(scroller, QAbstractScrollArea):
            scroller = scroller.parentWidget()
        if scroller is not None and hasattr(scroller, "ensureWidgetVisible"):
            scroller.ensureWidgetVisible(widget)
        pictures = []
        for focused in (True, False):
            elsewhere = window.transport.scrubber if widget is window.stage else window.stage
            (widget if focused else elsewhere).setFocus(Qt.FocusReason.TabFocusReason)
            QApplication.processEvents()
            pictures.append(pixels(window, widget))
        if (pictures[0] != pictures[1]).any(axis=-1).sum() < LEAST:
            unseen.append(described(widget))
    assert not unseen, "\n".join(unseen)


def pixels(window, widget):
    """Return what a widget and a little of what is around it look like."""
    area = widget.rect().adjusted(-3, -3, 3, 3)
    area.moveTopLeft(widget.mapTo(window, QPoint(-3, -3)))
    return pixels_of(window.grab(area).toImage())


def test_all_losses_have_their_fields_named(window):
    for name in LOSSES:
        loss = replace(window.session.experiment.loss, name=name)
        window.session.edit(replace(window.session.experiment, loss=loss), "set loss")
        QApplication.processEvents()
        test_everything_that_takes_the_keyboard_has_a_name(window)
