"""What all tabs of Explain share: a column that scrolls, and how a step comes to be shown in it."""

from cnnviz.canvas.palette import Palette
from cnnviz.qt import (
    QFrame,
    QLabel,
    QScrollArea,
    QSizePolicy,
    Qt,
    QToolButton,
    QVBoxLayout,
    QWidget,
    pyqtSignal,
)
from cnnviz.run.frames.frame import Frame
from cnnviz.trace.steps import Cell

MARGIN = 24


class Tab(QScrollArea):
    """One tab.

    Signals
    -------
    cells_hovered : the cells (tuple of `Cell`) that stand for what the pointer is on, empty where there are none
    asked : the `Position` that is asked for
    script_asked : the whole run is to be copied as a program, for NumPy (numpy) or PyTorch (torch)
    ledger_asked : what made the cell in question is to be seen
    job_asked : the `Job` that is to be done beside everything else
    term_asked : the word that is to be looked up
    adding_asked : the next step is asked for that adds something
    """

    cells_hovered = pyqtSignal(object)
    asked = pyqtSignal(object)
    script_asked = pyqtSignal(str)
    ledger_asked = pyqtSignal()
    job_asked = pyqtSignal(object)
    term_asked = pyqtSignal(str)
    adding_asked = pyqtSignal()

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.palette_in_force = palette
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its controls take the keyboard
        self.contents = QWidget(self.viewport())
        self.contents.setObjectName("explain_contents")
        self.column = QVBoxLayout(self.contents)
        self.column.setContentsMargins(MARGIN - 1, 14, MARGIN, 16)
        self.column.setSpacing(0)
        self.setWidget(self.contents)

    @property
    def hovered_term(self) -> str:
        """The word of the glossary under the pointer, "" where there is none."""
        return ""

    @property
    def read_out(self) -> str:
        """What is read out when one comes to the tab, "" where its controls take the keyboard and are read out."""
        return ""

    def show_frame(self, frame: Frame, cell: Cell | None) -> None:
        """Show a step, and what made a cell of it where one was chosen."""
        raise NotImplementedError

    def set_palette(self, palette: Palette) -> None:
        """Use another theme's colours."""
        self.palette_in_force = palette

    def point_at(self, cell: Cell | None) -> None:
        """Show what there is of a cell of the stage that is pointed at."""

    def fit_text(self) -> None:
        """Leave text, whose size is another now, as much room as it needs."""

    def link(self, words: str, name: str) -> QToolButton:
        """Return words at the end of the column that can be clicked."""
        link = QToolButton(self.contents)
        link.setObjectName(name)
        link.setText(words)
        link.setProperty("kind", "link")
        self.column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        return link

    def line(self, kind: str) -> QLabel:
        """Return a line of text of some kind that wraps, at the end of the column."""
        label = QLabel(self.contents)
        label.setProperty("kind", kind)
        label.setWordWrap(True)
        label.setIndent(0)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        label.setSizePolicy(policy)
        self.column.addWidget(label)
        return label
