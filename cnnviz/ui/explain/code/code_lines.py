"""A listing's lines as they are shown: coloured, indents at half their width, long lines broken."""

from collections.abc import Iterator, Sequence
from enum import Enum
from functools import lru_cache

from cnnviz.explain.listings.files import Program
from cnnviz.frozen import NamedTuple


class Ink(Enum):
    """What a piece of code is."""

    PLAIN = "text"
    KEYWORD = "code_keyword"
    NUMBER = "code_number"
    COMMENT = "muted"


class CodePiece(NamedTuple):
    """A piece of a line: what it is, and at which column it stands."""

    text: str
    ink: Ink
    column: float


class Row(NamedTuple):
    """A row of the view.

    Parameters
    ----------
    line : the line of the program that it shows, counted from 0
    pieces : what stands in it
    goes_on : whether the line began in a row above
    """

    line: int
    pieces: tuple[CodePiece, ...]
    goes_on: bool = False


_INDENT = 0.5  # of the width of a blank
_HANGING = 2.0  # columns that a broken line goes on behind its indent


@lru_cache(maxsize=64)
def rows_of(program: Program, columns: int) -> Sequence[Row]:
    """Return the rows of a program, none of them wider than so many columns where it can be broken."""
    found: list[Row] = []
    for number, words in enumerate(_lines("\n".join(program.lines))):
        found += _broken(number, words, columns)
    return found


def _broken(number: int, words: Sequence[tuple[str, Ink]], columns: int) -> Iterator[Row]:
    indent = 0.0
    if words and words[0][0].isspace():
        indent = len(words[0][0]) * _INDENT
        words = words[1:]
    column, row, goes_on = indent, list[CodePiece](), False
    for word in _words(words):
        wide = sum(len(text) for text, _ in word)
        if row and column + wide > columns:
            yield Row(number, tuple(row), goes_on)
            column, row, goes_on = indent + _HANGING, [], True
        for text, ink in word:
            row.append(CodePiece(text, ink, column))
            column += len(text)
        column += 1
    yield Row(number, tuple(row), goes_on)


def _words(pieces: Sequence[tuple[str, Ink]]) -> Iterator[Sequence[tuple[str, Ink]]]:
    """Yield what stands between blanks, without these; within brackets that hold no more than an index, too."""
    word: list[tuple[str, Ink]] = []
    depth = 0
    for text, ink in pieces:
        depth += text.count("[") - text.count("]")
        if text.isspace() and not depth:
            yield word
            word = []
        else:
            word.append((text, ink))
    yield word


def _lines(source: str) -> list[list[tuple[str, Ink]]]:
    """Return the pieces of each line of a program."""
    from pygments.lexers.python import PythonLexer  # loaded when somebody looks at code
    from pygments.token import Token

    inks = {Token.Keyword: Ink.KEYWORD, Token.Operator.Word: Ink.KEYWORD}
    inks |= {Token.Literal: Ink.NUMBER, Token.Comment: Ink.COMMENT}
    lines: list[list[tuple[str, Ink]]] = [[]]
    for kind, text in PythonLexer(stripnl=False, ensurenl=False).get_tokens(source):
        ink = next((ink for own, ink in inks.items() if kind in own), Ink.PLAIN)
        for place, part in enumerate(text.split("\n")):
            if place:
                lines.append([])
            if part:
                lines[-1].append((part, ink))
    return lines
