"""The kinds of files that there are, one below the other: what each is called, and what it is."""

from cnnviz.application import text_pixels
from cnnviz.canvas.palette import Palette
from cnnviz.export.formats import FORMATS, Format
from cnnviz.qt import (
    QFont,
    QListWidget,
    QListWidgetItem,
    QModelIndex,
    QPainter,
    QRect,
    QSize,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    Qt,
    QWidget,
    pyqtSignal,
)

_HEIGHT, _WIDTH, _BAR, _INSET = 43, 184, 3, 22


class FormatList(QListWidget):
    """Lets a person choose a kind of file.

    Signals
    -------
    chosen : the `Format`
    """

    chosen = pyqtSignal(object)

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("export_formats")
        self.setAccessibleName(self.tr("Kind of file"))
        self.setFixedWidth(text_pixels(_WIDTH))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_Lines(palette, self))
        for form in FORMATS:
            QListWidgetItem(f"{form.short}\n{form.name}", self)
        self.currentItemChanged.connect(lambda: self.chosen.emit(self.format))

    @property
    def format(self) -> Format:
        """The one that is chosen."""
        return FORMATS[max(self.currentRow(), 0)]

    def choose(self, suffix: str) -> None:
        """Choose the one whose files end so."""
        self.setCurrentRow([form.suffix for form in FORMATS].index(suffix))


class _Lines(QStyledItemDelegate):
    """Writes name and explanation, with a bar of the accent beside the one that is chosen."""

    def __init__(self, palette: Palette, parent: QWidget) -> None:
        super().__init__(parent)
        self._palette = palette

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        """Return room for two lines."""
        return QSize(text_pixels(_WIDTH), text_pixels(_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        """Draw an entry."""
        rect, roles = QRect(option.rect), self._palette.role
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        title, _, name = str(index.data()).partition("\n")
        if chosen:
            painter.fillRect(rect, roles("accent_soft"))
            painter.fillRect(rect.adjusted(0, 0, _BAR - rect.width(), 0), roles("accent"))
        if option.state & QStyle.StateFlag.State_HasFocus and chosen:
            painter.setPen(roles("accent"))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
        room = rect.adjusted(_INSET, text_pixels(4), -6, -text_pixels(4))
        half = QRect(room.left(), room.top(), room.width(), room.height() // 2)
        font = QFont(self.parent().font())  # type: ignore[attr-defined]  # the list
        font.setPixelSize(text_pixels(14))
        font.setWeight(QFont.Weight.DemiBold)
        self._write(painter, half, title, font, "text")
        font.setPixelSize(text_pixels(12))
        font.setWeight(QFont.Weight.Normal)
        self._write(painter, half.translated(0, half.height()), name, font, "text" if chosen else "muted")

    def _write(self, painter: QPainter, rect: QRect, text: str, font: QFont, role: str) -> None:
        painter.setFont(font)
        painter.setPen(self._palette.role(role))
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), text)
