"""Groups of a convolution: each filter reads only the channels of its own group, and the order of filters decides it.

Four filters in two groups share six channels: a kernel has three, and filter 2 is the first of the second group.

>>> channels_of(2, (3, 3, 3, 4), groups=2), filters_of(1, (3, 3, 3, 4), groups=2)
(range(3, 6), range(0, 2))
>>> why_not_groups(3, channels=6, filters=4), most_groups(3, channels=6, filters=4)
('4 filters cannot be shared out evenly among 3 groups', 2)
>>> order_for(6, filters=4, groups=2)
[0, 1, None, 2, 3, None]
"""

from collections.abc import Sequence


def why_not_groups(groups: int, channels: int, filters: int) -> str | None:
    """Return why channels and filters cannot be in so many groups, or None where they can."""
    if groups < 1:
        return "there is at least one group"
    for count, name in ((channels, "channel"), (filters, "filter")):
        if count % groups:
            several = "" if count == 1 else "s"
            return f"{count} {name}{several} cannot be shared out evenly among {groups} groups"
    return None


def most_groups(groups: int, channels: int, filters: int) -> int:
    """Return the largest number up to `groups` that channels and filters can be shared out among."""
    return next(n for n in range(groups, 0, -1) if why_not_groups(n, channels, filters) is None)


def channels_of(filter_: int, kernels: Sequence[int], groups: int) -> range:
    """Return the channels that a filter reads, of `kernels` of shape (rows, columns, channels / groups, filters)."""
    depth, filters = kernels[2:]
    first = filter_ // (filters // groups) * depth
    return range(first, first + depth)


def filters_of(channel: int, kernels: Sequence[int], groups: int) -> range:
    """Return the filters that read a channel; `kernels` as in `channels_of`."""
    depth, filters = kernels[2:]
    count = filters // groups
    first = channel // depth * count
    return range(first, first + count)


def orders_between(kernels: Sequence[int], before: int, after: int) -> Sequence[Sequence[int | None]]:
    """Return for each filter which of the channels of its kernel come where, in `after` groups instead of `before`.

    None is a channel that the filter did not read; `kernels` as in `channels_of`.
    """
    rows, columns, depth, filters = kernels
    other = rows, columns, depth * before // after, filters
    orders: list[Sequence[int | None]] = []
    for filter_ in range(filters):
        old = channels_of(filter_, kernels, before)
        orders.append([old.index(at) if at in old else None for at in channels_of(filter_, other, after)])
    return orders


def orders_within(order: Sequence[int | None], channels: int, groups: int) -> Sequence[Sequence[int | None]]:
    """Return for each group which of its own channels come where, when all `channels` come in `order`.

    Raises
    ------
    ValueError
        Where one would come into another group.
    """
    before, after = channels // groups, len(order) // groups
    for place, at in enumerate(order):
        group = place // after
        if at is not None and at // before != group:
            raise ValueError(
                f"channel {at} would come into group {group}, whose filters have no weights for it"
            )
    within = [None if at is None else at % before for at in order]
    return [within[first : first + after] for first in range(0, len(order), after)]


def order_for(count: int, filters: int, groups: int) -> Sequence[int | None]:
    """Return which filter stands where when there are `count`: as many more or fewer in each group, None for new ones.

    The last ones of a group go, and new ones come behind them, so that every filter stays in its group.

    Raises
    ------
    ValueError
        Where they cannot be shared out among the groups.
    """
    reason = why_not_groups(groups, groups, count)
    if reason is not None:
        raise ValueError(reason)
    before, after = filters // groups, count // groups
    return [group * before + at if at < before else None for group in range(groups) for at in range(after)]
