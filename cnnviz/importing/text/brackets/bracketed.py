"""Arrays in brackets, as NumPy and its like print them and as people write them in code.

    Parameter containing:
    tensor([[1., 2.],
            [3., 4.]], requires_grad=True)

is known for what it is in front of the numbers, around them and behind them; whatever is not is refused with its words.
"""

import re
from collections.abc import Sequence

import numpy as np

from cnnviz.importing.sentences import counted, quoted
from cnnviz.importing.source import Refused
from cnnviz.importing.text.brackets import calls
from cnnviz.importing.text.brackets.nested import Nested
from cnnviz.importing.text.readings import Reading, Readings, check_count, check_rows
from cnnviz.importing.text.tables.planes import Plane

_COMMENT = re.compile(r"(?:(?<=[\s\[\](){},;])|^)(?:#|%|//)[^\n]*", re.MULTILINE)
_SCALAR = re.compile(r"\b(?:np|numpy)\.(?:float|u?int)\d{1,3}\(([^()\[\]\s,]*)\)")
_NAME = r"[^\W\d][\w.]*+(?:\[\w*+\])*+"
_PREFIX = re.compile(
    rf"\s*+(?:parameter containing:|(?:(?:const|let|var|double|float|int) )?{_NAME}\s*+(?:=|<-|:=|:))",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"\s*+[\[({][\[({\s]*+(?:[\d.+\-−∞\])}]|(?:\w{1,20}\.)*(?:nan|na|inf|true|false|none|null)\b|([^\W\d][\w.]*+)\()",
    re.IGNORECASE,
)
_CALL = re.compile(r"\s*+([^\W\d][\w.]*+)\(|\s*+<(tf\.)(?:Tensor|Variable)\b")
_IN_FRONT = re.compile(r"\s*+([^\[]{1,200}?)\s*\[[\[\s]*+[-+.\d][^\[\]\n]{0,40}[,\s]")
_BEHIND = re.compile(r"\s*+(?:<NDArray [\dx]{1,40} @\w{1,20}\(\d{1,4}\)>)?\s*+")  # as MXNet has it
_HEAD = 4000  # characters in which the first number is expected


def read_brackets(text: str) -> Readings | None:
    """Read what stands in brackets, or return None where a text does not begin with numbers in brackets.

    Raises
    ------
    Refused
        With one sentence and the words that are not known.
    """
    head = _bare(text[:_HEAD])
    if not _begins(head, _prefix(head)):
        return None
    text = _bare(text)
    nested = Nested(text, _prefix(text))
    arrays = [nested.array()]
    while arrays[-1].size and _begins(text, nested.at):
        arrays.append(nested.array())
        check_rows(len(arrays))
    if not arrays[-1].size:
        raise Refused("there are no numbers in it")
    if not _BEHIND.fullmatch(text, nested.at):
        raise Refused(f"{quoted(text[nested.at :])} behind the numbers is not known: copy the numbers alone")
    if len(arrays) > 1:
        return Readings((Reading(_rows(arrays)),))
    found = Reading(arrays[0], nested.channels)
    if nested.lines is None:
        return Readings((found,))
    lines = Reading(arrays[0].reshape(nested.lines, -1), name="each line is a row")
    return Readings((Reading(arrays[0], name="one row"), lines))


def _bare(text: str) -> str:
    """Return a text without comments, and numbers in a list without their types: np.float64(1.5)."""
    if "#" in text or "%" in text or "//" in text:
        text = _COMMENT.sub("", text)
    if "(" in text:
        check_count(text.count("("))
        text = _SCALAR.sub(r"\1", text)
    return text


def words_in_front(text: str) -> str:
    """Return what stands in front of the first numbers in brackets, "" where nothing does."""
    found = _IN_FRONT.match(text)
    return found[1] if found else ""


def _begins(text: str, start: int) -> bool:
    """Return whether an array begins there: with a number in brackets, or with a function that makes one."""
    inside, call = _OPENING.match(text, start), _CALL.match(text, start)
    if inside:
        return not inside[1] or calls.is_known(inside[1])
    return call is not None and (bool(call[2]) or calls.is_known(call[1]))


def _prefix(text: str) -> int:
    """Return where a text goes on behind a name that is given to the numbers."""
    end = 0
    while found := _PREFIX.match(text, end):
        end = found.end()
    return end


def _rows(arrays: Sequence[Plane]) -> Plane:
    """Return arrays that follow each other as the rows of one, which is all that they can be."""
    if any(array.ndim != 1 for array in arrays):
        raise Refused(f"there are {len(arrays)} arrays in it: copy one of them")
    for number, array in enumerate(arrays, 1):
        if len(array) != len(arrays[0]):
            found = counted(len(array), "number")
            raise Refused(f"row {number} has {found}, the rows before it have {len(arrays[0])}")
    return np.stack(arrays)
