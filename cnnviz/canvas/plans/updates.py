"""The stage of an update: a parameter, less the rate times its gradient, is the new one; signs stand between."""

from collections.abc import Sequence
from typing import TypeAlias

from cnnviz.application import text_pixels
from cnnviz.canvas.plans.boards import MOST_GRIDS
from cnnviz.canvas.plans.planes import FEW_UNITS, UNIT, Planes
from cnnviz.canvas.plans.stage_plan import Group, Plane, Sign, StagePlan
from cnnviz.explain.numbers import written
from cnnviz.numerals import MINUS
from cnnviz.trace.steps import Const

_BETWEEN, _APART, _BELOW = (
    64,
    40,
    18,
)  # pixels in which a sign stands, between lines side by side, and beneath
_CLOSE = 12  # pixels between the maps of a unit
_ROW, _UNDER = (
    8,
    6,
)  # numbers of a list; longer ones stand one below the other, with so many pixels over a heading


_Block: TypeAlias = tuple[Plane, ...]
"""What stands for a channel, or for a unit: one grid, or several side by side."""


def weights_plan(planes: Planes) -> StagePlan:
    """Return what is updated of the weights: of each channel of the filter in hand a line."""
    return _plan(planes, "weight")


def bias_plan(planes: Planes) -> StagePlan:
    """Return what is updated of the biases."""
    return _plan(planes, "bias")


def _plan(planes: Planes, name: str) -> StagePlan:
    slopes, new = (_blocks(planes, part) for part in (f"d{name}", f"{name}_new"))
    old = _blocks(planes, name, labelled=True)
    if planes.trained is not None:
        old, new = (_of_round(*told) for told in ((old, planes.trained), (new, planes.trained + 1)))
    lines = list(zip(old, slopes, new, strict=True))
    array = planes.chapter.arrays[name]
    if array.ndim == 1 and array.size > _ROW:
        below = tuple(
            Group("column", tuple(map(_side_by_side, line)), text_pixels(_UNDER), flush=True)
            for line in lines
        )
        return StagePlan(below, (), signs=_signs(planes, lines))
    rows = [Group("row", tuple(map(_side_by_side, line)), text_pixels(_BETWEEN)) for line in lines]
    found = [Group("column", tuple(rows), _BELOW)]
    for abreast in (2, 4):
        if len(rows) >= abreast:
            bands = (tuple(rows[at : at + abreast]) for at in range(0, len(rows), abreast))
            found.append(Group("column", tuple(Group("row", band, _APART) for band in bands), _BELOW, True))
    return StagePlan(tuple(found), (), signs=_signs(planes, lines))


def _blocks(planes: Planes, part: str, *, labelled: bool = False) -> list[_Block]:
    """Return the grids of each channel, or of each unit: as the maps that it weighs, if these are not too many.

    Units are told at the left of a line that they may be `labelled` in, arrays over the first line.
    """
    weighed, shape = planes.chapter.info[part].weighs, planes.chapter.arrays[part].shape
    if weighed is None or not planes.boards or shape[1] > FEW_UNITS or shape[1] * weighed[2] > MOST_GRIDS:
        return [(plane,) for plane in planes.channels(part)]
    found: list[_Block] = []
    for unit in range(shape[1]):
        first, *rest = planes.maps(part, part, unit)
        top, label = unit == 0, f"{UNIT}{unit}" if labelled else ""
        first = first._replace(title=planes.chapter.label(part) if top else "", subtitle="", label=label)
        block = (first._replace(spills=bool(rest)), *(plane._replace(subtitle="") for plane in rest))
        found.append(tuple(plane._replace(headed=top) for plane in block))
    return found


def _side_by_side(block: _Block) -> Plane | Group:
    return block[0] if len(block) == 1 else Group("row", block, _CLOSE)


def _of_round(blocks: Sequence[_Block], number: int) -> list[_Block]:
    """Return grids that name the round which they are of: last where nothing else tells one from the others.

    Of several maps the second does, so that the first keeps its place under the name of all.
    """
    told, words = len(blocks) > 1 or any(" · " in one.subtitle for one, *_ in blocks), f"round {number}"
    found: list[_Block] = []
    for first, *rest in blocks:
        if rest:
            second, *others = rest
            told_beside = second._replace(subtitle=words if second.headed else "")
            found.append((first._replace(spills=not told_beside.subtitle), told_beside, *others))
            continue
        parts = (words, first.subtitle) if told else (first.subtitle, words)
        found.append((first._replace(subtitle=" · ".join(filter(None, parts))),))
    return found


def _signs(planes: Planes, lines: Sequence[tuple[_Block, ...]]) -> tuple[Sign, ...]:
    """Return what is done to the grids of each line: the rate is the constant of the step."""
    term = planes.chapter.trace[0].updates[0].terms[-1]
    (rate,) = (factor for factor in term if isinstance(factor, Const))
    letter = rate.label.removeprefix(MINUS)
    said = f"{letter} = {written(abs(rate.value))}"
    return tuple(
        sign
        for old, gradient, new in lines
        for sign in (
            Sign((old[-1].key, gradient[0].key), f"{MINUS} {letter} ·", said),
            Sign((gradient[-1].key, new[0].key), "="),
        )
    )
