"""What max pooling's two ways share: the cells that win."""

from collections.abc import Sequence
from functools import cached_property
from itertools import repeat

import numpy as np

from cnnviz.engine.arrays import one_of
from cnnviz.engine.pooling import TIES, Ties
from cnnviz.trace.loop_nest import LoopNest
from cnnviz.trace.pooling.windows import PoolLayout, PoolSettings, pool_layout
from cnnviz.trace.pooling.winners import Winners, winners
from cnnviz.trace.steps import Cell
from cnnviz.trace.tables import Access, places, product


class MaximumTrace(LoopNest):
    """A pass over windows that knows who won them.

    `won` spares finding the winners again, where somebody has them of the same images, settings and ties.
    """

    def _look(
        self, shape: tuple[int, ...], settings: PoolSettings, ties: Ties, won: Winners | None
    ) -> PoolLayout:
        """Take the settings down, and return where the windows lie; nothing is compared yet."""
        one_of("ties", ties, TIES)
        if won is not None and (won.shape, won.sample, won.ties) != (shape, settings.sample, ties):
            raise ValueError(
                f"won is of images of shape {won.shape}, sample {won.sample} and ties {won.ties!r}, "
                f"not of {shape}, {settings.sample} and {ties!r}"
            )
        self._settings, self._ties, self._given_winners = settings, ties, won
        self._layout = pool_layout(shape, settings)
        self.geometry = self._layout.geometry
        return self._layout

    @cached_property
    def winners(self) -> Winners:
        """The winners of all channels, followed or not."""
        given = self._given_winners
        return winners(self.inputs["x_pad"], self._settings, self._ties) if given is None else given

    @cached_property
    def _won(self) -> Winners:
        """The winners of the channels that are followed."""
        return self.winners.of(self._layout.channels)

    def highlights(self, n: int) -> Sequence[Cell]:
        """Return the cells of x_pad that win in step `n`: the one that `ties` chooses, or all with the maximum."""
        won = self._won.table.where(self.variables(n)).columns
        places = np.stack([won[letter] for letter in "ijc"], -1).tolist()
        return tuple(Cell("x_pad", (self._settings.sample, *place)) for place in places)

    def tied(self, n: int) -> Sequence[Cell]:
        """Return the cells of x_pad that have the maximum in step `n` too, where another one takes it all."""
        visit, won = self.variables(n), self.highlights(n)
        points = product([table.where(visit) for table in self._layout.tables(padding=False)])
        window = tuple(map(Cell, repeat("x_pad"), places(Access("x_pad", "nijc"), points)))
        values = np.array([self.inputs["x_pad"][cell.index] for cell in window])
        largest = values.max(initial=-np.inf)
        equal = np.isnan(values) if np.isnan(largest) else values == largest
        return tuple(
            cell for cell, is_equal in zip(window, equal, strict=True) if is_equal and cell not in won
        )
