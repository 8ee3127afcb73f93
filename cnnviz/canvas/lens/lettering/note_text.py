"""The sentence about a step, beneath its working."""

import re
from collections.abc import Sequence

from cnnviz.application import text_pixels, typeface
from cnnviz.canvas.lens.lettering.texts import TITLE, Text
from cnnviz.canvas.lens.ways.sizes import Put, note_line
from cnnviz.canvas.palette import Palette
from cnnviz.qt import QBrush, QFont, QFontMetrics

_SAID = 12
_FIRST, _STRONG = (16, 15, 14, TITLE), QFont.Weight.DemiBold
"""Pixels of what is said first, as large as it has room, and how strong it is."""
_WINNER, _DISC, _ASIDE = "●", 11, 15
"""A disc before a sentence, its pixels, and those to the sentence."""
_WORDS = re.compile(r"(?:\[[^\]]*\]|\S)+")
"""What no line breaks: the place of a cell has a space in it."""


class NoteText:
    """A sentence, broken into lines where its place is narrow, with what is said before it over it.

    One that tells who wins stands out where it has room so, behind a disc as the winner has.
    """

    def __init__(self, put: Put, palette: Palette) -> None:
        self._put = put
        self._first = Text(TITLE, QBrush(palette.role("text")), _STRONG)
        self._disc = Text(_DISC, QBrush(palette.role("accent")))
        lines = range(put.height // note_line())
        self._lines = [Text(_SAID, QBrush(palette.role("muted"))) for _ in lines]
        self._strong = [Text(_SAID, QBrush(palette.role("text")), _STRONG) for _ in lines]
        self.items = self._first, *self._lines, *self._strong, self._disc
        self._said = "", "", False

    def say(self, text: str, first: str = "", *, winner: bool = False) -> None:
        """Say a sentence, which may tell a winner."""
        if (text, first, winner) == self._said:
            return
        self._said = text, first, winner
        put = self._put
        fitting = (size for size in _FIRST if _width(first, size) <= put.width)
        size = next(fitting, TITLE)
        self._first.resize(size)
        self._first.say(first, put.x, put.y - 1 - text_pixels(size - TITLE))
        under = put.y + note_line() * bool(first)
        marked = self._lines_of(self._strong, text, put.width - text_pixels(_ASIDE)) if winner else []
        _write(self._strong, marked, put.x + text_pixels(_ASIDE), under)
        _write(self._lines, [] if marked else self._lines_of(self._lines, text, put.width), put.x, under)
        self._disc.say(_WINNER if marked else "", put.x, under)

    @staticmethod
    def _lines_of(items: Sequence[Text], text: str, width: int) -> Sequence[str]:
        """Return the lines of a text in a width; none where it has no room: it is not cut off."""
        ways = (_broken(words, items, width) for words in (_WORDS.findall(text), text.split()))
        return next((lines for lines in ways if items[0].width_of(lines[-1]) <= width), [])


def _write(items: Sequence[Text], lines: Sequence[str], x: int, y: int) -> None:
    for number, item in enumerate(items):
        item.say(lines[number] if number < len(lines) else "", x, y + number * note_line())


def _broken(words: Sequence[str], items: Sequence[Text], width: int) -> Sequence[str]:
    """Return the lines that words make, no more than there are items, of which the last may be too long."""
    wide, whole = items[0].width_of, " ".join(words)
    if wide(whole) <= width:  # as mostly: not word by word
        return [whole]
    lines = [""]
    for word in words:
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and wide(longer) > width and len(lines) < len(items):
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _width(first: str, pixels: int) -> int:
    return QFontMetrics(typeface(text_pixels(pixels), _STRONG)).horizontalAdvance(first)
