"""Code: the program that one would write, the line in hand, and what its variables are."""

from cnnviz.canvas.palette import Palette
from cnnviz.explain import listing
from cnnviz.explain.listings.dialect import Dialect
from cnnviz.explain.listings.pointing import lines_about
from cnnviz.qt import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QResizeEvent,
    QScrollArea,
    QSize,
    Qt,
    QVBoxLayout,
    QWidget,
)
from cnnviz.run.frames.frame import Frame
from cnnviz.session.settings.settings import DIALECT, settings
from cnnviz.trace.steps import Cell
from cnnviz.ui.explain.code.code_view import CodeView, row_height
from cnnviz.ui.explain.code.dialect_switch import DialectSwitch
from cnnviz.ui.explain.code.values_view import ValuesView
from cnnviz.ui.explain.tab import MARGIN, Tab
from cnnviz.ui.icons import icon

_FEWEST = 10  # rows of code that are seen however low the window is
_SHARE = 0.5  # of the tab's height for the code, at most


_COPIES = ("numpy", "NumPy"), ("torch", "PyTorch")


class CodeTab(Tab):
    """Shows the `listing` of a step, in the dialect that is chosen."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(palette, parent)
        self.column.setContentsMargins(0, 10, 0, 16)
        self._code = CodeView(palette, self)
        self._room = _Room(self._code, self.contents)
        self._values = ValuesView(palette, self.contents)
        self._values.cells_hovered.connect(self.cells_hovered)
        self._title = self.line("part")
        self._title.setContentsMargins(MARGIN - 1, 0, MARGIN, 0)
        self._frame: Frame | None = None
        self._cell: Cell | None = None
        self._switch = DialectSwitch(Dialect(settings().get(DIALECT)), self.contents)
        self._switch.chosen.connect(self._choose)
        self.column.addWidget(self._switch)
        self.column.addSpacing(6)
        self.column.addWidget(self._room)
        self.column.addSpacing(8)
        rule = QFrame(self.contents)
        rule.setProperty("kind", "line")
        rule.setFixedHeight(1)
        inner = QVBoxLayout()
        inner.setContentsMargins(MARGIN - 1, 0, MARGIN, 0)
        inner.setSpacing(0)
        inner.addWidget(rule)
        self._heading = self.line("part")
        inner.addWidget(self._heading)
        inner.addWidget(self._values)
        inner.addSpacing(12)
        said = QLabel(self.tr("Copy the whole run"), self.contents)
        said.setProperty("kind", "muted")
        inner.addWidget(said)
        inner.addSpacing(4)
        inner.addLayout(self._buttons())
        self.column.addLayout(inner)
        self.column.addStretch(1)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self._copies = []
        for library, words in _COPIES:
            button = QPushButton(self.tr("as {0}").format(words), self.contents)
            button.setObjectName(f"code_copy_{library}")
            button.setAccessibleName(self.tr("Copy as {0}").format(words))
            button.setToolTip(
                self.tr("The whole run as one program, which checks every number on the screen")
            )
            button.setIconSize(QSize(16, 16))
            button.setIcon(icon("copy", self.palette_in_force))
            button.clicked.connect(lambda _, library=library: self.script_asked.emit(library))
            row.addWidget(button)
            self._copies.append(button)
        row.addStretch(1)
        return row

    def _choose(self, dialect: Dialect) -> None:
        settings().set(DIALECT, dialect.value)
        if self._frame is not None:
            self.show_frame(self._frame, None)

    def set_palette(self, palette: Palette) -> None:
        """Use another theme's colours."""
        super().set_palette(palette)
        for button in self._copies:
            button.setIcon(icon("copy", palette))
        self._code.set_palette(palette)
        self._values.set_palette(palette)

    def point_at(self, cell: Cell | None) -> None:
        """Mark the lines that are about a cell of the stage, and light it among the variables."""
        self._cell, shown = cell, self._code.listing
        self._code.point_at(
            lines_about(shown, cell) if shown is not None and cell is not None else frozenset()
        )
        self._values.point_at(() if cell is None else (cell,))

    def fit_text(self) -> None:
        """Leave text, whose size is another now, as much room as it needs."""
        self._code.fit_text()
        self._values.fit_text()
        self._fit()

    def show_frame(self, frame: Frame, cell: Cell | None) -> None:
        """Show the program of a step."""
        self._frame = frame
        shown = listing(frame, self._switch.dialect)
        self._title.setText(shown.program.title.rstrip("."))
        self._heading.setText(self._about_values(shown.dialect, frame.position.term is not None))
        self._code.show_listing(shown)
        self._fit()
        self._values.show_values(shown.values, frame)
        if self._cell is not None:  # the pointer has stayed where it is
            self.point_at(self._cell if self._cell.array in frame.chapter.info else None)

    def _about_values(self, dialect: Dialect, within: bool) -> str:
        if dialect is not Dialect.LOOPS:
            return self.tr("ALL STEPS AT ONCE: WHAT IS THIS STEP'S")
        return self.tr("VARIABLES, IN THIS LINE") if within else self.tr("VARIABLES, AFTER THIS LINE")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the code its part of the height."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self._code.listing is not None:
            most = max(_FEWEST * row_height(), int(self.height() * _SHARE) // row_height() * row_height())
            self._room.setFixedHeight(min(self._code.height(), most))
            self._room.follow()


class _Room(QScrollArea):
    """What the code is seen through where it is long."""

    def __init__(self, code: CodeView, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("code_room")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(code)
        self._code = code
        self.verticalScrollBar().rangeChanged.connect(self.follow)  # it is laid out later

    def follow(self) -> None:
        """Have the line in hand in sight."""
        if self._code.listing is not None:
            at = self._code.rect_of(self._code.listing.line)
            self.ensureVisible(0, at.center().y(), 0, min(3 * row_height(), self.height() // 2))
