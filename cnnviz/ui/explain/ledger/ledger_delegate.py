"""Paints the fields of the ledger: numbers in their colours, what is to come hatched, the step in hand marked."""

from cnnviz.application import text_pixels
from cnnviz.canvas.palette import Palette
from cnnviz.explain.ledgers.line import Line, Number, State
from cnnviz.qt import (
    QBrush,
    QColor,
    QFont,
    QFontMetrics,
    QModelIndex,
    QObject,
    QPainter,
    QPen,
    QRect,
    QSize,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    Qt,
)
from cnnviz.run.chapter import Chapter
from cnnviz.ui.explain.chips import chip
from cnnviz.ui.explain.flow import font
from cnnviz.ui.explain.ledger.ledger_model import LINE, NUMBER

_ROW = 29
_CHIP = 21  # pixels high
_WIDEST = 44
_SIGN = 12  # pixels for × and = before a number
_BAR = 3
_BEFORE = 8  # pixels before a place
_SMALLEST = 8


def row_height() -> int:
    """Return how many pixels a line takes."""
    return text_pixels(_ROW)


class LedgerDelegate(QStyledItemDelegate):
    """Paints one field; `factors` says how many columns are multiplied, `chapter` whose colours they take."""

    def __init__(self, palette: Palette, parent: QObject) -> None:
        super().__init__(parent)
        self.colours, self.factors = palette, 0
        self.chapter: Chapter | None = None

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        """Return the height of a row."""
        return QSize(40, row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        """Paint the row's ground, then the number or the place."""
        line: Line = index.data(LINE)
        if line.state is State.NOW:
            painter.fillRect(option.rect, self.colours.role("accent_soft"))
        painter.setPen(self.colours.role("line"))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect.adjusted(0, 0, 0, -1), self.colours.role("card"))
        if index.column() == 0:
            self._paint_place(painter, option.rect, line)
        else:
            self._paint_number(painter, option.rect, index, line)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(self.colours.role("accent"), 1))
            painter.drawRect(option.rect.adjusted(0, 1, -1, -2))

    def _paint_place(self, painter: QPainter, rect: QRect, line: Line) -> None:
        now, later = line.state is State.NOW, line.state is State.LATER
        if now:
            painter.fillRect(QRect(rect.left(), rect.top(), _BAR, rect.height()), self.colours.role("accent"))
        painter.setFont(fitting(font(12), line.place, rect.width() - _BEFORE))
        painter.setPen(self.colours.role("accent" if now else "muted" if later else "text"))
        painter.drawText(rect.adjusted(_BEFORE, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), line.place)
        if now:
            place = rect.adjusted(_BEFORE + painter.fontMetrics().horizontalAdvance(line.place) + 7, 0, 0, 0)
            painter.setFont(font(11))
            if painter.fontMetrics().horizontalAdvance(self.tr("now")) <= place.width():
                painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), self.tr("now"))

    def _paint_number(self, painter: QPainter, rect: QRect, index: QModelIndex, line: Line) -> None:
        number: Number | None = index.data(NUMBER)
        sign = "×" if 1 < index.column() <= self.factors and line.factors[index.column() - 2] else ""
        made = index.column() > self.factors
        if index.column() == self.factors + 1 and self.factors > 1 and not line.alone:
            sign = "="
        painter.setFont(font(12))
        painter.setPen(self.colours.role("muted"))
        if sign:
            painter.drawText(
                QRect(rect.left() - _SIGN // 2, rect.top(), _SIGN, rect.height()),
                int(Qt.AlignmentFlag.AlignCenter),
                sign,
            )
        high = text_pixels(_CHIP)
        width = min(
            text_pixels(_WIDEST), rect.width() - (_SIGN if sign or index.column() < self.factors else 4)
        )
        place = QRect(rect.center().x() - width // 2, rect.center().y() - high // 2, width, high)
        if made and line.state is State.LATER:
            painter.fillRect(place, QBrush(self.colours.cells["hatch"], Qt.BrushStyle.BDiagPattern))
            return
        if number is None or self.chapter is None:
            return
        paint_chip(painter, place, number, self.chapter, self.colours, faded=line.state is State.LATER)
        if line.state is State.NOW and index.column() > self.factors + (self.factors > 1):
            painter.setPen(QPen(self.colours.role("accent"), 2))
            painter.drawRect(place.adjusted(-1, -1, 1, 1))


def fitting(sized: QFont, text: str, wide: int) -> QFont:
    """Return a font in which a text has room, or the smallest that is read."""
    while QFontMetrics(sized).horizontalAdvance(text) > wide and sized.pixelSize() > _SMALLEST:
        sized.setPixelSize(sized.pixelSize() - 1)
    return sized


def paint_chip(
    painter: QPainter,
    place: QRect,
    number: Number,
    chapter: Chapter,
    palette: Palette,
    *,
    faded: bool = False,
) -> None:
    """Paint a number in the colours of its cell."""
    ground, ink = chip(chapter, number.array, number.value, palette)
    painter.setOpacity(0.55 if faded else 1.0)
    painter.fillRect(place, ground)
    painter.setPen(QPen(palette.role("line"), 1))
    painter.drawRect(place.adjusted(0, 0, -1, -1))
    painter.setFont(fitting(font(12, QFont.Weight.Medium), number.text, place.width() - 4))
    painter.setPen(QColor(ink))
    painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), number.text)
    painter.setOpacity(1.0)
