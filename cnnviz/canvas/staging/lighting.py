"""What lights up on the stage for what a person points at: all that a cell touches, or the factors of a term."""

from collections.abc import Sequence
from functools import partial

import numpy as np

from cnnviz.canvas.plans.stage_plan import by_array
from cnnviz.canvas.staging.lettering.outline_words import outline_words
from cnnviz.canvas.staging.scene import StageScene
from cnnviz.explain.outlined import Outlined, met_now, outlined
from cnnviz.qt import QPointF, QRectF
from cnnviz.run.array_info import ArrayRole
from cnnviz.trace.steps import Cell, Index

_WIDE = 18  # pixels of a cell that has room for a wider outline
_FEW = (
    8  # cells that a cell meets in a step and that are outlined one by one; more are framed together already
)


def light(scene: StageScene, cell: Cell | None) -> None:
    """Outline all that a cell touches over the whole pass, on the grids and in the lens, and say what that is.

    In the lens, where each step has other numbers, it is what the cell meets now, and of parameters all that it ever
    meets. None outlines nothing.
    """
    if cell is None:
        scene.outline({})
        return
    frame = scene.frame
    parts = outlined(frame, cell, partial(_seen, scene))
    met = met_now(frame, cell)
    read = [one for one in met if one.array in frame.chapter.trace.inputs and one not in frame.step.writes]
    now = scene.rects([cell]) + (scene.rects(read) if len(read) <= _FEW else [])
    lens: list[QRectF] = []
    if scene.lens is not None:
        now += scene.lens.rects_met(cell, met)
        info = frame.chapter.info
        lens = scene.lens.rects_touched(
            {one.array: one.cells for one in parts if info[one.array].role is ArrayRole.PARAMETER}
        )
    wide = [rect for rect in now if rect.width() >= _WIDE]
    scene.outline({one.array: one.cells for one in parts}, [*lens, *(r for r in now if r not in wide)], wide)
    if frame.asking is None:
        _tell(scene, parts)


def _seen(scene: StageScene, array: str, cells: Index) -> Index:
    """Return which cells of an array stand on its large grids; all of one that has none."""
    inside = [
        plane.contains(cells) for plane in scene.plan.large if plane.array == array and plane.chapter is None
    ]
    return cells[np.any(inside, axis=0)] if inside else cells


def _tell(scene: StageScene, parts: Sequence[Outlined]) -> None:
    """Say under the grids what is outlined on them: under the last one of each array that has any of it."""
    told = {}
    for one in parts:
        large = (p for p in reversed(scene.plan.large) if p.array == one.array and p.key in scene.grids)
        key = next((p.key for p in large if p.chapter is None and p.contains(one.cells).any()), None)
        if one.words and key is not None:
            told[key] = one.words
    grids = {key: grid.sceneBoundingRect() for key, grid in scene.grids.items()}
    others = [*scene.words, *([] if scene.lens is None else [scene.lens.rect])]
    scene.outlined.tell(
        outline_words(told, grids, scene.sceneRect(), others, scene.connectors, scene.outlined.palette)
    )


def light_term(scene: StageScene, cells: tuple[Cell, ...]) -> None:
    """Outline the factors of a term and what they make; none outlines nothing."""
    scene.outline(
        by_array(cells), scene.lens.rects_of_term(cells) if scene.lens is not None and cells else ()
    )


def rests_on_the_lens(scene: StageScene, point: QPointF) -> bool:
    """Return whether a point of the scene is in the lens, where each step has other numbers."""
    return scene.lens is not None and scene.lens.rect.contains(point)
