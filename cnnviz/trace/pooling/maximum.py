"""What max pooling's two ways share: the cells that win."""

from functools import cached_property

from cnnviz.engine.arrays import one_of
from cnnviz.engine.pooling import TIES, Ties
from cnnviz.trace.loop_nest import LoopNest
from cnnviz.trace.pooling.settings import PoolSettings
from cnnviz.trace.pooling.windows import PoolLayout, Winners, pool_layout, winners
from cnnviz.trace.steps import Array


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

    @property
    def mask(self) -> Array:
        """The gradient that each cell of x_pad would get if every output, of all channels, had gradient 1."""
        return self.winners.mask
