"""A kernel as a table of coloured numbers: arrows go about, digits are typed over, Ctrl and the wheel turn a number."""

import numpy as np

from cnnviz.canvas.grids.cells import CellLook, limits
from cnnviz.canvas.palette import Palette
from cnnviz.canvas.wheel import Notches
from cnnviz.experiment.arrays import Array
from cnnviz.explain.number_format import NumberFormat
from cnnviz.explain.numbers import stepped
from cnnviz.explain.reading import real
from cnnviz.numerals import MINUS, is_grouped, is_too_large, typed
from cnnviz.qt import (
    QAbstractItemView,
    QApplication,
    QEvent,
    QFocusEvent,
    QHeaderView,
    QKeyEvent,
    QKeySequence,
    QModelIndex,
    Qt,
    QTableView,
    QWheelEvent,
    QWidget,
    pyqtSignal,
)
from cnnviz.ui.kernel.kernel_cells import KernelCells
from cnnviz.ui.kernel.kernel_model import KernelModel

WIDTH = 206  # pixels that a card has
_WIDEST, _HIGHEST, _LOWEST = 46, 28, 18
_TALLEST = 200
_ARROWS = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End}
_TURNS: dict[int, int] = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
_BEGINS_NUMBER = {*"0123456789+-.,", MINUS}


class KernelTable(QTableView):
    """Shows one plane of a kernel and asks for changes of it.

    Signals
    -------
    edited : (row, column, number, whether it is one turn of several)
    pasted : numbers (rows, columns, channels), rows and columns being those of the kernel
    refused : one sentence that says why what was typed or pasted cannot be taken
    settled : what was typed is taken or dropped
    """

    edited = pyqtSignal(int, int, float, bool)
    pasted = pyqtSignal(object)
    refused = pyqtSignal(str)
    settled = pyqtSignal()

    def __init__(self, name: str, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        hint = self.tr("← → ↑ ↓ move · digits type a number · Space plays · Esc back to the stage")
        self.setProperty("key_hint", hint)
        self.setAccessibleName(label)
        self._model = KernelModel(self)
        self.setAccessibleDescription(self._model.hint)
        self._cells = KernelCells(self._model, self)
        self._notches = Notches()
        self._model.edited.connect(lambda row, column, value: self.edited.emit(row, column, value, False))
        self._cells.refused.connect(self.refused)
        self._cells.settled.connect(self.settled)
        self.setModel(self._model)
        self.setItemDelegate(self._cells)
        self._be_plain()

    def _be_plain(self) -> None:
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.hide()
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setMinimumSectionSize(1)
        for set_policy in (self.setHorizontalScrollBarPolicy, self.setVerticalScrollBarPolicy):
            set_policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed)

    def show_plane(self, plane: Array, whole: Array, palette: Palette, form: NumberFormat) -> None:
        """Show one plane, in colours that suit the whole kernel, and as the numbers of all kernels are written."""
        before, written = self._model.plane, self._model.form
        look = CellLook(palette, "signed", *limits(whole, "signed"), np.zeros(plane.shape, bool))
        current = self.currentIndex()
        self._model.show_plane(plane, look, form)
        if plane.shape != before.shape:
            self._lay_out(plane.shape)
            row, column = min(max(current.row(), 0), plane.shape[0] - 1), max(current.column(), 0)
            self.setCurrentIndex(self._model.index(row, min(column, plane.shape[1] - 1)))
        if not np.array_equal(plane, before) or form.decimals != written.decimals:
            self._cells.fit(self.columnWidth(0))

    def _lay_out(self, shape: tuple[int, ...]) -> None:
        rows, columns = shape
        frame = 2 * self.frameWidth()
        width = min(_WIDEST, (WIDTH - frame) // columns)
        height = max(_LOWEST, min(_HIGHEST, width, _TALLEST // rows))
        self.horizontalHeader().setDefaultSectionSize(width)
        self.verticalHeader().setDefaultSectionSize(height)
        self.setFixedSize(columns * width + frame, rows * height + frame)

    def _turn(self, index: QModelIndex, steps: int, whole: bool) -> None:
        if index.isValid() and steps:
            value = stepped(self._model.value(index), steps, 1.0 if whole else 0.1)
            self.edited.emit(index.row(), index.column(), value, True)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Turn the number under the pointer with Ctrl; without, the panel around it scrolls."""
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
            return
        whole = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self._turn(self.indexAt(event.position().toPoint()), self._notches.turned(event), whole)
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Keep the keys that the table is worked with from the window."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and self._keeps(event)
        ):
            event.accept()
            return True
        return super().event(event)

    def _keeps(self, event: QKeyEvent) -> bool:
        clipboard = event.matches(QKeySequence.StandardKey.Copy) or event.matches(
            QKeySequence.StandardKey.Paste
        )
        types = (
            event.text()[:1] in _BEGINS_NUMBER and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        )
        return event.key() in _ARROWS or clipboard or types

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go about, turn, type, copy and paste."""
        index, key = self.currentIndex(), event.key()
        if self.state() == QAbstractItemView.State.EditingState:
            return  # what the field that is typed into lets through
        whole = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and key in _TURNS:
            self._turn(index, _TURNS[key], whole)
        elif event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self._paste()
        elif not index.isValid():  # the kernel has got another size, or there was none in hand yet
            event.ignore()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.edit(index)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.edited.emit(index.row(), index.column(), 0.0, False)
        elif key in _ARROWS or key == Qt.Key.Key_F2 or event.text()[:1] in _BEGINS_NUMBER:
            super().keyPressEvent(event)
        else:
            if _is_letter(event):
                self.refused.emit(self.tr("a cell takes a number like −0.5"))
            event.ignore()

    def _copy(self) -> None:
        from cnnviz.importing.text.writing import table_text  # a start does not wait for it

        QApplication.clipboard().setText(table_text(self._model.plane))

    def _paste(self) -> None:
        """Ask for what was copied: a table of the kernel's size, or a number for the cell with the keyboard."""
        from cnnviz.importing.source import Refused
        from cnnviz.importing.text.opening import table

        text, index, plane = QApplication.clipboard().text(), self.currentIndex(), self._model.plane
        if typed(text) is not None or is_grouped(text) or is_too_large(text):
            self._paste_number(index, text)
            return
        try:
            numbers = table(text)
        except Refused as error:
            self.refused.emit(self.tr("what was copied is no table of numbers: {0}").format(error))
            return
        if numbers.shape[:2] != plane.shape:
            sizes = *numbers.shape[:2], *plane.shape
            self.refused.emit(self.tr("the copied table is {0}×{1}, the kernel {2}×{3}").format(*sizes))
        else:
            self.pasted.emit(numbers)

    def _paste_number(self, index: QModelIndex, text: str) -> None:
        try:
            self.edited.emit(index.row(), index.column(), real(text), False)
        except ValueError as error:
            self.refused.emit(str(error))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin at a cell."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self._model.index(0, 0))


def _is_letter(event: QKeyEvent) -> bool:
    """Return whether something is typed that begins no number; Space plays, and others come with Ctrl or Alt."""
    chords = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    return event.text().isprintable() and bool(event.text().strip()) and not event.modifiers() & chords
