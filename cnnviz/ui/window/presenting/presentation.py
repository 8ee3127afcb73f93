"""A presentation: stage, sum and transport alone, and black, white and a spotlight for who presents."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from cnnviz.application import application
from cnnviz.frozen import NamedTuple
from cnnviz.qt import (
    QAction,
    QColor,
    QEvent,
    QGraphicsOpacityEffect,
    QMainWindow,
    QMouseEvent,
    QObject,
    Qt,
    QTimer,
    QWidget,
    delete_later,
)
from cnnviz.session.session import Session
from cnnviz.ui.appearance import appearance
from cnnviz.ui.panels.transport.transport import Transport
from cnnviz.ui.panels.work_area import WorkArea

if TYPE_CHECKING:
    from cnnviz.ui.window.presenting.covers import Cover, Spotlight

QUIET = 0.3
"""How strongly the transport is seen while the mouse rests."""
_ENLARGED = (
    125 / 720
)  # hundredths of the usual size of text for each pixel of height: headings get 1/36 of it
RESTS = 2500
"""Milliseconds without a move, after which the mouse rests."""
_COVERS = {"view.black": Qt.GlobalColor.black, "view.white": Qt.GlobalColor.white}
_TOOLS = (*_COVERS, "view.spotlight")
_SIZES = "view.text_larger", "view.text_smaller", "view.text_usual"  # a presentation has its own
_UNSEEN = (*_SIZES, "view.setup", "view.explain", "view.map")  # what changes nothing that is seen meanwhile


class Parts(NamedTuple):
    """What of a window a presentation shows, and what it hides."""

    work: WorkArea
    transport: Transport
    hidden: Sequence[QWidget]


class Presentation(QObject):
    """Shows a window to a class, or as it is otherwise.

    Parameters
    ----------
    window : fills the screen meanwhile
    actions : by id; those of a presenter can be used while one presents
    """

    def __init__(
        self, window: QMainWindow, session: Session, parts: Parts, actions: Mapping[str, QAction]
    ) -> None:
        super().__init__(window)
        self._window, self._parts, self._actions = window, parts, actions
        self._cover: Cover | None = None
        self._spotlight: Spotlight | None = None
        self._held: list[QAction] = []  # what does nothing meanwhile
        self._resting = QTimer(self)
        self._resting.setSingleShot(True)
        self._resting.setInterval(RESTS)
        self._resting.timeout.connect(self._rest)
        session.frame_changed.connect(self._uncover)
        for name in _TOOLS:
            actions[name].setEnabled(False)

    def toggle(self) -> None:
        """Present, or show everything again, as the action says."""
        on = self._actions["view.present"].isChecked()
        self._parts.work.set_presenting(on)
        self._parts.transport.set_presenting(on)
        for part in self._parts.hidden:
            part.setVisible(not on)
        full = Qt.WindowState.WindowFullScreen  # a bit of its own: what was maximised is so again afterwards
        state = self._window.windowState()
        self._window.setWindowState(state | full if on else state & ~full)
        for name in _TOOLS:
            self._actions[name].setEnabled(on)
        self._hold(on)
        (application().installEventFilter if on else application().removeEventFilter)(self)
        self._enlarge()
        if on:
            self._rest()
        else:
            self._uncover()
            self._darken(False)
            self._wake()
            self._resting.stop()

    def _hold(self, on: bool) -> None:
        """Have actions do nothing that are about what is not seen, or have those do something again."""
        if on:
            self._held = [action for name in _UNSEEN if (action := self._actions[name]).isEnabled()]
        for action in self._held:
            action.setEnabled(not on)

    def leave(self) -> bool:
        """Take one thing away of what is presented, the last of all the presentation; return whether there was one."""
        present = self._actions["view.present"]
        if self.lift():
            return True
        if present.isChecked():
            present.trigger()
            return True
        return False

    def lift(self) -> bool:
        """Take away what covers the stage, or darkens it; return whether anything did."""
        if self._cover is not None:
            self._uncover()
        elif self._spotlight is not None:
            self._darken(False)
        else:
            return False
        return True

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """Return what the actions of a presenter do."""
        covers = {name: partial(self._hide, name) for name in _COVERS}
        return {"view.present": self.toggle, "view.spotlight": self._light, **covers}

    def _hide(self, name: str) -> None:
        """Hide all behind the colour of an action, or show it again where it is hidden so."""
        colour = QColor(_COVERS[name])
        again = self._cover is not None and self._cover.colour == colour
        self._uncover()
        if not again:
            from cnnviz.ui.window.presenting.covers import Cover  # a start does not wait for it

            self._cover = Cover(colour, self._window)
            self._cover.show()
            self._actions[name].setChecked(True)

    def _light(self) -> None:
        """Darken all but what the pointer is at, or nothing."""
        self._darken(self._spotlight is None)

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Follow the pointer with the spot, and wake the transport; a click takes away what hides all."""
        if (
            isinstance(event, QMouseEvent)
            and isinstance(watched, QWidget)
            and watched.window() is self._window
        ):
            if event.type() == QEvent.Type.MouseMove:
                self._wake()
                self._resting.start()
                if self._spotlight is not None:
                    self._spotlight.light(watched.mapTo(self._window, event.pos()))
            elif event.type() == QEvent.Type.MouseButtonPress and watched is self._cover:
                self._uncover()
                return True
        elif event is not None and event.type() == QEvent.Type.Resize and watched is self._window:
            self._enlarge()
            for over in (self._cover, self._spotlight):
                if over is not None:
                    over.setGeometry(self._window.rect())
        elif event is not None and event.type() == QEvent.Type.Hide and watched is self._window:
            appearance().enlarge(0)  # it is closed: the other windows are no part of it
        return False

    def _enlarge(self) -> None:
        """Write so large that the last row can read it, while one presents."""
        on = self._actions["view.present"].isChecked()
        appearance().enlarge(round(_ENLARGED * self._window.height()) if on else 0)

    def _uncover(self, _: object = None) -> None:
        for name in _COVERS:
            self._actions[name].setChecked(False)
        if self._cover is not None:
            self._cover.hide()
            delete_later(self._cover)
            self._cover = None

    def _darken(self, dark: bool) -> None:
        self._actions["view.spotlight"].setChecked(dark)
        if self._spotlight is not None:
            self._spotlight.hide()
            delete_later(self._spotlight)
            self._spotlight = None
        if dark:
            from cnnviz.canvas.note_at_pointer import NOTE
            from cnnviz.ui.window.presenting.covers import Spotlight

            self._spotlight = Spotlight(self._window, self._parts.work, NOTE)
            self._spotlight.light(self._window.mapFromGlobal(self._window.cursor().pos()))
            self._spotlight.show()
            if self._cover is not None:
                self._cover.raise_()

    def _rest(self) -> None:
        if self._parts.transport.underMouse():  # it is read, or soon clicked: it waits until that is over
            self._resting.start()
            return
        effect = QGraphicsOpacityEffect(self._parts.transport)
        effect.setOpacity(QUIET)
        self._parts.transport.setGraphicsEffect(effect)

    def _wake(self) -> None:
        if self._parts.transport.graphicsEffect() is not None:
            self._parts.transport.setGraphicsEffect(None)  # type: ignore[arg-type]
