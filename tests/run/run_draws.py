"""Random experiments: layers in any order that fits, with every setting that a person can reach."""

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st

from cnnviz.engine.arrays import frozen
from cnnviz.engine.networks.flat_layers import FlattenLayer, GlobalAvgPool2d, LinearLayer
from cnnviz.engine.networks.layers import ActivationLayer, AvgPool2d, Conv2d, MaxPool2d
from cnnviz.engine.networks.network import Network
from cnnviz.engine.padding import MODES
from cnnviz.experiment.convolution import Convolution
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import (
    ACTIVATION_NAMES,
    Activation,
    AveragePooling,
    Flatten,
    GlobalAveragePooling,
    Linear,
    MaxPooling,
    SwitchedOff,
)
from cnnviz.experiment.loss import LOSSES, Loss
from cnnviz.experiment.windows import PoolingWindow, Window
from cnnviz.run.options import RunOptions

few = settings(max_examples=settings.default.max_examples // 4)  # where each of them goes through a whole run
PAIRS = st.tuples(st.integers(1, 2), st.integers(1, 2))
AMOUNTS = st.tuples(st.integers(0, 2), st.integers(0, 2))
SIDES = st.tuples(AMOUNTS, AMOUNTS)
PADDING = st.one_of(st.sampled_from(["valid", "same", "full"]), AMOUNTS, SIDES)
KERNELS = st.tuples(st.integers(1, 3), st.integers(1, 3))
WINDOWS = st.builds(Window, KERNELS, PAIRS, PADDING, PAIRS, st.sampled_from(MODES))
POOLINGS = {
    MaxPooling: st.builds(
        PoolingWindow, KERNELS, PAIRS, PADDING, PAIRS, st.just("zeros"), ceil_mode=st.booleans()
    ),
    AveragePooling: st.builds(
        PoolingWindow, KERNELS, PAIRS, PADDING, st.just((1, 1)), st.just("zeros"), ceil_mode=st.booleans()
    ),
}
SMOOTH_TIES, ALL_TIES = ("first", "split"), ("first", "all", "split")


def alike(a, b, what):
    """Compare arrays to the last digits but a few."""
    finite = np.abs(b[np.isfinite(b)])
    np.testing.assert_allclose(a, b, 1e-11, 1e-12 * float(finite.max(initial=1)), err_msg=what)


def run_options():
    """Return every way to tell a run."""
    return st.builds(
        RunOptions,
        st.one_of(st.none(), st.integers(0, 3)),
        st.sampled_from(["scatter", "gather", "full"]),
        st.sampled_from(["accumulate", "correlate"]),
    )


@st.composite
def experiments(draw, *, smooth=False, losses=tuple(LOSSES), convolved=False):
    """Draw an experiment; a smooth one has no two numbers alike, others have many ties.

    One that is `convolved` begins with a convolution.
    """
    numbers = _smooth(draw) if smooth else _coarse(draw)
    shape = draw(st.integers(3, 5)), draw(st.integers(3, 5)), draw(st.integers(1, 4))
    image = numbers(shape)
    layers, ties = [], SMOOTH_TIES if smooth else ALL_TIES
    for _ in range(draw(st.integers(1, 3))):
        begins = convolved and not layers
        layer = _convolution(shape, numbers) if begins else _layer(shape, numbers, ties)
        layers.append(draw(layer).fitted(shape))
        shape = layers[-1].output(shape)
    rate = draw(st.sampled_from([0.0, 0.1, 1.5]))
    return Experiment((frozen(image),), tuple(layers), "drawn", draw(_loss(shape, numbers, losses)), rate)


def network(experiment):
    """Return the engine's own network of the same layers."""
    on = [index for index, layer in enumerate(experiment.layers) if not isinstance(layer, SwitchedOff)]
    return Network(tuple(_engine_layer(experiment, index) for index in on))


def _smooth(draw):
    random = np.random.default_rng(draw(st.integers(0, 999)))
    return lambda shape: random.normal(size=shape)


def _coarse(draw):
    random = np.random.default_rng(draw(st.integers(0, 999)))
    return lambda shape: random.integers(-2, 3, shape) / 2


@st.composite
def _layer(draw, shape, numbers, ties):
    kinds = [Activation, *([Convolution, Convolution, MaxPooling, AveragePooling, Flatten, Linear])]
    kinds.append(GlobalAveragePooling)
    kind = draw(st.sampled_from(kinds if len(shape) == 3 else [Activation, Linear]))
    if kind is Linear and len(shape) == 3:
        kind = Flatten
    if kind is Activation:
        return Activation(draw(st.sampled_from(list(ACTIVATION_NAMES))))
    if kind in (Flatten, GlobalAveragePooling):
        return kind()
    if kind is Linear:
        units = draw(st.integers(1, 3))
        return Linear(frozen(numbers((shape[0], units))), frozen(numbers(units)))
    if kind is Convolution:
        return draw(_convolution(shape, numbers))
    window = draw(POOLINGS[kind])
    return kind(window, draw(st.sampled_from(ties)) if kind is MaxPooling else draw(st.booleans()))


@st.composite
def _convolution(draw, shape, numbers):
    groups = draw(st.sampled_from([count for count in range(1, shape[2] + 1) if shape[2] % count == 0]))
    filters = groups * draw(st.integers(1, max(3 // groups, 1)))
    plain = Convolution(draw(WINDOWS), np.zeros((1, 1, 1, filters)), np.zeros(filters), ("",) * filters)
    window = plain.fitted(shape).window
    per_position = draw(st.booleans())
    bias = numbers((*window.over(shape[:2]).output, filters) if per_position else (filters,))
    weight = numbers((*window.kernel_size, shape[2] // groups, filters))
    return Convolution(window, frozen(weight), frozen(bias), plain.names, groups)


@st.composite
def _loss(draw, shape, numbers, losses):
    name = draw(st.sampled_from([loss for loss in losses if Loss().why_not(loss, shape) is None]))
    cell = tuple(draw(st.integers(0, size - 1)) for size in shape)
    label = draw(st.integers(0, shape[0] - 1))
    return Loss(name, cell, (frozen(numbers(shape)),), (label,), (frozen(numbers(shape)),))


def _engine_layer(experiment, index):
    layer = experiment.layers[index]
    match layer:
        case Activation():
            return ActivationLayer(layer.name)
        case Flatten():
            return FlattenLayer()
        case GlobalAveragePooling():
            return GlobalAvgPool2d()
        case Linear():
            return LinearLayer(layer.weight, layer.bias)
    window = layer.window
    places = {"stride": window.stride, "padding": experiment.geometry(index).amounts}
    match layer:
        case Convolution():
            return Conv2d(
                layer.weight,
                layer.bias,
                dilation=window.dilation,
                groups=layer.groups,
                padding_mode=window.padding_mode,
                **places,
            )
        case MaxPooling():
            return MaxPool2d(
                window.kernel_size,
                dilation=window.dilation,
                ceil_mode=window.ceil_mode,
                ties=layer.ties,
                **places,
            )
        case AveragePooling():
            return AvgPool2d(
                window.kernel_size,
                ceil_mode=window.ceil_mode,
                count_include_pad=layer.count_include_pad,
                **places,
            )
