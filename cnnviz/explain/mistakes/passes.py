"""The passes of an operation, step by step, so that a mistake can be made in each of them."""

from collections.abc import Callable, Iterator, Mapping

import numpy as np

from cnnviz import engine
from cnnviz.explain.mistakes.operation import Operation, OperationKind
from cnnviz.explain.mistakes.right import mse_scale
from cnnviz.frozen import NamedTuple
from cnnviz.run.chapter import ChapterKind
from cnnviz.trace.activation import ActivationBackward, ActivationForward
from cnnviz.trace.convolution.forward import ConvForward
from cnnviz.trace.convolution.input_gradient import ConvScatter
from cnnviz.trace.convolution.weight_gradient import BiasGradient, ConvWeightAccumulate
from cnnviz.trace.convolution.windows import ConvSettings
from cnnviz.trace.dense import LinearForward, LinearInputGradient, LinearWeightGradient
from cnnviz.trace.descent import Descent
from cnnviz.trace.losses.cross_entropy import CrossEntropyBackward, CrossEntropyForward
from cnnviz.trace.losses.loss import MseBackward, MseForward
from cnnviz.trace.padding import PadBackward, PadForward
from cnnviz.trace.pooling.forward import AvgPoolForward, MaxPoolForward
from cnnviz.trace.pooling.gradient import AvgPoolBackward, MaxPoolBackward
from cnnviz.trace.pooling.windows import PoolSettings
from cnnviz.trace.steps import Array
from cnnviz.trace.trace import Trace


class Pass(NamedTuple):
    """A pass over all images.

    Parameters
    ----------
    kind : what is done in it
    traces : its steps, image by image
    writes : what its steps call the array that they write, and what it is called in a report
    cropped : whether the border has to come off what they write
    summed : whether each image's steps begin anew, and what they come to is added up
    scale : by which what they come to is multiplied in the end, as where a mean is taken over the samples
    """

    kind: ChapterKind
    traces: tuple[Trace, ...]
    writes: tuple[str, str]
    cropped: bool = False
    summed: bool = False
    scale: float = 1.0


def passes_of(operation: Operation) -> Iterator[Pass]:
    """Yield the passes of an operation, forward and backward."""
    yield from _PASSES[operation.kind](operation)


def _convolution(o: Operation) -> Iterator[Pass]:
    assert o.weight is not None
    weight, padded = o.weight, engine.pad2d(o.x, o.padding)
    settings = [ConvSettings(o.stride, o.dilation, o.groups, n) for n in range(len(o.x))]
    forward = tuple(ConvForward(padded, weight, o.bias, one) for one in settings)
    yield Pass(ChapterKind.CONVOLVE, forward, ("y", "y"))
    scatter = tuple(ConvScatter(o.dy, weight, padded.shape, one) for one in settings)
    yield Pass(ChapterKind.SCATTER, scatter, ("dx_pad", "dx"), cropped=True)
    accumulate = tuple(ConvWeightAccumulate(o.dy, padded, weight.shape, None, one) for one in settings)
    yield Pass(ChapterKind.ACCUMULATE, accumulate, ("dweight", "dweight"))
    if o.bias is not None:
        bias = tuple(BiasGradient(o.dy, o.bias.shape, sample=n) for n in range(len(o.x)))
        yield Pass(ChapterKind.BIAS_GRADIENT, bias, ("dbias", "dbias"), summed=True)


def _pooling(o: Operation) -> Iterator[Pass]:
    settings = [PoolSettings(o.kernel_size, o.stride, o.padding, sample=n) for n in range(len(o.x))]
    if o.kind is OperationKind.MAX_POOLING:
        (top, left), x = o.padding, o.x
        padded = np.pad(x, ((0, 0), (top, top), (left, left), (0, 0)), constant_values=-np.inf)
        forward: tuple[Trace, ...] = tuple(MaxPoolForward(padded, one, o.ties) for one in settings)
        yield Pass(ChapterKind.MAX_POOL, forward, ("y", "y"))
        back: tuple[Trace, ...] = tuple(MaxPoolBackward(o.dy, padded, one, o.ties) for one in settings)
        yield Pass(ChapterKind.MAX_POOL_BACK, back, ("dx_pad", "dx"), cropped=True)
        return
    padded, counted = engine.pad2d(o.x, o.padding), o.count_include_pad
    means = tuple(AvgPoolForward(padded, one, counted) for one in settings)
    yield Pass(ChapterKind.AVERAGE_POOL, means, ("y", "y"))
    shares = tuple(AvgPoolBackward(o.dy, padded.shape, one, counted) for one in settings)
    yield Pass(ChapterKind.AVERAGE_POOL_BACK, shares, ("dx_pad", "dx"), cropped=True)


def _activation(o: Operation) -> Iterator[Pass]:
    samples = range(len(o.x))
    forward = tuple(ActivationForward(o.name, o.x, sample=n) for n in samples)
    yield Pass(ChapterKind.ACTIVATE, forward, ("a", "y"))
    backward = tuple(ActivationBackward(o.name, o.dy, o.x, sample=n) for n in samples)
    yield Pass(ChapterKind.ACTIVATE_BACK, backward, ("dz", "dx"))


def _padding(o: Operation) -> Iterator[Pass]:
    samples = range(len(o.x))
    pad = tuple(PadForward(o.x, o.padding, sample=n) for n in samples)
    yield Pass(ChapterKind.PAD, pad, ("x_pad", "y"))
    crop = tuple(PadBackward(o.dy, o.padding, sample=n) for n in samples)
    yield Pass(ChapterKind.CROP, crop, ("dx", "dx"))


def _linear(o: Operation) -> Iterator[Pass]:
    assert o.weight is not None
    samples, scale = range(len(o.x)), 1 / len(o.x) if o.averaged else 1.0
    forward = tuple(LinearForward(o.x, o.weight, o.bias, sample=n) for n in samples)
    yield Pass(ChapterKind.LINEAR, forward, ("y", "y"))
    into_input = tuple(LinearInputGradient(o.dy, o.weight, sample=n) for n in samples)
    yield Pass(ChapterKind.LINEAR_INPUT, into_input, ("dx", "dx"))
    into_weight = tuple(LinearWeightGradient(o.dy, o.x, sample=n) for n in samples)
    yield Pass(ChapterKind.LINEAR_WEIGHT, into_weight, ("dweight", "dweight"), summed=True, scale=scale)
    if o.bias is not None:
        bias = tuple(BiasGradient(o.dy, o.bias.shape, sample=n) for n in samples)
        yield Pass(ChapterKind.BIAS_GRADIENT, bias, ("dbias", "dbias"), summed=True, scale=scale)


def _cross_entropy(o: Operation) -> Iterator[Pass]:
    assert o.target is not None
    if o.probabilities:
        return
    samples, labels = range(len(o.x)), o.target.astype(int)
    forward = tuple(CrossEntropyForward(o.x, labels[n], sample=n) for n in samples)
    yield Pass(ChapterKind.CROSS_ENTROPY, forward, ("loss", "y"), summed=True, scale=1 / len(o.x))
    share = engine.softmax(o.x)
    back = tuple(CrossEntropyBackward(share, labels[n], sample=n) for n in samples)
    yield Pass(ChapterKind.CROSS_ENTROPY_BACK, back, ("dlogits", "dx"), scale=1 / len(o.x))


def _mse(o: Operation) -> Iterator[Pass]:
    assert o.target is not None
    if o.x.ndim not in (2, 4):
        return
    samples, scale = range(len(o.x)), mse_scale(o) / len(o.x)
    forward = tuple(MseForward(o.x, o.target, sample=n) for n in samples)
    yield Pass(ChapterKind.MSE, forward, ("loss", "y"), summed=True, scale=scale)
    back = tuple(MseBackward(o.x - o.target, sample=n) for n in samples)
    yield Pass(ChapterKind.MSE_BACK, back, ("dy", "dx"), scale=scale)


_PASSES: Mapping[OperationKind, Callable[[Operation], Iterator[Pass]]] = {
    OperationKind.CONVOLUTION: _convolution,
    OperationKind.MAX_POOLING: _pooling,
    OperationKind.AVERAGE_POOLING: _pooling,
    OperationKind.ACTIVATION: _activation,
    OperationKind.PADDING: _padding,
    OperationKind.LINEAR: _linear,
    OperationKind.SOFTMAX: lambda _: iter(()),
    OperationKind.CROSS_ENTROPY: _cross_entropy,
    OperationKind.MSE: _mse,
}


def updates_of(parameters: Mapping[str, tuple[Array, Array]], rate: float) -> Iterator[Pass]:
    """Yield the pass that makes each parameter anew, given the parameters and their gradients."""
    for name, (parameter, gradient) in parameters.items():
        kind = ChapterKind.UPDATE_WEIGHT if name == "weight" else ChapterKind.UPDATE_BIAS
        trace = Descent(parameter, gradient, rate, name)
        yield Pass(kind, (trace,), (f"{name}_new", f"{name}_new"))
