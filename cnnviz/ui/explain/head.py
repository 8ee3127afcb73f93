"""The head of Explain: its tabs, and what folds it away."""

from collections.abc import Mapping

from cnnviz.application import USUAL, text_pixels, typeface
from cnnviz.canvas.palette import Palette
from cnnviz.qt import (
    QButtonGroup,
    QFont,
    QFontMetrics,
    QHBoxLayout,
    QSize,
    Qt,
    QToolButton,
    QWidget,
    pyqtSignal,
)
from cnnviz.ui.icons import icon

_HIGH = 40
_BESIDE, _AROUND = 11, 54  # pixels beside the word of a tab, and beside all of them
_LEAST = 10  # pixels of its letters


class Head(QWidget):
    """Shows the words of the tabs in a row, of which one is chosen.

    Signals
    -------
    chosen : the name of the tab that was clicked
    closed : Explain is to be folded away
    """

    chosen = pyqtSignal(str)
    closed = pyqtSignal()

    def __init__(self, words: Mapping[str, str], palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("explain_header")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 8, 0)
        row.setSpacing(1)
        self._buttons: dict[str, QToolButton] = {}
        group = QButtonGroup(self)
        for name, word in words.items():
            button = self._buttons[name] = QToolButton(self)
            button.setObjectName(f"explain_tab_{name}")
            button.setText(word)
            button.setProperty("kind", "tab")
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _, name=name: self.chosen.emit(name))
            group.addButton(button)
            row.addWidget(button)
        row.addStretch(1)
        self._close = QToolButton(self)
        self._close.setObjectName("explain_close")
        self._close.setProperty("kind", "tiny")
        self._close.setIconSize(QSize(14, 14))
        self._close.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._close.setToolTip(self.tr("Fold Explain away (E)"))
        self._close.setAccessibleName(self.tr("Fold Explain away"))
        self._close.clicked.connect(self.closed)
        row.addWidget(self._close)
        self.set_palette(palette)
        self._give_heights()

    def check(self, name: str) -> None:
        """Mark a tab as the one that is shown."""
        self._buttons[name].setChecked(True)

    def describe(self, name: str, told: str) -> None:
        """Have a tab's word read out what it tells."""
        self._buttons[name].setAccessibleDescription(told)

    def set_palette(self, palette: Palette) -> None:
        """Use another theme's colours."""
        self._close.setIcon(icon("close", palette))

    def fit_text(self, width: int) -> None:
        """Give the words the size that is chosen for text, and the room that they need."""
        self._give_heights()
        self.fit_width(width)

    def _give_heights(self) -> None:
        self.setFixedHeight(text_pixels(_HIGH))
        for button in self._buttons.values():
            button.setFixedHeight(text_pixels(_HIGH) - 1)

    def fit_width(self, width: int) -> None:
        """Write the words as large as it is chosen, or so that all have room, also the one that is bold.

        The width is that of the panel: another theme has the head itself narrow for a moment.
        """
        room, words = width - _AROUND, [button.text() for button in self._buttons.values()]
        for pixels in range(text_pixels(USUAL), _LEAST - 1, -1):
            metrics = QFontMetrics(typeface(pixels, QFont.Weight.DemiBold))
            wide = [metrics.horizontalAdvance(word) + _BESIDE for word in words]
            if sum(wide) <= room:
                break
        for button, width in zip(self._buttons.values(), wide, strict=True):
            button.setFont(typeface(pixels))
            button.setMinimumWidth(width)
