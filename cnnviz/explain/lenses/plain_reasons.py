"""Why numbers are there, where it is the same in all steps of a chapter or goes by the sign of its sums alone."""

import json
import sys
from collections.abc import Mapping, Sequence
from functools import cache

from cnnviz.explain.lenses.lens import lens
from cnnviz.resource import text
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.frames.frame import Frame
from cnnviz.trace.steps import added


def plain_reasons(kind: ChapterKind) -> Sequence[str]:
    """Return all that may be said in a chapter of a kind: one sentence, or one for each sign; else nothing."""
    told = _reasons().get(kind.value, ())
    return (told,) if isinstance(told, str) else tuple(told)


def plain_reason(frame: Frame) -> str:
    """Return what is said in the step of a frame; nothing where it takes more than that to tell."""
    told = plain_reasons(frame.chapter.kind)
    if len(told) < 2:
        return told[0] if told else ""
    blocks = (group.products for working in lens(frame) for group in working.groups)
    products = [tile.value for block in blocks if block is not None for tile in block.tiles]
    total = added(products)  # without a bias
    above, below, nothing = told
    if abs(total) <= len(products) * sys.float_info.epsilon * added(map(abs, products)):
        return nothing  # what is left is rounding
    return above if total > 0 else below


@cache
def _reasons() -> Mapping[str, str | Sequence[str]]:
    """Return a sentence by the kind of chapter, or what is said above 0, below 0 and at 0."""
    reasons: Mapping[str, str | Sequence[str]] = json.loads(text("reasons.json"))
    return reasons
