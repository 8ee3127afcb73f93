"""What the texts of a lens say in a step."""

from collections.abc import Mapping, Sequence

from cnnviz.canvas.lens.slots import Part, Slot
from cnnviz.canvas.lens.texts import ConstantText, HeadingText, LabelText
from cnnviz.canvas.lens.ways.nodes import Box, Constant, Label, Put
from cnnviz.canvas.lens.words import Words, channel_words, constant_words, heading
from cnnviz.explain.lenses.lens import Working
from cnnviz.explain.lenses.tiles import Block
from cnnviz.qt import QRectF
from cnnviz.run.frame import Frame


def say(
    text: HeadingText | LabelText | ConstantText,
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
