"""A question in words: what is asked about the step in hand, and how it is answered."""

from collections.abc import Sequence
from enum import Enum

from cnnviz.explain.naming import cell_text
from cnnviz.explain.numbers import shown
from cnnviz.explain.questions.choosing import askings, mistakes_beside, mistakes_seen
from cnnviz.explain.questions.judged import printed
from cnnviz.frozen import NamedTuple
from cnnviz.run.array_info import Dim
from cnnviz.run.frames.asking import Asking, AskKind
from cnnviz.run.frames.frame import Frame
from cnnviz.trace.steps import Cell, Const

MOST_OPTIONS = 4


class AnswerWay(Enum):
    """How an answer is given."""

    TYPED = "typed"
    CLICKED = "clicked"
    CHOSEN = "chosen"


class Option(NamedTuple):
    """An answer to choose: what it stands for, and its words."""

    key: str
    words: str


class Question(NamedTuple):
    """What is asked; it does not hold the answer.

    Parameters
    ----------
    asking : the kind of question, and what it is about
    name : what it is about, as it is called
    known : what is known of that, a sentence without its subject; empty where nothing is
    words : the question
    hint : what can be typed
    way : how it is answered
    options : from which one chooses
    several : whether many cells are clicked before it is answered
    """

    asking: Asking
    name: str
    known: str
    words: str
    hint: str
    way: AnswerWay
    options: Sequence[Option] = ()
    several: bool = False


def question(frame: Frame) -> Question | None:
    """Return what a frame asks, or what its step is good to ask; None where that is nothing."""
    asking = frame.asking or next(iter(askings(frame)), None)
    return None if asking is None else _WORDS[asking.kind](frame, asking)


def _value(frame: Frame, asking: Asking) -> Question:
    assert asking.cell is not None
    cell = asking.cell
    update = next(one for one in frame.step.updates if one.target == cell)
    after = "step" if frame.chapter.trace.geometry is None else "window"
    name, hint = cell_text(cell, frame.chapter), "a number"
    if not update.accumulate:
        words = f"{_true_class(frame)}What will {name} be?"
        return Question(asking, name, "", words, hint, AnswerWay.TYPED)
    before = printed(frame, cell, float(frame.before[cell.array][cell.index]))
    words = f"What will it hold after this {after}?"
    return Question(asking, name, f"holds {before} now.", words, hint, AnswerWay.TYPED)


def _true_class(frame: Frame) -> str:
    """Return which class is the right one, where an answer goes by that."""
    chapter, step = frame.chapter, frame.position.step
    makes_shares = chapter.shares_of_classes and step < len(chapter.trace) - 1
    if chapter.true_class is None or makes_shares:
        return ""
    return f"The true class is {chapter.true_class}. "


def _winner(frame: Frame, asking: Asking) -> Question:
    given = _given(frame)
    hint = "row, column"
    if given is None:
        name = cell_text(frame.step.updates[0].target, frame.chapter)
        words = "Which cell of it wins? Click it."
        return Question(asking, name, "takes the largest of its window.", words, hint, AnswerWay.CLICKED)
    number = shown(float(frame.before[given.array][given.index]), frame.decimals)
    name = cell_text(given, frame.chapter)
    words = "Which cell of the window gets it? Click it."
    return Question(asking, name, f"is {number}.", words, hint, AnswerWay.CLICKED)


def _given(frame: Frame) -> Cell | None:
    """Return the number that a mask hands on, None on the way forward."""
    for update in frame.step.updates:
        for term in update.terms:
            if any(isinstance(factor, Const) and factor.of for factor in term):
                cells = [factor for factor in (*term, *update.aside) if isinstance(factor, Cell)]
                return next((one for one in cells if one.array in frame.chapter.trace.inputs), None)
    return None


def _size(frame: Frame, asking: Asking) -> Question:
    info = frame.chapter.info[asking.array]
    words = (
        f"How large will {info.label} be?" if info.is_plane else f"How many numbers will {info.label} have?"
    )
    return Question(
        asking,
        info.label,
        "is made now.",
        words,
        "rows × columns" if info.is_plane else "a number",
        AnswerWay.TYPED,
    )


def _changes(frame: Frame, asking: Asking) -> Question:
    name = frame.chapter.label(asking.array)
    given = next((cell for cell in frame.step.reads if frame.chapter.info[cell.array].sampled), None)
    known = "" if given is None else f"gets what {cell_text(given, frame.chapter)} gives."
    words = "Which of its cells will that change? Click all of them."
    hint = "such as 3-5, 4-6"
    return Question(asking, name, known, words, hint, AnswerWay.CLICKED, several=True)


def _mistake(frame: Frame, asking: Asking) -> Question:
    assert asking.cell is not None
    found = mistakes_seen(frame, asking.cell)
    made = next(one for one in found if one.key == asking.mistake)
    value = printed(frame, asking.cell, made.values[asking.cell])
    others = mistakes_beside(frame, asking.cell, made)[: MOST_OPTIONS - 1]
    options = {one.key: _beginning(one.told.did) for one in (*others, made)}
    name = cell_text(asking.cell, frame.chapter)
    return Question(
        asking,
        name,
        "",
        f"Somebody got {value} for {name}. What did they do wrong?",
        f"1–{len(options)}",
        AnswerWay.CHOSEN,
        tuple(Option(key, options[key]) for key in sorted(options)),
    )


def _beginning(words: str) -> str:
    """Return words as they stand at the beginning of a line."""
    return words[0].upper() + words[1:]


_WORDS = {
    AskKind.VALUE: _value,
    AskKind.WINNER: _winner,
    AskKind.SIZE: _size,
    AskKind.CHANGES: _changes,
    AskKind.MISTAKE: _mistake,
}


def size_asked(frame: Frame, array: str) -> tuple[int, ...]:
    """Return the size of an array: rows, columns and channels of a plane, or how many numbers a list has."""
    info, shape = frame.chapter.info[array], frame.chapter.arrays[array].shape
    return tuple(size for size, axis in zip(shape, info.axes, strict=True) if axis is not Dim.SAMPLE)
