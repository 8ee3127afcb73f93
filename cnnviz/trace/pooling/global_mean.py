"""Global average pooling channel by channel, forward and backward."""

from collections.abc import Mapping, Sequence

from cnnviz.engine import global_avg_pool2d_backward
from cnnviz.engine.arrays import same_shape
from cnnviz.engine.in_order import avg_pool2d_in_order
from cnnviz.trace.elementwise import each
from cnnviz.trace.loop_nest import LoopNest
from cnnviz.trace.steps import Array, Index
from cnnviz.trace.tables import Access, Statement, Table, as_floats, constant

_AXES = ("channel",)


class GlobalMeanForward(LoopNest):
    """Take the mean of each channel: ``y[c] = Σ x[h,w,c] * 1/(height*width)``.

    One step is one channel; its terms go row by row through the image.

    Parameters
    ----------
    x : (n, h, w, c)
    sample : the image that is followed
    channels : the channels that are followed, or None for all
    """

    def __init__(
        self,
        x: Array,
        *,
        sample: int = 0,
        channels: Sequence[int] | None = None,
        finished: Mapping[str, Array] | None = None,
    ) -> None:
        n, h, w, c, loops = _tables(x.shape, sample, channels)
        part = constant(1 / (len(h) * len(w)), f"1/{len(h) * len(w)}")
        statement = Statement(Access("y", "nc"), (Access("x", "nhwc"), part), (n, c, h, w))
        inputs, shapes = {"x": as_floats(x)}, {"y": (len(x), x.shape[3])}
        super().__init__(inputs, shapes, loops, _AXES, [statement], finished)

    def _compute(self) -> Mapping[str, Array]:
        x = self.inputs["x"]
        return {"y": avg_pool2d_in_order(x, (x.shape[1], x.shape[2])).reshape(len(x), -1)}


class GlobalMeanBackward(LoopNest):
    """Every cell of a channel gets the same share: ``dx[h,w,c] = dy[c] * 1/(height*width)``.

    One step is one channel, an update for each of its cells, row by row.

    Parameters
    ----------
    dy : (n, c), the gradient of the means
    x_shape : (n, h, w, c)
    sample : the image that is followed
    channels : the channels that are followed, or None for all
    """

    def __init__(
        self,
        dy: Array,
        x_shape: Sequence[int],
        *,
        sample: int = 0,
        channels: Sequence[int] | None = None,
        finished: Mapping[str, Array] | None = None,
    ) -> None:
        same_shape("dy", dy, (x_shape[0], x_shape[3]), "the samples and channels of x")
        n, h, w, c, loops = _tables(x_shape, sample, channels)
        self._shape = tuple(x_shape)
        part = constant(1 / (len(h) * len(w)), f"1/{len(h) * len(w)}")
        statement = Statement(Access("dx", "nhwc"), (Access("dy", "nc"), part), (n, c, h, w))
        inputs, shapes = {"dy": as_floats(dy)}, {"dx": self._shape}
        super().__init__(inputs, shapes, loops, _AXES, [statement], finished)

    def _compute(self) -> Mapping[str, Array]:
        return {"dx": global_avg_pool2d_backward(self.inputs["dy"], self._shape)}


def _tables(
    shape: Sequence[int], sample: int, channels: Sequence[int] | None
) -> tuple[Table, Table, Table, Table, Mapping[str, Index]]:
    """Return the sample, rows, columns and channels of images, and the loop over the channels."""
    cells = each(shape, sample, channels)
    n, h, w, c = cells.tables
    return n, h, w, c, {"c": cells.loops["c"]}
