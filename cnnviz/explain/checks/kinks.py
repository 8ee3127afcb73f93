"""Where the loss has a corner: a ReLU's number passes 0, or another cell of a window becomes the largest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum

import numpy as np

from cnnviz.engine.networks.layers import ActivationLayer, MaxPool2d
from cnnviz.explain.checks.probe import Passed, Probe
from cnnviz.frozen import NamedTuple
from cnnviz.trace.pooling.windows import PoolSettings
from cnnviz.trace.pooling.winners import winners
from cnnviz.trace.steps import Array, Index

_BENT = ("relu", "leaky_relu")
_CLOSER = 6  # times that the first kink is looked for again, as what lies behind another bends too
_BEYOND = 1 + 1e-7


class Bend(Enum):
    """What makes a corner."""

    ZERO = "zero"
    WINNER = "winner"


class Kink(NamedTuple):
    """A corner of the loss.

    Parameters
    ----------
    bend : what makes it
    operation : which layer of the network
    cells : whose number passes 0 there, or what tie for the largest of a window, as they lie in that layer's input
    value : of the number that is nudged
    """

    bend: Bend
    operation: int
    cells: tuple[tuple[int, ...], ...]
    value: float


def first_kink(probe: Probe, to: Passed) -> Kink | None:
    """Return the corner that is met first on the way to another value; None where there is none."""
    start, found = probe.before, None
    for _ in range(_CLOSER):
        here = _nearest(start, to)
        if here is None:
            return found
        closer = start.value + (here.value - start.value) * _BEYOND
        if found is not None and here.value == found.value:
            return here
        found = here
        if closer == start.value or abs(closer - start.value) >= abs(to.value - start.value):
            return here
        to = probe.at(closer)
    return found


def _nearest(start: Passed, end: Passed) -> Kink | None:
    """Return the nearest corner, as if all numbers changed evenly on the way."""
    found = list(_bends(start, end))
    if not found:
        return None
    share = min(share for _, _, shares, _ in found for share in shares)
    value = start.value + share * (end.value - start.value)
    bend, operation, shares, cells = next(one for one in found if share in one[2])
    close = share * (1 + 1e-9) + 1e-12
    met = [cell for own, cell in zip(shares, cells, strict=True) if own <= close]
    return Kink(bend, operation, tuple(dict.fromkeys(cell for pair in met for cell in pair)), value)


_Bends = tuple[Bend, int, Sequence[float], Sequence[tuple[tuple[int, ...], ...]]]


def _bends(start: Passed, end: Passed) -> Iterator[_Bends]:
    """Yield for each layer that bends on the way how far on the way it does, and where."""
    for place, layer in enumerate(start.layers):
        before, after = start.arrays[place][0], end.arrays[place][0]
        if isinstance(layer, ActivationLayer) and layer.name in _BENT:
            found = _through_zero(before, after)
            bend = Bend.ZERO
        elif isinstance(layer, MaxPool2d):
            found = _other_winners(layer, before, after)
            bend = Bend.WINNER
        else:
            continue
        if found[0]:
            yield bend, start.first + place, *found


def _through_zero(
    before: Array, after: Array
) -> tuple[Sequence[float], Sequence[tuple[tuple[int, ...], ...]]]:
    crossed = ((before > 0) != (after > 0)) & (before != after) | ((before == 0) & (after != 0))
    at = np.argwhere(crossed)
    share = before[crossed] / (before[crossed] - after[crossed])
    return share.tolist(), [(tuple(cell),) for cell in at.tolist()]


def _other_winners(
    layer: MaxPool2d, before: Array, after: Array
) -> tuple[Sequence[float], Sequence[tuple[tuple[int, ...], ...]]]:
    """Return where windows have other winners: one that was no smaller than what becomes the largest."""
    shares: list[float] = []
    cells: list[tuple[tuple[int, ...], ...]] = []
    if np.array_equal(before, after):
        return shares, cells
    won, wins = _won(layer, before), _won(layer, after)
    shape = tuple(np.maximum(won.max(0, initial=0), wins.max(0, initial=0)) + 1)
    had, has = (np.ravel_multi_index(tuple(rows.T), shape) for rows in (won, wins))
    differs = np.setxor1d(had, has)
    for window in np.unique(np.stack(np.unravel_index(differs, shape), 1)[:, :3], axis=0).tolist():
        was, is_now = (_cells_of(rows, window) for rows in (won, wins))
        if not was or not is_now:
            continue
        old = next((cell for cell in was if cell not in is_now), was[0])
        new = next((cell for cell in is_now if cell != old), is_now[0])
        ahead, behind = float(before[old] - before[new]), float(after[new] - after[old])
        if np.isfinite(ahead + behind) and ahead + behind > 0:
            shares.append(ahead / (ahead + behind))
            cells.append((old, new))
    return shares, cells


def _won(layer: MaxPool2d, image: Array) -> Index:
    """Return window and cell, (h, w, c, i, j), of all that have the maximum of a window."""
    settings = PoolSettings(layer.kernel_size, layer.stride, layer.padding, layer.dilation, layer.ceil_mode)
    table = winners(image[None], settings, "all").table.columns
    return np.stack([table[letter] for letter in "hwcij"], 1)


def _cells_of(won: Index, window: Sequence[int]) -> list[tuple[int, ...]]:
    own = won[(won[:, :3] == window).all(1)]
    return [(i, j, c) for _, _, c, i, j in own.tolist()]
