"""Text with numbers as chips in their cells' colours; what the pointer is on lights its cells."""

from collections.abc import Sequence

from cnnviz.application import text_pixels
from cnnviz.canvas.palette import Palette
from cnnviz.explain.prose.spans import Paragraph, SpanKind
from cnnviz.qt import (
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPoint,
    QPointF,
    QRect,
    Qt,
    QWidget,
    pyqtSignal,
)
from cnnviz.run.chapter import Chapter
from cnnviz.trace.steps import Cell
from cnnviz.ui.explain.chips import chip
from cnnviz.ui.explain.flow import PADDING, Box, flowed, fonts
from cnnviz.ui.explain.hover_view import HoverView

_BETWEEN = 8  # pixels between paragraphs
_CHIP = 18


class ProseView(HoverView[Box]):
    """Shows paragraphs, whose pieces can be pointed at; words of the glossary can be clicked.

    Signals
    -------
    term_asked : the word that was clicked
    """

    term_asked = pyqtSignal(str)

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(palette, parent)
        self._chapter: Chapter | None = None
        self._paragraphs: Sequence[Paragraph] = ()
        self._boxes: list[Box] = []

    def show_text(self, paragraphs: Sequence[Paragraph], chapter: Chapter) -> None:
        """Show other paragraphs, whose numbers have the colours of a chapter's arrays."""
        self._chapter, self._paragraphs, self._hovered = chapter, paragraphs, None
        self.setAccessibleName("\n".join("".join(span.text for span in one) for one in paragraphs))
        self._place()

    def boxes(self) -> Sequence[Box]:
        """Return all pieces with their places."""
        return self._boxes

    @property
    def hovered_term(self) -> str:
        """The word of the glossary under the pointer, "" where there is none."""
        return "" if self._hovered is None else self._hovered.span.term

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Ask for the word that is clicked."""
        box = self._part_at(event.pos())
        if box is not None and box.span.term and event.button() == Qt.MouseButton.LeftButton:
            self.term_asked.emit(box.span.term)

    def _hover(self, part: Box | None) -> None:
        super()._hover(part)
        is_term = part is not None and part.span.term
        self.setCursor(Qt.CursorShape.PointingHandCursor if is_term else Qt.CursorShape.ArrowCursor)
        self.setToolTip(self.tr("What is that? Click, or F1") if is_term else "")

    def _lay_out(self, width: int) -> int:
        self._boxes, top = [], 0
        for paragraph in self._paragraphs:
            if self._boxes:
                top += _BETWEEN
            boxes, top = flowed(paragraph, fonts(), max(width, 80), top)
            self._boxes += boxes
        return top

    def paintEvent(self, event: QPaintEvent) -> None:
        """Write the pieces, each kind in its way."""
        painter, used, kind = QPainter(self), fonts(), None
        inks = {
            SpanKind.PLAIN: self._palette.role("text"),
            SpanKind.COUNT: self._palette.role("text"),
            SpanKind.STRONG: self._palette.role("text"),
            SpanKind.NAME: self._palette.role("accent"),
        }
        for box in self._boxes:
            if kind is not box.span.kind:
                kind = box.span.kind
                painter.setFont(used.by_kind[kind])
            left, baseline = box.rect.left(), box.rect.top() + used.baselines[kind]
            if box is self._hovered:
                painter.fillRect(box.rect.adjusted(-1, 0, 1, 0), self._palette.role("accent_soft"))
            if kind is SpanKind.NUMBER:
                painter.setPen(self._paint_chip(painter, box))
                left += PADDING
            else:
                painter.setPen(inks[kind])
            painter.drawStaticText(QPointF(left, baseline - used.ascent(kind)), used.written(box.text, kind))
            if box.span.term:
                painter.setPen(QPen(self._palette.role("muted"), 1, Qt.PenStyle.DotLine))
                painter.drawLine(left, baseline + 3, box.rect.right(), baseline + 3)

    def _paint_chip(self, painter: QPainter, box: Box) -> QPen:
        """Paint the ground of a number, and return the pen that reads on it."""
        assert self._chapter is not None
        assert box.span.value is not None
        ground, ink = chip(self._chapter, box.span.array, box.span.value, self._palette)
        high = text_pixels(_CHIP)
        drop = (box.rect.height() - high) // 2
        place = QRect(box.rect.left() + 1, box.rect.top() + drop, box.rect.width() - 2, high)
        painter.fillRect(place, ground)
        painter.setPen(self._palette.role("accent" if box is self._hovered else "line"))
        painter.drawRect(place.adjusted(0, 0, -1, -1))
        return QPen(ink)

    def _part_at(self, point: QPoint) -> Box | None:
        return next(
            (box for box in self._boxes if (box.span.cells or box.span.term) and box.rect.contains(point)),
            None,
        )

    def _cells_of(self, part: Box) -> tuple[Cell, ...]:
        return part.span.cells
