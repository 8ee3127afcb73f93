"""How a plane of a chapter looks as a grid: its colours, decimals, padding, and the cells that no window reads."""

from collections.abc import Iterable, Mapping
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from cnnviz.canvas.grids.cells import CellLook
from cnnviz.canvas.palette import Palette
from cnnviz.canvas.plans.stage_plan import Plane, Style
from cnnviz.canvas.staging.scale import Scale, scale_in
from cnnviz.explain.number_format import NumberFormat, format_in, format_of, wide
from cnnviz.run.chapter import Chapter
from cnnviz.run.frames.frame import Frame

Look: TypeAlias = tuple[CellLook, NumberFormat, NDArray[np.bool_]]
"""Colours, how numbers are written, and which cells are never read."""
THEIRS = "theirs"
"""Named instead of an array where somebody else's numbers stand beside it."""


def looks_of(planes: Iterable[Plane], frame: Frame, palette: Palette) -> Mapping[str, Look]:
    """Return how planes of a frame's chapter look, for the finished arrays, by their keys."""
    known: dict[str, tuple[Scale, tuple[float, ...]]] = {}  # of each array once, however many planes it has
    found = {}
    for plane in planes:
        if plane.array not in known:
            known[plane.array] = scale_in(frame, plane.array), wide(frame.chapter.arrays[plane.array])
        found[plane.key] = _look(plane, frame, palette, *known[plane.array])
        if plane.theirs:
            found[plane.key] = _beside(found[plane.key], frame)
    return found


def _look(plane: Plane, frame: Frame, palette: Palette, scale: Scale, widest: tuple[float, ...]) -> Look:
    chapter = frame.chapter
    shape = plane.of(chapter.arrays[plane.array]).shape
    ring = _ring(chapter, plane, shape)
    look = CellLook(palette, scale.kind, scale.low, scale.high, ring, widest, scale.own)
    if plane.style is Style.AREAS:
        form = format_of(plane.of(chapter.arrays[plane.array]) ** 2, frame.decimals)
    else:
        form = format_in(chapter, plane.array, frame.decimals)
    return look, form, _unread(chapter, plane, shape)


def look_among(frame: Frame, array: str, palette: Palette, shape: tuple[int, int]) -> Look:
    """Return how numbers of an array look away from it, those of a mask where it has no name."""
    nowhere = np.zeros(shape, bool)
    if not array:
        return CellLook(palette, "mask", 0, 1, nowhere), format_of(np.array([0.0, 1.0])), nowhere
    if array == THEIRS and frame.theirs is not None:
        return _beside(look_among(frame, frame.theirs.array, palette, shape), frame)
    scale, widest = scale_in(frame, array), wide(frame.chapter.arrays[array])
    look = CellLook(palette, scale.kind, scale.low, scale.high, nowhere, widest, scale.own)
    return look, format_in(frame.chapter, array, frame.decimals), nowhere


def _beside(look: Look, frame: Frame) -> Look:
    """Return how somebody else's numbers look beside an array."""
    from cnnviz.canvas.staging.theirs import beside  # few compare

    colours, form, unread = look
    return (*beside(colours, form, frame), unread)


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
