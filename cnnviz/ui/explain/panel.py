"""The panel of Explain: its tabs, of which only the one that is seen works anything out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING

from cnnviz.application import USUAL, text_pixels, typeface
from cnnviz.canvas.palette import Palette
from cnnviz.explain.withheld import is_withheld
from cnnviz.qt import (
    QButtonGroup,
    QFont,
    QFontMetrics,
    QHBoxLayout,
    QResizeEvent,
    QSize,
    QStackedWidget,
    Qt,
    QToolButton,
    QVBoxLayout,
    QWidget,
    pyqtSignal,
)
from cnnviz.run.frames.frame import Frame
from cnnviz.trace.steps import Cell
from cnnviz.ui.explain.tab import Tab
from cnnviz.ui.icons import icon

if TYPE_CHECKING:
    from cnnviz.ui.explain.closed_page import ClosedPage

HEADER = 40
_BESIDE, _AROUND, _LEAST = (
    11,
    54,
    10,
)  # pixels beside the word of a tab, and beside all of them; of its letters at least
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
    """

    closed = pyqtSignal()
    chosen = pyqtSignal(str)
    cells_hovered = pyqtSignal(object)
    asked = pyqtSignal(object)
    script_asked = pyqtSignal(str)
    job_asked = pyqtSignal(object)
    term_asked = pyqtSignal(str)

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("explain_panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._palette = palette
        self._frame: Frame | None = None
        self._cell: Cell | None = None
        self._tabs: dict[str, Tab] = {}
        self._closed: ClosedPage | None = None
        self._name = next(iter(TABS))
        self._stack = QStackedWidget(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)  # a line at the left
        column.setSpacing(0)
        self._head = self._header()
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
            tab.ledger_asked.connect(lambda: self.choose("ledger"))
            self._tabs[name] = tab
            self._stack.addWidget(tab)
        return self._tabs[name]

    def choose(self, name: str) -> None:
        """Show a tab."""
        name = name if name in TABS else next(iter(TABS))
        self._buttons[self._name].setAccessibleDescription("")  # what it told is not to be seen any more
        self._buttons[name].setChecked(True)
        self._name = name
        self._renew()
        self.chosen.emit(name)

    def set_frame(self, frame: Frame) -> None:
        """Explain another step; a cell that was chosen in another chapter is forgotten."""
        if self._cell is not None and (self._frame is None or frame.chapter is not self._frame.chapter):
            self._cell = None
        self._frame = frame
        self._renew()

    def set_cell(self, cell: Cell | None) -> None:
        """Say what made a cell that the chapter shows; of what the step writes, where it is none."""
        self._cell = cell
        self._renew()

    def point_at(self, cell: Cell | None) -> None:
        """Show what there is of a cell of the stage that is pointed at, in the tab that is seen."""
        if self.isVisible():
            self.tab(self._name).point_at(cell)

    def set_palette(self, palette: Palette) -> None:
        """Use another theme's colours."""
        self._palette = palette
        self._close.setIcon(icon("close", palette))
        for tab in self._tabs.values():
            tab.set_palette(palette)
        self._renew()

    def fit_text(self) -> None:
        """Give text the size that is chosen, and what holds it the room that it needs."""
        self._head.setFixedHeight(text_pixels(HEADER))
        for button in self._buttons.values():
            button.setFixedHeight(text_pixels(HEADER) - 1)
        self._fit_tabs()
        for tab in self._tabs.values():
            tab.fit_text()
        self._renew()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave all tabs the room of their words."""
        super().resizeEvent(event)
        self._fit_tabs()

    def _fit_tabs(self) -> None:
        """Write the words of the tabs as large as it is chosen, or so that all have room, also the one that is bold."""
        room, words = self.width() - _AROUND, [button.text() for button in self._buttons.values()]
        for pixels in range(text_pixels(USUAL), _LEAST - 1, -1):
            metrics = QFontMetrics(typeface(pixels, QFont.Weight.DemiBold))
            wide = [metrics.horizontalAdvance(word) + _BESIDE for word in words]
            if sum(wide) <= room:
                break
        for button, width in zip(self._buttons.values(), wide, strict=True):
            button.setFont(typeface(pixels))
            button.setMinimumWidth(width)

    def showEvent(self, event: object) -> None:
        """Catch up with what has gone by while nobody looked."""
        self.choose(self._name)

    def _renew(self) -> None:
        if self._frame is None or not self.isVisible():
            return
        asks_run = self._name == "check"  # which works out numbers of the whole run
        if is_withheld(self._frame, self._cell) or (asks_run and self._frame.timeline.is_veiled):
            page = self._closed_page()
            page.show_frame(self._frame)
            self._stack.setCurrentWidget(page)
            self._buttons[self._name].setAccessibleDescription(page.accessibleName())
            return
        tab = self.tab(self._name)
        self._stack.setCurrentWidget(tab)  # so that it is as large as it will be; nothing is painted between
        tab.show_frame(self._frame, self._cell)
        self._buttons[self._name].setAccessibleDescription(tab.read_out)

    def _closed_page(self) -> ClosedPage:
        """Return what stands instead of every tab where it would tell what is hidden."""
        if self._closed is None:
            from cnnviz.ui.explain.closed_page import ClosedPage

            self._closed = ClosedPage(self)
            self._stack.addWidget(self._closed)
        return self._closed

    def _header(self) -> QWidget:
        header = QWidget(self)
        header.setObjectName("explain_header")
        header.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        header.setFixedHeight(text_pixels(HEADER))
        row = QHBoxLayout(header)
        row.setContentsMargins(16, 0, 8, 0)
        row.setSpacing(1)
        self._buttons: dict[str, QToolButton] = {}
        group = QButtonGroup(header)
        for name, (word, _) in TABS.items():
            button = self._buttons[name] = QToolButton(header)
            button.setObjectName(f"explain_tab_{name}")
            button.setText(self.tr(word))
            button.setProperty("kind", "tab")
            button.setCheckable(True)
            button.setChecked(name == self._name)
            button.setFixedHeight(text_pixels(HEADER) - 1)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _, name=name: self.choose(name))
            group.addButton(button)
            row.addWidget(button)
        row.addStretch(1)
        self._close = QToolButton(header)
        self._close.setObjectName("explain_close")
        self._close.setProperty("kind", "tiny")
        self._close.setIcon(icon("close", self._palette))
        self._close.setIconSize(QSize(14, 14))
        self._close.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._close.setToolTip(self.tr("Fold Explain away (E)"))
        self._close.setAccessibleName(self.tr("Fold Explain away"))
        self._close.clicked.connect(self.closed)
        row.addWidget(self._close)
        return header
