"""A setting in a list: its name, and beneath it in smaller type what it is."""

from cnnviz.application import text_pixels
from cnnviz.qt import (
    QFont,
    QFontMetrics,
    QModelIndex,
    QPainter,
    QRect,
    QSize,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    Qt,
    QTableWidget,
)
from cnnviz.ui.appearance import appearance

_LEFT, _AROUND, _BETWEEN = 20, 5, 2  # pixels: before the words, above and below them, between the lines
_SMALL = 12
_MARK = 3  # pixels of the bar at the left of what is chosen
_WRAPPED = int(Qt.TextFlag.TextWordWrap)


class TwoLines(QStyledItemDelegate):
    """Paints texts of two lines, and a heading of one."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        """Paint name and words."""
        palette = appearance().palette
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, palette.role("accent_soft"))
            painter.fillRect(
                option.rect.adjusted(0, 0, _MARK - option.rect.width(), 0), palette.role("accent")
            )
        name, _, words = (index.data() or "").partition("\n")
        top, bottom = _placed(name, words, option)
        heading = not index.flags() & Qt.ItemFlag.ItemIsSelectable
        painter.setFont(_name_font(option) if not heading else _small_font(option))
        painter.setPen(palette.role("muted" if heading else "text"))
        painter.drawText(top, _WRAPPED, name)
        painter.setFont(_small_font(option))
        painter.setPen(palette.role("muted"))
        painter.drawText(bottom, _WRAPPED, words)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        """Return what both lines take in the column that they stand in."""
        table = option.widget
        width = table.columnWidth(index.column()) if isinstance(table, QTableWidget) else option.rect.width()
        option.rect = QRect(0, 0, width, 1)
        name, _, words = (index.data() or "").partition("\n")
        _, bottom = _placed(name, words, option)
        return QSize(width, bottom.bottom() + 1 + _AROUND)


def _placed(name: str, words: str, option: QStyleOptionViewItem) -> tuple[QRect, QRect]:
    """Return where both lines stand."""
    room = option.rect.adjusted(_LEFT, _AROUND, -4, 0)
    room.setHeight(1000)
    top = QFontMetrics(_name_font(option)).boundingRect(room, _WRAPPED, name)
    rest = QRect(room.left(), top.bottom() + 1 + _BETWEEN, room.width(), 1000)
    bottom = QFontMetrics(_small_font(option)).boundingRect(rest, _WRAPPED, words)
    return QRect(room.topLeft(), QSize(room.width(), top.height())), QRect(
        rest.topLeft(), QSize(rest.width(), bottom.height() if words else 0)
    )


def _name_font(option: QStyleOptionViewItem) -> QFont:
    return QFont(option.font)


def _small_font(option: QStyleOptionViewItem) -> QFont:
    font = QFont(option.font)
    font.setPixelSize(text_pixels(_SMALL))
    return font
