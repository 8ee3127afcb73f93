"""How a plane of a chapter looks as a grid: its colours, decimals, padding, and the cells that no window reads."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from cnnviz.canvas.grids.cells import CellLook, limits
from cnnviz.canvas.palette import Palette
from cnnviz.canvas.plans.stage_plan import Plane, StagePlan, Style
from cnnviz.canvas.staging.scale import Scale, kind_of, scale_in
from cnnviz.explain.number_format import NumberFormat, format_in, format_of
from cnnviz.explain.numbers import wide
from cnnviz.run.array_info import ArrayInfo
from cnnviz.run.chapter import Chapter
from cnnviz.run.frames.frame import Frame
from cnnviz.run.looked_through import extent
from cnnviz.run.timeline import Position

Look: TypeAlias = tuple[CellLook, NumberFormat, NDArray[np.bool_]]
"""Colours, how numbers are written, and which cells are never read."""
THEIRS = "theirs"
"""Named instead of an array where somebody else's numbers stand beside it."""


def looks_of(planes: Iterable[Plane], frame: Frame, palette: Palette) -> Mapping[str, Look]:
    """Return how planes of a frame's chapter look, for the finished arrays, by their keys."""
    known: dict[
        object, tuple[Scale, tuple[float, ...]]
    ] = {}  # of each array once, however many planes it has
    found = {}
    for plane in planes:
        if plane.style is Style.SUMS:
            found[plane.key] = _look_of_sums(plane, frame, palette)
            continue
        own, key = owner(plane, frame), (plane.chapter, plane.array)
        if key not in known:
            known[key] = scale_in(own, plane.array), wide(own.chapter.arrays[plane.array])
        found[plane.key] = _look(plane, own, palette, *known[key])
        if plane.theirs:
            found[plane.key] = _beside(found[plane.key], frame)
    return found


def coloured_alike(one: Chapter, other: Chapter) -> bool:
    """Return whether two chapters are of one kind, and their arrays pictures or signed numbers alike."""
    kinds = [{name: kind_of(info) for name, info in chapter.info.items()} for chapter in (one, other)]
    return one.kind is other.kind and kinds[0] == kinds[1]


def guests_in(plan: StagePlan, frame: Frame) -> Sequence[Chapter]:
    """Return the other chapters of a frame's run of which a plan shows something."""
    others = dict.fromkeys(plane.chapter for plane in plan.planes if plane.chapter is not None)
    return [frame.timeline.chapters[number] for number in others]


def owner(plane: Plane, frame: Frame) -> Frame:
    """Return a frame of the chapter that a plane belongs to."""
    if plane.chapter is None:
        return frame
    return Frame(frame.timeline, Position(plane.chapter, 0), frame.decimals, one_scale=frame.one_scale)


def numbers_of(plane: Plane, frame: Frame) -> NDArray[np.floating]:
    """Return the finished numbers of a plane that belongs to another chapter."""
    chapter = owner(plane, frame).chapter
    return plane.of(_sums(plane, frame) if plane.style is Style.SUMS else chapter.arrays[plane.array])


def _sums(plane: Plane, frame: Frame) -> NDArray[np.floating]:
    from cnnviz.explain.by_maps import by_maps  # for lists alone

    return by_maps(owner(plane, frame).chapter)


def _look_of_sums(plane: Plane, frame: Frame, palette: Palette) -> Look:
    sums = _sums(plane, frame)
    nowhere = np.zeros(plane.of(sums).shape, bool)
    return (
        CellLook(palette, "signed", *limits(sums, "signed"), nowhere),
        format_of(sums, frame.decimals),
        nowhere,
    )


def _look(plane: Plane, frame: Frame, palette: Palette, scale: Scale, widest: tuple[float, ...]) -> Look:
    chapter = frame.chapter
    shape = plane.of(chapter.arrays[plane.array]).shape
    filled = filled_in(chapter.info[plane.array], shape)
    look = CellLook(
        palette, scale.kind, scale.low, scale.high, filled, widest, _ends(frame, plane.array, scale)
    )
    if plane.style is Style.AREAS:
        squares = plane.of(chapter.arrays[plane.array]) ** 2
        look, form = look._replace(wide=wide(squares)), format_of(squares, frame.decimals)
    else:
        form = format_in(chapter, plane.array, frame.decimals)
    return look, form, _unread(chapter, plane, shape)


def look_among(frame: Frame, array: str, palette: Palette, shape: tuple[int, int]) -> Look:
    """Return how numbers of an array look away from it, those of a mask where it has no name.

    One that stands alone is calculated with.
    """
    look, form, nowhere = _look_among(frame, array, palette, shape)
    return look, form.read if nowhere.size == 1 else form, nowhere


def _look_among(frame: Frame, array: str, palette: Palette, shape: tuple[int, int]) -> Look:
    nowhere = np.zeros(shape, bool)
    if not array:
        return CellLook(palette, "mask", 0, 1, nowhere), _form_of_masks(frame), nowhere
    if array == THEIRS and frame.theirs is not None:
        return _beside(_look_among(frame, frame.theirs.array, palette, shape), frame)
    scale, widest = scale_in(frame, array), wide(frame.chapter.arrays[array])
    look = CellLook(palette, scale.kind, scale.low, scale.high, nowhere, widest, _ends(frame, array, scale))
    return look, format_in(frame.chapter, array, frame.decimals), nowhere


def _form_of_masks(frame: Frame) -> NumberFormat:
    """Return how numbers of a mask are written: as in the chapter that finds the winners, where cells win."""
    if frame.chapter.winners is None:
        return format_of(np.zeros(1))
    finds = frame.timeline.chapters[frame.chapter.winners]
    return format_in(finds, finds.mask, frame.decimals)


def _ends(frame: Frame, array: str, scale: Scale) -> tuple[float, float] | None:
    """Return the ends of an array where its scale goes further: nothing below 0, no digit gives way to a sign."""
    low, high = extent(frame.chapter.arrays[array])
    return (low, high) if scale.kind == "signed" and low >= 0 else scale.own


def _beside(look: Look, frame: Frame) -> Look:
    """Return how somebody's numbers look beside an array: in its colours, with the digits that they need."""
    assert frame.theirs is not None
    colours, form, unread = look
    whole = np.where(np.isfinite(frame.theirs.whole), frame.theirs.whole, 0.0)
    own = format_of(whole, frame.decimals)
    widest = tuple({*colours.wide, *wide(whole)})
    return colours._replace(wide=widest), own if own.decimals > form.decimals else form, unread


def filled_in(info: ArrayInfo, shape: Sequence[int]) -> NDArray[np.bool_]:
    """Return which cells of a plane are padding, or zeros that were put around and between its own cells."""
    filled = np.zeros(shape, bool)
    (top, bottom), (left, right) = info.ring
    if top or bottom or left or right:
        filled[:] = True
        filled[top : shape[0] - bottom, left : shape[1] - right] = False
    if info.spread is not None:
        filled |= ~np.logical_and.outer(*info.spread)
    return filled


def _unread(chapter: Chapter, plane: Plane, shape: tuple[int, ...]) -> NDArray[np.bool_]:
    """Return which cells of a plane no window reaches."""
    unread = np.zeros(shape, bool)
    covered = chapter.info[plane.array].covered
    if covered is not None:
        unread[:] = ~np.logical_and.outer(*covered)
    return unread
