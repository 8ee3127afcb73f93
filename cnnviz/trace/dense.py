"""The flat end of a network, unit by unit: flatten and linear, forward and backward."""

from collections.abc import Mapping, Sequence
from math import prod

import numpy as np

from cnnviz.engine.arrays import same_shape
from cnnviz.engine.dense import flatten, flatten_backward, linear
from cnnviz.engine.in_order import linear_in_order
from cnnviz.trace.loop_nest import LoopNest
from cnnviz.trace.steps import Array, Index
from cnnviz.trace.tables import Access, Statement, Table, as_floats, like, only

IMAGE_AXES = ("row", "column", "channel")


class FlattenForward(LoopNest):
    """Lay out an image as one list, row by row: ``y[(h*width + w)*channels + c] = x[h,w,c]``.

    One step is one cell, in the order row, column, channel.

    Parameters
    ----------
    x : (n, h, w, c)
    sample : the image that is followed
    """

    def __init__(self, x: Array, *, sample: int = 0, finished: Mapping[str, Array] | None = None) -> None:
        table = _places(x.shape)
        statement = Statement(Access("y", "ni"), (Access("x", "nhwc"),), (only(sample, len(x)), table))
        inputs, shapes = {"x": as_floats(x)}, {"y": (len(x), prod(x.shape[1:]))}
        super().__init__(inputs, shapes, _image_loops(x.shape), IMAGE_AXES, [statement], finished)

    def _compute(self) -> Mapping[str, Array]:
        return {"y": flatten(self.inputs["x"])}


class FlattenBackward(LoopNest):
    """Put a list's gradient back in the image's shape: ``dx[h,w,c] = dy[(h*width + w)*channels + c]``.

    One step is one cell, in the order row, column, channel.

    Parameters
    ----------
    dy : (n, h*w*c)
    x_shape : (n, h, w, c)
    sample : the image that is followed
    """

    def __init__(
        self,
        dy: Array,
        x_shape: Sequence[int],
        *,
        sample: int = 0,
        finished: Mapping[str, Array] | None = None,
    ) -> None:
        same_shape("dy", dy, (x_shape[0], prod(x_shape[1:])), "the shape of the flat input")
        statement = Statement(
            Access("dx", "nhwc"), (Access("dy", "ni"),), (only(sample, len(dy)), _places(x_shape))
        )
        inputs, shapes = {"dy": as_floats(dy)}, {"dx": x_shape}
        super().__init__(inputs, shapes, _image_loops(x_shape), IMAGE_AXES, [statement], finished)

    def _compute(self) -> Mapping[str, Array]:
        return {"dx": flatten_backward(self.inputs["dy"], self._shapes["dx"])}


class LinearForward(LoopNest):
    """Every unit sums over all inputs: ``y[o] = Σ x[i] * weight[i,o] + bias[o]``.

    One step is one unit; its terms go through the inputs, the bias comes last.

    Parameters
    ----------
    x : (n, inputs)
    weight : (inputs, outputs)
    bias : (outputs,) or None
    sample : what is followed of x
    """

    def __init__(
        self,
        x: Array,
        weight: Array,
        bias: Array | None = None,
        *,
        sample: int = 0,
        finished: Mapping[str, Array] | None = None,
    ) -> None:
        inputs = {"x": as_floats(x), "weight": as_floats(weight)}
        same_shape("x", x, (len(x), len(weight)), "the inputs of the weight")
        n, i, o = _tables(len(x), weight.shape, sample)
        statements = [Statement(Access("y", "no"), (Access("x", "ni"), Access("weight", "io")), (n, i, o))]
        if bias is not None:
            same_shape("bias", bias, weight.shape[1:], "the outputs of the weight")
            inputs["bias"] = as_floats(bias)
            statements.append(Statement(Access("y", "no"), (Access("bias", "o"),), (n, o)))
        shapes = {"y": (len(x), weight.shape[1])}
        super().__init__(inputs, shapes, o.columns, ("unit",), statements, finished)

    def _compute(self) -> Mapping[str, Array]:
        a = self.inputs
        return {"y": like(a.values(), linear_in_order(a["x"], a["weight"], a.get("bias")))}


class LinearInputGradient(LoopNest):
    """Every input collects from all units: ``dx[i] = Σ weight[i,o] * dy[o]``.

    One step is one input; its terms go through the units.

    Parameters
    ----------
    dy : (n, outputs), the output's gradient
    weight : (inputs, outputs)
    sample : what is followed of dy
    """

    def __init__(
        self, dy: Array, weight: Array, *, sample: int = 0, finished: Mapping[str, Array] | None = None
    ) -> None:
        same_shape("dy", dy, (len(dy), weight.shape[1]), "the outputs of the weight")
        n, i, o = _tables(len(dy), weight.shape, sample)
        statement = Statement(Access("dx", "ni"), (Access("dy", "no"), Access("weight", "io")), (n, i, o))
        inputs = {"dy": as_floats(dy), "weight": as_floats(weight)}
        shapes = {"dx": (len(dy), len(weight))}
        super().__init__(inputs, shapes, i.columns, ("input",), [statement], finished)

    def _compute(self) -> Mapping[str, Array]:
        return {"dx": linear(self.inputs["dy"], self.inputs["weight"].T)}


class LinearWeightGradient(LoopNest):
    """Every weight gets its input times its unit's gradient: ``dweight[i,o] = x[i] * dy[o]``.

    One step is one weight, in the order input, unit.

    Parameters
    ----------
    dy : (n, outputs), the output's gradient
    x : (n, inputs)
    sample : what is followed of them
    """

    def __init__(
        self, dy: Array, x: Array, *, sample: int = 0, finished: Mapping[str, Array] | None = None
    ) -> None:
        same_shape("dy", dy, (len(x), dy.shape[1]), "the samples of x")
        self._sample = sample
        shape = x.shape[1], dy.shape[1]
        n, i, o = _tables(len(dy), shape, sample)
        statement = Statement(Access("dweight", "io"), (Access("x", "ni"), Access("dy", "no")), (n, i, o))
        inputs, loops = {"dy": as_floats(dy), "x": as_floats(x)}, {**i.columns, **o.columns}
        axes, partial, shapes = ("input", "unit"), len(x) > 1, {"dweight": shape}
        super().__init__(inputs, shapes, loops, axes, [statement], finished, partial=partial)

    def _compute(self) -> Mapping[str, Array]:
        own = slice(self._sample, self._sample + 1)
        return {"dweight": linear(self.inputs["x"][own].T, self.inputs["dy"][own])}


def _tables(samples: int, weight_shape: Sequence[int], sample: int) -> tuple[Table, Table, Table]:
    inputs, outputs = weight_shape
    return only(sample, samples), Table(i=np.arange(inputs)), Table(o=np.arange(outputs))


def _places(shape: Sequence[int]) -> Table:
    """Return the place in the list of each cell of the image."""
    h, w, c = (index.ravel() for index in np.indices(tuple(shape[1:])))
    return Table(h=h, w=w, c=c, i=np.arange(len(h)))


def _image_loops(shape: Sequence[int]) -> dict[str, Index]:
    return {letter: np.arange(size) for letter, size in zip("hwc", shape[1:], strict=True)}
