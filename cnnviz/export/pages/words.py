"""What a page says about a step: the formula, why, and where one is, all as the window has it."""

from typing import Any

import numpy as np

from cnnviz.canvas.lens.words import said_of
from cnnviz.explain.prose.spans import Span, SpanKind
from cnnviz.explain.prose.why import why
from cnnviz.explain.sums.formula import formula
from cnnviz.explain.sums.pieces import Piece, Role
from cnnviz.explain.withheld import is_withheld
from cnnviz.explain.words import place
from cnnviz.export.pages.arrays import Arrays
from cnnviz.export.pages.tables import Tables
from cnnviz.run.frames.frame import Frame

ROLES = (Role.TARGET, Role.TERM, Role.PENDING, Role.OPERATOR, Role.NOTE)
SPANS = (SpanKind.PLAIN, SpanKind.STRONG, SpanKind.NAME, SpanKind.NUMBER, SpanKind.COUNT)
"""Pieces of a formula and of what is said, by the numbers that a page has for them."""


class Said:
    """Writes down what is said about the steps of a chapter."""

    def __init__(self, arrays: Arrays, tables: Tables) -> None:
        self._arrays, self._tables = arrays, tables

    def step(self, frame: Frame) -> list[Any]:
        """Return where one is, the formula, why, where that is in the loops, and what is to be said of it."""
        where = self._string(_in_the_loops(frame))
        reasons = [self._string("")] if is_withheld(frame) else self._why(frame)
        said, first = said_of(frame)
        remark = [self._string(first), self._string(said)]
        return [self._string(place(frame)), self._formula(frame), reasons, where, remark]

    def _formula(self, frame: Frame) -> list[Any]:
        told = formula(frame)
        pieces = [self._piece(piece) for piece in (told.target, *told.terms)]
        return [self._string(told.sign), self._string(told.result), self._string(told.note), *pieces]

    def _piece(self, piece: Piece) -> list[int]:
        texts = self._string(piece.text), self._string(piece.label)
        return [ROLES.index(piece.role), *texts, *dict.fromkeys(map(self._arrays.numbering.of, piece.cells))]

    def _why(self, frame: Frame) -> list[Any]:
        told = why(frame)
        return [
            self._string(told.title),
            *(
                [
                    self._string(part.heading),
                    *([self._span(span) for span in spans] for spans in part.paragraphs),
                ]
                for part in told.parts
            ),
        ]

    def _span(self, span: Span) -> Any:
        """Return a piece of text: its number alone where it is plain, else with what it is, and of which cells."""
        text = self._string(span.text)
        if span.kind is SpanKind.PLAIN:
            return text
        cells = dict.fromkeys(map(self._arrays.numbering.of, span.cells))
        glyph = -1
        if span.kind is SpanKind.NUMBER and span.value is not None and span.array:
            (glyph,) = self._arrays.alone(span.array, [span.value], read=True)
        return [SPANS.index(span.kind), text, glyph, *cells]

    def _string(self, text: str) -> int:
        return self._tables.string(text)


def _in_the_loops(frame: Frame) -> str:
    """Return what the loops of a chapter are at: row 3, column 4."""
    trace = frame.chapter.trace
    places = np.unravel_index(frame.position.step, trace.shape)
    told = zip(trace.axes, places, trace.shape, strict=True)
    return ", ".join(f"{axis} {place}" for axis, place, count in told if count > 1)
