"""What is said, as pieces of text: plain and stressed words, names of cells, and numbers as chips."""

from enum import Enum

from cnnviz.frozen import NamedTuple
from cnnviz.trace.steps import Cell


class SpanKind(Enum):
    """How a piece of text is shown."""

    PLAIN = "plain"
    STRONG = "strong"
    NAME = "name"
    NUMBER = "number"
    COUNT = "count"


class Span(NamedTuple):
    """A piece of text.

    Parameters
    ----------
    text : what stands there
    kind : how it is shown
    cells : the cells of the chapter that it stands for
    value : the number that it is, where it is one
    array : whose colours a number takes
    source : by what name the template asks for it
    term : the word of the glossary that it is
    """

    text: str
    kind: SpanKind = SpanKind.PLAIN
    cells: tuple[Cell, ...] = ()
    value: float | None = None
    array: str = ""
    source: str = ""
    term: str = ""


Paragraph = tuple[Span, ...]


class Part(NamedTuple):
    """A part of what is said: its heading, which may be empty, and its paragraphs."""

    heading: str
    paragraphs: tuple[Paragraph, ...]


class Why(NamedTuple):
    """What is said about a step; whether that adds up nothing but 0, and others follow in its chapter."""

    title: str
    parts: tuple[Part, ...]
    adds_nothing: bool = False

    def __str__(self) -> str:
        lines = [self.title]
        for part in self.parts:
            lines += [part.heading] if part.heading else []
            lines += ["".join(span.text for span in paragraph) for paragraph in part.paragraphs]
        return "\n".join(lines)
