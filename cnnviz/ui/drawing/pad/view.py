"""How the pad looks: the image, the selected cell, and the cells that the brush would paint."""

from cnnviz.canvas.palette import Palette
from cnnviz.experiment.arrays import Array
from cnnviz.experiment.drawing.painting import LARGEST_BRUSH, Place, brush_cells
from cnnviz.experiment.drawing.strokes import Tool
from cnnviz.qt import QEvent, QPainter, QPaintEvent, QRect, QResizeEvent, QSize, Qt, QWidget, pyqtSignal
from cnnviz.ui.drawing.brush import Brush
from cnnviz.ui.drawing.pad.picture import MARGIN, PadPicture

_SIDE = 448 + 2 * MARGIN  # logical pixels


class PadView(QWidget):
    """Shows an image, of which only what changes is painted anew.

    Signals
    -------
    hovered : the (row, column) under the pointer, or None
    """

    hovered = pyqtSignal(object)

    def __init__(self, brush: Brush, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.brush = brush
        self.selected: Place = (0, 0)
        self._image: Array | None = None
        self._picture = PadPicture(palette)
        self._pointed: Place | None = None
        brush.changed.connect(self.show_pointed)

    @property
    def image(self) -> Array:
        """The image that is shown."""
        assert self._image is not None
        return self._image

    def show_image(self, image: Array, palette: Palette) -> None:
        """Show an image (height, width, channels)."""
        if self._image is not None and self._image.shape != image.shape:
            self._pointed = None
            self.forget()
        self._image = image
        height, width = image.shape[:2]
        self.selected = min(self.selected[0], height - 1), min(self.selected[1], width - 1)
        changed = self._picture.show(image, palette)
        if changed is None:
            self._fit()
        elif not changed.isEmpty():
            self.update(self._picture.area(changed))

    def forget(self) -> None:
        """Let go of what was begun on an image of another size."""

    @property
    def drawing(self) -> bool:
        """Whether a stroke has begun and not ended: then the brush is not outlined."""
        return False

    def sizeHint(self) -> QSize:
        """Return a size that whole cells of all common images fill, where the pad's place leaves it a choice."""
        return QSize(_SIDE, _SIDE)

    def cell_rect(self, cell: Place) -> QRect:
        """Return where a cell lies."""
        return self._picture.grid.rect(QRect(cell[1], cell[0], 1, 1)).toAlignedRect()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the picture, and the selected cell where the keyboard is here."""
        painter = QPainter(self)
        self._picture.paint(painter, event.rect(), focused=self.hasFocus())
        if self._pointed is not None and not self.drawing:
            size = 1 if self.brush.tool in (Tool.FILL, Tool.PICKER) else self.brush.size
            self._picture.paint_brush(painter, self._pointed, brush_cells(size))
        if self.hasFocus():
            self._picture.paint_selected(painter, self.selected)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the cells out anew."""
        self._fit()

    def leaveEvent(self, event: QEvent) -> None:
        """Point at nothing any more."""
        self.point_at(None)

    def point_at(self, cell: Place | None) -> None:
        """Show what the brush would paint around a cell, or around none."""
        if cell != self._pointed:
            self.show_pointed()
            self._pointed = cell
            self.show_pointed()
            self.hovered.emit(cell)

    def show_pointed(self) -> None:
        """Have the cells painted anew that a brush, even the largest, would paint."""
        if self._pointed is not None:
            (row, column), reach = self._pointed, LARGEST_BRUSH // 2 + 1
            block = QRect(column - reach, row - reach, 2 * reach + 1, 2 * reach + 1)
            self.update(self._picture.area(block.intersected(self._picture.grid.whole())))

    def _fit(self) -> None:
        self._picture.fit(self.width(), self.height(), round(self.devicePixelRatioF()))
        self.update()
