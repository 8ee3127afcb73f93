"""The middle of the window: map, heading, stage and formula."""

from collections.abc import Callable, Mapping

from cnnviz.application import text_pixels
from cnnviz.canvas.formula_strip import FormulaStrip
from cnnviz.canvas.map.map_view import MapView
from cnnviz.canvas.map.plan import largest_kernel, room_for
from cnnviz.canvas.palette import Palette
from cnnviz.canvas.stage import Stage
from cnnviz.explain.sums.formula import formula
from cnnviz.qt import (
    QAction,
    QEvent,
    QFrame,
    QHBoxLayout,
    QObject,
    QResizeEvent,
    Qt,
    QVBoxLayout,
    QWidget,
    has_room,
    pyqtSignal,
)
from cnnviz.run.chapter import Chapter
from cnnviz.run.frames.frame import Frame
from cnnviz.run.options import RunOptions
from cnnviz.run.timeline import Timeline
from cnnviz.ui.panels.pointed import Pointed
from cnnviz.ui.panels.stage_header import StageHeader
from cnnviz.ui.theme import wear

_SUM = 260  # pixels, in which a sum can be read that goes over some lines
_USUAL = 100  # percent of the usual size of text
_MAP_FROM = 470  # pixels of the usual text, in which larger text leaves a map room


class WorkArea(QWidget):
    """Shows a run and one of its frames; its parts ask for changes by their own signals.

    Signals
    -------
    resized : there is more or less room than before
    said : a sentence about what is done
    """

    resized = pyqtSignal()
    said = pyqtSignal(str)

    def __init__(
        self,
        actions: Mapping[str, QAction],
        palette: Palette,
        clock: Callable[[], float],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("middle")
        self._palette = palette
        self._chapter: Chapter | None = None
        self._low, self._largest, self._high = False, 0, 0
        self.map = MapView(self, clock)
        self._header = StageHeader(actions, self)
        self.ways, self.bar = self._header.ways, self._header.bar
        self.stage = Stage(palette, self, clock)
        self._pointed = Pointed(self.stage, palette)
        self.formula = FormulaStrip(palette, self)
        self.formula.fit_text()
        self.formula.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click on it has no use for the keyboard
        self.formula.cells_hovered.connect(self.stage.emphasise)
        self.stage.cell_hovered.connect(self.formula.mark)
        self._presenting, self._beside_others = False, False
        self._has_map, self._crowded = True, False  # whether it is wanted; whether it gives way to the stage
        self.stage.term_hovered.connect(self.formula.mark_term)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.map)
        column.addWidget(self._header)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(FocusBar(self.stage, self))
        row.addWidget(self.stage, 1)
        column.addLayout(row, 1)
        self._sum_row = QHBoxLayout()
        self._sum_row.setSpacing(0)
        self._sum_row.addWidget(self.formula, 1)
        column.addLayout(self._sum_row)
        self._fit_header()

    def fit_text(self) -> None:
        """Give all text the size that is chosen."""
        self._chapter = None
        self._fit_header()
        self.map.fit_text()
        self.stage.fit_text()
        self.formula.fit_text()

    def _fit_header(self) -> None:
        self._header.fit_text()
        if has_room(self):
            self._header.fit_width(self.width(), presenting=self._presenting)

    def set_palette(self, palette: Palette) -> None:
        """Use another theme's colours."""
        self._palette, self._chapter = palette, None
        self.stage.set_palette(palette)
        self._pointed.set_palette(palette)
        self.formula.set_palette(palette)

    def set_compact(self, compact: bool) -> None:
        """Leave the stage as much room as there is in a low window."""
        self._low = compact
        self._fit_map()

    def _fit_map(self) -> None:
        """Have a compact map where the window is low, or the largest lens of the run needs the room."""
        self.map.set_compact(self._low or 0 < self._high < room_for(self._largest) + self._header.height())
        self._show_map()

    @property
    def presenting(self) -> bool:
        """Whether stage and formula stand alone."""
        return self._presenting

    def put_beneath(self, part: QWidget) -> None:
        """Have a part between the stage and the formula."""
        self._column.insertWidget(self._column.indexOf(self._sum_row), part)

    def put_at_sum(self, card: QWidget) -> None:
        """Have a card in the place of the sum, or beside it."""
        card.hide()
        self._sum_row.addWidget(card)

    def show_card(self, shown: bool, *, beside: bool) -> None:
        """Show the card: alone, or beside the sum where that has room enough to be read."""
        cards = 0
        for number in range(1, self._sum_row.count()):
            item = self._sum_row.itemAt(number)
            if item is not None and item.widget() is not None:
                item.widget().setVisible(shown)
                cards += item.widget().sizeHint().width()
        room = self.width() - cards >= text_pixels(_SUM)
        self.formula.setVisible(not shown or (beside and room))

    def set_map(self, shown: bool) -> None:
        """Have the map above the stage, or more room for the stage; a presentation has none."""
        self._has_map, self._crowded = shown, False
        self._show_map()

    def set_aside(self, beside: bool) -> None:
        """Stand beside parts that need the room of the map, or no longer."""
        self._beside_others = beside
        self._show_map()

    def _show_map(self) -> None:
        before, low = self._crowded, 0 < self._high < text_pixels(_MAP_FROM)
        self._crowded = text_pixels(100) > _USUAL and low
        elsewhere = self._presenting or self._beside_others
        self.map.setVisible(self._has_map and not self._crowded and not elsewhere)
        if self._crowded > before and self._has_map and not elsewhere and self.isVisible():
            self.said.emit(
                self.tr("The map gives way to the stage: with text of this size it needs a higher window")
            )

    def set_presenting(self, presenting: bool) -> None:
        """Show stage and formula alone, the formula in large type."""
        self._presenting = self.stage.firm = presenting  # the last row is to read the words
        self._pointed.set_exact(not presenting)
        self.resized.emit()
        self.formula.set_large(presenting)
        self._header.fit_width(self.width(), presenting=presenting)
        self._show_map()

    def show_run(self, timeline: Timeline, options: RunOptions) -> None:
        """Show the arrays of another run."""
        self._largest = largest_kernel(timeline)
        self._fit_map()
        self.map.show_run(timeline, self._palette, options.follow or 0)

    def show_frame(self, frame: Frame, options: RunOptions) -> None:
        """Show another position."""
        self.stage.set_frame(frame)
        self._pointed.set_frame(frame)
        self.formula.set_formula(formula(frame))
        self.map.show_frame(frame)
        self.bar.set_frame(frame, self._palette)
        if frame.chapter is not self._chapter:
            self._chapter = frame.chapter
            self._header.show_chapter(frame, options, self._palette)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the heading room where the stage is narrow: the bar takes less, zoom is left to the menu."""
        super().resizeEvent(event)
        self._header.fit_width(event.size().width(), presenting=self._presenting)
        self._high = event.size().height()
        self._fit_map()
        self.resized.emit()
        self.layout().activate()  # else the stage had the wrong height first, and all of it were laid out twice


_WIDTH = 3
_FOCUS = QEvent.Type.FocusIn, QEvent.Type.FocusOut  # looked up once for all events


class FocusBar(QFrame):
    """Lights up while `part` has the keyboard."""

    def __init__(self, part: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("focus_bar")
        self.setFixedWidth(_WIDTH)
        part.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the focus."""
        if event.type() in _FOCUS:
            wear(self, on=event.type() == _FOCUS[0])
        return False
