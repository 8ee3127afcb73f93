"""The question about a tie on a sheet, and what its key says."""

from cnnviz.explain.number_format import format_of
from cnnviz.export.worksheet.grids import HEAD
from cnnviz.export.worksheet.paper import Paper
from cnnviz.export.worksheet.ties import Tie
from cnnviz.export.worksheet.wording import counted, points
from cnnviz.qt import QPainter, QPen, QRectF, Qt
from cnnviz.trace.steps import Array

_CELL = 40  # pixels of a cell, if all have room
_BESIDE, _APART = 50, 30  # pixels behind the window, and between two rules


def ask_tie(paper: Paper, number: int, asked: Tie, *, answers: bool) -> None:
    """Ask what becomes of a gradient where cells tie, by each rule, or say it."""
    form, given = format_of(asked.window), format_of(asked.by_rule[-1][1])
    rows, columns = asked.window.shape
    room = paper.right - paper.left - _BESIDE
    cell = min(_CELL, int((room - 2 * _APART) / (1 + len(asked.by_rule)) / columns))
    height, wide = rows * cell, columns * cell
    paper.need(height + 220)
    paper.number(number, "A maximum with a tie", points(4))
    largest = form.text(float(asked.window.max()))
    tied = counted(int((asked.window == asked.window.max()).sum()))
    words = (
        f"Max pooling made {asked.made} = {largest} of the window; its gradient {asked.gradient_label} is "
        f"{given.text(asked.gradient)}. {tied[:1].upper()}{tied[1:]} cells tie: "
        f"fill in {asked.result_label} under each rule."
    )
    paper.y = paper.paragraph(paper.left, paper.y - 6, words, paper.right - paper.left) + 12
    y = paper.y
    end = paper.write(paper.left, y, asked.label, 14, bold=True)
    paper.write(end + 6, y + 1, f"{rows}×{columns}", 12, role="muted")
    numbers = [form.text(value) for value in asked.window.ravel().tolist()]
    _cells(paper, paper.left, y + HEAD, cell, asked.window, numbers, None)
    apart = (room - wide) / len(asked.by_rule)
    for place, (rule, array) in enumerate(asked.by_rule):
        x = paper.left + wide + _BESIDE + place * apart
        paper.write(x, y, rule, 13, bold=True)
        texts = [given.text(value) for value in array.ravel().tolist()]
        _cells(paper, x, y + HEAD, cell, array, texts, answers)
        if answers:
            total = f"sum {given.text(float(array.sum()))}"
            paper.write(x, y + HEAD + height + 4, total, 12, role="muted")
    paper.y = y + HEAD + height + (34 if answers else 18)
    end = paper.write(paper.left, paper.y, "Which rule hands on more than it got?", 13)
    if answers:
        total = given.text(float(asked.by_rule[1][1].sum()))
        told = f"“{asked.by_rule[1][0][:1].upper()}{asked.by_rule[1][0][1:]}”: {total} instead of "
        told += f"{given.text(asked.gradient)}. The other two keep the sum."
        paper.write(paper.left, paper.y + 22, told, 13, bold=True)
        note = "PyTorch lets the first one take it, row by row from the top left."
        paper.write(paper.left, paper.y + 44, note, 12, role="muted")
        paper.y += 44
    else:
        paper.rule(paper.y + 15, end + 10)
    paper.y += 34


def _cells(
    paper: Paper, x: float, y: float, cell: int, array: Array, texts: list[str], answers: bool | None
) -> None:
    """Draw cells with their numbers, to be filled in, or filled in."""
    columns = array.shape[1]
    values = array.ravel().tolist()
    for place, words in enumerate(texts):
        rect = QRectF(x + place % columns * cell, y + place // columns * cell, cell, cell)
        if answers is None or (answers and not values[place]):
            paper.painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            paper.painter.setPen(QPen(Qt.GlobalColor.black, 1))
            paper.painter.drawRect(rect)
            paper.in_cell(rect, words, 16)
        else:
            paper.box(rect, words if answers else None)
