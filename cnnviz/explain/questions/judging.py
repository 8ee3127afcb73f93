"""What is said to an answer: that it is right, what it looks like where it is not, or that it was not understood."""

from collections.abc import Sequence

from cnnviz.explain.mistakes.at_step import Mistaken, mistaken
from cnnviz.explain.mistakes.mistake import Mistake
from cnnviz.explain.naming import cell_text
from cnnviz.explain.numbers import size_text, written
from cnnviz.explain.questions.answers import answer_of, ranges, whole_numbers
from cnnviz.explain.questions.by_hand import is_of_printed
from cnnviz.explain.questions.choosing import mistakes_seen, winners
from cnnviz.explain.questions.judged import near, printed
from cnnviz.explain.questions.partly import hint
from cnnviz.explain.questions.question import Question, size_asked
from cnnviz.explain.sums.changing import changing
from cnnviz.explain.sums.formula import formula
from cnnviz.frozen import NamedTuple
from cnnviz.run.array_info import Dim
from cnnviz.run.frames.asking import AskKind
from cnnviz.run.frames.frame import Frame
from cnnviz.run.frames.standing import Standing
from cnnviz.trace.steps import Cell, Step

_SIMPLEST = "sign_lost"
_MOST_NAMED = 3


class Verdict(NamedTuple):
    """What is said to an answer.

    Parameters
    ----------
    right : whether it is; None where it was not understood, which counts as no answer
    title, text : what is said: the one sentence, and what there is to it
    given : the answer as it is printed
    replay : the arithmetic of a mistake that was recognised, where it comes to the cell that is asked about
    is_sure : whether no other known mistake gives the same
    """

    right: bool | None
    title: str
    text: str = ""
    given: str = ""
    replay: Step | None = None
    is_sure: bool = True


def judge(frame: Frame, asked: Question, given: "str | frozenset[Cell]", *, again: bool = False) -> Verdict:
    """Return what is said to an answer: typed, or the cells that were clicked; the frame hides nothing.

    Who answers a number `again` is told more.
    """
    if again and asked.asking.kind is AskKind.VALUE:
        return _value(frame, asked, given, again=True)
    return _JUDGES[asked.asking.kind](frame, asked, given)


def told(frame: Frame, asked: Question) -> Verdict:
    """Return what the answer is, for someone who has it shown."""
    return Verdict(True, right_words(frame, asked))


def right_words(frame: Frame, asked: Question) -> str:
    """Return the right answer in words."""
    asking = asked.asking
    if asking.kind is AskKind.SIZE:
        return f"{asked.name} is {size_text(size_asked(frame, asking.array))}."
    if asking.kind is AskKind.WINNER:
        return f"It is {_named(frame, winners(frame))}."
    if asking.kind is AskKind.CHANGES:
        return f"They are {_area(frame)}."
    if asking.kind is AskKind.MISTAKE:
        return f"They {Mistake(asking.mistake).did}."
    return str(formula(frame))


def _value(frame: Frame, asked: Question, given: "str | frozenset[Cell]", *, again: bool = False) -> Verdict:
    cell = asked.asking.cell
    assert cell is not None
    value = answer_of(given) if isinstance(given, str) else None
    if value is None or not isinstance(given, str):
        return Verdict(None, "Write a number: 0.5, 1/2 and 1 − 0.5 are the same.")
    right = float(frame.arrays[cell.array][cell.index])
    text = written(value)
    if near(frame, cell, value, right) or is_of_printed(frame, cell, given, value):
        return Verdict(True, "Right.", right_words(frame, asked), text)
    made = {
        one.key: one
        for one in reversed(mistaken(frame))
        if cell in one.values and near(frame, cell, value, one.values[cell])
    }
    if not made:
        return Verdict(False, *hint(frame, cell, value, again=again), text)
    if len(made) > 1:
        return _several(frame, cell, tuple(reversed(made.values())), text)
    (one,) = made.values()
    rule, done = one.told.rule_of([cell.array]), _done(frame, cell, one.step)
    return Verdict(False, f"You {one.told.did}.", f"{rule}  {done}".strip(), text, _replay(cell, one))


def _several(frame: Frame, cell: Cell, made: Sequence[Mistaken], text: str) -> Verdict:
    """Return what is said where more than one mistake gives a number: what may have been, the simplest first."""
    likely = sorted(made, key=lambda one: one.key != _SIMPLEST)
    names = [one.told.did for one in likely[:_MOST_NAMED]]
    last = "did something else" if len(made) > len(names) else names.pop()
    words = f"Perhaps you {', '.join(names)} or {last}."
    title = "More than one mistake gives this number."
    return Verdict(False, title, words, text, _replay(cell, *likely), is_sure=False)


def _replay(cell: Cell, *made: Mistaken) -> Step | None:
    """Return the step of the first mistake that has one to show: some never come to the cell."""
    return next((one.step for one in made if cell in one.step.writes), None)


def _done(frame: Frame, cell: Cell, step: Step) -> str:
    """Return the sum that whoever made a mistake has worked out; nothing where one sum does not tell it."""
    if [update.target for update in step.updates].count(cell) != 1:
        return ""
    return f"What you did: {formula(frame.replaying(step))}"


def _winner(frame: Frame, asked: Question, given: "str | frozenset[Cell]") -> Verdict:
    compared = {cell.index: standing for cell, standing in frame.standings.items()}
    cells = _clicked(frame, given, frozenset(frame.standings))
    if cells is None or len(cells) != 1:
        return Verdict(None, "Click one cell of the window, or type its row and its column.")
    (cell,) = cells
    name = cell_text(cell, frame.chapter)
    standing = compared.get(cell.index)
    if standing is None:
        return Verdict(None, f"{name} is not among the cells of the window.")
    if standing is Standing.WINNER:
        return Verdict(True, f"{name} is the largest.")
    if standing is Standing.TIED:
        return Verdict(False, f"{name} is as large, but by the rule in force another one gets it.", "", name)
    return Verdict(False, f"{name} is not the largest of its window.", "Compare the numbers.", name)


def _size(frame: Frame, asked: Question, given: "str | frozenset[Cell]") -> Verdict:
    right = size_asked(frame, asked.asking.array)
    numbers = whole_numbers(given) if isinstance(given, str) else None
    if numbers is None:
        return Verdict(None, f"Write it as {asked.hint}.")
    text = "×".join(map(str, numbers))
    if numbers in (right, right[:2] if len(right) == 3 else right):
        return Verdict(True, right_words(frame, asked))
    return Verdict(False, f"It is not {text}.", _size_rule(frame, asked.asking.array), text)


def _size_rule(frame: Frame, array: str) -> str:
    geometry, chapter = frame.chapter.trace.geometry, frame.chapter
    (top, bottom), _ = chapter.info[array].ring
    if geometry is None and (top or bottom):
        return f"{chapter.arrays[array].shape[1] - top - bottom} rows, with {top} above and {bottom} below."
    if geometry is None:
        if any({Dim.INPUT, Dim.UNIT} <= set(info.axes) for info in chapter.info.values()):
            return "One for each unit: the weights have a column for each."
        source = next(name for name in chapter.trace.inputs if chapter.info[name].sampled)
        return f"{size_text(chapter.arrays[source].shape[1:])} numbers go into it."
    rows = geometry.rows
    return (
        f"Of {rows.padded} rows a window takes {rows.extent}, and moves by {rows.stride}: "
        f"({rows.padded} − {rows.extent}) / {rows.stride}, rounded down, + 1."
    )


def _changes(frame: Frame, asked: Question, given: "str | frozenset[Cell]") -> Verdict:
    written_cells = frame.step.writes
    cells = _clicked(frame, given, written_cells)
    if not cells:
        return Verdict(None, "Click the cells, or type rows and columns: 3-5, 4-6.")
    places = {cell.index[1:3] for cell in cells}
    right = {cell.index[1:3] for cell in written_cells}
    needed = {cell.index[1:3] for cell in changing(frame)}
    if needed <= places <= right:
        return Verdict(True, right_words(frame, asked))
    if not places & right:
        return Verdict(False, "None of these are changed.", "The window lies somewhere else.")
    missing, wrong = len(needed - places), len(places - right)
    parts = [
        f"{missing} more {'changes' if missing == 1 else 'change'}" if missing else "",
        f"{wrong} of yours {'does' if wrong == 1 else 'do'} not" + ("" if missing else " change")
        if wrong
        else "",
    ]
    return Verdict(False, "Not quite.", ", ".join(filter(None, parts)) + ".")


def _mistake(frame: Frame, asked: Question, given: "str | frozenset[Cell]") -> Verdict:
    keys = [option.key for option in asked.options]
    if isinstance(given, str) and given.strip().isdecimal() and 0 < int(given) <= len(keys):
        given = keys[int(given) - 1]
    if given not in keys:
        return Verdict(None, f"Choose one: 1 to {len(keys)}.")
    asking = asked.asking
    assert asking.cell is not None
    found = {one.key: one for one in mistakes_seen(frame, asking.cell)}
    made, chosen = found[asking.mistake], found[str(given)]
    if chosen is made:
        return Verdict(True, f"They {made.told.did}.", made.told.rule_of([asking.cell.array]))
    values = [one.values[asking.cell] for one in (chosen, made)]
    texts = [printed(frame, asking.cell, value) for value in values]
    if answer_of(texts[0]) == answer_of(texts[1]):  # the decimals of the cell do not tell them apart
        texts = [written(value) for value in values]
    text = f"Whoever {chosen.told.did} would get {texts[0]}, and not {texts[1]}."
    return Verdict(False, "That was not it.", text, "", _replay(asking.cell, chosen))


_JUDGES = {
    AskKind.VALUE: _value,
    AskKind.WINNER: _winner,
    AskKind.SIZE: _size,
    AskKind.CHANGES: _changes,
    AskKind.MISTAKE: _mistake,
}


def _clicked(frame: Frame, given: "str | frozenset[Cell]", among: frozenset[Cell]) -> frozenset[Cell] | None:
    """Return the cells that an answer names: those that were clicked, or those at the places that were typed."""
    if not isinstance(given, str):
        return given
    found = ranges(given)
    if found is None or not among:
        return None
    rows, columns = found
    if len(rows) * len(columns) > 10_000:
        return None
    like = min(among, key=lambda cell: cell.index)
    rest = like.index[3:]
    return frozenset(
        Cell(like.array, (like.index[0], row, column, *rest)) for row in rows for column in columns
    )


def _named(frame: Frame, cells: frozenset[Cell]) -> str:
    names = [cell_text(cell, frame.chapter) for cell in sorted(cells, key=lambda one: one.index)]
    return " or ".join(names[:4])


def _area(frame: Frame) -> str:
    places = [cell.index[1:3] for cell in frame.step.writes]
    rows, columns = zip(*places, strict=True)
    top, bottom, left, right = min(rows), max(rows), min(columns), max(columns)
    return f"rows {top} to {bottom}, columns {left} to {right}"
