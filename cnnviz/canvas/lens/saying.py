"""What the texts of a lens say in a step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from cnnviz.canvas.lens.slots import Part, Slot
from cnnviz.canvas.lens.texts import CaptionsText, ConstantText, LabelText, LensText
from cnnviz.canvas.lens.ways.nodes import Box, Captions, Constant, Label, Put
from cnnviz.canvas.lens.words import Words, channel_words, constant_words, heading
from cnnviz.explain.lenses.tiles import Block, Working
from cnnviz.explain.sums.terms import term_text
from cnnviz.qt import QRectF
from cnnviz.run.frame import Frame

if TYPE_CHECKING:
    from cnnviz.explain.lenses.tiles import Running


def say(
    text: LensText,
    put: Put,
    there: QRectF | None,
    frame: Frame,
    workings: Sequence[Working],
    blocks: Mapping[Slot, Block],
    group: int | None,
) -> None:
    """Have a text say what stands at its place.

    Parameters
    ----------
    text, put : the text and its place
    there : where the numbers are that it stands over
    frame, workings, blocks : the step, and its numbers by their places
    group : the one whose numbers stand in the first one's places, None where each has its own
    """
    if isinstance(text, LabelText):
        assert isinstance(put.node, Label)
        working = workings[put.node.working]
        named = put.node.group < len(working.groups)
        text.say(channel_words(frame, working, put.node.group) if named else "")
        return
    if isinstance(text, CaptionsText):
        assert isinstance(put.node, Captions)
        running = workings[put.node.slot.working].running
        if running is not None:
            text.say(_terms(frame, running), running.number - 1 - running.first)
        return
    assert isinstance(put.node, Box | Constant)
    slot = put.node.slot
    block, working = blocks.get(slot), workings[slot.working]
    if block is None:
        text.clear()
        return
    if group is not None and slot.group >= 0 and slot.part is not Part.TOTAL:
        slot = slot._replace(group=group)
    words = heading(frame, working, slot, block)
    if isinstance(text, ConstantText):
        text.say(constant_words(frame, working, block), words.title)
    else:
        text.say(words if block.rows else Words(""), there)


def _terms(frame: Frame, running: Running) -> Sequence[tuple[str, str]]:
    """Return the terms whose sums stand side by side: those to come muted, the one in hand in the accent."""
    update, last = frame.step.updates[0], running.first + sum(1 for _ in running.sums.tiles)
    roles = ("text" if at < running.number - 1 else "muted" for at in range(running.first, last))
    texts = [
        (term_text(at, update, frame), role)
        for at, role in zip(range(running.first, last), roles, strict=True)
    ]
    now = running.number - 1 - running.first
    texts[now] = texts[now][0], "accent"
    return texts
