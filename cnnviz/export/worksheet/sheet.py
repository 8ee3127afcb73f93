"""A sheet, and the key to it: the same questions, once with room for the answers, once with the answers worked out."""

from __future__ import annotations

from cnnviz.canvas.plans.stage_plan import Plane
from cnnviz.explain.naming import cell_text
from cnnviz.explain.words import headline
from cnnviz.export.worksheet.grids import HEAD, Drawn, draw_row, first_height, fitting, row_width
from cnnviz.export.worksheet.paper import TITLE, Paper, width_of
from cnnviz.export.worksheet.questions import Fill, Single
from cnnviz.export.worksheet.sums import Sum, worked
from cnnviz.export.worksheet.wording import counted, points, small
from cnnviz.qt import QPainter, QPen, QRectF, Qt

_CELL = 40  # pixels of a cell that stands for itself
_LINE = 26
_LEAST = 24
_BESIDE, _ASKED = 300, 76  # pixels that room for a number needs beside grids, and how high it is


def begin(paper: Paper, asked: Fill, *, answers: bool) -> None:
    """Write what stands at the head of the first page."""
    chapter = asked.frame.chapter
    title, said = headline(chapter)
    paper.write(paper.left, paper.y - 8, f"Worksheet: {small(title)}", 24, bold=True)
    y = paper.y + 36
    if answers:
        _badge(paper, y - 5)
        paper.write(paper.left + 120, y, "grey cells are the answers", 12, role="muted")
    else:
        for words, left, right in (("Name", 0.0, 0.48), ("Class", 0.56, 0.74), ("Date", 0.81, 1.0)):
            span = paper.right - paper.left
            end = paper.write(paper.left + left * span, y, words, 13)
            paper.rule(y + 15, end + 8, paper.left + right * span)
    paper.rule(y + 32)
    paper.y = y + 42
    words = f"{said[:1].upper()}{said[1:]}. {_counting(asked)}"
    paper.y = paper.paragraph(paper.left, paper.y, words, paper.right - paper.left) + 16


def _counting(asked: Fill) -> str:
    """Return how rows and columns are counted, or the numbers of a list, by an array that has some."""
    chapter = asked.frame.chapter
    for plane in (asked.target, *asked.sources):
        rows, columns = plane.of(chapter.arrays[plane.array]).shape
        if rows > 1 and columns > 2:
            counting = "Rows and columns are" if plane.laid is None else "Numbers are"
            along = "" if plane.laid is None else ", row by row"
            name = cell_text(plane.cell(1, 2), chapter)
            return f"{counting} counted from 0{along}: {name} stands in the second row, third column."
    return "Places are counted from 0."


def grids_of_fill(asked: Fill) -> list[Drawn]:
    """Return what is drawn of the question that asks for cells of an array."""
    sources = (Drawn(asked.frame, plane, given=asked.given) for plane in asked.sources)
    return [*sources, Drawn(asked.frame, asked.target, asked.cells)]


def grids_of_single(asked: Single) -> list[Drawn]:
    """Return what is drawn of the question that asks for single numbers."""
    return [Drawn(frame, plane, given=asked.given) for frame, plane in asked.sources]


def ask_fill(paper: Paper, number: int, asked: Fill, *, answers: bool) -> int:
    """Ask for the blank cells of an array, or work them out; return how large cells are."""
    count, target = len(asked.cells), asked.frame.chapter.label(asked.target.array)
    grids = grids_of_fill(asked)
    cell = fitting(grids, paper.room_for_grids)
    paper.need(max(200, TITLE + first_height(grids, cell, paper.right - paper.left)))
    words = f"Fill in the {counted(count)} empty cell{'s' if count != 1 else ''} of {target}"
    paper.number(number, words, points(count))
    draw_row(paper, grids, cell, answers=answers)
    paper.y += 18
    if asked.example is not None:
        paper.need(2 * _LINE)
        paper.write(paper.left, paper.y, "For example", 11, role="muted")
        paper.y += 17
        _work_out(paper, worked(asked.frame, asked.example, asked.given))
        paper.y += 4
    if answers:
        for blank in asked.cells:
            _work_out(paper, worked(asked.frame, blank, asked.given))
        paper.y += 8
        return cell
    paper.need(90)
    paper.write(paper.left, paper.y, "room to calculate", 11, role="muted")
    rows = max(min(2 + count, int((paper.room - 40) // 19), 12), 2)
    paper.y = paper.squares(paper.left, paper.y + 17, paper.right - paper.left, rows) + 24
    return cell


def ask_single(paper: Paper, number: int, asked: Single, most: int, *, answers: bool) -> None:
    """Ask for single numbers, such as one of dW and one of db, or work them out; cells are no larger than `most`."""
    sums = [(worked(frame, cell, asked.given), _which(plane)) for frame, plane, cell in asked.wanted]
    grids = grids_of_single(asked)
    cell = fitting(grids, paper.room_for_grids, max(most, _LEAST)) if grids else _CELL
    height = max((HEAD + _rows(one) * cell for one in grids), default=0) + 16
    beside = bool(grids) and not answers and row_width(grids, cell) <= paper.right - paper.left - _BESIDE
    asking = len(sums) * (_LINE if answers else _ASKED)
    paper.need(
        TITLE + 26 * bool(asked.above) + (max(height, HEAD + asking) if beside else height + asking) + 12
    )
    names = [f"{one.name} ({which})" if which else one.name for one, which in sums]
    paper.number(number, f"Work out {' and '.join(names)}", points(2 * len(sums)))
    if asked.above:
        words = f"Use {' and '.join(asked.above)} from question 1."
        paper.y = paper.paragraph(paper.left, paper.y - 4, words, paper.right - paper.left) + 10
    top, left = paper.y, paper.left
    if grids:
        left = draw_row(paper, grids, cell, answers=False)
        paper.y += 16
    for place, (one, _) in enumerate(sums):
        if answers:
            _work_out(paper, one)
        elif beside:
            _room_for(paper, left, top + HEAD + place * _ASKED, one)
        else:
            paper.need(_ASKED)
            _room_for(paper, paper.left, paper.y, one)
            paper.y += _ASKED
    if beside:
        paper.y = max(paper.y, top + HEAD + asking)
    paper.y += 12


def _which(plane: Plane) -> str:
    """Return which channel or filter a plane is, where that is said over it."""
    return " · ".join(word for word in plane.subtitle.split(" · ") if "×" not in word and not word.isdigit())


def _room_for(paper: Paper, left: float, y: float, one: Sum) -> None:
    """Leave room for a number to be worked out, and for itself."""
    box = QRectF(paper.right - 62, y + 8, 62, 38)
    paper.write(left, y, one.name, 14, bold=True)
    terms = f"{counted(one.terms)} term{'s' if one.terms != 1 else ''}"
    paper.write(left, y + 22, terms, 11, role="muted")
    if one.zeros:
        paper.write(left, y + 36, f"{one.zeros} of them 0", 11, role="muted")
    paper.squares(left + 90, y, box.left() - left - 110, 3)
    paper.box(box, None)


def _work_out(paper: Paper, one: Sum) -> None:
    """Write how a number comes about, in as many lines as it takes."""
    pieces = [(one.name, True, "text"), ("=", False, "muted")]
    for part, role, sign in ((one.names, "muted", "="), (one.numbers, "text", one.sign)):
        if part:
            pieces += [(term, False, role) for term in part] + [(sign, False, "muted")]
    pieces.append((one.result, True, "text"))
    if one.zeros and one.zeros < one.terms:
        pieces.append((f"   ({one.zeros} more terms are 0)", False, "muted"))
    if one.led_to:
        pieces.append((f"   (by the printed numbers {one.led_to})", False, "muted"))
    paper.need(_LINE)
    x, indent = paper.left, paper.left + 24
    for word, bold, role in pieces:
        width = width_of(word, 13, bold=bold)
        if x + width > paper.right and x > indent:
            paper.y += 19
            paper.need(_LINE)
            x = indent
        paper.write(x, paper.y, word, 13, bold=bold, role=role)
        x += width + 4
    paper.y += _LINE


def _badge(paper: Paper, y: float) -> None:
    painter = paper.painter
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(Qt.GlobalColor.black, 1.6))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(paper.left, y, 106, 25), 5, 5)
    paper.write(paper.left + 18, y + 4, "answer key", 13, bold=True)


def _rows(one: Drawn) -> int:
    return int(one.plane.of(one.frame.chapter.arrays[one.plane.array]).shape[0])
