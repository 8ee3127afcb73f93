"""What the views of Explain that paint themselves have in common: what the pointer is on lights its cells."""

from __future__ import annotations

from typing import Generic, TypeVar

from cnnviz.canvas.palette import Palette
from cnnviz.qt import QMouseEvent, QPoint, QResizeEvent, QSizePolicy, QWidget, pyqtSignal
from cnnviz.trace.steps import Cell

Part = TypeVar("Part")


class HoverView(QWidget, Generic[Part]):
    """Paints parts that can be pointed at, in a height of its own.

    Signals
    -------
    cells_hovered : the cells (tuple of `Cell`) of the part under the pointer, empty where it has none
    """

    cells_hovered = pyqtSignal(object)

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self._palette = palette
        self._hovered: Part | None = None

    def set_palette(self, palette: Palette) -> None:
        """Use another theme's colours."""
        self._palette = palette
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the parts out for another width."""
        if event.size().width() != event.oldSize().width():
            self._place()

    def _place(self) -> None:
        """Lay the parts out, and be as high as they are."""
        height = self._lay_out(self.width())
        if self.height() != height:
            self.setFixedHeight(height)
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell which cells the part under the pointer stands for."""
        self._hover(self._part_at(event.pos()))

    def leaveEvent(self, event: object) -> None:
        """Forget what was hovered."""
        self._hover(None)

    def _lay_out(self, width: int) -> int:
        """Give each part its place in so much width, and return how high all of them are."""
        raise NotImplementedError

    def _part_at(self, point: QPoint) -> Part | None:
        raise NotImplementedError

    def _cells_of(self, part: Part) -> tuple[Cell, ...]:
        raise NotImplementedError

    def _hover(self, part: Part | None) -> None:
        if part != self._hovered:
            self._hovered = part
            self.update()
            self.cells_hovered.emit(() if part is None else self._cells_of(part))
