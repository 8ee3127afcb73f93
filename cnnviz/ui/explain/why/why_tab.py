"""Why: what happens in the step, why, and what follows."""

from cnnviz.canvas.palette import Palette
from cnnviz.explain import why
from cnnviz.explain.glossary.marking import Marking
from cnnviz.explain.prose.files import HEADINGS
from cnnviz.qt import QLabel, QWidget
from cnnviz.run.frames.frame import Frame
from cnnviz.trace.steps import Cell
from cnnviz.ui.explain.tab import Tab
from cnnviz.ui.explain.why.prose_view import ProseView


class WhyTab(Tab):
    """Shows what is said about a step, part by part; the widgets stay, only what is in them changes."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(palette, parent)
        self._title = self.line("title")
        self._on = self.link(self.tr("Next step that adds something"), "why_next_adding")
        self._on.clicked.connect(self.adding_asked)
        self.column.addSpacing(8)
        self._parts: list[tuple[QLabel, ProseView]] = []
        for _ in HEADINGS:
            heading, text = self.line("part"), ProseView(palette, self.contents)
            text.cells_hovered.connect(self.cells_hovered)
            text.term_asked.connect(self.term_asked)
            self.column.addWidget(text)
            self._parts.append((heading, text))
        self.column.addStretch(1)

    def set_palette(self, palette: Palette) -> None:
        """Use another theme's colours."""
        super().set_palette(palette)
        for _, text in self._parts:
            text.set_palette(palette)

    @property
    def hovered_term(self) -> str:
        """The word of the glossary under the pointer, "" where there is none."""
        return next((text.hovered_term for _, text in self._parts if text.hovered_term), "")

    @property
    def read_out(self) -> str:
        """All that is said."""
        return self.contents.accessibleName()

    def show_frame(self, frame: Frame, cell: Cell | None) -> None:
        """Say what happens in a step."""
        told, marking = why(frame), Marking()
        self._title.setText(told.title)
        self._on.setVisible(told.adds_nothing)
        for number, (heading, text) in enumerate(self._parts):
            part = told.parts[number] if number < len(told.parts) else None
            heading.setVisible(part is not None and bool(part.heading))
            text.setVisible(part is not None)
            if part is not None:
                heading.setText(part.heading.upper())
                text.show_text(marking.paragraphs(part.paragraphs), frame.chapter)
        self.contents.setAccessibleName(str(told))
