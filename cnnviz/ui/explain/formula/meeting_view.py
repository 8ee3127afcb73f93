"""Which meets which, drawn: the two arrays of a sum side by side, the pair in hand framed in both."""

from collections.abc import Iterator, Sequence

from cnnviz.application import text_pixels
from cnnviz.canvas.palette import Palette
from cnnviz.explain.prose.meeting import Meeting, Side
from cnnviz.qt import QFontMetrics, QPainter, QPaintEvent, QPen, QPoint, QRect, Qt, QWidget
from cnnviz.run.chapter import Chapter
from cnnviz.trace.steps import Cell
from cnnviz.ui.explain.flow import font
from cnnviz.ui.explain.hover_view import HoverView
from cnnviz.ui.explain.ledger.ledger_delegate import paint_chip

_LARGEST, _LEGIBLE = 22, 17  # pixels of a cell; smaller ones have no digits
_BETWEEN, _HEAD, _BELOW = 28, 20, 8
_WORDS = 84  # pixels beside the grids in which words can be read


class MeetingView(HoverView[tuple[Cell, Cell]]):
    """Shows a `Meeting`, whose pairs can be pointed at."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(palette, parent)
        self.setObjectName("formula_meeting")
        self._all: Sequence[Meeting] = ()
        self._chapter: Chapter | None = None
        self._meeting: Meeting | None = None
        self._lit: tuple[Cell, Cell] | None = None
        self._cell = _LARGEST
        self._words = QRect()

    def show_meetings(self, found: Sequence[Meeting], chapter: Chapter) -> None:
        """Show how the numbers of another sum meet: those of its first group, until another is pointed at."""
        self._all, self._chapter, self._hovered = found, chapter, None
        self.setVisible(bool(found))
        if found:
            self._take(found[0], found[0].pairs[0])

    def light(self, cells: Sequence[Cell]) -> None:
        """Frame the pair that some cells are; none leaves the one that is framed."""
        for meeting in self._all:
            pair = meeting.of(cells)
            if pair is not None:
                self._take(meeting, pair)
                return

    @property
    def lit(self) -> tuple[Cell, Cell] | None:
        """The pair that is framed."""
        return self._lit

    def _take(self, meeting: Meeting, pair: tuple[Cell, Cell]) -> None:
        if (meeting, pair) != (self._meeting, self._lit):
            self._meeting, self._lit = meeting, pair
            self.setAccessibleName(meeting.said)
            self._place()

    def _lay_out(self, width: int) -> int:
        if self._meeting is None:
            return self.height()
        across = sum(len(side.rows[0]) for side in self._meeting.sides)
        high = max(len(side.rows) for side in self._meeting.sides)
        largest = text_pixels(_LARGEST)
        self._cell = max(min(largest, (width - _BETWEEN) // across), 2)
        head, grids = text_pixels(_HEAD), across * self._cell + _BETWEEN
        bottom = head + high * self._cell
        if width - grids - _BELOW >= text_pixels(_WORDS):
            self._words = QRect(grids + _BELOW, head, width - grids - _BELOW, 0)
        else:
            self._words = QRect(0, bottom + _BELOW, width, 0)
        metrics = QFontMetrics(font(12))
        wrapped = int(Qt.TextFlag.TextWordWrap)
        self._words.setHeight(metrics.boundingRect(self._words, wrapped, self._meeting.said).height())
        self._words.setHeight(max(self._words.height(), QFontMetrics(font(12)).height()))
        return max(bottom, self._words.bottom()) + 4

    def _places(self) -> Iterator[tuple[Side, int, int, QRect]]:
        """Yield each number with its side, row, column and place."""
        assert self._meeting is not None
        left = 0
        for side in self._meeting.sides:
            for row, numbers in enumerate(side.rows):
                for column in range(len(numbers)):
                    place = QRect(
                        left + column * self._cell,
                        text_pixels(_HEAD) + row * self._cell,
                        self._cell - 1,
                        self._cell - 1,
                    )
                    yield side, row, column, place
            left += len(side.rows[0]) * self._cell + _BETWEEN

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint both arrays under their names, the pair's frames, and what is said."""
        if self._meeting is None or self._chapter is None:
            return
        painter, left = QPainter(self), 0
        frames = []
        for side in self._meeting.sides:
            self._write_name(painter, side, left)
            left += len(side.rows[0]) * self._cell + _BETWEEN
        for side, row, column, place in self._places():
            number = side.rows[row][column]
            if number is None:
                continue
            (cell,) = number.cells
            shown = number if self._cell >= _LEGIBLE else number._replace(text="")
            paint_chip(painter, place, shown, self._chapter, self._palette, faded=cell not in side.met)
            if self._lit is not None and cell in self._lit:
                frames.append(place)
        painter.setPen(QPen(self._palette.role("hover"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for place in frames:
            painter.drawRect(place.adjusted(0, 0, -1, -1))
        painter.setFont(font(12))
        painter.setPen(self._palette.role("muted"))
        painter.drawText(self._words, int(Qt.TextFlag.TextWordWrap), self._meeting.said)

    def _write_name(self, painter: QPainter, side: Side, left: int) -> None:
        assert self._meeting is not None
        line = QRect(left, 0, self.width() - left, text_pixels(_HEAD))
        painter.setFont(font(12, 57))
        painter.setPen(self._palette.role("text"))
        painter.drawText(line, int(Qt.AlignmentFlag.AlignVCenter), side.name)
        room = len(side.rows[0]) * self._cell + _BETWEEN - _BELOW
        named = painter.fontMetrics().horizontalAdvance(side.name) + 6
        painter.setFont(font(12))
        words = painter.fontMetrics().horizontalAdvance(self._meeting.group)
        if side is self._meeting.sides[-1] or named + words <= room:
            painter.setPen(self._palette.role("muted"))
            painter.drawText(
                line.adjusted(named, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), self._meeting.group
            )

    def _part_at(self, point: QPoint) -> tuple[Cell, Cell] | None:
        if self._meeting is None:
            return None
        for side, row, column, place in self._places():
            number = side.rows[row][column]
            if place.contains(point) and number is not None:
                return self._meeting.of(number.cells)
        return None

    def _cells_of(self, part: tuple[Cell, Cell]) -> tuple[Cell, ...]:
        return part

    def _hover(self, part: tuple[Cell, Cell] | None) -> None:
        if part is not None:
            self.light(part)
        super()._hover(part)
