"""How the cells of a kernel's table are painted and typed into."""

from typing import cast

from cnnviz.canvas.grids.glyphs import number_font
from cnnviz.explain.reading import real
from cnnviz.qt import (
    QAbstractItemModel,
    QColor,
    QEvent,
    QFontMetricsF,
    QKeyEvent,
    QLineEdit,
    QModelIndex,
    QObject,
    QPainter,
    QPen,
    QRectF,
    QSize,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    Qt,
    QWidget,
    pyqtSignal,
)
from cnnviz.ui.fields.cell_editor import over
from cnnviz.ui.kernel.kernel_model import KernelModel

_DIGITS = range(12, 6, -1)  # pixels; smaller ones are told by colour and by the tool tip
_ROOM = 4  # pixels beside the digits
_EDITOR = QSize(62, 24)


class KernelCells(QStyledItemDelegate):
    """Paints numbers in their colours, as the stage does, and takes numbers only.

    Signals
    -------
    refused : one sentence that says why what was typed is not a number
    settled : what was typed is taken or dropped
    """

    refused = pyqtSignal(str)
    settled = pyqtSignal()

    def __init__(self, model: KernelModel, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self._digits: int | None = None  # pixels; there are none where they would be too small

    def fit(self, width: int) -> None:
        """Choose digits with which all numbers fit cells of a width, written as on the stage."""
        texts = set(map(self._model.form.text, self._model.plane.ravel().tolist()))
        fonts = ((pixels, QFontMetricsF(number_font(pixels))) for pixels in _DIGITS)
        room = width - _ROOM
        self._digits = next(
            (pixels for pixels, font in fonts if all(font.horizontalAdvance(text) <= room for text in texts)),
            None,
        )

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        """Draw colour, number, and the frame of the cell that has the keyboard."""
        look = self._model.look
        if look is None:
            return
        colour, dark = self._model.colours(index)
        cell = option.rect.adjusted(0, 0, -1, -1)
        painter.save()
        painter.fillRect(cell, QColor(*colour))
        if self._digits is not None:
            value = self._model.value(index)
            painter.setFont(number_font(self._digits))
            painter.setPen(look.palette.cells["ink_dark" if dark else "ink_light"])
            painter.setOpacity(look.palette.dimmed if value == 0 else 1.0)
            painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, self._model.form.text(value))
            painter.setOpacity(1.0)
        if option.state & QStyle.StateFlag.State_HasFocus:
            for width, role in ((4, look.palette.cells["halo"]), (2, look.palette.role("accent"))):
                painter.setPen(QPen(role, width, join=Qt.PenJoinStyle.MiterJoin))
                painter.drawRect(QRectF(cell).adjusted(1, 1, -1, -1))
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex) -> QWidget:
        """Make the field to type into."""
        editor = QLineEdit(parent)
        editor.setObjectName("cell_editor")
        editor.setAccessibleName(self.tr("Number of the cell"))
        editor.setAlignment(Qt.AlignmentFlag.AlignCenter)
        return editor

    def setEditorData(self, editor: QWidget, index: QModelIndex) -> None:
        """Show the number to be typed over."""
        line = cast(QLineEdit, editor)
        if not line.isModified():  # else one is typing, and the number was changed meanwhile
            line.setText(index.data(Qt.ItemDataRole.EditRole))
            line.selectAll()

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        """Lay the field over its cell, wide enough to type into."""
        editor.setGeometry(over(option.rect, _EDITOR, editor.parentWidget().rect()))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: QModelIndex) -> None:
        """Hand over the number, unless it was left as it was; of what is none, say why it is not taken."""
        text = cast(QLineEdit, editor).text()
        try:
            value = None if text == index.data(Qt.ItemDataRole.EditRole) else real(text)
        except ValueError as error:
            self.refused.emit(str(error))
            return
        self.settled.emit()
        if value is not None:
            model.setData(index, value)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Keep the field open with what is no number in it, and say so; Escape drops it."""
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in keys:
            try:
                real(cast(QLineEdit, editor).text())
            except ValueError as error:
                self.refused.emit(str(error))
                return True
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            self.settled.emit()
        return super().eventFilter(editor, event)
