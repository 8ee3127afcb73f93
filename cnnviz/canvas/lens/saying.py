"""The texts of a lens, and what they say in a step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias, cast

from cnnviz.canvas.lens.lettering.note_text import NoteText
from cnnviz.canvas.lens.lettering.texts import (
    CaptionsText,
    ConstantText,
    HeadingText,
    LabelText,
    about,
    words_width,
)
from cnnviz.canvas.lens.slots import Part, Slot
from cnnviz.canvas.lens.ways.nodes import Area, Bar, Box, Captions, Constant, Label, Note, Tally
from cnnviz.canvas.lens.ways.sizes import Put
from cnnviz.canvas.lens.words import Words, channel_words, constant_words, heading, names_winner, said_of
from cnnviz.canvas.palette import Palette
from cnnviz.explain.lenses.tiles import Block, Tile, Working
from cnnviz.explain.number_format import format_in, format_of
from cnnviz.explain.numbers import in_parentheses
from cnnviz.explain.sums.printed import sum_sign
from cnnviz.explain.sums.terms import term_text
from cnnviz.hidden import is_hidden
from cnnviz.qt import QRectF
from cnnviz.run.frames.frame import Frame
from cnnviz.run.looked_through import largest

if TYPE_CHECKING:
    from cnnviz.canvas.lens.lettering.area_text import AreaText
    from cnnviz.canvas.lens.lettering.bar_text import BarText
    from cnnviz.canvas.lens.lettering.tally_text import TallyText
    from cnnviz.explain.lenses.tiles import Running


LensText: TypeAlias = (
    "HeadingText | LabelText | ConstantText | CaptionsText | AreaText | TallyText | BarText | NoteText"
)


def texts_of(puts: Sequence[Put], palette: Palette) -> Mapping[Put, LensText]:
    """Return the texts of a lens that change with its steps."""
    found: dict[Put, LensText] = {}
    for put in puts:
        if isinstance(put.node, Box) and put.node.headed:
            found[put] = HeadingText(put, palette)
        elif isinstance(put.node, Label):
            found[put] = LabelText(put, palette)
        elif isinstance(put.node, Area):
            from cnnviz.canvas.lens.lettering.area_text import AreaText  # for some losses alone

            found[put] = AreaText(put, palette)
        elif isinstance(put.node, Tally):
            from cnnviz.canvas.lens.lettering.tally_text import TallyText  # for one loss alone

            found[put] = TallyText(put, palette)
        elif isinstance(put.node, Bar):
            from cnnviz.canvas.lens.lettering.bar_text import BarText  # for lists alone

            found[put] = BarText(put, palette)
        elif isinstance(put.node, Note):
            found[put] = NoteText(put, palette)
        elif isinstance(put.node, Captions):
            found[put] = CaptionsText(put, palette)
        elif isinstance(put.node, Constant):
            found[put] = ConstantText(put, palette)
    return found


def say(
    text: LensText,
    put: Put,
    there: QRectF | None,
    frame: Frame,
    workings: Sequence[Working],
    blocks: Mapping[Slot, Block],
    group: int | None,
    *,
    rounded: bool,
) -> None:
    """Have a text say what stands at its place.

    Parameters
    ----------
    text, put : the text and its place
    there : where the numbers are that it stands over
    frame, workings, blocks : the step, and its numbers by their places
    group : the one whose numbers stand in the first one's places, None where each has its own
    rounded : whether what it stands over is a sum to which the printed numbers do not come
    """
    if isinstance(text, LabelText):
        assert isinstance(put.node, Label)
        working = workings[put.node.working]
        named = put.node.group < len(working.groups)
        text.say(channel_words(frame, working, put.node.group) if named else "")
        return
    if isinstance(text, NoteText):
        text.say(*said_of(frame), winner=names_winner(frame))
        return
    if isinstance(text, CaptionsText):
        assert isinstance(put.node, Captions)
        running = workings[put.node.slot.working].running
        if running is not None:
            text.say(_terms(frame, running), running.number - 1 - running.first)
        return
    assert isinstance(put.node, Box | Constant | Area | Bar | Tally)
    slot = put.node.slot
    block, working = blocks.get(slot), workings[slot.working]
    if block is None:
        text.clear()
        return
    if isinstance(put.node, Bar):
        (tile,) = block.tiles
        sums = [one.total for one in working.groups if one.total is not None]
        most = max(abs(one.value) for one in sums)
        whole = all(one.done for one in sums)
        end = format_in(frame.chapter, working.target, frame.decimals).text(most) if whole else ""
        cast("BarText", text).say(tile.value, most, end, done=tile.done)
        return
    if isinstance(put.node, Tally):
        (tile,) = block.tiles
        _tally(cast("TallyText", text), frame, tile)
        return
    if isinstance(put.node, Area):
        (tile,) = block.tiles
        twice = blocks.get(slot._replace(number=slot.number + 1))
        squared = twice is not None and next(iter(twice.tiles)).cells == tile.cells  # hidden ones equal none
        _square(cast("AreaText", text), frame, tile, block.array, squared=squared)
        return
    if group is not None and slot.group >= 0 and slot.part is not Part.TOTAL:
        slot = slot._replace(group=group)
    words = heading(frame, working, slot, block)
    if group is not None and slot.part is Part.PRODUCTS:
        words = _named(words, channel_words(frame, working, slot.group), put.width)
    if isinstance(text, ConstantText):
        text.say(constant_words(frame, working, block), words.title)
    elif isinstance(text, HeadingText):
        words = words._replace(title=about(words.title, rounded=rounded))
        text.say(words if block.rows else Words(""), there)


def _named(words: Words, channel: str, width: int) -> Words:
    """Return a heading with the channel whose numbers stand there, where only one's do and its name has room."""
    named = words._replace(subtitle=" · ".join(filter(None, (words.subtitle, channel))))
    return named if words_width(named) <= width else words


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


def _tally(text: TallyText, frame: Frame, tile: Tile) -> None:
    """Show how far the sum of squares is once this one is added, where that is no secret."""
    if frame.asked or frame.answers or not tile.done or not tile.cells or is_hidden(tile.value):
        text.clear()
        return
    from cnnviz.explain.lenses.tally import tally  # for one loss alone

    text.say(tally(frame, tile.cells[0]))


def _square(text: AreaText, frame: Frame, tile: Tile, array: str, *, squared: bool) -> None:
    """Show a number times itself, beside the largest of its array; by itself where that was not squared, by mistake."""
    form = format_in(frame.chapter, array, frame.decimals)
    if not squared:
        text.say_alone(form.text(tile.value))
        return
    squares = format_of(frame.chapter.arrays[array] ** 2, frame.decimals)
    factor = in_parentheses(form.text(tile.value))
    result = squares.text(tile.value * tile.value)
    sign = sum_sign([f"{factor}·{factor}"], result)
    text.say(tile.value, largest(frame.chapter.arrays[array]), f"{factor} · {factor} {sign} {result}")
