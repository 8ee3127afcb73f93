"""Where Explain is at the right: a narrow strip, or the panel, which is made when it is first opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnviz.application import text_pixels
from cnnviz.canvas.palette import Palette
from cnnviz.qt import (
    QApplication,
    QFont,
    QHBoxLayout,
    QPainter,
    QPaintEvent,
    QSize,
    Qt,
    QToolButton,
    QVBoxLayout,
    QWidget,
    pyqtSignal,
)
from cnnviz.ui.icons import icon

if TYPE_CHECKING:
    from cnnviz.ui.explain.panel import ExplainPanel

STRIP, WIDTH, WIDEST = 40, 320, 420
_ICON = 16
_NAME = 13  # pixels of the type of what stands on the strip


class ExplainDock(QWidget):
    """Shows the panel or the strip.

    Signals
    -------
    opened : whether the panel is open now
    made : the panel is there
    left : the panel is closed with the keyboard in it
    """

    opened = pyqtSignal(bool)
    made = pyqtSignal(QWidget)
    left = pyqtSignal()

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("explain")
        self.setAccessibleName(self.tr("Explain"))
        self._palette = palette
        self._panel: ExplainPanel | None = None
        self._strip = _Strip(palette, self)
        self._strip.clicked.connect(self.toggle)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addWidget(self._strip)

    @property
    def is_open(self) -> bool:
        """Whether the panel is open."""
        return self._panel is not None and self._panel.isVisibleTo(self)

    @property
    def panel(self) -> ExplainPanel:
        """The panel, made if it was not there yet."""
        if self._panel is None:
            from cnnviz.ui.explain.panel import ExplainPanel  # a start does not wait for it

            self._panel = ExplainPanel(self._palette, self)
            self.fit_text()
            self._panel.hide()
            self._panel.closed.connect(self.toggle)
            self._row.addWidget(self._panel)
            self.made.emit(self._panel)
        return self._panel

    def open(self, is_open: bool) -> None:
        """Open the panel, or fold it to the strip."""
        if is_open == self.is_open:
            return
        panel = self.panel
        within = panel.isAncestorOf(QApplication.focusWidget() or self)
        panel.setVisible(is_open)
        self._strip.setVisible(not is_open)
        if within:  # the keyboard does not stay in what is closed
            self.left.emit()
        self.opened.emit(is_open)

    def toggle(self) -> None:
        """Fold the panel away, or open it."""
        self.open(not self.is_open)

    def fit_text(self) -> None:
        """Leave text as much room as it needs."""
        if self._panel is not None:
            self._panel.setFixedWidth(min(max(text_pixels(WIDTH), WIDTH), WIDEST))
            self._panel.fit_text()

    def set_palette(self, palette: Palette) -> None:
        """Use another theme's colours."""
        self._palette = palette
        self._strip.set_palette(palette)
        if self._panel is not None:
            self._panel.set_palette(palette)


class _Strip(QToolButton):
    """A narrow button from top to bottom, with its name written downwards."""

    def __init__(self, palette: Palette, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("explain_strip")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedWidth(STRIP)
        self.setMinimumHeight(1)
        self.setToolTip(self.tr("Open Explain (E)"))
        self.setAccessibleName(self.tr("Open Explain"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        policy = self.sizePolicy()
        policy.setVerticalPolicy(policy.Policy.Expanding)
        self.setSizePolicy(policy)
        self.set_palette(palette)

    def sizeHint(self) -> QSize:
        """Return the width; the height is that of the window."""
        return QSize(STRIP, 100)

    def set_palette(self, palette: Palette) -> None:
        """Use another theme's colours."""
        self._palette, self._icon = palette, icon("chevron-left", palette, "muted")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the arrow, and the name beneath it."""
        painter = QPainter(self)
        ground = "card" if self.underMouse() or self.isDown() else "panel"
        painter.fillRect(self.rect(), self._palette.role(ground))
        painter.setPen(self._palette.role("accent" if self.hasFocus() else "line"))
        painter.drawLine(0, 0, 0, self.height())
        if self.hasFocus():
            painter.drawRect(self.rect().adjusted(1, 1, -2, -2))
        self._icon.paint(painter, (STRIP - _ICON) // 2, 14, _ICON, _ICON)
        font = QFont(self.font())
        font.setPixelSize(text_pixels(_NAME))
        painter.setFont(font)
        painter.setPen(self._palette.role("muted"))
        painter.translate(STRIP // 2, 52)
        painter.rotate(90)
        painter.drawText(0, 5, self.tr("Explain"))
