"""The pipeline strip: every array of the run as a thumbnail; a click goes to where it is made."""

from cnnviz.canvas.palette import Palette
from cnnviz.qt import (
    QFrame,
    QGridLayout,
    QScrollArea,
    QShowEvent,
    Qt,
    QWidget,
    pyqtSignal,
)
from cnnviz.run.chapter import Phase
from cnnviz.run.timeline import Timeline
from cnnviz.ui.panels.pipeline_tiles import _GAP, TILE, ArrayTile, Arrow, LossTile

_MARGIN = 8


class PipelineStrip(QScrollArea):
    """All arrays of a run: the way forward on top, each gradient beneath its array.

    Signals
    -------
    chapter_chosen : the index of the chapter that makes the clicked array; the image belongs to the first
    """

    chapter_chosen = pyqtSignal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pipeline")
        self.setAccessibleName(self.tr("Pipeline"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its cards take the keyboard
        self.setWidgetResizable(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedHeight(2 * TILE.height() + _GAP + 2 * _MARGIN)
        self._made: list[tuple[str, int | None]] = []
        self._tiles: list[ArrayTile] = []
        self._arrows: list[Arrow] = []
        self._loss_chapters: list[int] = []
        self._chapter = 0
        self._compact = False

    def show_run(self, timeline: Timeline, palette: Palette, channel: int) -> None:
        """Show the arrays of another run; of those with filters, the one that is followed."""
        now = [(made.label, made.chapter) for made in timeline.arrays]
        if now != self._made:
            self._made = now
            self._make_tiles(timeline)
        for card, made in zip(self._tiles, timeline.arrays, strict=True):
            card.show_array(made, palette, channel)
        for arrow in self._arrows:
            arrow.set_palette(palette)
        self._loss.show_loss(timeline.loss, palette)

    def set_compact(self, compact: bool) -> None:
        """Leave out the sizes, where the window is low."""
        if compact != self._compact:
            self._compact = compact
            self._set_heights()

    def _set_heights(self) -> None:
        single = TILE.height() - (14 if self._compact else 0)
        both = 2 * single + _GAP
        for part in (*self._tiles, *self._arrows):
            part.setFixedHeight(single)
        self._loss.setFixedHeight(both)
        self.setFixedHeight(both + 2 * _MARGIN)

    def set_chapter(self, chapter: int) -> None:
        """Mark the array that the chapter makes, and have it in view."""
        self._chapter = chapter
        for card, (_, made_in) in zip(self._tiles, self._made, strict=True):
            card.set_current(made_in == chapter)
        self._loss.set_current(chapter in self._loss_chapters)
        self._bring_into_view()

    def showEvent(self, event: QShowEvent) -> None:
        """Have the array that is made in view: now it is known how much room there is."""
        super().showEvent(event)
        self._bring_into_view()

    def _bring_into_view(self) -> None:
        for card, (_, made_in) in zip(self._tiles, self._made, strict=True):
            if made_in == self._chapter and self.isVisible():
                self.ensureWidgetVisible(card, 60, 0)

    def _make_tiles(self, timeline: Timeline) -> None:
        contents = QWidget(self.viewport())
        contents.setObjectName("pipeline_contents")
        layout = QGridLayout(contents)
        layout.setContentsMargins(20, _MARGIN, 20, _MARGIN)
        layout.setHorizontalSpacing(3)
        layout.setVerticalSpacing(_GAP)
        self._tiles, self._arrows = [], []
        last = max(made.column for made in timeline.arrays)
        for made in timeline.arrays:
            row = int(made.gradient)
            card = ArrayTile(made, contents)
            card.clicked.connect(lambda _, chapter=made.chapter or 0: self.chapter_chosen.emit(chapter))
            layout.addWidget(card, row, 2 * made.column)
            self._tiles.append(card)
            self._arrows.append(Arrow(back=made.gradient, parent=contents))
            layout.addWidget(self._arrows[-1], row, 2 * made.column + 1)
        self._loss = LossTile(contents)
        self._loss_chapters = [
            index for index, chapter in enumerate(timeline.chapters) if chapter.phase is Phase.LOSS
        ]
        self._loss.clicked.connect(lambda: self.chapter_chosen.emit(self._loss_chapters[0]))
        layout.addWidget(self._loss, 0, 2 * last + 2, 2, 1)
        layout.setColumnStretch(2 * last + 3, 1)
        self._set_heights()
        self.setWidget(contents)
