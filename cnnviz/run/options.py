"""How a run is stepped through; the numbers are the same in all ways."""

from typing import Literal, TypeAlias

from cnnviz.frozen import frozen_dataclass

InputGradient: TypeAlias = Literal["scatter", "gather", "full"]
WeightGradient: TypeAlias = Literal["accumulate", "correlate"]
WayOption: TypeAlias = Literal["input_gradient", "weight_gradient"]
"""An option of a run that chooses between ways to the same numbers."""


@frozen_dataclass()
class RunOptions:
    """How a run is stepped through.

    Parameters
    ----------
    follow : the filter that steps are limited to where a layer has several; None visits all
    input_gradient : the way to dX: "scatter", "gather" or "full" convolution with the turned kernel
    weight_gradient : the way to dW: "accumulate" window by window, or "correlate" the image with the gradient
    sample : which of the experiment's images is followed
    """

    follow: int | None = None
    input_gradient: InputGradient = "scatter"
    weight_gradient: WeightGradient = "accumulate"
    sample: int = 0

    def followed(self, count: int) -> tuple[int, ...] | None:
        """Return the filter or channel to follow among `count`, as traces take it."""
        return None if self.follow is None else (min(self.follow, count - 1),)
