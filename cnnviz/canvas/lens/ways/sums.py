"""The ways to write a sum out: on one line or on more, with a line for each channel, or with most of them folded."""

from collections.abc import Iterator, Sequence

from cnnviz.canvas.lens.slots import Part
from cnnviz.canvas.lens.ways.nodes import Bar, Box, Node, Operator, Rule, Stack
from cnnviz.canvas.lens.ways.writer import IN_HAND, LINES, TIGHT, Writer, lines_of, row
from cnnviz.trace.steps import Combine


def followed_ways(w: Writer) -> list[tuple[Node, bool]]:
    """Return the ways of one sum that is followed as it grows."""
    factors, products = w.factors(0), w.products(0)
    return list(_followed(w, row(*factors, *([Operator("="), *products] if products else []))))


def sum_ways(w: Writer) -> list[Node]:
    """Return the ways of one sum whose terms are all alike, or stand alone."""
    products = w.products(0)
    factors = w.factors(0)
    many = w.count and (products or any(isinstance(f, Box) and not w.places[f.slot].single for f in factors))
    if not many:
        terms, end = w.terms(factors), w.end(_stands_alone(w, factors))
        return [row(*terms, *end), lines_of(terms, end)]
    gives = Operator("max" if w.kind.combine is Combine.MAX else "Σ", arrow=True)
    total = w.slot(0, Part.TOTAL)
    alone = not w.singles() and w.slot(-1, Part.OLD) is None and w.kind.function is None
    head = [*factors, Operator("=")] if products else factors
    if alone or total is None:
        tail: list[Node] = [gives, *w.result()]
    else:
        tail = [gives, *w.terms([Box(total)]), *w.end(False)]
    below = [node for node in tail if node is not gives]
    ways: list[Node] = []
    if not alone:
        ways.append(Stack("column", (row(*head, *products), row(*below)), LINES))
    ways.append(row(*head, *products, *tail))
    if products:
        ways.append(Stack("column", (row(*factors), row(Operator("="), *products, *tail)), LINES))
    ways.append(lines_of(factors, [*head[len(factors) :], *products], below))
    return ways


def _followed(w: Writer, whole: Node) -> Iterator[tuple[Node, bool]]:
    """Yield the ways of a sum that is followed as it grows, beneath or beside what it is made of.

    Where there is no room for what there is after each term, that is left out.
    """
    way, sums = row(*w.on_its_way()), w.sums()
    for folds, parts in ((False, (way, *sums)), (True, (way,))):
        yield Stack("column", (whole, *parts), LINES), folds
        yield row(whole, Operator("", arrow=True), Stack("column", parts, LINES)), folds


def _stands_alone(w: Writer, factors: Sequence[Node]) -> bool:
    """Return whether nothing is worked out: a number is only taken over."""
    return not factors and len(w.singles()) == 1 and w.slot(-1, Part.OLD) is None


def channel_ways(w: Writer) -> list[tuple[Node, bool]]:
    """Return the ways of a sum over channels, with their sums as bars where these tell something and there is room."""
    drawn = any(w.places[slot].bar for group in range(w.count) for slot in w.totals(group))
    return (_channel_ways(w, bars=True) if drawn else []) + _channel_ways(w, bars=False)


def _channel_ways(w: Writer, *, bars: bool) -> list[tuple[Node, bool]]:
    """Return the ways of a sum over channels: a line for each, and behind them what they make together."""
    lines = tuple(_channel_line(w, group, bars=bars) for group in range(w.count))
    ruled = tuple(part for line in lines for part in (Rule(), line))[1:]
    if w.on_its_way():
        folded = row(*w.factors(IN_HAND), Operator("="), *w.products(IN_HAND))
        whole = [way for way in _followed(w, Stack("column", ruled, TIGHT)) if not way[1]]
        return whole + [(way, True) for way, _ in _followed(w, folded)]
    joined = [Operator("", arrow=False), Operator("Σ", arrow=True), *_joined(w)]
    ways: list[tuple[Node, bool]] = [
        (row(Stack("column", ruled, TIGHT), *joined), False),
        (Stack("column", (*ruled, row(*joined)), TIGHT), False),
    ]
    for across in (2, 4):
        if w.count > across:
            bands = [lines[at : at + across] for at in range(0, w.count, across)]
            stacked = Stack("column", tuple(Stack("row", band, 20) for band in bands), TIGHT)
            ways.append((Stack("column", (stacked, row(*joined)), TIGHT), False))
    return ways if bars else ways + [(node, True) for node in _folded(w)]


def _folded(w: Writer) -> list[Node]:
    """Return the ways in which only the channel in hand is written out, and of the others their sums."""
    sums = [w.named(group, Box(slot, False)) for group in range(w.count) for slot in w.totals(group)]
    across = 1 if w.count <= 4 else 2 if w.count <= 8 else 4 if w.count <= 24 else 8
    bands = tuple(Stack("row", tuple(sums[at : at + across]), 8) for at in range(0, len(sums), across))
    totals, line = (
        Stack("column", bands, 2),
        [*w.factors(IN_HAND), Operator("="), *w.products(IN_HAND)],
    )
    joined = [Operator("Σ", arrow=True), *_joined(w)]
    first = row(*line)
    return [
        row(first, Operator("", arrow=True), totals, *joined),
        Stack("column", (first, row(totals, *joined)), LINES),
        row(totals, *joined),
        Stack("column", (totals, row(*joined)), LINES),
    ]


def _channel_line(w: Writer, group: int, *, bars: bool) -> Node:
    headed = group == 0
    products = w.products(group, headed=headed)
    equals = [Operator("=")] if products else []
    total: list[Node] = [Box(slot) for slot in w.totals(group)]
    total += [Bar(slot) for slot in w.totals(group) if bars and w.places[slot].bar]
    gives = [Operator("", arrow=True)] if products or w.kind.combine is Combine.MAX else [Operator("=")]
    return row(*w.factors(group, headed=headed), *equals, *products, *gives, *total)


def _joined(w: Writer) -> list[Node]:
    """Return what is added to the channels' sums, above what is written."""
    terms = w.terms([])
    result = row(*w.end(False)[1:])
    if not terms:
        return [result]
    plus: list[Node] = [] if isinstance(terms[0], Operator) else [Operator("+")]
    return [Stack("column", (row(*plus, *terms), result), 4)]
