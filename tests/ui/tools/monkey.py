"""Somebody who clicks, types, drags and undoes at random, always the same for the same seed."""

from events import CTRL, LEFT, NONE, RIGHT, SHIFT, move, turn
from monkey_hands import Hands
from PyQt5 import sip
from PyQt5.QtCore import Qt
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QMessageBox,
    QPushButton,
    QSlider,
    QToolButton,
    QWidget,
)

from cnnviz.ui.panels.setup.rail import PARTS

KEY = Qt.Key
MOST_CELLS = 12 * 12 * 3  # larger images are undone, so that ten thousand actions take minutes and not hours
MOST_LAYERS = 5
SHORTCUTS = (
    (KEY.Key_Z, CTRL),
    (KEY.Key_Z, CTRL),
    (KEY.Key_Z, CTRL | SHIFT),
    (KEY.Key_C, CTRL),
    (KEY.Key_V, CTRL),
    (KEY.Key_T, CTRL),
    (KEY.Key_B, CTRL),
    (KEY.Key_0, CTRL),
    (KEY.Key_Equal, CTRL),
    (KEY.Key_Minus, CTRL),
    *((key, NONE) for key in (KEY.Key_Space, KEY.Key_Left, KEY.Key_Right, KEY.Key_Up, KEY.Key_Down)),
    *((key, NONE) for key in (KEY.Key_Home, KEY.Key_End, KEY.Key_PageUp, KEY.Key_PageDown, KEY.Key_Tab)),
    *((key, NONE) for key in (KEY.Key_Escape, KEY.Key_Return, KEY.Key_F2, KEY.Key_Delete, KEY.Key_5)),
)
LEFT_ALONE = {"train_10", "train_100"}  # many rounds at a time are slow; a training of its own is below


class Monkey(Hands):
    """Does one thing after another to a window with real events, and keeps a diary of it."""

    def act(self):
        """Do something."""
        dialog = self._dialog()
        if dialog is not None:
            self._answer(dialog)
        else:
            actions = (
                self.stage,
                self.wheel,
                self.pad,
                self.control,
                self.control,
                self.menu,
                self.keys,
                self.jump,
            )
            self.random.choice((*actions, self.keys, self.pad, self.train, self.other_tool, self.wait))()
        QApplication.processEvents()
        self._keep_it_small()

    def stage(self):
        """Click somewhere on the stage, mostly on a cell, and type where a number can be typed."""
        stage = self.window.stage
        point = self.cell() if self.random.random() < 0.9 else self.anywhere(stage.viewport())
        self.note("click stage", point)
        QTest.mouseMove(stage.viewport(), point)
        QTest.mouseClick(stage.viewport(), LEFT, NONE, point)
        self.type()

    def wheel(self):
        """Turn the wheel over the stage or a control, with Ctrl or without."""
        stage = self.random.random() < 0.5
        target = self.window.stage.viewport() if stage else self._control()
        point = self.cell() if stage else target.rect().center()
        modifiers = self.random.choice((CTRL, CTRL, NONE))
        if stage and modifiers == CTRL and self.random.random() < 0.5:
            QTest.mouseMove(target, point)
        for _ in range(self.random.randint(1, 3)):
            up = self.random.choice((120, -120))
            self.note("wheel", target.objectName() or "stage", point, up, modifiers == CTRL)
            if sip.isdeleted(target):
                return
            turn(target, point, up, modifiers)

    def pad(self):
        """Draw a stroke on the image, fast, and beyond its edge now and then."""
        if self.window.setup.part != "image":
            self.open("image")
        pads = [pad for pad in self.window.findChildren(QWidget, "draw_pad") if pad.isVisible()]
        pad = self.random.choice(pads)
        button, modifiers = self.random.choice((LEFT, LEFT, RIGHT)), NONE
        points = [self.anywhere(pad) for _ in range(self.random.randint(1, 5))]
        self.note("stroke", points, button == RIGHT)
        QTest.mousePress(pad, button, modifiers, points[0])
        for point in points[1:]:
            move(pad, point, button)
        QTest.mouseRelease(pad, button, modifiers, points[-1])

    def open(self, part):
        """Open a part of the set-up, or close it."""
        self.note("open", part)
        QTest.mouseClick(self.window.findChild(QToolButton, f"rail_{part}"), LEFT)

    def control(self):
        """Work a control of the set-up by mouse or keyboard."""
        if self.random.random() < 0.3 or not self.window.setup.part:
            self.open(self.random.choice(tuple(PARTS)))
        control = self._control()
        self.note("work", type(control).__name__, control.objectName())
        self.work(control)

    def menu(self):
        """Trigger an entry of a button's menu, or of the examples."""
        buttons = [
            b for b in self.window.findChildren((QPushButton, QToolButton)) if b.isVisible() and b.menu()
        ]
        if not buttons:
            self.open("image")
            return
        menu = self.random.choice(buttons).menu()
        menu.aboutToShow.emit()
        entries = [action for action in _entries(menu) if action.isEnabled()]
        if entries:
            entry = self.random.choice(entries)
            self.note("choose", entry.objectName() or entry.text())
            entry.trigger()

    def keys(self):
        """Press some keys, wherever the keyboard is."""
        for _ in range(self.random.randint(1, 3)):
            self.press(*self.random.choice(SHORTCUTS))

    def jump(self):
        """Go somewhere else in the run."""
        session = self.window.session
        index = self.random.randrange(len(session.timeline))
        self.note("jump", index)
        scrubber = self.window.transport.scrubber
        if self.random.random() < 0.5:
            QTest.mouseClick(scrubber, LEFT, NONE, self.anywhere(scrubber))
        else:
            session.seek(session.timeline.at(index))

    def train(self):
        """Train a round or two, or go to another round."""
        if self.random.random() < 0.3:
            rounds = self.random.randint(1, 2)
            self.note("train", rounds)
            self.window.session.train(rounds)

    def wait(self):
        """Let time pass, in which it may be playing or gliding."""
        seconds = self.random.choice((0.01, 0.1, 0.5, 3))
        self.note("wait", seconds)
        self.window.session.clock.wait(seconds)
        self.window.session.player.tick()
        self.window.stage.tick()

    def other_tool(self):
        """Have the run told in another way."""
        buttons = [button for button in self.window.work.findChildren(QToolButton) if button.isVisible()]
        if buttons:  # a narrow stage has none where a chapter is told in one way
            button = self.random.choice(buttons)
            self.note("click", button.objectName() or button.text())
            QTest.mouseClick(button, LEFT)

    def _control(self):
        kinds = QAbstractButton, QComboBox, QAbstractSpinBox, QSlider, QAbstractItemView
        controls = [
            child
            for kind in kinds
            for child in self.window.setup.findChildren(kind)
            if child.isVisible() and child.isEnabled() and child.objectName() not in LEFT_ALONE
        ]
        return self.random.choice(controls)

    def _dialog(self):
        found = [d for d in self.window.findChildren(QDialog) if d.isVisible()]
        return found[-1] if found else None

    def _answer(self, dialog):
        """Do something in a dialog, or leave it by its buttons."""
        self.note("dialog", dialog.objectName())
        if isinstance(dialog, (QFileDialog, QMessageBox)) or self.random.random() < 0.5:
            dialog.reject() if self.random.random() < 0.5 or isinstance(
                dialog, QFileDialog
            ) else dialog.accept()
            return
        kinds = QAbstractButton, QComboBox, QAbstractSpinBox, QAbstractItemView
        parts = [
            child
            for kind in kinds
            for child in dialog.findChildren(kind)
            if child.isVisible() and child.isEnabled()
        ]
        if parts:
            part = self.random.choice(parts)
            self.note("work", part.objectName())
            self.work(part)

    def _keep_it_small(self):
        """Go back on what would make every further action slow."""
        experiment = self.window.session.experiment
        if experiment.image.size > MOST_CELLS or len(experiment.layers) > MOST_LAYERS:
            self.note("too large: undo")
            self.window.session.undo_stack.undo()


def _entries(menu):
    for action in menu.actions():
        if action.menu() is not None:
            action.menu().aboutToShow.emit()
            yield from _entries(action.menu())
        elif not action.isSeparator():
            yield action
