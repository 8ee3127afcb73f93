"""The ways to write out that many cells are written: contribution, what was there before, what is there after."""

from cnnviz.canvas.lens.slots import Part
from cnnviz.canvas.lens.ways.nodes import OTHERS, Box, Label, Node, Operator, Stack, Way
from cnnviz.canvas.lens.ways.writer import IN_HAND, LINES, TIGHT, Writer, row

_WIDE = 3  # columns of a patch
_BETWEEN = (
    32  # pixels between lines side by side, so that what one makes is not taken for what the next reads
)


def spread_ways(w: Writer) -> list[Way]:
    """Return the ways in which many cells are written: with what they held before, where they are added to."""
    if w.count == 1:
        return [(way, 0) for way in _patch_ways(w)]
    multiplied = w.slot(0, Part.PRODUCTS) is not None
    shared = w.factors(0, common=True) if multiplied and not w.ends_common() else []
    start = [*shared, Operator("×")] if shared else []
    lines = tuple(
        row(*_named_line(w, group, shared=bool(shared), first=multiplied)) for group in range(w.count)
    )
    ways: list[Way] = [(row(*start, Stack("column", lines, TIGHT)), 0)]
    for across in (2, 4):
        if w.count > across:
            bands = [lines[at : at + across] for at in range(0, w.count, across)]
            whole = Stack("column", tuple(Stack("row", band, _BETWEEN) for band in bands), TIGHT)
            ways.append((row(*start, whole), 0))
    ways += [(row(*_patch_line(w, IN_HAND)), OTHERS), *((way, OTHERS) for way in _patch_ways(w))]
    return ways


def _named_line(w: Writer, group: int, *, shared: bool, first: bool) -> list[Node]:
    """Return a line with the name of its channel: before all of it, or before what it makes; never before a grid."""
    line, name = _patch_line(w, group, shared=shared), Label(w.number, group)
    return [name, *line] if first else [*line[:-1], name, line[-1]]


def _patch_line(w: Writer, group: int, *, shared: bool = False, below: bool = False) -> list[Node]:
    """Return a line: what is multiplied, and apart from it what it adds: before + contribution = after."""
    headed = group == 0
    products = [Box(s, headed) for s in w.of(group, Part.PRODUCTS)]
    before = [Box(s, headed) for s in w.of(group, Part.BEFORE)]
    after = w.after(group, headed=headed, below=below)
    line = w.factors(group, headed=headed, common=False if shared else None)
    by_factors, by_products = (w.equals(group, Part.AFTER, part) for part in (Part.FACTOR, Part.PRODUCTS))
    if not before:
        return [*line, by_factors if len(line) > 1 else Operator("", arrow=True), *after]
    if not products:
        return [*before, Operator("+"), *line, by_factors, *after]
    return [*line, Operator(""), *before, Operator("+"), *products, by_products, *after]


def _patch_ways(w: Writer) -> list[Node]:
    """Return the ways of one patch; somebody else's numbers stand beside it, or below where there is no room."""
    return [way for below in ((False, True) if w.compares else (False,)) for way in _patches(w, below=below)]


def _patches(w: Writer, *, below: bool) -> list[Node]:
    line = row(*_patch_line(w, 0, below=below))
    before, products = w.of(0, Part.BEFORE), w.products(0)
    if not before:
        return [line]
    after, multiplied = w.after(0, below=below), w.equals(0, Part.PRODUCTS, Part.FACTOR)
    by_factors, by_products = (w.equals(0, Part.AFTER, part) for part in (Part.FACTOR, Part.PRODUCTS))
    if not products:
        short = row(*(Box(slot) for slot in before), Operator("+"), *w.factors(0))
        return [line, Stack("column", (short, row(by_factors, *after)), LINES)]
    again = w.products(0, again=True)
    upper = row(*w.factors(0), multiplied, *products)
    added = row(*(Box(slot) for slot in before), Operator("+"), *again)
    end = row(by_products, *after)
    lower = row(*added.parts, *end.parts)
    made_of = row(Operator("+"), *w.factors(0))
    three = (row(*(Box(slot) for slot in before)), made_of, row(by_factors, *after))
    brief = Stack("column", three, TIGHT, brief=True)
    ways: list[Node] = [Stack("column", (upper, lower), LINES), line, brief]
    ways.append(Stack("column", (upper, added, end), TIGHT, broken=True))
    if any(w.places[slot].columns >= _WIDE for slot in before):  # of others a line is narrow enough
        made = row(multiplied, *products)
        four = row(*w.factors(0)), made, added, end
        ways.append(Stack("column", four, TIGHT, broken=True))
    return ways
