"""The law of a chapter in LaTeX: what is computed there, with the names that its arrays have."""

import re
from collections.abc import Mapping
from enum import Enum

from cnnviz.explain.prose.files import prose_of
from cnnviz.explain.prose.step_facts import facts_of
from cnnviz.run.array_info import ArrayRole, Dim
from cnnviz.run.chapter import Chapter
from cnnviz.run.frames.frame import Frame

_ARRAY = re.compile(r"<(\w+):([^<>]*)>")
_SUM = re.compile(r"\\sum_\{((?:\w,)*\w)\}(.*)")
_ANY = "i"
_LETTERS = {
    Dim.ROW: "i",
    Dim.COLUMN: "j",
    Dim.CHANNEL: "c",
    Dim.FILTER: "f",
    Dim.INPUT: "i",
    Dim.UNIT: "o",
}
"""How any place is written in an array that has several axes, where all are gone through one by one."""
_LETTER = re.compile(r"[A-Za-z]\d*")
_OF_LETTER = re.compile(r"d[A-Za-z](?![a-z])")
_DIGITS = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")


class FactorOrigin(Enum):
    """Where a factor comes from, so that a view can colour it."""

    WRITTEN = "written"
    ABOVE = "upstream"
    OWN = "the layer's own"
    LOSS = "the loss's own"
    SET = "as it is set"
    INPUT = "what comes in"


def origin_of(chapter: Chapter, array: str) -> FactorOrigin:
    """Return where the numbers of an array come from, seen from its chapter."""
    if array in chapter.trace.outputs:
        return FactorOrigin.WRITTEN
    role = chapter.info[array].role
    if role is ArrayRole.GRADIENT:
        return FactorOrigin.ABOVE
    return FactorOrigin.OWN if role is ArrayRole.PARAMETER else FactorOrigin.INPUT


def law(frame: Frame, colours: Mapping[FactorOrigin, str] | None = None) -> str:
    """Return the law of a frame's chapter, each array in the colour of where it comes from, if there are any."""
    facts, chapter = facts_of(frame), frame.chapter
    saying = next(one for one in prose_of(chapter.kind).symbols if all(map(facts.holds, one.when)))

    def written(match: re.Match[str]) -> str:
        array, index = match.groups()
        text = symbol(chapter, array, index)
        return text if colours is None else rf"\textcolor{{{colours[origin_of(chapter, array)]}}}{{{text}}}"

    return _SUM.sub(_summed, _ARRAY.sub(written, saying.text))


def _summed(match: re.Match[str]) -> str:
    """Return a sum over those of its letters that stand in what is summed."""
    letters, rest = match.groups()
    indices = " ".join(re.findall(r"\[([^\]]*)\]", rest))
    kept = [letter for letter in letters.split(",") if re.search(rf"\b{letter}\b", indices)]
    return rf"\sum_{{{','.join(kept)}}}{rest}"


def symbol(chapter: Chapter, array: str, index: str) -> str:
    """Return a cell of an array in LaTeX; a gradient as what it is, a derivative of the loss."""
    info = chapter.info[array]
    index = _several(chapter, array, index)
    place = f"[{index}]" if index else ""
    if info.role is ArrayRole.GRADIENT and info.label.startswith("d"):
        return rf"\frac{{\partial L}}{{\partial {_name(info.label[1:])}{place}}}"
    return f"{_name(info.label)}{place}"


def _several(chapter: Chapter, array: str, index: str) -> str:
    """Return an index without channels and filters of which there is only one; any place has a letter for each axis."""
    info, shape = chapter.info[array], chapter.arrays[array].shape
    axes = [(axis, size) for axis, size in zip(info.axes, shape, strict=True) if axis is not Dim.SAMPLE]
    if index == _ANY and len(axes) > 1:
        index = ", ".join(_LETTERS[axis] for axis, _ in axes)
    places = index.split(", ")
    if len(places) != len(axes):
        return index
    kept = [
        place
        for place, (axis, size) in zip(places, axes, strict=True)
        if size > 1 or axis not in (Dim.CHANNEL, Dim.FILTER)
    ]
    return ", ".join(kept)


def _name(label: str) -> str:
    """Return a label in LaTeX: a letter stays one, with its number, and words stand upright."""
    letter, _, words = label.translate(_DIGITS).partition(" ")
    if letter == "new":
        letter, words = words, "new"
    if not _LETTER.fullmatch(letter):
        return rf"\text{{{label}}}"
    if words.startswith("− "):
        return rf"({_name(letter)} - \text{{{words[2:]}}})"
    number = letter[1:]
    if words in ("", "new"):
        below = ",".join(filter(None, (number, rf"\text{{{words}}}" if words else "")))
        return rf"{letter[0]}_{{{below}}}" if below else letter
    return rf"{_name(letter)}^{{\text{{{words}}}}}"


def numbers_latex(text: str) -> str:
    """Return a line of names and numbers in LaTeX."""
    for sign, command in (
        ("·", r" \cdot "),
        ("−", "-"),
        ("∞", r"\infty "),
        ("η", r"\eta "),
        ("∂", r"\partial "),
    ):
        text = text.replace(sign, command)
    named = re.sub(r"[A-Za-z]+[₀-₉]*(?: [a-z]+)*(?=\[)", lambda match: _in_latex(match[0]), text)
    return re.sub("[₀-₉]+", lambda match: f"_{{{match[0].translate(_DIGITS)}}}", named)


def _in_latex(label: str) -> str:
    return rf"\mathrm{{d}}{_name(label[1:])}" if _OF_LETTER.match(label) else _name(label)
