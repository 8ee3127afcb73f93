"""The ledger: all that made a cell, line by line, and how many windows cover it."""

from cnnviz.canvas.palette import Palette
from cnnviz.explain import ledger as ledger_of
from cnnviz.explain.ledgers.coverage import coverage, sentences
from cnnviz.explain.ledgers.ledger import Ledger
from cnnviz.explain.ledgers.origin import why_none
from cnnviz.explain.naming import cell_text
from cnnviz.explain.prose.files import prose_of
from cnnviz.qt import QGuiApplication, QHBoxLayout, QLabel, QPushButton, QSize, QWidget
from cnnviz.run.frames.frame import Frame
from cnnviz.trace.steps import Cell
from cnnviz.ui.explain.ledger.coverage_map import CoverageMap
from cnnviz.ui.explain.ledger.ledger_table import LedgerTable
from cnnviz.ui.explain.ledger.ledger_total import LedgerTotal
from cnnviz.ui.explain.tab import Tab
from cnnviz.ui.icons import icon


class LedgerTab(Tab):
    """Shows the `Ledger` of a cell, or why there is none."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(palette, parent)
        self._ledger: Ledger | None = None
        title = QHBoxLayout()
        title.setSpacing(8)
        self._name = QLabel(self.contents)
        self._name.setProperty("kind", "now")
        self._title = QLabel(self.tr("what made it"), self.contents)
        self._title.setProperty("kind", "title")
        title.addWidget(self._name)
        title.addWidget(self._title, 1)
        self.column.addLayout(title)
        self._where = self.line("muted")
        self.column.addSpacing(8)
        self.table = LedgerTable(palette, self.contents)
        self.table.cells_hovered.connect(self._point)
        self.table.position_chosen.connect(self.asked)
        self.column.addWidget(self.table)
        self._total = LedgerTotal(palette, self.contents)
        self.column.addWidget(self._total)
        self.column.addSpacing(12)
        self._said = self.line("strong")
        self.column.addSpacing(4)
        self._more = self.line("muted")
        self.column.addSpacing(14)
        self._caption = self.line("section")
        self.column.addSpacing(6)
        self._map = CoverageMap(palette, self.contents)
        self.column.addWidget(self._map)
        self.column.addStretch(1)
        self.column.addSpacing(12)
        self.column.addLayout(self._buttons())

    def _buttons(self) -> QHBoxLayout:
        self._copy = QPushButton(self.tr("Copy as a table"), self.contents)
        self._copy.setObjectName("ledger_copy")
        self._copy.setIcon(icon("copy", self.palette_in_force))
        self._copy.setIconSize(QSize(16, 16))
        self._copy.clicked.connect(self.copy)
        row = QHBoxLayout()
        row.addWidget(self._copy)
        row.addStretch(1)
        return row

    def set_palette(self, palette: Palette) -> None:
        """Use another theme's colours."""
        super().set_palette(palette)
        self.table.set_palette(palette)
        self._total.set_palette(palette)
        self._map.set_palette(palette)
        self._copy.setIcon(icon("copy", palette))

    def fit_text(self) -> None:
        """Leave text, whose size is another now, as much room as it needs."""
        self.table.fit_text()
        self._total.fit_text()

    def copy(self) -> None:
        """Put all lines on the clipboard, as a table."""
        QGuiApplication.clipboard().setText(self.table.model().as_table())

    def show_frame(self, frame: Frame, cell: Cell | None) -> None:
        """Show what made a cell; what the step in hand writes, where none is chosen."""
        asked = cell if cell is not None else _in_hand(frame)
        self._ledger = made = ledger_of(frame, asked)
        for part in (self.table, self._total, self._copy):
            part.setVisible(made is not None)
        name = cell_text(asked, frame.chapter) if made is None else made.name
        self._name.setText(name)
        if made is None:
            self._where.setText(why_none(frame, asked))
            self._said.setText("")
            self._more.setText("")
            self._map.set_coverage(None)
            self._caption.setText("")
            return
        self._where.setText(_where(frame, made))
        self.table.show_ledger(made)
        self._total.show_ledger(made)
        covered = coverage(made)
        said, more = sentences(made, covered)
        self._said.setText(said)
        self._more.setText(more)
        self._caption.setText(prose_of(made.chapter.kind).covers.upper() if covered is not None else "")
        self._map.set_coverage(covered)

    def _point(self, cells: tuple[Cell, ...]) -> None:
        """Pass on which cells are pointed at, where the stage shows these very arrays."""
        made = self._ledger
        if made is not None and made.chapter is made.frame.chapter:
            self.cells_hovered.emit(cells)


def _in_hand(frame: Frame) -> Cell:
    """Return the cell that the sum beneath the stage is about."""
    from cnnviz.explain.sums.formula import formula

    return formula(frame).target.cells[0]


def _where(frame: Frame, made: Ledger) -> str:
    """Return which chapter makes it, and how far one is there."""
    chapter, steps = made.chapter, len(made.chapter.trace)
    if chapter is frame.chapter:
        return f"{chapter.name} · after step {frame.position.step + 1} of {steps}"
    return f"{chapter.title} · an earlier chapter"
