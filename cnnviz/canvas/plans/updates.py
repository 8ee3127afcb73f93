"""The stage of an update: a parameter, less the rate times its gradient, is the new one; signs stand between."""

from collections.abc import Sequence

from cnnviz.application import text_pixels
from cnnviz.canvas.plans.planes import Planes
from cnnviz.canvas.plans.stage_plan import Group, Plane, Sign, StagePlan
from cnnviz.explain.numbers import written
from cnnviz.numerals import MINUS
from cnnviz.trace.steps import Const

_BETWEEN, _APART, _BELOW = (
    68,
    40,
    18,
)  # pixels in which a sign stands, between lines side by side, and beneath
_ROW, _UNDER = (
    8,
    6,
)  # numbers of a list; longer ones stand one below the other, with so many pixels over a heading


def weights_plan(planes: Planes) -> StagePlan:
    """Return what is updated of the weights: of each channel of the filter in hand a line."""
    return _plan(planes, "weight")


def bias_plan(planes: Planes) -> StagePlan:
    """Return what is updated of the biases."""
    return _plan(planes, "bias")


def _plan(planes: Planes, name: str) -> StagePlan:
    old, slopes, new = (planes.channels(part) for part in (name, f"d{name}", f"{name}_new"))
    if planes.trained is not None:
        old, new = (_of_round(*told) for told in ((old, planes.trained), (new, planes.trained + 1)))
    lines = list(zip(old, slopes, new, strict=True))
    array = planes.chapter.arrays[name]
    if array.ndim == 1 and array.size > _ROW:
        below = tuple(Group("column", line, text_pixels(_UNDER), flush=True) for line in lines)
        return StagePlan(below, (), signs=_signs(planes, lines))
    rows = [Group("row", line, text_pixels(_BETWEEN)) for line in lines]
    found = [Group("column", tuple(rows), _BELOW)]
    for abreast in (2, 4):
        if len(rows) >= abreast:
            bands = (tuple(rows[at : at + abreast]) for at in range(0, len(rows), abreast))
            found.append(Group("column", tuple(Group("row", band, _APART) for band in bands), _BELOW, True))
    return StagePlan(tuple(found), (), signs=_signs(planes, lines))


def _of_round(planes: Sequence[Plane], number: int) -> list[Plane]:
    """Return grids that name the round which they are of: last where nothing else tells one from the others."""
    told, words = len(planes) > 1 or any(" · " in plane.subtitle for plane in planes), f"round {number}"
    return [
        plane._replace(subtitle=" · ".join(filter(None, parts)))
        for plane in planes
        for parts in [(words, plane.subtitle) if told else (plane.subtitle, words)]
    ]


def _signs(planes: Planes, lines: Sequence[tuple[Plane, ...]]) -> tuple[Sign, ...]:
    """Return what is done to the grids of each line: the rate is the constant of the step."""
    term = planes.chapter.trace[0].updates[0].terms[-1]
    (rate,) = (factor for factor in term if isinstance(factor, Const))
    letter = rate.label.removeprefix(MINUS)
    said = f"{letter} = {written(abs(rate.value))}"
    return tuple(
        sign
        for old, gradient, new in lines
        for sign in (
            Sign((old.key, gradient.key), f"{MINUS} {letter} ·", said),
            Sign((gradient.key, new.key), "="),
        )
    )
