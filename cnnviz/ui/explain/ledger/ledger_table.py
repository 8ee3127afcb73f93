"""The lines of the ledger as a table: to be read, put in order, and followed to their steps."""

from cnnviz.application import text_pixels
from cnnviz.canvas.palette import Palette
from cnnviz.explain.ledgers.ledger import Ledger
from cnnviz.explain.ledgers.line import Line
from cnnviz.qt import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QKeyEvent,
    QModelIndex,
    Qt,
    QTableView,
    QWidget,
    pyqtSignal,
)
from cnnviz.run.timeline import Position
from cnnviz.trace.steps import Cell
from cnnviz.ui.explain.ledger.ledger_delegate import LedgerDelegate, row_height
from cnnviz.ui.explain.ledger.ledger_model import LINE, LedgerModel

_HEADER = 36  # pixels: room for two lines, so that nothing jumps where a heading needs them
_FACTOR, _PRODUCT, _TOTAL = 46, 50, 62  # pixels of the columns; the first has what is left
_LINES = 10  # that are seen at once


class LedgerTable(QTableView):
    """Shows a `Ledger`.

    Signals
    -------
    cells_hovered : the cells (tuple of `Cell`) of the line under the pointer, empty where there is none
    position_chosen : the `Position` where a line was added
    """

    cells_hovered = pyqtSignal(object)
    position_chosen = pyqtSignal(object)

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("ledger_table")
        self.setAccessibleName(self.tr("Ledger"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setProperty("keeps_keys", True)
        self.setProperty(
            "key_hint", self.tr("↑ ↓ go through the lines · Enter goes to the step · Esc back to the stage")
        )
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSortIndicatorShown(False)
        header.setSectionsClickable(True)
        header.setToolTip(self.tr("Click to put the lines in order"))
        self._model, self._delegate = LedgerModel(self), LedgerDelegate(palette, self)
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        header.sectionClicked.connect(self._sort)
        self._order = 0, Qt.SortOrder.AscendingOrder
        self._shown: tuple[Cell, Position] | None = None
        self.fit_text()
        self.clicked.connect(self._choose)
        self.entered.connect(self._enter)

    def model(self) -> LedgerModel:
        """Return the lines."""
        return self._model

    def set_palette(self, palette: Palette) -> None:
        """Use another theme's colours."""
        self._delegate.colours = palette
        self.viewport().update()

    def fit_text(self) -> None:
        """Leave text as much room as it needs."""
        self.verticalHeader().setDefaultSectionSize(row_height())
        self.horizontalHeader().setFixedHeight(text_pixels(_HEADER))

    def show_ledger(self, ledger: Ledger) -> None:
        """Show another ledger: from its first line, or on to the line in hand where one goes on in a chapter."""
        self._delegate.chapter, self._delegate.factors = ledger.chapter, len(ledger.heads)
        self._model.set_ledger(ledger)
        header = self.horizontalHeader()
        factors, last = len(ledger.heads), self._model.columnCount() - 1
        for column in range(1, last + 1):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            own = _TOTAL if column == last else _FACTOR if column <= factors else _PRODUCT
            header.resizeSection(column, max(text_pixels(own), self._longest_word(column)))
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.setFixedHeight(text_pixels(_HEADER) + row_height() * min(len(ledger), _LINES) + 1)
        before, here = self._shown, ledger.frame.position
        self._shown = ledger.cell, here
        if before is not None and ledger.grows and before[1] != here and before[1].chapter == here.chapter:
            self.scrollTo(self._model.index(self._model.row_in_hand(), 0))
        elif before is None or before[0] != ledger.cell:
            self.scrollToTop()

    def _longest_word(self, column: int) -> int:
        """Return how wide a column has to be, so that no word of its heading is cut."""
        self.horizontalHeader().ensurePolished()  # its type is the theme's
        measured = self.horizontalHeader().fontMetrics()
        return max(map(measured.horizontalAdvance, self._model.heads[column].split()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """With Enter go to the step of a line."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._choose(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def leaveEvent(self, event: object) -> None:
        """Forget what was pointed at."""
        self.cells_hovered.emit(())

    def _sort(self, column: int) -> None:
        before, order = self._order
        falling = column == before and order == Qt.SortOrder.AscendingOrder
        order = Qt.SortOrder.DescendingOrder if falling else Qt.SortOrder.AscendingOrder
        self._order = column, order
        self._model.sort(column, order)

    def _choose(self, index: QModelIndex) -> None:
        self.position_chosen.emit(index.data(LINE).position)

    def _enter(self, index: QModelIndex) -> None:
        line: Line = index.data(LINE)
        numbers = [number for number in line.factors if number is not None]
        self.cells_hovered.emit(tuple(cell for number in (*numbers, line.total) for cell in number.cells))
