"""The table of an array, beside the window: it follows the steps, is read out, and is copied."""

from __future__ import annotations

from collections.abc import Sequence

from cnnviz.application import text_pixels
from cnnviz.canvas.palette import Palette
from cnnviz.explain.aloud.array_table import ArrayTable, plane_in_hand
from cnnviz.explain.aloud.narration import narration
from cnnviz.qt import (
    QAbstractItemView,
    QAction,
    QGuiApplication,
    QHBoxLayout,
    QItemSelection,
    QItemSelectionModel,
    QKeyEvent,
    QKeySequence,
    QLabel,
    QPushButton,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from cnnviz.run.frames.frame import Frame
from cnnviz.ui.dialogs.dialog import Dialog
from cnnviz.ui.explain.table.array_model import ArrayModel
from cnnviz.ui.fields.choice_field import ChoiceField
from cnnviz.ui.fields.held import quiet

_CELL, _HIGH = 56, 26  # pixels
_LARGEST = 900, 640


class ArrayDialog(Dialog):
    """Shows an array of the chapter in hand: that which is written, until another is chosen.

    Parameters
    ----------
    steps : by which one goes back and on, here too
    """

    def __init__(self, palette: Palette, steps: Sequence[QAction], parent: QWidget | None = None) -> None:
        super().__init__("array_table", parent)
        self.setWindowTitle(self.tr("Table of an array"))
        self._frame: Frame | None = None
        self._array, self._plane = "", 0
        self._arrays = ChoiceField("table_array", self.tr("The array"), self)
        self._planes = ChoiceField("table_plane", self.tr("The plane of the array"), self)
        self._arrays.activated.connect(self._choose_array)
        self._planes.activated.connect(self._choose_plane)
        self._model = ArrayModel(palette, self)
        self._table = QTableView(self)
        self._table.setObjectName("array_table_cells")
        self._table.setModel(self._model)
        self._table.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self._table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._table.setProperty("keeps_keys", True)
        self._table.horizontalHeader().setDefaultSectionSize(text_pixels(_CELL))
        self._table.verticalHeader().setDefaultSectionSize(text_pixels(_HIGH))
        self._says = QLabel(self)
        self._says.setObjectName("table_says")
        self._says.setProperty("kind", "muted")
        self._says.setWordWrap(True)
        self._copy = QPushButton(self.tr("Copy"), self)
        self._copy.setObjectName("table_copy")
        self._copy.setToolTip(self.tr("Copy this plane, every digit, as a table"))
        self._copy.setAutoDefault(False)
        self._copy.clicked.connect(self.copy)
        self._lay_out(steps)

    def _lay_out(self, steps: Sequence[QAction]) -> None:
        choices = QHBoxLayout()
        choices.setSpacing(8)
        for part in (self._arrays, self._planes):
            choices.addWidget(part)
        choices.addStretch(1)
        for action in steps:
            button = QToolButton(self)
            button.setDefaultAction(action)
            button.setProperty("kind", "tiny")
            button.setAccessibleName(action.text().replace("&", ""))
            choices.addWidget(button)
        choices.addWidget(self._copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(10)
        column.addLayout(choices)
        column.addWidget(self._table, 1)
        column.addWidget(self._says)

    def set_palette(self, palette: Palette) -> None:
        """Use another theme's colours."""
        self._model.colours = palette
        self._table.viewport().update()

    def show_frame(self, frame: Frame) -> None:
        """Go along with a step: in another chapter to the array that is written there."""
        before, self._frame = self._frame, frame
        if before is None or before.chapter is not frame.chapter:
            kept = before is not None and before.chapter.kind is frame.chapter.kind
            if not kept or self._array not in frame.chapter.info:
                self._array = frame.step.updates[0].target.array
            with quiet(self._arrays):
                self._arrays.clear()
                for name in frame.chapter.info:
                    self._arrays.addItem(frame.chapter.label(name), name)
                self._arrays.setCurrentIndex(self._arrays.findData(self._array))
            self._offer_planes()
        if any(cell.array == self._array for cell in frame.done.writes):
            self._plane = plane_in_hand(frame, self._array)
        self._renew()
        if before is None:
            rows, columns = ArrayTable(frame, self._array).shape
            self.resize(
                min(columns * text_pixels(_CELL) + 90, _LARGEST[0]),
                min(rows * text_pixels(_HIGH) + 190, _LARGEST[1]),
            )

    def copy(self) -> None:
        """Put the plane on the clipboard, every digit of it."""
        if self._frame is not None:
            QGuiApplication.clipboard().setText(ArrayTable(self._frame, self._array, self._plane).as_text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy with the usual key."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def _renew(self) -> None:
        assert self._frame is not None
        table = ArrayTable(self._frame, self._array, self._plane)
        self._model.set_table(table)
        name, plane = self._frame.chapter.label(self._array), table.planes[self._plane].name
        self._table.setAccessibleName(f"{name}, {plane}" if plane else name)
        self._says.setText(narration(self._frame))
        with quiet(self._planes):
            self._planes.setCurrentIndex(self._plane)
        self._select(table)

    def _select(self, table: ArrayTable) -> None:
        """Select the cells that the step works on, and make the first the current one, which is read out."""
        selected = QItemSelection()
        places = table.in_hand()
        for row, column in places:
            index = self._model.index(row, column)
            selected.select(index, index)
        chosen = self._table.selectionModel()
        chosen.select(selected, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if places:
            first = self._model.index(*places[0])
            chosen.setCurrentIndex(first, QItemSelectionModel.SelectionFlag.NoUpdate)
            self._table.scrollTo(first)

    def _offer_planes(self) -> None:
        assert self._frame is not None
        every = ArrayTable(self._frame, self._array).planes
        self._plane = plane_in_hand(self._frame, self._array)
        with quiet(self._planes):
            self._planes.clear()
            self._planes.addItems([plane.name for plane in every])
        self._planes.setVisible(len(every) > 1)

    def _choose_array(self, row: int) -> None:
        self._array = self._arrays.itemData(row)
        self._offer_planes()
        self._renew()

    def _choose_plane(self, row: int) -> None:
        self._plane = row
        self._renew()
