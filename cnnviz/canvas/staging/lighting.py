"""What lights up on the stage for what a person points at: all that a cell touches, or the factors of a term."""

import numpy as np

from cnnviz.canvas.plans.stage_plan import by_array
from cnnviz.canvas.staging.scene import StageScene
from cnnviz.qt import QPointF
from cnnviz.trace.steps import Cell


def light(scene: StageScene, cell: Cell | None) -> None:
    """Outline all that a cell touches over the whole pass, on the grids and in the lens; None outlines nothing."""
    if cell is None:
        scene.outline({})
        return
    touched = dict(scene.frame.chapter.trace.related(cell))
    own = np.array([cell.index], np.intp)
    touched[cell.array] = np.concatenate([touched[cell.array], own]) if cell.array in touched else own
    scene.outline(touched, () if scene.lens is None else scene.lens.rects_touched(cell, touched))


def light_term(scene: StageScene, cells: tuple[Cell, ...]) -> None:
    """Outline the factors of a term and what they make; none outlines nothing."""
    scene.outline(
        by_array(cells), scene.lens.rects_of_term(cells) if scene.lens is not None and cells else ()
    )


def rests_on_the_lens(scene: StageScene, point: QPointF) -> bool:
    """Return whether a point of the scene is in the lens, where each step has other numbers."""
    return scene.lens is not None and scene.lens.rect.contains(point)
