"""The lines by which programs say what stands below or above them: a name, a place, a size, columns, a factor.

MATLAB and Octave print an array of 2×2×2 as

    ans(:,:,1) =

         1     2
         3     4

    ans(:,:,2) =

         5     6
         7     8

R puts `, , 1` above each plane, `[,1] [,2]` above the columns and `[1,]` before a row; Julia puts `[:, :, 1] =` above
each plane and the size above all; PyTorch's C++ puts `(1,.,.) =` there, and the size below. Columns that find no room
are printed below the others, under `Columns 8 through 9`.
"""

import re
from dataclasses import dataclass
from typing import TypeAlias

Size: TypeAlias = tuple[int, ...]

_SIZE = r"\d{1,9}(?:[×x]\d{1,9})+"
_TYPE = r"(?:single|double|logical|u?int\d{1,2})"
_NAMED = re.compile(rf"([A-Za-z]\w*)(?:\(:,:((?:,\d{{1,9}})+)\))? ?= ?(?:({_SIZE})(?: {_TYPE})?)?")
_JULIA = re.compile(r"\[:, :, (\d{1,9}(?:, \d{1,9})*)\] =")
_R = re.compile(r", , (\d{1,9}(?:, \d{1,9})*)")
_R_COLUMNS = re.compile(r"\[,(\d{1,9})\](?: \[,\d{1,9}\])*")
_TORCH = re.compile(r"\((\d{1,9}(?: ?, ?\d{1,9})*) ?,\.,\.\) =")
_ABOVE = (
    re.compile(rf"({_SIZE}|\d{{1,9}}-element) [^:]*:"),  # Julia
    re.compile(rf"({_SIZE}) (?:{_TYPE} )?(?:matrix|array|row vector|column vector)"),  # MATLAB
)
_BELOW = (
    re.compile(r"\[ ?\w+ ?\{(\d{1,9}(?:,\d{1,9})*)\} ?\]"),  # PyTorch's C++
    re.compile(rf"\[torch\.\w+ of size ({_SIZE}|\d{{1,9}})(?: \(\w+ \d+\))?\]"),  # its first versions
)
_COLUMNS = re.compile(r"Columns? (\d{1,9})(?: (?:through|to|and) \d{1,9})?:?")
_FACTOR = re.compile(r"(\d(?:\.\d{1,9})?e[+-]?\d{1,3}) ?\*", re.IGNORECASE)
_LONGEST = 200
_INTEGER = re.compile(r"\d+")


@dataclass(frozen=True)
class Plane:
    """The next plane begins.

    Parameters
    ----------
    place : its numbers on the axes that are not printed, () for the only one
    name : of the array, where it has one
    before : whether these axes come before rows and columns, and not after them
    """

    place: Size
    name: str = ""
    before: bool = False


@dataclass(frozen=True)
class Columns:
    """Columns stand below, counted from 1.

    Parameters
    ----------
    first : the number of the first, None where they have names instead
    labelled : whether each row has its number or name in front
    """

    first: int | None
    labelled: bool = False


@dataclass(frozen=True)
class Factor:
    """The numbers below are to be multiplied."""

    by: float


@dataclass(frozen=True)
class Stated:
    """The size of the array."""

    size: Size


Heading: TypeAlias = Plane | Columns | Factor | Stated


def headings(line: str) -> tuple[Heading, ...]:
    """Return what a line says of the numbers around it; none where it holds numbers, or anything else."""
    line = " ".join(line.split()) if len(line) <= _LONGEST else ""
    if line[:1].isdigit() and line[-1:].isdigit() and "=" not in line:
        return ()  # as most lines
    if found := _NAMED.fullmatch(line):
        stated = (Stated(_sizes(found[3])),) if found[3] else ()
        return (Plane(_sizes(found[2] or ""), found[1]), *stated)
    if found := _JULIA.fullmatch(line) or _R.fullmatch(line):
        return (Plane(_sizes(found[1])),)
    if found := _TORCH.fullmatch(line):
        return (Plane(_sizes(found[1]), before=True),)
    if found := _COLUMNS.fullmatch(line):
        return (Columns(int(found[1])),)
    if found := _R_COLUMNS.fullmatch(line):
        return (Columns(int(found[1]), labelled=True),)
    if found := _FACTOR.fullmatch(line):
        return (Factor(float(found[1])),)
    sizes = (pattern.fullmatch(line) for pattern in (*_ABOVE, *_BELOW))
    return tuple(Stated(_sizes(size[1])) for size in sizes if size)


def are_sections(text: str) -> bool:
    """Return whether a text begins or ends as one that is printed in sections."""
    head, tail = text[:1000].strip(), text[-1000:].strip()
    first, _, rest = (part.strip() for part in head.partition("\n"))
    if _NAMED.fullmatch(first) and rest.startswith(("[", "{", "(")):
        return bool(headings(rest.partition("\n")[0]))  # or numbers in brackets that have a name
    if headings(first) and not first.startswith("Column "):  # which may as well be the name of one
        return True
    return rest.startswith("[1,]") or any(below.fullmatch(tail.rpartition("\n")[2]) for below in _BELOW)


def _sizes(text: str) -> Size:
    return tuple(map(int, _INTEGER.findall(text)))
