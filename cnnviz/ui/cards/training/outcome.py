"""What the rounds came to, and at the end of its last line what leads to what they made of a kernel."""

from math import ceil

from cnnviz.qt import QGridLayout, QLabel, Qt, QToolButton, QWidget, pyqtSignal

_SPACE = "\N{NO-BREAK SPACE}"
_APART = 6  # pixels from the last word to the link


class Outcome(QWidget):
    """Sentences with a link behind them, in whose place they have blanks that stay together.

    Signals
    -------
    way_asked : one wants to see a kernel on its way
    """

    way_asked = pyqtSignal()

    def __init__(self, words: QLabel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, self._link = words, QToolButton(self)
        self._words.setMinimumHeight(self._words.fontMetrics().height())
        self._link.setObjectName("see_way")
        self._link.setProperty("kind", "link")
        self._link.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._link.clicked.connect(self.way_asked)
        over = QGridLayout(self)
        over.setContentsMargins(0, 0, 0, 0)
        over.addWidget(self._words, 0, 0)
        over.addWidget(self._link, 0, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom)
        self._link.raise_()  # above the words, which would take a click

    def tell(self, *sentences: str, has_way: bool, several: bool = False) -> None:
        """Say other sentences, and offer the way to what came of W, or of the one of `several`; or not."""
        text, tip = self.tr("see W on its way"), self.tr("Go to the update of W")
        if several:
            text, tip = self.tr("see weights on their way"), self.tr("Go to the update of what changed most")
        self._link.setText(text)
        self._link.setToolTip(self.tr("{0}: beneath it stands what the rounds have made of it").format(tip))
        said = " ".join(filter(None, sentences))
        self._link.setVisible(has_way and bool(said))
        if has_way and said:
            font = self._words.fontMetrics()
            self._link.setFixedHeight(font.lineSpacing())
            blank = font.horizontalAdvance(_SPACE)
            said += " " + _SPACE * ceil((self._link.sizeHint().width() + _APART) / blank)
        self._words.setText(said)
