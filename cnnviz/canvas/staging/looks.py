"""How a plane of a chapter looks as a grid: its colours, decimals, padding, and the cells that no window reads."""

from collections.abc import Iterable, Mapping
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from cnnviz.canvas.grids.cells import CellLook, limits, wide
from cnnviz.canvas.palette import Palette
from cnnviz.canvas.staging.stage_plan import Plane
from cnnviz.explain.number_format import NumberFormat, format_in
from cnnviz.run.array_info import ArrayInfo, ArrayRole
from cnnviz.run.chapter import Chapter
from cnnviz.run.frame import Frame

Look: TypeAlias = tuple[CellLook, NumberFormat, NDArray[np.bool_]]
"""Colours, how numbers are written, and which cells are never read."""


def looks_of(planes: Iterable[Plane], frame: Frame, palette: Palette) -> Mapping[str, Look]:
    """Return how planes of a frame's chapter look, for the finished arrays, by their keys."""
    widest: dict[str, tuple[float, ...]] = {}  # of each array once, however many planes it has
    found = {}
    for plane in planes:
        if plane.array not in widest:
            widest[plane.array] = wide(frame.chapter.arrays[plane.array])
        found[plane.key] = _look(plane, frame, palette, widest[plane.array])
    return found


def _look(plane: Plane, frame: Frame, palette: Palette, widest: tuple[float, ...]) -> Look:
    chapter = frame.chapter
    array = chapter.arrays[plane.array]
    kind = kind_of(chapter.info[plane.array])
    one = kind == "signed" and array.ndim == 4 and plane.fixed[-1] is not None
    ends = limits(array[..., plane.fixed[-1]] if one else array, kind)
    shape = plane.of(array).shape
    look = CellLook(palette, kind, *ends, _ring(chapter, plane, shape), widest)
    return look, format_in(chapter, plane.array, frame.decimals), _unread(chapter, plane, shape)


def kind_of(info: ArrayInfo) -> str:
    """Return which map an array's colours are of."""
    return "mask" if info.role is ArrayRole.MASK else "image" if info.picture else "signed"


def _ring(chapter: Chapter, plane: Plane, shape: tuple[int, ...]) -> NDArray[np.bool_]:
    """Return which cells of a plane are padding."""
    ring = np.zeros(shape, bool)
    (top, bottom), (left, right) = chapter.info[plane.array].ring
    if top or bottom or left or right:
        ring[:] = True
        ring[top : shape[0] - bottom, left : shape[1] - right] = False
    return ring


def _unread(chapter: Chapter, plane: Plane, shape: tuple[int, ...]) -> NDArray[np.bool_]:
    """Return which cells of a plane no window reaches."""
    unread = np.zeros(shape, bool)
    covered = chapter.info[plane.array].covered
    if covered is not None:
        unread[:] = ~np.logical_and.outer(*covered)
    return unread
