"""What made this? A cell leads back to the step that wrote it, in whatever chapter, and from there one can return."""

from __future__ import annotations

from functools import partial

from cnnviz.canvas.stage import Stage
from cnnviz.qt import QEvent, QKeyEvent, QMenu, QMouseEvent, QObject, QPoint, Qt, pyqtSignal
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position
from cnnviz.session.session import Session
from cnnviz.trace.steps import Cell

_MOST_KEPT = 100  # places to return to
_KEY, _PRESS = QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress  # looked up once for all events


class Following(QObject):
    """Follows cells of the stage: Ctrl and a click, Backspace, or the menu of a cell.

    Alt and a click, or Enter, ask for the terms of a cell.

    Signals
    -------
    said : why a cell, or a command, leads nowhere
    terms_asked : the `Cell` whose terms are to be seen
    nudge_asked : the `Cell` that is to be nudged, to see what the loss does
    menu_made : the menu of a `Cell`, to which more may be added
    """

    said = pyqtSignal(str)
    terms_asked = pyqtSignal(object)
    nudge_asked = pyqtSignal(object)
    menu_made = pyqtSignal(QMenu, object)

    def __init__(self, session: Session, stage: Stage, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._stage = session, stage
        self._hovered: Cell | None = None
        self._run: object = None
        self._chapter: object = None  # on the stage
        self._left: list[Position] = []
        stage.cell_hovered.connect(self._on_hovered)
        stage.installEventFilter(self)
        stage.viewport().installEventFilter(self)
        session.frame_changed.connect(self._on_frame)

    def ask(self) -> None:
        """Follow the cell under the pointer, or else what counts most of what the step reads."""
        cell = self._hovered or self._read_most()
        if cell is not None:
            self.follow(cell)

    def follow(self, cell: Cell) -> None:
        """Go to the step that wrote a cell, or say why there is none."""
        from cnnviz.explain.ledgers.origin import origin, position_of, why_none

        frame = self._session.frame
        made = origin(frame, cell)
        if made is None:
            self.said.emit(why_none(frame, cell))
            return
        self.go(position_of(frame, made))

    def go(self, position: Position) -> None:
        """Go somewhere, from where one can return."""
        before = self._session.position
        self._session.player.pause()
        self._session.seek(position)
        if self._session.position != before:
            self._left = [*self._left[-_MOST_KEPT:], before]

    def go_on(self, by: int) -> None:
        """Go to the next step of the chapter that adds something, or the last before, or say that there is none."""
        session, position = self._session, self._session.position
        trace = session.frame.chapter.trace
        if trace.is_veiled:
            self.said.emit(self.tr("Numbers are hidden here: which steps add something is not told"))
            return
        step = trace.adding(position.step, by)
        if step is not None:
            self.go(session.timeline.entry(position.chapter, session.grain, step))
        elif by > 0:
            self.said.emit(self.tr("No later step of this chapter adds anything but 0"))
        else:
            self.said.emit(self.tr("No earlier step of this chapter adds anything but 0"))

    def back(self) -> None:
        """Return to where one was before the last cell was followed."""
        if self._left:
            self._session.seek(self._left.pop())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take clicks with Ctrl or Alt, the menu of a cell, and Enter; all others are the stage's."""
        kind = event.type()
        if kind == _KEY and isinstance(event, QKeyEvent) and watched is self._stage:
            return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._ask_terms(self._hovered)
        if kind != _PRESS or not isinstance(event, QMouseEvent):
            return False
        cell = self._stage.cell_at(event.pos())
        if cell is None:
            return False
        if event.button() == Qt.MouseButton.RightButton:
            self._open_menu(cell, event.globalPos())
            return True
        if event.button() != Qt.MouseButton.LeftButton:
            return False
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.follow(cell)
            return True
        return bool(event.modifiers() & Qt.KeyboardModifier.AltModifier) and self._ask_terms(cell)

    def _ask_terms(self, cell: Cell | None) -> bool:
        frame = self._session.frame
        self.terms_asked.emit(cell or frame.step.updates[0].target)
        return True

    def _open_menu(self, cell: Cell, place: QPoint) -> None:
        menu = QMenu(self._stage)
        menu.setObjectName("cell_menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        offered = [
            ("made", self.tr("What made this?\tCtrl+click"), partial(self.follow, cell)),
            ("terms", self.tr("Show its terms in the ledger\tAlt+click"), partial(self._ask_terms, cell)),
        ]
        if self._session.frame.chapter.info[cell.array].edit is not None:
            offered.append(
                ("nudge", self.tr("Nudge it, watch the loss"), partial(self.nudge_asked.emit, cell))
            )
        for name, words, asked in offered:
            action = menu.addAction(words)
            action.setObjectName(f"cell_{name}")
            action.triggered.connect(lambda _, asked=asked: asked())
        self.menu_made.emit(menu, cell)
        menu.popup(place)

    def _on_hovered(self, cell: Cell | None) -> None:
        self._hovered = cell

    def _on_frame(self, frame: Frame) -> None:
        """Forget where one was in another run, and the cell under the pointer in another chapter."""
        if frame.timeline.token is not self._run:
            self._run, self._left = frame.timeline.token, []
        if frame.chapter is not self._chapter:  # its cells are others, even where they have the same names
            self._chapter, self._hovered = frame.chapter, None

    def _read_most(self) -> Cell | None:
        """Return, of the cells that the step reads and another chapter has written, the one that counts most."""
        from cnnviz.explain.ledgers.origin import counting_most

        return counting_most(self._session.frame)
