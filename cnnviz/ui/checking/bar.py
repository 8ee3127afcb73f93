"""The line above a check: which file, how it was understood, what is shown of it, and running it again."""

from collections.abc import Callable

from cnnviz.application import text_pixels
from cnnviz.qt import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    Qt,
    QToolButton,
    QWidget,
    pyqtSignal,
)

_HIGH = 52
ARRAYS, STAGE = "arrays", "stage"
"""What stands in the middle."""


class CheckBar(QFrame):
    """Shows what is checked, and asks for what is done with it.

    Signals
    -------
    again_asked, another_asked : the same file is to be run again, another one is to be chosen
    page_chosen : what is to stand in the middle
    """

    again_asked = pyqtSignal()
    another_asked = pyqtSignal()
    page_chosen = pyqtSignal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("check_bar")
        self._title, self._name, self._understood = (QLabel(self) for _ in range(3))
        self._title.setText(self.tr("Check my code"))
        self._title.setProperty("kind", "heading")
        self._name.setObjectName("check_name")
        self._name.setProperty("kind", "strong")
        self._understood.setObjectName("check_understood")
        self._understood.setProperty("kind", "muted")
        self._understood.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        for label in (self._name, self._understood):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._pages = QButtonGroup(self)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(20, 0, 16, 0)
        row.setSpacing(12)
        row.addWidget(self._title)
        row.addWidget(self._name)
        row.addWidget(self._understood, 1)
        row.addLayout(self._made_pages())
        self._another = self._button("check_another", self.tr("Another file…"), self.another_asked.emit)
        self._again = self._button("check_again", self.tr("Run again"), self.again_asked.emit)
        self._again.setToolTip(self.tr("Run it again, as it stands in the file now (Ctrl+R)"))
        self.fit_text()
        self.show_running(False)

    def _made_pages(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for name, words, tip in (
            (ARRAYS, self.tr("Arrays"), self.tr("Your array, the engine's, and the difference")),
            (STAGE, self.tr("Stage"), self.tr("The step in hand, with your numbers in the lens")),
        ):
            button = QToolButton(self)
            button.setObjectName(f"check_page_{name}")
            button.setText(words)
            button.setToolTip(tip)
            button.setAccessibleName(words)
            button.setCheckable(True)
            button.setProperty("kind", "segment")
            button.setProperty("begins", not row.count())
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _, name=name: self.page_chosen.emit(name))
            self._pages.addButton(button)
            row.addWidget(button)
        return row

    def _button(self, name: str, words: str, does: Callable[[], object]) -> QPushButton:
        button = QPushButton(words, self)
        button.setObjectName(name)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAutoDefault(False)
        button.clicked.connect(does)
        self._row.addWidget(button)
        return button

    def show_file(self, name: str, understood: str) -> None:
        """Say which file it is, and how it was understood."""
        self._name.setText(name)
        self._understood.setText(understood)
        self._understood.setToolTip(understood)

    def show_page(self, name: str) -> None:
        """Say what stands in the middle."""
        for button in self._pages.buttons():
            button.setChecked(button.objectName() == f"check_page_{name}")

    def show_running(self, runs: bool) -> None:
        """Say whether it is being run, and may be run again."""
        for button in (self._another, self._again):
            button.setEnabled(not runs)

    def set_has_arrays(self, has: bool) -> None:
        """Let the arrays be looked at, where there are some."""
        for button in self._pages.buttons():
            button.setEnabled(has or button.objectName() != f"check_page_{ARRAYS}")

    def fit_text(self) -> None:
        """Leave text the room that it needs."""
        self.setFixedHeight(text_pixels(_HIGH))
