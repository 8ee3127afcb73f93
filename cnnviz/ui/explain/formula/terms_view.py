"""The sum in hand term by term: names, numbers and what each comes to; long ones fold in the middle."""

from collections.abc import Sequence

from cnnviz.application import text_pixels
from cnnviz.canvas.palette import Palette
from cnnviz.explain.ledgers.line import Number
from cnnviz.explain.numbers import in_parentheses
from cnnviz.explain.prose.symbols import FactorOrigin
from cnnviz.explain.prose.worked import NamedFactor, Worked, WorkedGroup, WorkedRow
from cnnviz.explain.sums.printed import ABOUT
from cnnviz.frozen import NamedTuple
from cnnviz.qt import (
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPoint,
    QRect,
    Qt,
    QWidget,
)
from cnnviz.run.chapter import Chapter
from cnnviz.trace.steps import Cell
from cnnviz.ui.explain.flow import font
from cnnviz.ui.explain.formula.law_view import ROLES
from cnnviz.ui.explain.hover_view import HoverView
from cnnviz.ui.explain.ledger.ledger_delegate import paint_chip

_HIGH, _WIDE = 26, (44, 21)  # pixels of a row, and of a number's chip
_UNFOLDED = 12  # rows that are shown of all
_ENDS = 3, 2  # rows at either end of a group that is folded


class TermLine(NamedTuple):
    """One line: a term, the heading of a group, or how many terms are folded away."""

    row: WorkedRow | None = None
    group: WorkedGroup | None = None
    folded: int = 0
    of: int = 0


def lines_of(made: Worked, unfolded: frozenset[int]) -> Sequence[TermLine]:
    """Return the lines of a sum, with the groups unfolded that are asked for."""
    lines: list[TermLine] = []
    long = made.terms > _UNFOLDED
    for number, group in enumerate(made.groups):
        if group.name:
            lines.append(TermLine(group=group))
        rows = [TermLine(row=row) for row in group.rows]
        first, last = _ENDS
        if long and number not in unfolded and len(rows) > first + last + 1:
            hidden = len(rows) - first - last
            rows = [*rows[:first], TermLine(folded=hidden, of=number), *rows[-last:]]
        lines += rows
    return lines


def row_height() -> int:
    """Return how many pixels a line takes."""
    return text_pixels(_HIGH)


def _chip() -> QRect:
    return QRect(0, 0, *map(text_pixels, _WIDE))


class TermsView(HoverView[int]):
    """Shows a `Worked`, whose lines can be pointed at."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(palette, parent)
        self.setObjectName("formula_terms")
        self._made: Worked | None = None
        self._chapter: Chapter | None = None
        self._unfolded: frozenset[int] = frozenset()
        self._lines: Sequence[TermLine] = ()

    def show_sum(self, made: Worked, chapter: Chapter, words: str) -> None:
        """Show another sum, which is read out as `words`; what is unfolded stays so within a chapter."""
        if chapter is not self._chapter:
            self._unfolded = frozenset()
        self._made, self._chapter, self._hovered = made, chapter, None
        self.setAccessibleName(words)
        self._place()

    def lines(self) -> Sequence[TermLine]:
        """Return what is shown, line by line."""
        return self._lines

    def line_rect(self, number: int) -> QRect:
        """Return where a line is."""
        return QRect(0, number * row_height(), self.width(), row_height())

    def _lay_out(self, width: int) -> int:
        if self._made is None:
            return self.height()
        self._lines = lines_of(self._made, self._unfolded)
        return (len(self._lines) + 1) * row_height() + 8

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the lines that are seen, and the result beneath."""
        if self._made is None:
            return
        painter = QPainter(self)
        first = max(event.rect().top() // row_height(), 0)
        last = min(event.rect().bottom() // row_height() + 1, len(self._lines))
        for number in range(first, last):
            self._paint_line(painter, self.line_rect(number), self._lines[number], number == self._hovered)
        self._paint_result(painter, QRect(0, len(self._lines) * row_height() + 4, self.width(), row_height()))

    def _paint_line(self, painter: QPainter, rect: QRect, line: TermLine, hovered: bool) -> None:
        if hovered:
            painter.setPen(QPen(self._palette.role("hover"), 1))
            painter.setBrush(self._palette.role("card"))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
        if line.row is not None:
            self._paint_row(painter, rect, line.row)
        elif line.group is not None:
            self._write(painter, rect, line.group.name, "text", medium=True)
            if len(line.group.rows) > 1:
                rounded = f"{ABOUT} " if line.group.sign == ABOUT and not self._takes_largest else ""
                words = self.tr("together {0}").format(f"{rounded}{line.group.together.text}")
                self._write(painter, rect, words, "muted", Qt.AlignmentFlag.AlignRight)
        else:
            words = self.tr("… {0} terms more: click to unfold").format(line.folded)
            self._write(painter, rect, words, "muted")

    def _paint_row(self, painter: QPainter, rect: QRect, row: WorkedRow) -> None:
        painter.setOpacity(1.0 if row.done else 0.45)
        chip = _chip().translated(
            rect.right() - _chip().width() - 3, rect.center().y() - _chip().height() // 2
        )
        middle = rect.left() + round(0.56 * rect.width())
        several = len(row.factors) > 1
        names = [(factor.name, factor.origin) for factor in row.factors]
        numbers = [(in_parentheses(f.text) if several else f.text, f.origin) for f in row.factors]
        self._paint_pieces(painter, QRect(rect.left() + 4, rect.top(), middle - 24, row_height()), names)
        if several:
            self._write(painter, QRect(middle - 16, rect.top(), 14, row_height()), row.sign, "muted")
            self._paint_pieces(
                painter, QRect(middle, rect.top(), chip.left() - middle - 4, row_height()), numbers
            )
        self._paint_number(painter, chip, row.product)
        painter.setOpacity(1.0)

    def _paint_pieces(
        self, painter: QPainter, rect: QRect, pieces: Sequence[tuple[str, FactorOrigin]]
    ) -> None:
        """Write factors with a dot between them, each in the colour of its origin; smaller where it must be."""
        pixels = 12
        while pixels > 8:
            painter.setFont(font(pixels))
            metrics = painter.fontMetrics()
            width = sum(metrics.horizontalAdvance(text) for text, _ in pieces) + 8 * (len(pieces) - 1)
            if width <= rect.width():
                break
            pixels -= 1
        left = rect.left()
        for number, (text, origin) in enumerate(pieces):
            if number:
                self._write(
                    painter, QRect(left + 2, rect.top(), 8, row_height()), "·", "muted", pixels=pixels
                )
                left += 8
            self._write(
                painter,
                QRect(left, rect.top(), rect.width(), row_height()),
                text,
                ROLES[origin],
                pixels=pixels,
            )
            left += metrics.horizontalAdvance(text)

    def _paint_result(self, painter: QPainter, rect: QRect) -> None:
        assert self._made is not None
        painter.setPen(QPen(self._palette.role("text"), 1))
        painter.drawLine(rect.left(), rect.top() - 2, rect.right(), rect.top() - 2)
        self._write(painter, rect.adjusted(4, 0, 0, 0), self._made.target.name, "accent", medium=True)
        left = painter.fontMetrics().horizontalAdvance(self._made.target.name) + 10
        self._write(painter, rect.adjusted(left, 0, -_chip().width() - 6, 0), self._summed(), "text")
        chip = _chip().translated(
            rect.right() - _chip().width() - 3, rect.center().y() - _chip().height() // 2
        )
        self._paint_number(painter, chip, self._made.result)
        painter.setPen(QPen(self._palette.role("accent"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(chip.adjusted(-1, -1, 1, 1))

    def _summed(self) -> str:
        """Return what the groups come to, and what they are added to."""
        made = self._made
        assert made is not None
        if made.largest:
            return self.tr("= the largest")
        parts = [group.together.text for group in made.groups]
        parts = [made.before.text, *parts] if made.before is not None else parts
        inside = " + ".join(in_parentheses(part) if number else part for number, part in enumerate(parts))
        return f"= {made.function}({inside or '0'})" if made.function else f"{made.sign} {inside or '0'}"

    @property
    def _takes_largest(self) -> bool:
        return self._made is not None and self._made.largest

    def _paint_number(self, painter: QPainter, place: QRect, number: Number) -> None:
        if self._chapter is not None:
            paint_chip(painter, place, number, self._chapter, self._palette)

    def _write(
        self,
        painter: QPainter,
        rect: QRect,
        text: str,
        role: str,
        side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        *,
        medium: bool = False,
        pixels: int = 12,
    ) -> None:
        painter.setFont(font(13 if medium else pixels, 57 if medium else 50))
        painter.setPen(self._palette.role(role))
        painter.drawText(rect, int(side | Qt.AlignmentFlag.AlignVCenter), text)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Unfold what is folded."""
        number = self._part_at(event.pos())
        if number is not None and self._lines[number].folded:
            self._unfolded |= {self._lines[number].of}
            self._place()

    def _part_at(self, point: QPoint) -> int | None:
        number = point.y() // row_height()
        return number if 0 <= number < len(self._lines) else None

    def _cells_of(self, part: int) -> tuple[Cell, ...]:
        line = self._lines[part]
        if line.group is not None:
            return line.group.together.cells
        factors: Sequence[NamedFactor] = line.row.factors if line.row is not None else ()
        return tuple(cell for factor in factors for cell in factor.cells)
