"""Shows what a listing's variables are: numbers, slices, and arrays as small grids, which light their cells."""

from collections.abc import Sequence

from cnnviz.application import mono_typeface, text_pixels
from cnnviz.canvas.palette import Palette
from cnnviz.explain.listings.values import Value
from cnnviz.explain.number_format import NumberFormat, format_in
from cnnviz.qt import (
    QBrush,
    QFont,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QPen,
    QPoint,
    QRect,
    Qt,
    QWidget,
)
from cnnviz.run.frames.frame import Frame
from cnnviz.trace.steps import Cell
from cnnviz.ui.explain.chips import chip
from cnnviz.ui.explain.code.value_layout import ValuePlace, line_height, placed
from cnnviz.ui.explain.flow import font
from cnnviz.ui.explain.hover_view import HoverView

_MIDDLE = 164  # where what they are begins
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_CENTRE = int(Qt.AlignmentFlag.AlignCenter)


class ValuesView(HoverView[tuple[Cell, ...]]):
    """Shows values, one beneath the other, which can be pointed at."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(palette, parent)
        self.setObjectName("code_values")
        self._frame: Frame | None = None
        self._values: Sequence[Value] = ()
        self._places: list[ValuePlace] = []
        self.fit_text()

    def fit_text(self) -> None:
        """Write at the size of text that is chosen now."""
        self._names = mono_typeface(text_pixels(11))
        self._numbers, self._small = font(13, QFont.Weight.Medium), font(11)
        self._place()

    @property
    def places(self) -> Sequence[ValuePlace]:
        """All that is shown, with its places."""
        return self._places

    def show_values(self, values: Sequence[Value], frame: Frame) -> None:
        """Show other values, whose numbers have the colours of a frame's arrays."""
        self._frame, self._values, self._hovered = frame, values, None
        self.setAccessibleName("\n".join(f"{value.name}: {_read_out(value, frame)}" for value in values))
        self._place()

    def _lay_out(self, width: int) -> int:
        wide = QFontMetrics(self._names).horizontalAdvance
        self._places, height = placed(self._values, max(width, 200), text_pixels(_MIDDLE), wide)
        return height

    def paintEvent(self, event: QPaintEvent) -> None:
        """Write the names, and what they are."""
        painter = QPainter(self)
        for place in self._places:
            if event.rect().intersects(place.rect):
                self._paint_name(painter, place)
                self._paint_value(painter, place)

    def _paint_name(self, painter: QPainter, place: ValuePlace) -> None:
        painter.setFont(self._names)
        painter.setPen(self._palette.role("muted"))
        line = QRect(0, place.rect.top(), self.width(), line_height())
        painter.drawText(line, _LEFT, place.value.name)
        if place.value.note:
            painter.setFont(self._small)
            painter.setPen(self._palette.role("accent"))
            painter.drawText(line.translated(0, text_pixels(17)), _LEFT, place.value.note)

    def _paint_value(self, painter: QPainter, place: ValuePlace) -> None:
        if not place.cells:
            painter.setFont(self._numbers)
            painter.setPen(self._palette.role("text"))
            room = QRect(place.begins, place.rect.top(), self.width() - place.begins, line_height())
            painter.drawText(room, _LEFT, place.value.text)
            return
        for cell in place.cells:
            self._paint_cell(painter, place.value, cell.rect, cell.number)
        if place.more is not None:
            painter.setFont(self._small)
            painter.setPen(self._palette.role("muted"))
            painter.drawText(place.more[1], _LEFT, place.more[0])

    def _paint_cell(self, painter: QPainter, value: Value, rect: QRect, number: int) -> None:
        assert value.block is not None
        assert self._frame is not None
        inner, cell = rect.adjusted(0, 0, -1, -1), value.block.cells[number]
        if not value.block.known.flat[number]:
            painter.fillRect(inner, self._palette.cells["empty"])
            painter.fillRect(inner, QBrush(self._palette.cells["hatch"], Qt.BrushStyle.BDiagPattern))
            return
        amount = float(value.block.numbers.flat[number])
        ground, ink = chip(self._frame.chapter, value.array, amount, self._palette)
        painter.fillRect(inner, ground)
        lit = cell is not None and cell in (self._hovered or ())
        painter.setPen(QPen(self._palette.role("accent" if lit else "line"), 1))
        painter.drawRect(inner.adjusted(0, 0, -1, -1))
        text, sized = _format(self._frame, value).text(amount), font(12, QFont.Weight.Medium)
        painter.setFont(sized)
        while painter.fontMetrics().horizontalAdvance(text) > inner.width() - 2 and sized.pixelSize() > 8:
            sized.setPixelSize(sized.pixelSize() - 1)
            painter.setFont(sized)
        painter.setPen(ink)
        painter.drawText(inner, _CENTRE, text)

    def point_at(self, cells: tuple[Cell, ...]) -> None:
        """Light cells that are pointed at elsewhere, and tell nobody."""
        if cells != (self._hovered or ()):
            self._hovered = cells or None
            self.update()

    def cells_at(self, point: QPoint) -> tuple[Cell, ...]:
        """Return the cells of what is at a place: the one of a number, or all of a variable."""
        place = next((place for place in self._places if place.rect.contains(point)), None)
        if place is None or place.value.block is None:
            return ()
        at = next((cell for cell in place.cells if cell.rect.contains(point)), None)
        cell = None if at is None else place.value.block.cells[at.number]
        return place.value.cells if cell is None else (cell,)

    def _part_at(self, point: QPoint) -> tuple[Cell, ...] | None:
        return self.cells_at(point) or None

    def _cells_of(self, part: tuple[Cell, ...]) -> tuple[Cell, ...]:
        return part


def _format(frame: Frame, value: Value) -> NumberFormat:
    return format_in(frame.chapter, value.array, frame.decimals)


def _read_out(value: Value, frame: Frame) -> str:
    """Return what a value is as text alone."""
    if value.block is None or value.text:
        return value.text
    written = _format(frame, value)
    numbers = value.block.numbers.ravel().tolist()
    known = value.block.known.ravel().tolist()
    return " ".join(written.text(one) if there else "–" for one, there in zip(numbers, known, strict=True))
