"""What stands on the stage of a page: the grids of the window's own plan, each cell by its number."""

from typing import Any

import numpy as np

from cnnviz.canvas.grids.cells import FINISHED, PARTIAL, UNTOUCHED
from cnnviz.canvas.plans.stage_plan import Group, Plane, Size, StagePlan, Style
from cnnviz.canvas.plans.stage_plans import stage_plan
from cnnviz.canvas.staging.looks import numbers_of, owner
from cnnviz.explain.number_format import format_in
from cnnviz.explain.numbers import wide
from cnnviz.export.pages.arrays import Arrays
from cnnviz.export.pages.shapes import shapes_of
from cnnviz.export.pages.tables import Tables
from cnnviz.run.array_info import IMAGES
from cnnviz.run.chapter import Chapter
from cnnviz.run.frames.frame import Frame

SIZES = (
    *(Size.MAIN, Size.KERNEL, Size.TARGET, Size.NUMBER, Size.SMALL, Size.SPAN),
    *(Size.PLOT, Size.LENS),  # which are no grids
)
"""How large grids are, by the numbers that a page has for it."""
_ON_ITS_OWN = -1  # instead of the first number of its cells: it belongs to another chapter


class Stages:
    """Writes down what stands on the stage of one chapter, whose first frame it is given."""

    def __init__(self, frame: Frame, arrays: Arrays, tables: Tables) -> None:
        self._frame, self._arrays, self._tables = frame, arrays, tables
        self._guests: dict[int, Arrays] = {}

    def of(self, focus: int) -> dict[str, Any]:
        """Return the grids while a channel or filter is in hand, and how they may be arranged.

        On a narrow screen they stand without those that no step goes through, and those of other chapters.
        """
        plan = stage_plan(self._frame.chapter, focus, lens=True, run=self._frame.timeline.chapters)
        ways = _ways(plan), [own for way in _ways(plan.bare) if (own := _own(way)) is not None]
        boxes = list(dict.fromkeys(box for some in ways for way in some for box in _boxes(way)))
        keys = {box: number for number, box in enumerate(boxes)}
        named = {box.key: number for box, number in keys.items()}
        whole, bare = ([_tree(way, keys) for way in some] for some in ways)
        return {
            "planes": [self._plane(box, focus) for box in boxes],
            "ways": whole,
            "bare": bare,
            "signs": [
                [
                    *(named[key] for key in sign.between),
                    self._tables.string(sign.text),
                    self._tables.string(sign.said),
                ]
                for sign in plan.signs
            ],
        }

    def _plane(self, plane: Plane, focus: int) -> dict[str, Any]:
        told: dict[str, Any] = {
            "size": SIZES.index(plane.size),
            "title": self._tables.string(plane.title),
            "subtitle": self._tables.string(plane.subtitle),
            "said": self._tables.string(" ".join((*plane.label.splitlines()[:1], plane.title))),
        }
        if plane.size in (Size.PLOT, Size.LENS):
            return told
        if plane.label:
            told["label"] = [*map(self._tables.string, plane.label.splitlines())]
        told |= {"bare": not plane.headed, "span": plane.span}
        told |= self._cells(plane, focus) if plane.chapter is None else self._guest(plane)
        if plane.style is not Style.CELLS:
            shaped = {"style": plane.style.value, "shapes": shapes_of(plane, self._frame, self._tables)}
            told |= {**shaped, "outlined": plane.outlined}
        return told

    def _cells(self, plane: Plane, focus: int) -> dict[str, Any]:
        chapter, arrays = self._frame.chapter, self._arrays
        rows, columns = plane.of(chapter.arrays[plane.array]).shape
        apart = _apart(plane, arrays, rows, 0), _apart(plane, arrays, columns, 1)
        told: dict[str, Any] = {
            "cells": [_first(plane, arrays), rows, columns, *apart],
            "array": arrays.numbering.names.index(plane.array),
        }
        written = arrays.numbering.starts[plane.array] >= arrays.numbering.made
        small = plane.size is Size.SMALL and chapter.info[plane.array].axes == IMAGES
        if small and not plane.exact and written:
            told["as_far_as"] = _beside(plane, chapter, focus, arrays)
        if plane.still and written:  # it is finished, whatever step is in hand
            told["as_far_as"] = [_first(plane, arrays), *[_beside(plane, chapter, focus, arrays)[-1]] * 3]
        return told

    def _guest(self, plane: Plane) -> dict[str, Any]:
        """Return what is only shown, finished or not reached yet: no step of the chapter goes through it."""
        rows, columns = numbers_of(plane, self._frame).shape
        told: dict[str, Any] = {"cells": [_ON_ITS_OWN, rows, columns, 0, 0], "glyphs": [], "widest": []}
        if plane.style is Style.SUMS:
            return told
        frame = owner(plane, self._frame)
        assert plane.chapter is not None
        if plane.chapter not in self._guests:
            self._guests[plane.chapter] = Arrays(frame, self._tables)
        arrays, numbers = self._guests[plane.chapter], frame.chapter.arrays[plane.array]
        own = [
            arrays.numbering.of(plane.cell(row, column)) for row in range(rows) for column in range(columns)
        ]
        places = np.array(own, np.intp) - arrays.numbering.starts[plane.array]
        there = plane.chapter < self._frame.position.chapter
        told["glyphs"] = arrays.places(plane.array, places, FINISHED if there else UNTOUCHED)
        form = format_in(frame.chapter, plane.array, frame.decimals)
        told["widest"] = [self._tables.string(form.in_cell(number)) for number in wide(numbers)]
        return told


def _ways(plan: StagePlan) -> tuple[Group, ...]:
    return plan.arrangements[: plan.preferred or None]


def _boxes(box: Plane | Group) -> list[Plane]:
    return [box] if isinstance(box, Plane) else [inner for child in box.children for inner in _boxes(child)]


def _own(box: Plane | Group) -> Plane | Group | None:
    """Return what of a box belongs to the chapter, if anything does; the first of it takes over the name of all."""
    if isinstance(box, Plane):
        return box if box.chapter is None else None
    kept = [own for child in box.children if (own := _own(child)) is not None]
    first, label = kept[0] if kept else None, box.children[0]
    if isinstance(first, Plane) and isinstance(label, Plane) and label.label and not first.label:
        kept[0] = first._replace(label=label.label)
    return box._replace(children=tuple(kept)) if kept else None


def _tree(box: Plane | Group, keys: dict[Plane, int], *, line: bool = False) -> Any:
    """Return an arrangement; rows that have a name at their left, or are bands of maps, are never turned."""
    if isinstance(box, Plane):
        return keys[box]
    grids = [child for child in box.children if isinstance(child, Plane) and child.size is not Size.LENS]
    named = len(grids) == len(box.children) and bool(grids[0].label)
    below = box.direction == "column" and all(isinstance(child, Group) for child in box.children)
    maps = {plane.array for plane in _boxes(box) if plane.laid is not None}
    bands = below and len(maps) == 1 and all(plane.array in maps for plane in _boxes(box))
    direction = "line" if box.direction == "row" and (named or line) else box.direction
    children = (_tree(child, keys, line=bands) for child in box.children)
    return [direction, box.gap, int(box.flush), *children]


def _first(plane: Plane, arrays: Arrays) -> int:
    return arrays.numbering.of(plane.cell(0, 0))


def _apart(plane: Plane, arrays: Arrays, count: int, axis: int) -> int:
    """Return how far apart the numbers of neighbours are, one below the other or side by side."""
    if count < 2:
        return 0
    next_one = plane.cell(1, 0) if axis == 0 else plane.cell(0, 1)
    return arrays.numbering.of(next_one) - _first(plane, arrays)


def _beside(plane: Plane, chapter: Chapter, focus: int, arrays: Arrays) -> list[Any]:
    """Return by which grid a small one goes, and how its cells are drawn when that is so far: it is never stepped."""
    rows, columns = plane.of(chapter.arrays[plane.array]).shape
    own = np.array([arrays.numbering.of(plane.cell(r, c)) for r in range(rows) for c in range(columns)])
    places = own - arrays.numbering.starts[plane.array]
    in_hand = plane._replace(fixed=(*plane.fixed[:-1], focus))
    return [
        _first(in_hand, arrays),
        *(arrays.places(plane.array, places, far) for far in (UNTOUCHED, PARTIAL, FINISHED)),
    ]
