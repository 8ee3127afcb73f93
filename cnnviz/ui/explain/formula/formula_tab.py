"""Formula: the law of the chapter in symbols, and beneath it the sum in hand with its numbers, term by term."""

from collections.abc import Sequence

from cnnviz.application import text_pixels
from cnnviz.canvas.palette import Palette
from cnnviz.explain.prose.meeting import meetings
from cnnviz.explain.prose.symbols import FactorOrigin, law, numbers_latex
from cnnviz.explain.prose.why import remarks, title
from cnnviz.explain.prose.worked import as_text, worked
from cnnviz.qt import QGuiApplication, QHBoxLayout, QPainter, QPaintEvent, QPushButton, QSize, QWidget
from cnnviz.run.frames.frame import Frame
from cnnviz.trace.steps import Cell
from cnnviz.ui.explain.flow import font
from cnnviz.ui.explain.formula.law_view import ROLES, LawView, colours_of, swatch
from cnnviz.ui.explain.formula.meeting_view import MeetingView
from cnnviz.ui.explain.formula.terms_view import TermsView
from cnnviz.ui.explain.tab import Tab
from cnnviz.ui.icons import icon

_COPIES = {"latex": "Copy as LaTeX", "text": "Copy as text"}


class FormulaTab(Tab):
    """Shows symbols above and numbers below."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(palette, parent)
        self._frame: Frame | None = None
        self._title = self.line("title")
        self._caption = self.line("part")
        self._caption.setText(self.tr("In symbols").upper())
        self.law = LawView(palette, self.contents)
        self.column.addWidget(self.law)
        self.column.addSpacing(6)
        self._remark = self.line("muted")
        self._numbers = self.line("part")
        self._legend = _Legend(palette, self.contents)
        self.column.addWidget(self._legend)
        self.column.addSpacing(4)
        self.terms = TermsView(palette, self.contents)
        self.terms.cells_hovered.connect(self.cells_hovered)
        self.column.addWidget(self.terms)
        self.column.addSpacing(8)
        self._met = self.line("part")
        self._met.setText(self.tr("Which meets which").upper())
        self.meeting = MeetingView(palette, self.contents)
        self.meeting.cells_hovered.connect(self.cells_hovered)
        self.terms.cells_hovered.connect(self.meeting.light)
        self.column.addWidget(self.meeting)
        self.column.addStretch(1)
        self.column.addSpacing(12)
        self.column.addLayout(self._buttons())

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self._copies: dict[str, QPushButton] = {}
        for name, words in _COPIES.items():
            button = self._copies[name] = QPushButton(self.tr(words), self.contents)
            button.setObjectName(f"formula_{name}")
            button.setProperty("kind", "narrow")
            button.setIcon(icon("copy", self.palette_in_force))
            button.setIconSize(QSize(16, 16))
            button.clicked.connect(lambda _, name=name: self.copy(name))
            row.addWidget(button, 1)
        return row

    def set_palette(self, palette: Palette) -> None:
        """Use another theme's colours."""
        super().set_palette(palette)
        for part in (self.law, self.terms, self.meeting, self._legend):
            part.set_palette(palette)
        for button in self._copies.values():
            button.setIcon(icon("copy", palette))

    def fit_text(self) -> None:
        """Leave text, whose size is another now, as much room as it needs."""
        self._legend.fit_text()
        self.law.fit_text()

    @property
    def read_out(self) -> str:
        """The sum, with its numbers."""
        return self.terms.accessibleName()

    def copy(self, form: str) -> None:
        """Put law and numbers on the clipboard, as LaTeX or as plain text."""
        if self._frame is None:
            return
        line = as_text(worked(self._frame))
        if form == "latex":
            line = f"\\[ {law(self._frame)} \\]\n\\[ {numbers_latex(line)} \\]\n"
        QGuiApplication.clipboard().setText(line)

    def show_frame(self, frame: Frame, cell: Cell | None) -> None:
        """Show the law of a step's chapter, and its sum."""
        self._frame = frame
        made = worked(frame)
        self._title.setText(title(frame))
        self.law.show_law(law(frame, colours_of(self.palette_in_force)), law(frame))
        said = remarks(frame)
        self._remark.setText(said)
        self._remark.setVisible(bool(said))
        step = self.tr("In numbers, step {0} of {1}").format(
            frame.position.step + 1, len(frame.chapter.trace)
        )
        self._numbers.setText(step.upper())
        self._legend.show_origins(made.origins)
        self.terms.show_sum(made, frame.chapter, as_text(made))
        found = meetings(frame, made)
        self._met.setVisible(bool(found))
        self.meeting.show_meetings(found, frame.chapter)


class _Legend(QWidget):
    """Says which colour stands for what."""

    def __init__(self, palette: Palette, parent: QWidget) -> None:
        super().__init__(parent)
        self._palette = palette
        self._origins: Sequence[FactorOrigin] = ()
        self.fit_text()

    def set_palette(self, palette: Palette) -> None:
        """Use another theme's colours."""
        self._palette = palette
        self.update()

    def fit_text(self) -> None:
        """Leave text as much room as it needs."""
        self.setFixedHeight(text_pixels(20))

    def show_origins(self, origins: Sequence[FactorOrigin]) -> None:
        """Show other colours."""
        self._origins = origins
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the squares with their words."""
        painter, left = QPainter(self), 0
        for origin in self._origins:
            colour = self._palette.role(ROLES[origin])
            left = 14 + swatch(
                painter, left, 0, colour, self.tr(origin.value), self._palette.role("muted"), font(12)
            )
