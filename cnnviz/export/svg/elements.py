"""The elements of an SVG file as text: those that follow one another and look alike share a group."""

import re
from collections.abc import Sequence
from itertools import groupby
from xml.sax.saxutils import escape

from cnnviz.frozen import NamedTuple
from cnnviz.qt import QPainterPath, QPointF

_NOT_IN_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CURVE = QPainterPath.ElementType.CurveToElement
_MOVE = QPainterPath.ElementType.MoveToElement


class Element(NamedTuple):
    """An element and its looks, as attributes that belong to the group."""

    looks: str
    text: str


def grouped(elements: Sequence[Element]) -> str:
    """Return all elements, one after the other as they were drawn."""
    return "\n".join(
        f"<g {looks}>{''.join(element.text for element in alike)}</g>"
        for looks, alike in groupby(elements, lambda element: element.looks)
    )


def number(value: float) -> str:
    """Return a length with two decimals at most.

    >>> [number(value) for value in (3.0, 0.125, -0.001, 7.5)]
    ['3', '0.12', '0', '7.5']
    """
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def pair(point: QPointF) -> str:
    """Return a point as paths have it."""
    return f"{number(point.x())} {number(point.y())}"


def path(drawn: QPainterPath) -> str:
    """Return the data of a path."""
    words: list[str] = []
    index = 0
    while index < drawn.elementCount():
        at = drawn.elementAt(index)
        if at.type == _CURVE:
            three = (drawn.elementAt(index + k) for k in range(3))
            words.append("C" + " ".join(pair(QPointF(point.x, point.y)) for point in three))
            index += 3
            continue
        words.append(("M" if at.type == _MOVE else "L") + pair(QPointF(at.x, at.y)))
        index += 1
    return "".join(words)


def attributes(**values: object) -> str:
    """Return attributes, without those that are None; an underscore stands for a hyphen."""
    told = ((name.replace("_", "-"), value) for name, value in values.items() if value is not None)
    return " ".join(
        f'{name}="{number(value) if isinstance(value, float) else value}"' for name, value in told
    )


def plain(text: str) -> str:
    """Return a text as it stands in a file, also within quotes; what XML cannot hold is a mark that says so."""
    return escape(_NOT_IN_XML.sub("�", text), {'"': "&quot;"})
