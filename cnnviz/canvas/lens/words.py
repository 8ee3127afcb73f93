"""What stands over the numbers of a lens, and what its constants read."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite
from typing import TYPE_CHECKING

from cnnviz.canvas.lens.slots import Part, Slot, is_mask
from cnnviz.experiment.groups import channels_of
from cnnviz.explain.lenses.plain_reasons import plain_reason, plain_reasons
from cnnviz.explain.lenses.tiles import Block, Group, Tile, Working
from cnnviz.explain.naming import CHANNEL_NAMES, cell_text, channel_text, filter_text
from cnnviz.explain.number_format import format_in
from cnnviz.explain.numbers import size_text
from cnnviz.explain.sums.terms import constant_text
from cnnviz.frozen import NamedTuple
from cnnviz.hidden import is_hidden
from cnnviz.numerals import MINUS
from cnnviz.run.array_info import IMAGES, KERNELS, MATRIX, ArrayRole, Dim
from cnnviz.run.chapter import Chapter
from cnnviz.run.frames.frame import Frame
from cnnviz.trace.steps import Cell, Combine, Const

if TYPE_CHECKING:
    from cnnviz.explain.lenses.tiles import Running


class Words(NamedTuple):
    """A heading: a name, what is said about it, and the role of its colour."""

    title: str
    subtitle: str = ""
    role: str = "text"


def heading(frame: Frame, working: Working, slot: Slot, block: Block) -> Words:
    """Return what stands over the numbers of a place."""
    label, sums = frame.chapter.label(working.target), working.result is not None
    if slot.part in (Part.FACTOR, Part.SINGLE):
        return _read(frame, block)
    if slot.part is Part.PRODUCTS:
        counted = ""
        if sums and frame.by_terms:
            done = [tile.done for tile in block.tiles]
            counted = f"{sum(done)} of {len(done)}" if len(done) > 1 else ""
        return Words("products" if sums else "contribution", counted)
    if slot.part is Part.THEIRS:
        return Words("yours", "", "wrong" if any(tile.standing for tile in block.tiles) else "muted")
    if slot.part is Part.MASK:
        return Words(block.label)
    if slot.part is Part.TOTAL:
        name = channel_words(frame, working, slot.group)
        return Words(name or "sum", "", colour_of(name) or "text")
    if working.running is not None and slot.part in _FOLLOWED:
        return _followed(frame, working, working.running, slot.part, block)
    if slot.part is Part.RESULT:
        return Words(_cell_name(frame.chapter, block), "", "accent")
    if slot.part is Part.AFTER:
        return Words(f"{label} after" if working.groups[slot.group].before else label, "", "accent")
    return Words(f"{label} before")


_FOLLOWED = frozenset({Part.SO_FAR, Part.TERM, Part.RUNNING, Part.RESULT})


def headings(frame: Frame, working: Working, slot: Slot, block: Block) -> Sequence[Words]:
    """Return what may stand over the numbers of a place in the steps like this one, term by term."""
    whole, running = heading(frame, working, slot, block), working.running
    if running is None or slot.part not in _FOLLOWED:
        return [whole]
    product = running.term._replace(cells=())  # whichever comes last, most terms are products
    each = (running._replace(number=number, term=product) for number in (1, running.terms))
    return [whole, *(_followed(frame, working, one, slot.part, block) for one in each)]


def _followed(frame: Frame, working: Working, running: Running, part: Part, block: Block) -> Words:
    """Return what stands over a sum that is followed as it grows."""
    most, whole = working.combine is Combine.MAX, running.number == running.terms
    if part is Part.SO_FAR:
        return Words("largest so far" if most else "sum so far")
    if part is Part.TERM:
        name = _cell_name(frame.chapter, block) if len(running.term.cells) == 1 else ""
        return Words(name or f"product {running.number}")
    if part is Part.RUNNING:
        last = running.first + sum(1 for _ in running.sums.tiles)
        paged = f"terms {running.first + 1} to {last} of {running.terms}"
        after = "after each number" if most else "after each term"
        return Words(
            "running maximum" if most else "running sum",
            after if last == running.terms and not running.first else paged,
        )
    now = "largest now" if most else "sum now"
    return Words(_cell_name(frame.chapter, block) if whole else now, "", "accent")


def said_of(frame: Frame) -> tuple[str, str]:
    """Return the sentence about the step and what comes before it."""
    if frame.theirs is not None:
        from cnnviz.explain.lenses.beside import said_beside

        return said_beside(frame)
    if reason := plain_reason(frame):  # with one a start begins
        return "" if _is_open(frame) else reason, ""
    from cnnviz.explain.lenses.remarks import remark  # no start waits for it

    told = remark(frame)
    return told.said, told.first


def names_winner(frame: Frame) -> bool:
    """Return whether that sentence says who of several gets it."""
    if frame.theirs is not None or not frame.standings:
        return False
    from cnnviz.explain.lenses.remarks import remark

    return remark(frame).winner


def may_be_said(frame: Frame) -> Sequence[str]:
    """Return sentences as long as any about the steps of a frame's chapter, besides those about what is beside it."""
    if frame.theirs is not None:
        return ()
    if plain := plain_reasons(frame.chapter.kind):
        return plain
    from cnnviz.explain.lenses.remarks import may_say

    return may_say(frame)


def _is_open(frame: Frame) -> bool:
    """Return whether something of a step is left open, or is no number: then nothing says why it is there."""
    values = [float(frame.arrays[cell.array][cell.index]) for cell in frame.step.writes]
    known = not (frame.waits or frame.answers or any(map(is_hidden, values)))
    return frame.position.term is not None or not known or not all(map(isfinite, values))


def channel_words(frame: Frame, working: Working, group: int) -> str:
    """Return what a group of terms is called by the channel that it reads; nothing where there is only one."""
    if len(working.groups) == 1:
        return ""
    chapter, channel = frame.chapter, working.groups[group].channel
    cell = _channelled(chapter, working, group)
    if cell is None:
        return _kernel_words(chapter, working.groups[group])
    if channel is None:
        return ""
    info = chapter.info[cell.array]
    if info.maps is not None:
        return f"map {channel}"
    at = info.axes.index(Dim.CHANNEL)
    count = chapter.arrays[cell.array].shape[at]
    picture = any(other.in_colours for other in chapter.info.values()) and not info.of_filters
    return channel_text(channel, count, image=picture, filters=info.of_filters)


def _kernel_words(chapter: Chapter, group: Group) -> str:
    """Return of which filter a number of a kernel is that is read, and for which channel; nothing of anything else."""
    cells = (cell for block in group.factors for tile in block.tiles for cell in tile.cells)
    cell = next((cell for cell in cells if chapter.info[cell.array].axes == KERNELS), None)
    if cell is None:
        return ""
    *_, at, filter_ = cell.index
    shape, groups = chapter.arrays[cell.array].shape, chapter.info[cell.array].groups
    channel = channel_text(channels_of(filter_, shape, groups)[at], shape[2] * groups, image=False)
    return " · ".join(words for words in (filter_text(filter_) if shape[3] > 1 else "", channel) if words)


def colour_of(words: str) -> str:
    """Return the role of the colour of a channel that is called so, nothing where it is none."""
    return f"channel_{words}" if words in CHANNEL_NAMES else ""


def constant_words(frame: Frame, working: Working, block: Block) -> str:
    """Return a constant as it is read: a fraction, or its size; its minus is an operator before it."""
    value = block.rows[0][0].value if block.rows[0][0] is not None else 0.0
    form = format_in(frame.chapter, working.target, frame.decimals)
    text = constant_text(Const(value, block.label), form)
    return MINUS + text if value < 0 and not block.label.startswith(MINUS) else text


def _read(frame: Frame, block: Block) -> Words:
    """Return what numbers are called that are read: a cell by its name, a window or a kernel by what they are."""
    chapter = frame.chapter
    if is_mask(block):
        return Words(block.label)
    if block.label:
        plain = block.label.lstrip(MINUS).replace("/", "").isdecimal()
        return Words("" if plain else block.label.removeprefix(MINUS))
    tiles = list(block.tiles)
    if len(tiles) == 1:
        return Words(_cell_name(chapter, block))
    info, shape = chapter.info[block.array], (len(block.rows), len(block.rows[0]))
    if info.axes == KERNELS:
        turned = tiles[0].cells[0].index[:2] > tiles[-1].cells[0].index[:2]
        return Words(f"{info.label} turned" if turned else info.label, _filter(chapter, tiles[0]))
    if info.axes == MATRIX and len({tile.cells[0].index[0] for tile in tiles}) == 1:
        return Words(f"{info.label}ᵀ", "one weight of each unit")  # of W a sum goes down the other axis
    size = size_text((*shape, 1))
    if info.axes == IMAGES and len(tiles) < _plane(chapter, block.array):
        alone = (
            sum(other.sampled for name, other in chapter.info.items() if name in chapter.trace.inputs) == 1
        )
        plain = (
            alone and info.role is not ArrayRole.GRADIENT
        )  # a window, as everybody means it, is one of the image
        return Words("window", size if plain else f"of {info.label}")
    return Words(info.label, size if info.is_plane else "")


def _filter(chapter: Chapter, tile: Tile) -> str:
    """Return which filter a kernel's number belongs to, where there are more of them."""
    cell = tile.cells[0]
    info, filters = chapter.info[cell.array], chapter.arrays[cell.array].shape[3]
    if filters == 1:
        return ""
    return (
        channel_text(cell.index[3], filters, image=False) if info.of_filters else filter_text(cell.index[3])
    )


def _plane(chapter: Chapter, array: str) -> int:
    _, rows, columns, _ = chapter.arrays[array].shape
    return int(rows * columns)


def _cell_name(chapter: Chapter, block: Block) -> str:
    tile = next(iter(block.tiles), None)
    return cell_text(tile.cells[0], chapter) if tile is not None and tile.cells else ""


def _channelled(chapter: Chapter, working: Working, group: int) -> Cell | None:
    """Return a cell by whose channel a group is counted."""
    told = working.groups[group]
    blocks: list[Block] = [*([told.after] if told.after is not None else []), *told.factors]
    for cell in (cell for block in blocks for tile in block.tiles for cell in tile.cells):
        info = chapter.info[cell.array]
        if info.maps is not None or (Dim.CHANNEL in info.axes and info.sampled):
            return cell
    return None


def is_asked(frame: Frame, slot: Slot, tile: Tile) -> bool:
    """Return whether a number is the one that somebody is to predict."""
    asked = frame.asking
    if asked is None or frame.waits or slot.part not in (Part.AFTER, Part.RESULT):
        return False
    return asked.cell is not None and tile.cells == (asked.cell,) and frame.withholds(asked.cell)
