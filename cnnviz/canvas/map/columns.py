"""How far apart a map's columns stand: as evenly as what is written between and beneath them lets them."""

from collections.abc import Sequence
from itertools import accumulate, pairwise
from math import ceil

from cnnviz.canvas.map.contents import Arrow, MapContents, Stop, StopKind
from cnnviz.canvas.map.style import MapStyle, Measures
from cnnviz.frozen import NamedTuple

CARD = 64
BESIDE = 6  # pixels between a picture and its name beside it
BY_HEAD = 9  # pixels before the end of a compact arrow that words keep off: its head reaches up to them
_PITCH = 168  # pixels from column to column at most
_BETWEEN_TEXTS = 8
_EDGE = 12
_SPACE = 3  # between a name and a size
_TARGET_ARROW = 20


class Columns(NamedTuple):
    """Where columns stand.

    Parameters
    ----------
    lefts : of the pictures of each column, in pixels
    card : the left of the card of the loss
    target : the left of the target's picture
    fits : whether there is room for all of it
    """

    lefts: tuple[int, ...]
    card: int
    target: int
    fits: bool


def columns_for(contents: MapContents, style: MapStyle, width: int, measures: Measures) -> Columns:
    """Return where the columns of a map stand that is so wide and shows so much."""
    captions = _captions(contents, style, measures)
    needs = _needs(contents, style, measures, captions)
    target = _of_kind(contents, StopKind.TARGET)
    written = caption_width(target[0], style, measures) if target else 0
    before, behind = _target_room(style, written) if target else (0, 0)
    margin = 30 + style.outset if style.side >= 24 else _EDGE
    first = 24 if style.compact else max(margin, _EDGE + ceil((captions[0] - style.side) / 2))
    room = width - first - CARD - before - behind - 24
    gaps, fits = _gaps(needs, room)
    *lefts, card = accumulate(gaps, initial=first)
    return Columns(tuple(lefts), card, card + CARD + before, fits)


def caption_width(stop: Stop, style: MapStyle, measures: Measures) -> int:
    """Return how wide the name of a stop is, with its size where that is written."""
    if not style.names:
        return 0
    size = _SPACE + measures.text(stop.size) if style.sizes else 0
    return measures.name(stop.label) + size


def chip_width(stop: Stop, style: MapStyle, measures: Measures) -> int:
    """Return how wide the chip of a parameter is; a list of numbers has no picture on it."""
    sizes = style.chip
    before = sizes.picture + 2 * sizes.inset if style.parameters > 1 and has_picture(stop) else sizes.side
    return before + measures.name(stop.label) + sizes.side


def has_picture(stop: Stop) -> bool:
    """Return whether there is more to see of a parameter than a row of numbers."""
    return stop.given is not None and len(stop.given.info.axes) > 1


def chips_of(contents: MapContents, arrow: Arrow) -> Sequence[Stop]:
    """Return the parameters that have their place at an arrow."""
    return contents.parameters.get(arrow.leg, ())


def _of_kind(contents: MapContents, kind: StopKind) -> Sequence[Stop]:
    return [stop for stop in contents.stops if stop.kind is kind]


def _captions(contents: MapContents, style: MapStyle, measures: Measures) -> Sequence[int]:
    """Return for each column how wide the wider of its captions is."""
    widest = [0] * contents.columns
    for stop in _of_kind(contents, StopKind.ARRAY):
        widest[stop.leg.column] = max(widest[stop.leg.column], caption_width(stop, style, measures))
    return widest


def _needs(
    contents: MapContents, style: MapStyle, measures: Measures, captions: Sequence[int]
) -> Sequence[int]:
    """Return how far the picture of each column, and at the end the card, has to stand from the one before."""
    arrows = [0] * contents.columns
    for arrow in contents.arrows:
        column = arrow.leg.column - 1
        arrows[column] = max(arrows[column], _arrow_need(contents, arrow, style, measures))
    if style.compact:
        beside = [BESIDE + caption + 2 if caption else 0 for caption in captions]
        return [
            style.side + 2 * style.clear + text + arrow for text, arrow in zip(beside, arrows, strict=True)
        ]
    texts = [ceil((one + other) / 2) + _BETWEEN_TEXTS for one, other in pairwise(captions)]
    texts.append(ceil((captions[-1] + style.side) / 2) + _BETWEEN_TEXTS)
    return [
        max(style.side + 2 * style.clear + arrow, text) for arrow, text in zip(arrows, texts, strict=True)
    ]


def _arrow_need(contents: MapContents, arrow: Arrow, style: MapStyle, measures: Measures) -> int:
    """Return how long an arrow has to be for what stands at it."""
    need = style.least_arrow
    overhang = 0 if style.compact else 2 * (style.clear - style.outset) - 4
    head = BY_HEAD if style.compact else 0
    if style.words:
        words = arrow.possible(alone=not style.parameters)
        need = max([need, *(measures.name(word) + head - overhang for word in words)])
    if style.parameters:
        chips = [chip_width(stop, style, measures) for stop in chips_of(contents, arrow)]
        need = max(need, sum(chips) + style.chip.gap * (len(chips) - 1) - overhang)
    return need


def _target_room(style: MapStyle, caption: int) -> tuple[int, int]:
    """Return how far the target's picture stands off the card, and how much room it takes from its left on."""
    before = 2 * style.clear + (_TARGET_ARROW if style.side >= 24 else style.least_arrow)
    if style.compact:
        return before, style.side + (BESIDE + caption if caption else style.outset)
    over = ceil(max(caption - style.side, 0) / 2)
    return max(before, over + _BETWEEN_TEXTS), style.side + max(over, style.outset)


def _gaps(needs: Sequence[int], room: int) -> tuple[Sequence[int], bool]:
    """Return gaps that fill the room as evenly as they may, each as wide as it needs to be, and whether they fit."""
    total = sum(needs)
    if total > room:
        return [need * max(room, 0) // total for need in needs], False
    left, even = room, 0
    for count, need in zip(range(len(needs), 0, -1), sorted(needs, reverse=True), strict=True):
        even = left // count
        if need <= even:
            break
        left -= need
    return [max(need, min(even, _PITCH)) for need in needs], True
