"""The ways to write the numbers of a working out: on one line, on two, with channels one below the other.

A convolution over one channel, on two lines::

    window  ⊙  W  =  products
    sum  +  b  =  Y[0, 0]

One over three channels has a line for each, and what they make together behind them.
"""

from collections.abc import Iterator, Sequence
from itertools import product

from cnnviz.canvas.lens.ways.forms import Form
from cnnviz.canvas.lens.ways.nodes import Node, Note, Operator, Rule, Stack, Way
from cnnviz.canvas.lens.ways.sums import channel_ways, followed_ways, sum_ways, tally_ways
from cnnviz.canvas.lens.ways.writer import LINES, TIGHT, Writer

_APART = 28  # pixels between workings side by side
_UNDER = 12  # pixels between a working and the sentence beneath it


def arrangements(form: Form, *, tallied: bool = False) -> Sequence[Way]:
    """Return how a form can be laid out, the most telling first, and which channels are folded to their sums.

    Squares that are added may be `tallied`: their sum stands there as a column then.
    """
    writers = [Writer(number, form) for number in range(len(form.kinds))]
    ways, several = [_ways(one, tallied=tallied) for one in writers], writers[0].count > 1
    found: list[Way] = []
    for chosen in product(*ways) if len(ways) < 3 else zip(*ways, strict=False):
        parts, folded = tuple(node for node, _ in chosen), max(folds for _, folds in chosen)
        if len(parts) == 1:
            found.append((parts[0], folded))
        else:
            if len(parts) == 2 and (tucked := _tucked(*parts)) is not None:
                found.append((tucked, folded))
            across = Stack(
                "row", parts, _APART, broken=several
            )  # its end would stand in the way of channels' lines
            found += [(Stack("column", parts, LINES), folded), (across, folded)]
    return found


def _tucked(first: Node, second: Node) -> Node | None:
    """Return the second working beside the upper line of the first one, where that is read on beneath.

    It has two lines then, or is brief: of longer ones the first is as wide as any. Of two the upper one is whole by
    itself: one that goes on beneath would seem to go on in what is put beside it.
    """
    if not isinstance(first, Stack) or first.direction == "row" or not (len(first.parts) == 2 or first.brief):
        return None
    upper, *lower = first.parts
    if not first.brief and isinstance(_first_of(lower[0]), Operator):
        return None
    return first._replace(parts=(Stack("row", (upper, second), _APART), *lower))


def _first_of(node: Node) -> Node:
    """Return what is read first of a part."""
    return _first_of(node.parts[0]) if isinstance(node, Stack) else node


def noted(form: Form, *, narrow: bool = False) -> Iterator[Way]:
    """Yield the arrangements of a form with the sentence about the step beneath, then without, where there is one.

    On a `narrow` stage there are some that tell less.
    """
    plain = [way for way in arrangements(form, tallied=True) if narrow or not _is_brief(way[0])]
    if form.note:
        for lines in (False,) if form.headed else (False, True):  # what comes before it stands on one line
            yield from ((Stack("column", (node, Note(lines)), _UNDER), folds) for node, folds in plain)
        if len(form.kinds) > 1 and not form.headed:
            yield from (
                (_beside_last(node), folds)
                for node, folds in plain
                if isinstance(node, Stack) and node.direction == "column"
            )
        if form.headed:  # it tells the most: rather beside than not at all, and grids shrink for it
            yield from ((Stack("row", (node, Note()), LINES), folds) for node, folds in plain)
    yield from ((node, folds or form.headed) for node, folds in plain)


def _beside_last(node: Stack) -> Stack:
    """Return lines with the sentence before the last one, from whose end a connector leads on."""
    *parts, last = node.parts
    return node._replace(parts=(*parts, Stack("row", (Note(narrow=True, beside=True), last), _APART)))


def _is_brief(node: Node) -> bool:
    return isinstance(node, Stack) and (node.brief or any(map(_is_brief, node.parts)))


def is_broken(node: Node) -> bool:
    """Return whether something in an arrangement stands so for want of room alone."""
    return isinstance(node, Stack) and (node.broken or any(map(is_broken, node.parts)))


def is_noted(node: Node) -> bool:
    """Return whether an arrangement has a place for the sentence."""
    if not isinstance(node, Stack):
        return False
    last = node.parts[-1]
    return isinstance(last, Note) or (isinstance(last, Stack) and isinstance(last.parts[0], Note))


def _ways(writer: Writer, *, tallied: bool) -> list[Way]:
    if writer.kind.spread:
        from cnnviz.canvas.lens.ways.patches import spread_ways  # the way forward has none

        return spread_ways(writer)
    if writer.count > 1:
        return channel_ways(writer)
    if writer.on_its_way():
        return followed_ways(writer)
    ways = sum_ways(writer)
    masked = [
        Stack("column", (way, Rule(), *mask), TIGHT, flush=True) for way in ways if (mask := writer.mask())
    ]
    return [(way, False) for way in (*(tally_ways(writer) if tallied else ()), *masked, *ways)]
