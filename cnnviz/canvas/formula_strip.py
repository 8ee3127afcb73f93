"""The step in hand written out: every term with its numbers, the result pinned at the end."""

from collections.abc import Sequence

from cnnviz.application import text_pixels
from cnnviz.canvas.formula_ends import EDGE, MARGIN, FormulaEnds
from cnnviz.canvas.formula_lines import WRITINGS, Pieces, Placed, Writing, lines, text_width
from cnnviz.canvas.palette import Palette
from cnnviz.explain.sums.pieces import Formula, Role
from cnnviz.explain.sums.printed import ABOUT, WHY_ABOUT
from cnnviz.qt import (
    QAbstractScrollArea,
    QFrame,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPoint,
    QRect,
    QResizeEvent,
    QSize,
    QSizePolicy,
    Qt,
    QWidget,
    has_room,
    pyqtSignal,
)
from cnnviz.trace.steps import Cell

_HEIGHT = 48
_TALL = 66  # for what stands in its place
_LARGE = 1.3


class FormulaStrip(QAbstractScrollArea):
    """Shows a `Formula` in one line; a longer one in several that are written smaller, and scroll where they are many.

    Signals
    -------
    cells_hovered : the cells (tuple of `Cell`) that the hovered piece stands for, empty where there is none
    """

    cells_hovered = pyqtSignal(object)

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("formula")
        self.setAccessibleName(self.tr("Formula"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # nothing behind is painted
        self._palette = palette
        self._formula: Formula | None = None
        self._pieces: list[Placed] = []  # as if the first line stood at the very top
        self._top = 0
        self._marked: Cell | None = None
        self._term: tuple[Cell, ...] = ()  # whose factors are marked together
        self._hovered: tuple[Cell, ...] = ()
        self._tall = False
        self._scale = 1.0
        self._write_in(WRITINGS[0])

    def sizeHint(self) -> QSize:
        """Return room for a line, or for what stands in its place."""
        return QSize(400, text_pixels((_TALL if self._tall else _HEIGHT) * self._scale))

    def set_tall(self, tall: bool) -> None:
        """Take room for what stands in its place, or beside it."""
        self._tall = tall
        self.setFixedHeight(self.sizeHint().height())

    def set_large(self, large: bool) -> None:
        """Write so that the last row of a class can read it."""
        self._scale = _LARGE if large else 1.0
        self.fit_text()

    def fit_text(self) -> None:
        """Write in the size that is chosen for text."""
        self.setFixedHeight(self.sizeHint().height())
        self._place_in_room()

    def _write_in(self, writing: Writing) -> None:
        self._line = text_pixels(writing.pitch * self._scale)
        self._fonts = writing.fonts(self._scale)

    def set_formula(self, formula: Formula) -> None:
        """Show another step."""
        self._formula = formula
        self.setAccessibleDescription(str(formula))
        self._place_in_room()
        self._show_term_in_hand()

    def set_palette(self, palette: Palette) -> None:
        """Use another theme's colours."""
        self._palette = palette
        self.viewport().update()

    def mark(self, cell: Cell | None) -> None:
        """Mark the terms that read `cell`."""
        if cell != self._marked:
            self._marked = cell
            self.viewport().update()

    def mark_term(self, cells: tuple[Cell, ...]) -> None:
        """Mark the term that has just these factors; none takes the mark away."""
        if cells != self._term:
            self._term = cells
            self.viewport().update()

    def _place_in_room(self) -> None:
        self._pieces = []
        if has_room(self.viewport()):  # else it is about to be resized
            self._place()

    def _place(self) -> None:
        """Break the terms into lines."""
        self._pieces = []
        if self._formula is None:
            return
        for writing in WRITINGS:
            self._write_in(writing)
            room = self.viewport().height() - 2 * EDGE
            most = room // self._line if writing is not WRITINGS[-1] else None
            self._pieces = self._broken(self._formula, most)
            height = self._last.top() + self._line
            if height <= room and self._ends.end(self._last) <= room and self._ends.clear(self._pieces):
                break
        self.verticalScrollBar().setRange(0, max(height - room, 0))
        self.verticalScrollBar().setPageStep(self.viewport().height())
        self.verticalScrollBar().setSingleStep(self._line)
        self._top = max((self.viewport().height() - height) // 2, EDGE)
        self.viewport().update()

    def _broken(self, formula: Formula, most: int | None) -> list[Placed]:
        """Return its terms in lines between the target and what stands at the end, as far as these are not too many."""
        left = self._ends.left
        right = self.viewport().width()
        whole = lines(formula.terms, self._fonts, left, right, self._line, most)
        if not whole or len(whole) < len(formula.terms) or self._ends.follow(whole[-1].rect):
            return whole
        return lines(formula.terms, self._fonts, left, right - self._ends.width, self._line, most)

    def _show_term_in_hand(self) -> None:
        """Scroll to the term that was added last, where one goes term by term."""
        at = self._term_in_hand()
        if at is not None:
            bar, line = self.verticalScrollBar(), self._pieces[at].rect.translated(0, self._top)
            bar.setValue(min(max(bar.value(), line.bottom() + EDGE - self.viewport().height()), line.top()))

    @property
    def _ends(self) -> FormulaEnds:
        assert self._formula is not None
        return FormulaEnds(self._formula, self._fonts, self.viewport().size(), self._line)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Write target, terms and result."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self._palette.role("panel"))
        if self._formula is None:
            return
        self._paint_terms(painter)
        self._ends.paint(painter, self._palette, self._last, self._top)

    def _paint_terms(self, painter: QPainter) -> None:
        pieces = Pieces(self._palette, self._fonts, self._line)
        whole = range(-2, self.viewport().height() - self._line + 3)  # no line is cut through
        in_hand = self._term_in_hand()
        for number, (piece, rect) in enumerate(self.placed()):
            if rect.top() not in whole:
                continue
            together = piece.cells and piece.cells in (self._hovered, self._term)
            frame = "hover" if self._marked in piece.cells or together else ""
            pieces.paint(painter, piece, rect, frame=frame, in_hand=number == in_hand)

    def _term_in_hand(self) -> int | None:
        """Return the place of the term that was added last, where one goes term by term."""
        pending = next((at for at, (piece, _) in enumerate(self._pieces) if piece.role is Role.PENDING), 0)
        done = (at for at in reversed(range(pending)) if self._pieces[at].piece.role is Role.TERM)
        return next(done, None)

    def placed(self) -> Sequence[Placed]:
        """Return all pieces with their places, of which some may be scrolled out of view."""
        down = self._top - self.verticalScrollBar().value()
        return [Placed(piece, rect.translated(0, down)) for piece, rect in self._pieces]

    def ends(self) -> tuple[QRect, QRect]:
        """Return where result and note stand: behind a single line of terms, else at the right end."""
        if self._formula is None:
            return QRect(), QRect()
        return self._ends.behind(self._last, self._top)

    @property
    def _last(self) -> QRect:
        """Where the last term stands, or the target where there are no terms, as if the first line stood at the top."""
        if self._pieces:
            return self._pieces[-1].rect
        assert self._formula is not None
        width = text_width(self._formula.target.text, self._fonts.bold)
        return QRect(MARGIN, 0, width, self._line)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell which cells the piece under the pointer stands for, and of a result why it is only about so much."""
        self._hover(self._cells_at(event.pos()))
        about = self._formula is not None and self._formula.sign == ABOUT
        self.viewport().setToolTip(WHY_ABOUT if about and self.ends()[0].contains(event.pos()) else "")

    def leaveEvent(self, event: object) -> None:
        """Forget what was hovered."""
        self._hover(())

    def _hover(self, cells: tuple[Cell, ...]) -> None:
        if cells != self._hovered:
            self._hovered = cells
            self.viewport().update()
            self.cells_hovered.emit(cells)

    def _cells_at(self, point: QPoint) -> tuple[Cell, ...]:
        return next((piece.cells for piece, rect in self.placed() if rect.contains(point)), ())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines anew."""
        super().resizeEvent(event)
        self._place()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Scroll by painting again: text moves, the result stays."""
        self.viewport().update()
