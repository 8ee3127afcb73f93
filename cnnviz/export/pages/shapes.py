"""Numbers that are drawn as shapes: squares as areas on one scale, shares of a whole and parts of a sum as bars."""

from collections.abc import Callable, Mapping
from math import isfinite
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnviz.canvas.grids.cells import limits
from cnnviz.canvas.grids.charts.areas import area_side
from cnnviz.canvas.plans.stage_plan import Plane, Style
from cnnviz.canvas.staging.looks import numbers_of, owner
from cnnviz.canvas.staging.scale import scale_in
from cnnviz.explain.by_maps import by_maps
from cnnviz.explain.number_format import NumberFormat, format_in, format_of
from cnnviz.explain.numbers import in_parentheses
from cnnviz.export.pages.tables import Tables
from cnnviz.hidden import MARK, is_hidden
from cnnviz.run.frames.frame import Frame
from cnnviz.run.looked_through import largest

_DIGITS = 4  # of how large a shape is


def shapes_of(plane: Plane, frame: Frame, tables: Tables) -> list[Any]:
    """Return for each cell of a plane, finished, what is written at its shape and how large that is."""
    values, own = numbers_of(plane, frame), owner(plane, frame)
    found: list[Any] = []
    for text, size in map(_STYLES[plane.style](plane.array, values, own), values.ravel().tolist()):
        found += [tables.string(text), round(size, _DIGITS)]
    return found


def square_of(value: float, array: str, frame: Frame, tables: Tables) -> tuple[float, int]:
    """Return how large a number's square is beside the largest of its array, and what it comes to."""
    numbers = frame.chapter.arrays[array]
    form = format_in(frame.chapter, array, frame.decimals)
    factor = in_parentheses(form.text(value))
    words = f"{factor} · {factor} = {_square_text(value, _squares(numbers, frame).read)}"
    return round(_signed(value, largest(numbers)), _DIGITS), tables.string(words)


Shape = tuple[str, float]


def _areas(array: str, values: NDArray[np.floating], frame: Frame) -> Callable[[float], Shape]:
    """Return what a number is as the area of its square: below 0 where it is negative."""
    scale, form = scale_in(frame, array), _squares(values, frame)
    most = max(abs(end) for end in scale.own or (scale.low, scale.high))
    return lambda value: (_square_text(value, form), _signed(value, most))


def _bars(array: str, values: NDArray[np.floating], frame: Frame) -> Callable[[float], Shape]:
    """Return what a share is as a bar."""
    form = format_in(frame.chapter, array, frame.decimals)
    return lambda value: (form.text(value), min(max(value, 0.0), 1.0) if value == value else 0.0)


def _sums(array: str, values: NDArray[np.floating], frame: Frame) -> Callable[[float], Shape]:
    """Return what a map gives to a sum as a bar: below 0 where it is negative."""
    sums = by_maps(frame.chapter)
    form, (_, most) = format_of(sums, frame.decimals), limits(sums, "signed")
    return lambda value: (
        MARK if is_hidden(value) else form.text(value),
        value / most if isfinite(value) and most else 0.0,
    )


_STYLES: Mapping[Style, Callable[[str, NDArray[np.floating], Frame], Callable[[float], Shape]]] = {
    Style.AREAS: _areas,
    Style.BARS: _bars,
    Style.SUMS: _sums,
}


def _squares(values: NDArray[np.floating], frame: Frame) -> NumberFormat:
    return format_of(values**2, frame.decimals)


def _square_text(value: float, form: NumberFormat) -> str:
    return MARK if is_hidden(value) else form.in_cell(value * value)


def _signed(value: float, most: float) -> float:
    side = area_side(value, most, 1.0)
    return -side if value < 0 else side
