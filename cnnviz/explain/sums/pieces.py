"""What a formula consists of: pieces of text, each with the cells that it stands for."""

from collections.abc import Sequence
from enum import Enum

from cnnviz.frozen import NamedTuple
from cnnviz.trace.steps import Cell


class Role(Enum):
    """What a piece of a formula is, so that a view can colour it."""

    TARGET = "target"
    TERM = "term"
    PENDING = "pending"
    OPERATOR = "operator"
    NOTE = "note"


class Piece(NamedTuple):
    """A piece of a formula: its text, what it is, the cells that it stands for, and what they are called, if said."""

    text: str
    role: Role
    cells: tuple[Cell, ...] = ()
    label: str = ""


class Formula(NamedTuple):
    """What is computed, from what, and what comes out; without terms where the result is hidden.

    `sign` is "=" where what is printed comes to the printed result, else "≈"; `note` says what the formula leaves
    unsaid.
    """

    target: Piece
    terms: tuple[Piece, ...]
    result: str
    note: str
    sign: str = "="

    def __str__(self) -> str:
        if not self.terms:
            return f"{self.target.text} {self.sign} {self.result}"
        return f"{self.target.text} = {line_of(self.terms)} {self.sign} {self.result}"


def line_of(pieces: Sequence[Piece]) -> str:
    """Return pieces as one line: nothing stands off the inside of a parenthesis, or before a comma."""
    line = ""
    for piece in pieces:
        text = f"{piece.text} ({piece.label})" if piece.label else piece.text
        close = not line or line.endswith("(") or text in (")", ",")
        line += text if close else f" {text}"
    return line
