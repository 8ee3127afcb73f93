"""What stands on the stage of a page: the grids of the window's own plan, each cell by its number."""

from typing import Any

import numpy as np

from cnnviz.canvas.grids.cells import FINISHED, PARTIAL, UNTOUCHED
from cnnviz.canvas.plans.stage_plan import Group, Plane, Size, StagePlan, Style
from cnnviz.canvas.plans.stage_plans import stage_plan
from cnnviz.export.pages.arrays import Arrays
from cnnviz.export.pages.shapes import shapes_of
from cnnviz.export.pages.tables import Tables
from cnnviz.run.array_info import IMAGES
from cnnviz.run.chapter import Chapter, ChapterKind
from cnnviz.run.frames.frame import Frame

SIZES = (Size.MAIN, Size.KERNEL, Size.TARGET, Size.NUMBER, Size.SMALL, Size.PLOT, Size.LENS)
"""How large grids are, by the numbers that a page has for it."""


def stage_of(frame: Frame, focus: int, arrays: Arrays, tables: Tables) -> dict[str, Any]:
    """Return the grids of a chapter while a channel or filter is in hand, and how they may be arranged.

    On a narrow screen they stand without those that no step goes through.
    """
    kernels = frame.chapter.kind in (ChapterKind.ACCUMULATE, ChapterKind.CORRELATE)
    run = frame.timeline.chapters if kernels else ()  # of others it would tell of several chapters at once
    plan = stage_plan(frame.chapter, focus, lens=True, run=run)
    boxes = list(dict.fromkeys(box for way in _ways(plan) for box in _boxes(way)))
    keys = {box.key: number for number, box in enumerate(boxes)}
    return {
        "planes": [_plane(box, frame, focus, arrays, tables) for box in boxes],
        "ways": [_tree(way, keys) for way in _ways(plan)],
        "bare": [_tree(way, keys) for way in _ways(plan.bare)],
        "signs": [
            [*(keys[key] for key in sign.between), tables.string(sign.text), tables.string(sign.said)]
            for sign in plan.signs
        ],
    }


def _ways(plan: StagePlan) -> tuple[Group, ...]:
    return plan.arrangements[: plan.preferred or None]


def _boxes(box: Plane | Group) -> list[Plane]:
    return [box] if isinstance(box, Plane) else [inner for child in box.children for inner in _boxes(child)]


def _tree(box: Plane | Group, keys: dict[str, int]) -> Any:
    if isinstance(box, Plane):
        return keys[box.key]
    return [box.direction, box.gap, int(box.flush), *(_tree(child, keys) for child in box.children)]


def _plane(plane: Plane, frame: Frame, focus: int, arrays: Arrays, tables: Tables) -> dict[str, Any]:
    chapter = frame.chapter
    told: dict[str, Any] = {
        "size": SIZES.index(plane.size),
        "title": tables.string(plane.title),
        "subtitle": tables.string(plane.subtitle),
    }
    if plane.size in (Size.PLOT, Size.LENS):
        return told
    rows, columns = plane.of(chapter.arrays[plane.array]).shape
    told["cells"] = [
        _first(plane, arrays),
        rows,
        columns,
        _apart(plane, arrays, rows, 0),
        _apart(plane, arrays, columns, 1),
    ]
    told["array"] = arrays.numbering.names.index(plane.array)
    written = arrays.numbering.starts[plane.array] >= arrays.numbering.made
    if plane.size is Size.SMALL and not plane.exact and written and chapter.info[plane.array].axes == IMAGES:
        told["as_far_as"] = _beside(plane, chapter, focus, arrays)
    if plane.still and written:  # it is finished, whatever step is in hand
        told["as_far_as"] = [_first(plane, arrays), *[_beside(plane, chapter, focus, arrays)[-1]] * 3]
    if plane.style is not Style.CELLS:
        shaped = {"style": plane.style.value, "shapes": shapes_of(plane, frame, tables)}
        told |= {**shaped, "outlined": plane.outlined}
    return told


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
