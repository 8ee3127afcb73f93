"""The ways to write a sum out: on one line or on more, with a line for each channel, or with most of them folded."""

from collections.abc import Iterator, Sequence

from cnnviz.canvas.lens.slots import Part
from cnnviz.canvas.lens.ways.nodes import ALL, OTHERS, Area, Bar, Box, Node, Operator, Rule, Stack, Tally, Way
from cnnviz.canvas.lens.ways.writer import IN_HAND, LINES, TIGHT, Writer, lines_of, row
from cnnviz.frozen import NamedTuple
from cnnviz.trace.steps import Combine


def followed_ways(w: Writer) -> list[Way]:
    """Return the ways of one sum that is followed as it grows."""
    factors, products = w.factors(0), w.products(0)
    return list(_followed(w, row(*factors, *([_multiplied(w, 0), *products] if products else []))))


def tally_ways(w: Writer) -> Sequence[Node]:
    """Return the way of a square that is added to others, whose sum stands there as a column; none of another sum."""
    squares = [node for node in (w.factors(0) if w.count else ()) if isinstance(node, Area)]
    if w.slot(-1, Part.OLD) is None or len(squares) != 1:
        return []
    arrow = Operator("", arrow=True)
    return [row(*squares, arrow, Tally(squares[0].slot), arrow, *w.result())]


def sum_ways(w: Writer) -> list[Node]:
    """Return the ways of one sum whose terms are all alike, or stand alone."""
    products = w.products(0)
    factors = w.factors(0)
    many = w.count and (products or any(isinstance(f, Box) and not w.places[f.slot].single for f in factors))
    if not many:
        terms, end = w.terms(factors), w.end(None if _stands_alone(w, factors) else Part.FACTOR)
        return [row(*terms, *end), lines_of(terms, end)]
    most, by = w.kind.combine is Combine.MAX, Part.PRODUCTS if products else Part.FACTOR
    total = w.slot(0, Part.TOTAL)
    alone = not w.singles() and w.slot(-1, Part.OLD) is None and w.kind.function is None
    head = [*factors, _multiplied(w, 0)] if products else factors
    if alone or total is None:
        summed = w.gives(-1, Part.RESULT, by)
        gives = Operator("max", arrow=True) if most else Operator("Σ", arrow=True, gives=summed)
        tail: list[Node] = [gives, *w.result()]
        below = tail[1:]
    else:
        summed, end = w.gives(0, Part.TOTAL, by), w.end(Part.TOTAL)
        gives = Operator("max", arrow=True) if most else Operator("Σ", arrow=True, gives=summed)
        tail = [gives, *w.terms([Box(total)]), *end]
        below = [*w.terms([Box(total, gives=None if most else summed)]), *end]
    ways: list[Node] = []
    if not alone:
        ways.append(Stack("column", (row(*head, *products), row(*below)), LINES))
    ways.append(row(*head, *products, *tail))
    if products:
        ways.append(Stack("column", (row(*factors), row(_multiplied(w, 0), *products, *tail)), LINES))
    last = tail if w.kind.combine is Combine.MAX else below  # a sum is led there by an arrow of its own
    ways.append(lines_of(factors, [*head[len(factors) :], *products], last))
    return ways


def _followed(w: Writer, whole: Node) -> Iterator[Way]:
    """Yield the ways of a sum that is followed as it grows, beneath or beside what it is made of.

    Where there is no room for what there is after each term, that is left out.
    """
    way, sums = row(*w.on_its_way()), w.sums()
    for folds, parts in ((0, (way, *sums)), (OTHERS, (way,))):
        yield Stack("column", (whole, *parts), LINES), folds
        yield row(whole, Operator("", arrow=True), Stack("column", parts, LINES)), folds


def _stands_alone(w: Writer, factors: Sequence[Node]) -> bool:
    """Return whether nothing is worked out: a number is only taken over."""
    return not factors and len(w.singles()) == 1 and w.slot(-1, Part.OLD) is None


def channel_ways(w: Writer) -> list[Way]:
    """Return the ways of a sum over channels, with their sums as bars where these tell something and there is room.

    Of maps, which stand beside the lens, products are left out where there is no room for them, and then the maps.
    """
    if w.on_its_way():
        return _followed_channels(w)
    if not any(w.places[slot].bar for group in range(w.count) for slot in w.totals(group)):
        return [*_channel_ways(w, _Line()), *_folded(w)]
    lines = [_Line(bars, *told) for told in _TOLD for bars in (True, False)]
    ways = [way for line in lines for way in _channel_ways(w, line)]
    return [*ways, *_folded(w)]


class _Line(NamedTuple):
    """What the line of a channel tells: its sum as a bar, its products, what is read."""

    bars: bool = False
    products: bool = True
    read: bool = True


_TOLD = (True, True), (False, True), (False, False)
"""Of the products and of what is read: more, and less."""


def _followed_channels(w: Writer) -> list[Way]:
    """Return the ways of a sum over channels that is followed as it grows."""
    folded = row(*w.factors(IN_HAND), _multiplied(w, IN_HAND), *w.products(IN_HAND))
    whole = [way for way in _followed(w, Stack("column", _ruled(_lines(w, _Line())), TIGHT)) if not way[1]]
    return whole + [(way, OTHERS) for way, _ in _followed(w, folded)]


def _lines(w: Writer, told: _Line) -> tuple[Node, ...]:
    return tuple(_channel_line(w, group, told) for group in range(w.count))


def _ruled(lines: Sequence[Node]) -> tuple[Node, ...]:
    return tuple(part for line in lines for part in (Rule(), line))[1:]


def _channel_ways(w: Writer, told: _Line) -> list[Way]:
    """Return the ways of a sum over channels: a line for each, and behind them what they make together."""
    lines = _lines(w, told)
    ruled = _ruled(lines)
    joined = [Operator("", arrow=False), _added_up(w), *_joined(w)]
    ways: list[Way] = [
        (row(Stack("column", ruled, TIGHT), *joined), 0),
        (Stack("column", (*ruled, row(*joined)), TIGHT), 0),
    ]
    for across in (2, 4):
        if w.count > across:
            bands = [lines[at : at + across] for at in range(0, w.count, across)]
            stacked = Stack("column", tuple(Stack("row", band, 20) for band in bands), TIGHT)
            ways.append((Stack("column", (stacked, row(*joined)), TIGHT), 0))
            if any(w.places[slot].bar for slot in w.totals(0)):
                ways.append((row(stacked, *joined), 0))
                ways.append((Stack("column", (stacked, row(joined[0], *_joined_on_a_line(w))), TIGHT), 0))
    return ways


def _folded(w: Writer) -> list[Way]:
    """Return the ways in which only the channel in hand is written out, and of the others their sums.

    Before them come those of sums that tell more as bars, beside what they are made of.
    """
    slots = [(group, slot) for group in range(w.count) for slot in w.totals(group)]
    bars = tuple(w.named(group, Box(slot, False), Bar(slot)) for group, slot in slots if w.places[slot].bar)
    drawn_sums = Stack("column", bars, 2)
    drawn: list[Node] = [
        row(drawn_sums, _added_up(w), *_joined(w)),
        Stack("column", (drawn_sums, row(*_joined_on_a_line(w))), LINES),
    ]
    sums = [w.named(group, Box(slot, False)) for group, slot in slots]
    across = 1 if w.count <= 4 else 2 if w.count <= 8 else 4 if w.count <= 24 else 8
    bands = tuple(Stack("row", tuple(sums[at : at + across]), 8) for at in range(0, len(sums), across))
    totals, factors = Stack("column", bands, 2), w.factors(IN_HAND)
    products, joined = [_multiplied(w, IN_HAND), *w.products(IN_HAND)], [_added_up(w), *_joined(w)]
    first, lines, arrow = row(*factors, *products), (row(*factors), row(*products)), Operator("", arrow=True)
    told = [
        *(drawn if bars else []),
        row(first, arrow, totals, *joined),
        Stack("column", (first, row(totals, *joined)), LINES),
    ]
    if len(products) > 1:
        told += [
            row(Stack("column", lines, LINES), arrow, totals, *joined),
            Stack("column", (lines[0], row(*products, arrow, totals, *joined)), LINES),
            Stack("column", (*lines, row(totals, *joined)), LINES),
        ]
    sums_alone = row(totals, *joined), Stack("column", (totals, row(*joined)), LINES)
    return [*((way, OTHERS) for way in told), *((way, ALL) for way in sums_alone)]


def _channel_line(w: Writer, group: int, told: _Line) -> Node:
    headed = group == 0
    products = w.products(group, headed=headed) if told.products else []
    equals = [_multiplied(w, group)] if products else []
    total: list[Node] = [Box(slot) for slot in w.totals(group)]
    total += [Bar(slot) for slot in w.totals(group) if told.bars and w.places[slot].bar]
    summed = w.gives(group, Part.TOTAL, Part.PRODUCTS if products else Part.FACTOR)
    if w.kind.combine is Combine.MAX:
        gives = [Operator("", arrow=True)]
    else:
        gives = [Operator("" if products else "=", arrow=bool(products), gives=summed)]
    factors = w.factors(group, headed=headed)
    return row(*(factors if told.read else factors[1:]), *equals, *products, *gives, *total)


def _joined(w: Writer) -> list[Node]:
    """Return what is added to the channels' sums, above what is written."""
    terms, result = _added(w), row(*w.result())
    return [Stack("column", (row(*terms), result), 4)] if terms else [result]


def _joined_on_a_line(w: Writer) -> list[Node]:
    """Return what is added to the channels' sums, before what is written, with the arrow that leads there."""
    terms = _added(w)
    if not terms:
        return [_added_up(w), *w.result()]
    return [Operator("Σ", arrow=True), *terms, *w.end(Part.TOTAL)]


def _multiplied(w: Writer, group: int) -> Operator:
    return w.equals(group, Part.PRODUCTS, Part.FACTOR)


def _added_up(w: Writer) -> Operator:
    return Operator("Σ", arrow=True, gives=w.gives(-1, Part.RESULT, Part.TOTAL))


def _added(w: Writer) -> list[Node]:
    terms = w.terms([])
    plus: list[Node] = [Operator("+")] if terms and not isinstance(terms[0], Operator) else []
    return [*plus, *terms]
