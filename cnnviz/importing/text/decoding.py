"""Bytes and clipboards become lines of text: encodings, line ends, blanks, and what is no text at all."""

import re

from cnnviz.importing.sentences import quoted
from cnnviz.importing.source import Refused
from cnnviz.importing.text.readings import MOST_BYTES, check_rows
from cnnviz.numerals import MINUS

_NARROW = "\u00a0\u2007\u2009\u202f"  # blanks that may stand between the digits of a number
_PLAIN = {MINUS: "-", **dict.fromkeys(_NARROW, " "), "\u2028": "\n", "\ufeff": ""}
_GROUPED = re.compile(rf"(?<!\d)\d{{1,3}}(?:[{_NARROW}]\d{{3}})++(?!\d)")
_WIDE = (b"\xff\xfe", b"\xfe\xff")  # what UTF-16 begins with
_WIDEST = re.compile(rb"[\xf0-\xf4][\x80-\xbf]{3}")
_CONTROL = re.compile(rb"[\0-\x08\x0e-\x1a\x1c-\x1f]")


def is_text(head: bytes) -> bool:
    """Return whether a file that begins so may be a text."""
    return head.startswith(_WIDE) or not _CONTROL.search(head)


def decoded(data: bytes) -> str:
    """Return the text of a file, in the encodings that spreadsheets write."""
    if len(data) > MOST_BYTES // 2 and _WIDEST.search(data):
        raise _too_long()  # one such character makes four bytes of each
    if data.startswith(_WIDE):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")  # spreadsheets on Windows; words only, digits are the same


def plain(text: str) -> str:
    """Return a text with one kind of line end, of blank and of minus.

    Raises
    ------
    Refused
        For what is too long, is no text, or parts the digits of its numbers by a blank of another kind.
    """
    if len(text) > MOST_BYTES:
        raise _too_long()
    if "\0" in text:
        raise Refused("this is no text with numbers")
    if "\r" in text:  # doubled where a table was written as text a second time
        text = text.replace("\r\r\n", "\n").replace("\r\n", "\n").replace("\r", "\n")
    if not text.isascii():
        text = _with_plain_blanks(text)
    check_rows(text.count("\n"))
    return text


def _too_long() -> Refused:
    return Refused(f"the text is too long: tables of up to {MOST_BYTES // 2**20} MB are read")


def _with_plain_blanks(text: str) -> str:
    grouped = _GROUPED.search(text) if any(blank in text for blank in _NARROW) else None
    if grouped:
        raise Refused(f"{quoted(grouped[0])} has blanks within a number: write it without them")
    for mark, instead in _PLAIN.items():
        text = text.replace(mark, instead)
    return text
