"""What stands beside the rail while a part is open: its title, a button that closes it, and the panel."""

from __future__ import annotations

from cnnviz.application import text_pixels
from cnnviz.canvas.palette import Palette
from cnnviz.qt import QHBoxLayout, QLabel, QSize, Qt, QToolButton, QVBoxLayout, QWidget, pyqtSignal
from cnnviz.ui.icons import icon

WIDTH = 272
_HEADER = 44
_COVERED = (
    "Numbers that are set up here are hidden. Learn > Reveal all shows them again; then they can be changed."
)


class Beside(QWidget):
    """Holds the panels, one of which is seen, or in its place the sentence that says why none is.

    What is in it is made when the first panel is put there: a start with a closed set-up makes none of it.

    Signals
    -------
    close_asked : the button is pressed
    """

    close_asked = pyqtSignal()

    def __init__(self, palette: Palette, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("setup_panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._palette = palette
        self._column: QVBoxLayout | None = None
        self._cover: QLabel | None = None
        self.fit_text()
        self.hide()

    def fit_text(self) -> None:
        """Be as wide as the words need, and as narrow as the drawing pad can be."""
        self.setFixedWidth(max(text_pixels(WIDTH), WIDTH))
        if self._column is not None:
            self._header.setFixedHeight(text_pixels(_HEADER))

    def set_palette(self, palette: Palette) -> None:
        """Use another theme's colours."""
        if palette is not self._palette and self._column is not None:
            self.close_button.setIcon(icon("close", palette))
        self._palette = palette

    def set_title(self, title: str) -> None:
        """Say which part is open."""
        self._within()
        self._title.setText(title)

    def add(self, panel: QWidget) -> None:
        """Put a panel beneath the title."""
        self._within().addWidget(panel, 1)

    def set_covered(self, covered: bool) -> None:
        """Show or hide the sentence that says why no panel is seen."""
        if covered and self._cover is None:
            self._cover = QLabel(self.tr(_COVERED), self)
            self._cover.setObjectName("setup_covered")
            self._cover.setTextFormat(Qt.TextFormat.PlainText)
            self._cover.setWordWrap(True)
            self._cover.setAlignment(Qt.AlignmentFlag.AlignTop)
            self._cover.setMargin(24)
            self.add(self._cover)
        if self._cover is not None:
            self._cover.setVisible(covered)

    def _within(self) -> QVBoxLayout:
        """Return what the panels stand in, beneath the title and the button."""
        if self._column is None:
            self._column = QVBoxLayout(self)
            self._column.setContentsMargins(0, 0, 0, 0)
            self._column.setSpacing(0)
            self._column.addWidget(self._made_header())
        return self._column

    def _made_header(self) -> QWidget:
        self._header = QWidget(self)
        self._header.setObjectName("setup_header")
        self._header.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._header.setFixedHeight(text_pixels(_HEADER))
        self._title = QLabel(self._header)
        self._title.setObjectName("setup_title")
        self._title.setProperty("kind", "heading")
        self.close_button = QToolButton(self._header)
        self.close_button.setObjectName("setup_close")
        self.close_button.setProperty("kind", "tiny")
        self.close_button.setIcon(icon("close", self._palette))
        self.close_button.setIconSize(QSize(14, 14))
        self.close_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.close_button.setToolTip(self.tr("Fold the set-up away"))
        self.close_button.setAccessibleName(self.close_button.toolTip())
        self.close_button.clicked.connect(self.close_asked)
        row = QHBoxLayout(self._header)
        row.setContentsMargins(24, 0, 12, 0)
        row.addWidget(self._title, 1)
        row.addWidget(self.close_button)
        return self._header
