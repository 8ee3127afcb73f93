"""The panel of Explain: its tabs, of which only the one that is seen works anything out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING

from cnnviz.canvas.palette import Palette
from cnnviz.explain.withheld import is_withheld
from cnnviz.qt import (
    QResizeEvent,
    QStackedWidget,
    Qt,
    QTimer,
    QVBoxLayout,
    QWidget,
    pyqtSignal,
)
from cnnviz.run.frames.frame import Frame
from cnnviz.trace.steps import Cell
from cnnviz.ui.explain.head import Head
from cnnviz.ui.explain.tab import Tab

if TYPE_CHECKING:
    from cnnviz.ui.explain.closed_page import ClosedPage

TABS: Mapping[str, tuple[str, str]] = {
    "why": ("Why", "WhyTab"),
    "formula": ("Formula", "FormulaTab"),
    "code": ("Code", "CodeTab"),
    "ledger": ("Ledger", "LedgerTab"),
    "check": ("Check", "CheckTab"),
}
"""The tabs from left to right: the word on each, and its class, which is in the module `NAME.NAME_tab`."""


class ExplainPanel(QWidget):
    """Shows one tab of several about the step in hand; each is made when it is first chosen.

    Signals
    -------
    closed : it is to be folded away
    chosen : the tab that is shown now
    cells_hovered : the cells (tuple of `Cell`) that stand for what the pointer is on, empty where there are none
    asked : the `Position` that is asked for
    script_asked : the whole run is to be copied as a program, for NumPy (numpy) or PyTorch (torch)
    job_asked : the `Job` that is to be done beside everything else
    term_asked : the word that is to be looked up
    adding_asked : the next step is asked for that adds something
    """

    closed = pyqtSignal()
    chosen = pyqtSignal(str)
    cells_hovered = pyqtSignal(object)
    asked = pyqtSignal(object)
    script_asked = pyqtSignal(str)
    job_asked = pyqtSignal(object)
    term_asked = pyqtSignal(str)
    adding_asked = pyqtSignal()

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("explain_panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._palette = palette
        self._frame: Frame | None = None
        self._cell: Cell | None = None
        self._tabs: dict[str, Tab] = {}
        self._closed: ClosedPage | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._renew)
        self._name = next(iter(TABS))
        self._stack = QStackedWidget(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)  # a line at the left
        column.setSpacing(0)
        words = {name: self.tr(word) for name, (word, _) in TABS.items()}
        self._head = Head(words, palette, self)
        self._head.check(self._name)
        self._head.chosen.connect(self.choose)
        self._head.closed.connect(self.closed)
        column.addWidget(self._head)
        column.addWidget(self._stack, 1)

    @property
    def name(self) -> str:
        """Which tab is shown."""
        return self._name

    @property
    def hovered_term(self) -> str:
        """The word of the glossary under the pointer, "" where there is none."""
        return self.tab(self._name).hovered_term if self.isVisible() else ""

    def tab(self, name: str) -> Tab:
        """Return a tab, made if it was not there yet."""
        if name not in self._tabs:
            kind: Callable[[Palette, QWidget], Tab] = getattr(
                import_module(f"cnnviz.ui.explain.{name}.{name}_tab"), TABS[name][1]
            )
            tab = kind(self._palette, self)
            tab.setObjectName(f"explain_{name}")
            tab.setAccessibleName(self.tr(TABS[name][0]))
            tab.cells_hovered.connect(self.cells_hovered)
            tab.asked.connect(self.asked)
            tab.script_asked.connect(self.script_asked)
            tab.job_asked.connect(self.job_asked)
            tab.term_asked.connect(self.term_asked)
            tab.adding_asked.connect(self.adding_asked)
            tab.ledger_asked.connect(lambda: self.choose("ledger"))
            self._tabs[name] = tab
            self._stack.addWidget(tab)
        return self._tabs[name]

    def choose(self, name: str) -> None:
        """Show a tab."""
        name = name if name in TABS else next(iter(TABS))
        self._head.describe(self._name, "")  # what it told is not to be seen any more
        self._head.check(name)
        self._name = name
        self._renew()
        self.chosen.emit(name)

    def set_frame(self, frame: Frame) -> None:
        """Explain another step; a cell that was chosen in another chapter is forgotten.

        Another step of the run in hand is explained as soon as the stage has been painted, which nobody waits for
        while the knob of the scrubber is dragged; one of another run, at once.
        """
        if self._cell is not None and (self._frame is None or frame.chapter is not self._frame.chapter):
            self._cell = None
        follows = self._frame is not None and frame.timeline is self._frame.timeline
        self._frame = frame
        if follows:
            self._later.start()
        else:
            self._renew()

    def set_cell(self, cell: Cell | None) -> None:
        """Say what made a cell that the chapter shows; of what the step writes, where it is none."""
        self._cell = cell
        self._renew()

    def point_at(self, cell: Cell | None) -> None:
        """Show what there is of a cell of the stage that is pointed at, in the tab that is seen."""
        if self._later.isActive():
            self._renew()
        if self.isVisible():
            self.tab(self._name).point_at(cell)

    def set_palette(self, palette: Palette) -> None:
        """Use another theme's colours."""
        self._palette = palette
        self._head.set_palette(palette)
        for tab in self._tabs.values():
            tab.set_palette(palette)
        self._renew()

    def fit_text(self) -> None:
        """Give text the size that is chosen, and what holds it the room that it needs."""
        self._head.fit_text(self.width())
        for tab in self._tabs.values():
            tab.fit_text()
        self._renew()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave all tabs the room of their words."""
        super().resizeEvent(event)
        self._head.fit_width(event.size().width())

    def showEvent(self, event: object) -> None:
        """Catch up with what has gone by while nobody looked."""
        self.choose(self._name)

    def _renew(self) -> None:
        self._later.stop()
        if self._frame is None or not self.isVisible():
            return
        asks_run = self._name == "check"  # which works out numbers of the whole run
        if is_withheld(self._frame, self._cell) or (asks_run and self._frame.timeline.is_veiled):
            page = self._closed_page()
            page.show_frame(self._frame)
            self._stack.setCurrentWidget(page)
            self._head.describe(self._name, page.accessibleName())
            return
        tab = self.tab(self._name)
        self._stack.setCurrentWidget(tab)  # so that it is as large as it will be; nothing is painted between
        tab.show_frame(self._frame, self._cell)
        self._head.describe(self._name, tab.read_out)

    def _closed_page(self) -> ClosedPage:
        """Return what stands instead of every tab where it would tell what is hidden."""
        if self._closed is None:
            from cnnviz.ui.explain.closed_page import ClosedPage

            self._closed = ClosedPage(self)
            self._stack.addWidget(self._closed)
        return self._closed
