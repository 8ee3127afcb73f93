"""The cells that win the windows of a max pooling, and the masks that say so.

Say that 2x2 windows go over a 3x3 image, one cell at a time:

>>> x = np.array([[1.0, 5.0, 2.0], [3.0, 4.0, 0.0], [7.0, 6.0, 8.0]])
>>> settings = PoolSettings(2, stride=1)
>>> won = winners(x.reshape(1, 3, 3, 1), settings, "first")

The 5 wins both windows above, the 7 and the 8 one each below:

>>> at = won.table.columns
>>> list(zip(*(at[letter].tolist() for letter in "hwij"), strict=True))
[(0, 0, 0, 1), (0, 1, 0, 1), (1, 0, 2, 0), (1, 1, 2, 2)]
>>> won.mask[0, :, :, 0].tolist()
[[0.0, 1.0, 0.0], [0.0, 0.0, 0.0], [1.0, 0.0, 1.0]]

A window's own mask is looked up cell by cell: the first has the 1, the 5, the 3 and the 4.

>>> window = [np.array(at) for at in (0, 0, 0, [0, 0, 1, 1], [0, 1, 0, 1])]
>>> won[tuple(window)].tolist()
[0.0, 1.0, 0.0, 0.0]
"""

from collections.abc import Callable, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from cnnviz.engine.geometry import Geometry
from cnnviz.engine.pooling import Ties
from cnnviz.trace.pooling.windows import PoolSettings, pool_layout, real
from cnnviz.trace.steps import Array, Index
from cnnviz.trace.tables import Table


class Winners:
    """Which cells ``i, j`` have the maximum of window ``h, w, c``, in the order of the windows.

    They are looked for when they are first asked for.

    Parameters
    ----------
    find : returns the variables, and what part of its window's gradient each gets
    ties : what becomes of several
    shape : of the padded images
    sample : the one that is followed
    """

    def __init__(
        self, find: Callable[[], tuple[Table, Array]], ties: Ties, shape: Sequence[int], sample: int
    ) -> None:
        self._find, self.ties = find, ties
        self.shape, self.sample = tuple(shape), sample

    @cached_property
    def _found(self) -> tuple[Table, Array]:
        return self._find()

    @property
    def table(self) -> Table:
        """The variables."""
        return self._found[0]

    @property
    def share(self) -> Array:
        """What part of its window's gradient each gets."""
        return self._found[1]

    @cached_property
    def places(self) -> Index:
        """Where each lies in its image, all cells in a row."""
        at = self.table.columns
        return np.ravel_multi_index((at["i"], at["j"], at["c"]), self.shape[1:])

    @cached_property
    def mask(self) -> Array:
        """The largest share that each cell of the padded images has in any window; never their sum."""
        return self.mask_of(len(self.table))

    def mask_of(self, count: int) -> Array:
        """Return the mask as the first `count` winners make it, read-only."""
        mask = np.zeros(self.shape)
        np.maximum.at(mask[self.sample].reshape(-1), self.places[:count], self.share[:count])
        mask.flags.writeable = False
        return mask

    def __getitem__(self, at: tuple[Index, ...]) -> Array:
        """Return the shares of cells ``i, j`` in windows ``h, w, c``, given as five arrays: the windows' masks."""
        wanted = self._numbers(*np.broadcast_arrays(*at))
        if not len(self._sorted):
            return np.zeros(wanted.shape)
        found = np.minimum(np.searchsorted(self._sorted, wanted), len(self._sorted) - 1)
        share: Array = np.where(self._sorted[found] == wanted, self.share[found], 0.0)
        return share

    @cached_property
    def _sorted(self) -> Index:
        """The numbers of all winners, ascending, as their windows come in order and row by row in each."""
        return self._numbers(*(self.table.columns[letter] for letter in "hwcij"))

    def _numbers(self, h: Index, w: Index, c: Index, i: Index, j: Index) -> Index:
        """Return one number for each cell of a window."""
        _, height, width, channels = self.shape
        sizes = height + 1, width + 1, channels, height, width
        return np.ravel_multi_index((h, w, c, i, j), sizes)

    def of(self, channels: Index) -> "Winners":
        """Return those of some channels."""
        if len(channels) == self.shape[3]:
            return self
        return Winners(lambda: self._of(channels), self.ties, self.shape, self.sample)

    def _of(self, channels: Index) -> tuple[Table, Array]:
        chosen = np.zeros(self.shape[3], bool)
        chosen[channels] = True
        kept = chosen[self.table.columns["c"]]
        return self.table.keep(kept), self.share[kept]


def winners(x_pad: Array, settings: PoolSettings, ties: Ties) -> Winners:
    """Return which cells of each window get its gradient, in all channels of the sample that is followed.

    Padding never does, and of several NaN the last.
    """
    geometry = pool_layout(x_pad.shape, settings).geometry
    return Winners(lambda: _find(x_pad[settings.sample], geometry, ties), ties, x_pad.shape, settings.sample)


def _find(image: Array, geometry: Geometry, ties: Ties) -> tuple[Table, Array]:
    seen = _seen(image, geometry)
    largest = seen.max(0)
    mask = seen == largest
    if np.isneginf(largest).any():
        mask &= _inside(geometry)
    nan = np.isnan(largest)
    if nan.any():
        mask |= np.isnan(seen)
    if ties == "first":
        h, w, c = np.nonzero(mask.any(0))
        tap = _chosen(mask, nan)[h, w, c]
    else:
        h, w, c, tap = np.nonzero(np.moveaxis(mask, 0, -1))
    share = 1 / mask.sum(0)[h, w, c] if ties == "split" else np.ones(len(h))
    u, v = np.divmod(tap, geometry.columns.kernel)
    return Table(h=h, w=w, c=c, i=geometry.rows.taps[h, u], j=geometry.columns.taps[w, v]), share


def _seen(image: Array, geometry: Geometry) -> Array:
    """Return what the windows see, (taps, oh, ow, c), with -inf for padding and what lies behind it.

    The taps come first, so that what is compared lies in long runs of memory.
    """
    rows, columns = (axis.meetings(padding=False) for axis in (geometry.rows, geometry.columns))
    seen = np.full((len(rows), len(columns), *geometry.output, image.shape[2]), -np.inf, image.dtype)
    for u, (h, i) in enumerate(rows):
        for v, (w, j) in enumerate(columns):
            seen[u, v, h, w] = image[i, j]
    return seen.reshape(-1, *seen.shape[2:])


def _inside(geometry: Geometry) -> NDArray[np.bool_]:
    """Return which of what the windows see is no padding, (taps, oh, ow, 1)."""
    rows, columns = (real(axis, axis.taps).T for axis in (geometry.rows, geometry.columns))
    inside = rows[:, None, :, None] & columns[:, None, :]
    return inside.reshape(-1, *geometry.output, 1)


def _chosen(mask: NDArray[np.bool_], nan: NDArray[np.bool_]) -> Index:
    """Return the first tap of each window that is in the mask, or the last where it is NaN."""
    chosen = np.zeros(nan.shape, np.intp)
    for tap in reversed(range(len(mask))):
        np.copyto(chosen, tap, where=mask[tap])
    if nan.any():
        for tap in range(len(mask)):
            np.copyto(chosen, tap, where=mask[tap] & nan)
    return chosen
