"""One setting: a small operation with numbers of its own, and its name for a person."""

import numpy as np

from cnnviz.engine.geometry import window_geometry
from cnnviz.explain.mistakes.operation import Operation, OperationKind
from cnnviz.frozen import NamedTuple
from cnnviz.trace.steps import Array

RATE = 0.5


class Sizes(NamedTuple):
    """How large everything is.

    Parameters
    ----------
    name : what it is there for
    image : height and width
    kernel, stride, padding, dilation : of the windows
    channels, filters, images : how many
    ties : whether the numbers are few, so that maxima are tied
    """

    name: str
    image: tuple[int, int] = (5, 5)
    kernel: tuple[int, int] = (3, 3)
    stride: int = 1
    padding: int = 0
    dilation: int = 1
    channels: int = 1
    filters: int = 1
    images: int = 1
    ties: bool = False


class Setting(NamedTuple):
    """What a solution is tried on.

    Parameters
    ----------
    name : what it is there for: Overlap
    words : its sizes: 5×5, kernel 3×3, stride 2
    operation : what is to be computed
    layer : of the experiment, where it is one of that
    """

    name: str
    words: str
    operation: Operation
    layer: int | None = None


def convolution(sizes: Sizes, *, bias: str = "list", seed: int = 0) -> Setting:
    """Return a convolution of such sizes; its bias "list", "positions", "zeros" or "none".

    Zeros are there for a solution that is given no bias, and computes its gradient.
    """
    random, (rows, columns) = np.random.default_rng([seed, *sizes.image, sizes.channels]), _output(sizes)
    x = numbers(random, (sizes.images, *sizes.image, sizes.channels))
    weight = numbers(random, (*sizes.kernel, sizes.channels, sizes.filters))
    dy = numbers(random, (sizes.images, rows, columns, sizes.filters))
    shape = (rows, columns, sizes.filters) if bias == "positions" else (sizes.filters,)
    biases = np.zeros(shape) if bias == "zeros" else numbers(random, shape)
    operation = Operation(
        OperationKind.CONVOLUTION,
        x,
        dy,
        weight,
        None if bias == "none" else biases,
        stride=(sizes.stride, sizes.stride),
        padding=(sizes.padding, sizes.padding),
        dilation=(sizes.dilation, sizes.dilation),
        rate=RATE,
    )
    return Setting(sizes.name, words_of(sizes, "kernel"), operation)


def pooling(sizes: Sizes, kind: OperationKind, *, counted: bool = True, seed: int = 0) -> Setting:
    """Return a pooling of such sizes."""
    random = np.random.default_rng([seed, *sizes.image, sizes.channels, 1])
    shape = (sizes.images, *sizes.image, sizes.channels)
    x = random.integers(-2, 3, shape).astype(float) if sizes.ties else _distinct(random, shape)
    operation = Operation(
        kind,
        x,
        numbers(random, (sizes.images, *_output(sizes), sizes.channels)),
        kernel_size=sizes.kernel,
        stride=(sizes.stride, sizes.stride),
        padding=(sizes.padding, sizes.padding),
        count_include_pad=counted,
    )
    return Setting(sizes.name, words_of(sizes, "window"), operation)


def words_of(sizes: Sizes, window: str = "kernel") -> str:
    """Return the sizes in words: 5×5, kernel 3×3, stride 2."""
    said = [f"{sizes.image[0]}×{sizes.image[1]}", f"{window} {sizes.kernel[0]}×{sizes.kernel[1]}"]
    said += [f"stride {sizes.stride}"] if sizes.stride > 1 else []
    said += [f"padding {sizes.padding}"] if sizes.padding else []
    said += [f"dilation {sizes.dilation}"] if sizes.dilation > 1 else []
    counts = ((sizes.channels, "channels"), (sizes.filters, "filters"), (sizes.images, "images"))
    return ", ".join(said + [f"{count} {word}" for count, word in counts if count > 1])


def _output(sizes: Sizes) -> tuple[int, int]:
    return window_geometry(
        sizes.image, sizes.kernel, stride=sizes.stride, padding=sizes.padding, dilation=sizes.dilation
    ).output


def numbers(random: np.random.Generator, shape: tuple[int, ...]) -> Array:
    """Return numbers with one decimal, none of them 0 or whole."""
    tenths = random.integers(1, 30, shape)
    tenths += tenths % 10 == 0
    signed: Array = tenths * random.choice([-1, 1], shape) / 10
    return signed


def _distinct(random: np.random.Generator, shape: tuple[int, ...]) -> Array:
    """Return numbers of which no two are alike."""
    count = int(np.prod(shape))
    return (random.permutation(count) - count // 3).reshape(shape) / 10 + 0.05
