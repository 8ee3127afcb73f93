"""Which of its listings Code shows: a row of switches."""

from collections.abc import Mapping

from cnnviz.explain.listings.dialect import Dialect
from cnnviz.qt import QButtonGroup, QHBoxLayout, Qt, QToolButton, QWidget, pyqtSignal
from cnnviz.ui.explain.tab import MARGIN

_WORDS: Mapping[Dialect, str] = {
    Dialect.LOOPS: "Loops",
    Dialect.VECTORISED: "Vectorised",
    Dialect.TORCH: "PyTorch",
}


class DialectSwitch(QWidget):
    """Lets a person choose one of `Dialect`.

    Signals
    -------
    chosen : the `Dialect` that was chosen
    """

    chosen = pyqtSignal(object)

    def __init__(self, dialect: Dialect, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("code_dialect")
        self.setAccessibleName(self.tr("Listing"))
        self.dialect = dialect
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, 0, 0, 0)
        row.setSpacing(0)
        group = QButtonGroup(self)
        for one, words in _WORDS.items():
            button = QToolButton(self)
            button.setObjectName(f"code_{one.value}")
            button.setText(self.tr(words))
            button.setProperty("kind", "scale")
            button.setCheckable(True)
            button.setChecked(one is dialect)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _, one=one: self._choose(one))
            group.addButton(button)
            button.setProperty("begins", not row.count())
            row.addWidget(button)
        row.addStretch(1)

    def _choose(self, dialect: Dialect) -> None:
        if dialect is not self.dialect:
            self.dialect = dialect
            self.chosen.emit(dialect)
