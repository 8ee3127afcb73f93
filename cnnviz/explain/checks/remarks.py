"""What is to be said of a check, so that nobody takes a corner, rounding or a batch for a wrong gradient."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from cnnviz.engine.activation import LEAK
from cnnviz.engine.networks.layers import ActivationLayer, MaxPool2d
from cnnviz.experiment.layers import ACTIVATION_NAMES
from cnnviz.explain.checks.check import Check, NudgeSide
from cnnviz.explain.checks.kinks import Bend, Kink
from cnnviz.explain.checks.reach import cell_name, reach
from cnnviz.explain.numbers import exactly, shown, written
from cnnviz.frozen import NamedTuple
from cnnviz.resource import text

_RULES = {"first": "first takes it", "all": "all take it", "split": "they share it"}
_CLOSE = 1e-6  # of either: what is left is said in digits
_MANY = 6  # digits that cancel, from which on it is said
_MOST_NAMES = 3
_DIGITS, _EVERY = 10, 17  # of a number that was nudged: as it stands above, and all that there are


class CheckRemark(NamedTuple):
    """A title, and a sentence or two; `key` is what the file has it under."""

    key: str
    title: str
    text: str


def remarks_of(check: Check, decimals: int = 0) -> Sequence[CheckRemark]:
    """Return what is to be said of a check, its numbers with so many decimals."""
    return [_filled(key, values) for key, values in _said(check, decimals)]


def _said(check: Check, decimals: int) -> Iterator[tuple[str, Mapping[str, object]]]:
    spot, name = check.spot, check.spot.name
    values: dict[str, object] = {"name": name, "value": shown(spot.value, decimals)}
    if not math.isfinite(check.change) or not math.isfinite(check.gradient):
        yield "not_finite", {**values, "after": shown(check.after.loss, decimals)}
    elif not check.nudge:
        yield "lost", {**values, "value": exactly(spot.value)}
    else:
        yield from _of_the_step(check, values, decimals)
    yield from _of_the_whole(check, values, decimals)


def _of_the_step(
    check: Check, values: Mapping[str, object], decimals: int
) -> Iterator[tuple[str, Mapping[str, object]]]:
    kinks = sorted(check.kinks, key=lambda kink: abs(kink.value - check.spot.value))
    stands_on_one = any(kink.value == check.spot.value for kink in kinks)
    if not check.change and not check.gradient and not stands_on_one:
        yield "no_effect", {**values, "reach": reach(check)}
        return
    for kink in kinks[:1]:
        yield _of_kink(check, kink, values, decimals)
    if check.is_curved:
        yield "curved_both" if check.way is NudgeSide.BOTH else "curved", values
    elif not kinks and (check.agrees or check.relative < _CLOSE) and check.change:
        yield "straight", {**values, "digits": _digits(check)}
    if not check.change and check.gradient:
        yield "rounding_all", values
    elif check.cancelled >= _MANY and check.gradient:
        yield "rounding", {**values, "cancel": check.cancelled, "kept": 16 - check.cancelled}


def _of_the_whole(
    check: Check, values: Mapping[str, object], decimals: int
) -> Iterator[tuple[str, Mapping[str, object]]]:
    timeline, spot = check.probe.timeline, check.spot
    ends = [end.value for end in (check.low, check.high) if not 0 <= end.value <= 1]
    if spot.given.info.picture and ends and 0 <= spot.value <= 1:
        yield "outside", {**values, "after_value": _outside(ends[0])}
    assert timeline.numbers is not None
    experiment = timeline.numbers.experiment
    images = len(experiment.images)
    if images > 1:
        yield "batch", {**values, "images": images, "image": check.probe.sample}
    if timeline.loss is None:
        yield "given", {**values, "stands_for": experiment.fitted_loss.aim.falls}


def _of_kink(
    check: Check, kink: Kink, values: Mapping[str, object], decimals: int
) -> tuple[str, Mapping[str, object]]:
    layer = check.before.layers[kink.operation - check.before.first]
    names = [cell_name(check, kink.operation, cell) for cell in kink.cells]
    one, on_it = len(names) == 1, kink.value == check.spot.value
    away = abs(kink.value - check.spot.value)
    filled = {**values, "cells": _listed(names), "at": _near(kink.value), "below": _near(away)}
    if isinstance(layer, MaxPool2d):
        return ("at_tie" if on_it else "winner"), {**filled, "rule": _RULES[layer.ties]}
    assert isinstance(layer, ActivationLayer)
    assert kink.bend is Bend.ZERO
    filled |= {"function": ACTIVATION_NAMES[layer.name], "left": 0 if layer.name == "relu" else LEAK}
    if on_it:
        return "at_zero", {**filled, "is_are": "is" if one else "are"}
    return "kink", {**filled, "pass_passes": "passes" if one else "pass"}


def _near(value: float) -> str:
    """Return a place on the way to three digits: it says where to look, and is found by going closer."""
    return written(float(f"{value:.3g}"))


def _outside(value: float) -> str:
    """Return a number that is no pixel's, with so many digits at least that it does not read as 0 or 1."""
    found = (float(f"{value:.{digits}g}") for digits in range(_DIGITS, _EVERY))
    return exactly(next((number for number in found if not 0 <= number <= 1), value))


def _digits(check: Check) -> str:
    return "all" if check.relative < 1e-15 else str(math.floor(-math.log10(check.relative)))


def _listed(names: Sequence[str]) -> str:
    """Return names as people list them, not too many of them."""
    if len(names) > _MOST_NAMES:
        return f"{', '.join(names[: _MOST_NAMES - 1])} and {len(names) - _MOST_NAMES + 1} others"
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]


def _filled(key: str, values: Mapping[str, object]) -> CheckRemark:
    told = _told()[key]
    return CheckRemark(key, told["title"].format(**values), " ".join(told["text"].format(**values).split()))


@cache
def _told() -> Mapping[str, Mapping[str, str]]:
    told: Mapping[str, Mapping[str, str]] = tomllib.loads(text("check", "remarks.toml"))
    return told
