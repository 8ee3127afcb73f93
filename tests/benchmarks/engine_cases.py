"""The same work for the engine and for PyTorch, and a stopwatch that takes turns."""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter

import numpy as np
import torch

from cnnviz import engine
from cnnviz.engine.geometry import window_geometry

F = torch.nn.functional

Work = Callable[[], object]


@dataclass
class Comparison:
    """Two ways to the same numbers, and the ratio of times that was promised."""

    name: str
    ours: Work
    theirs: Work
    target: float

    def run(self, seconds=0.6, rounds=25):
        """Take turns; return our median time and theirs, and the ratio of the best times of both."""
        times = [], []
        for work in (self.ours, self.theirs):
            work()
        counts = [_count(work, seconds / rounds / 2) for work in (self.ours, self.theirs)]
        for _ in range(rounds):
            for work, count, taken in zip((self.ours, self.theirs), counts, times, strict=True):
                taken.append(_time(work, count) / count)
        ours, theirs = times
        return median(ours), median(theirs), min(ours) / min(theirs)


def _time(work, count):
    start = perf_counter()
    for _ in range(count):
        work()
    return perf_counter() - start


def _count(work, budget):
    return max(int(budget / max(_time(work, 3) / 3, 1e-7)), 1)


def handed_on(x):
    """Return images laid out in memory as the engine's own results are, from layer to layer."""
    return np.ascontiguousarray(x.transpose(3, 1, 2, 0)).transpose(3, 1, 2, 0)


def planes(x):
    """Return images as PyTorch likes them best: contiguous planes, gradient wanted."""
    return torch.tensor(np.ascontiguousarray(np.moveaxis(x, 3, 1)), requires_grad=True)


def convolution(shape, filters, kernel, target, dtype, stride=1, padding=0, forward_alone=False):
    """Compare a convolution, forward and backward together.

    The images lie in memory as NumPy makes them, the gradient as the layer behind hands it back.
    """
    rng = np.random.default_rng(0)
    x = rng.normal(size=shape).astype(dtype)
    weight = rng.normal(size=(kernel, kernel, shape[3], filters)).astype(dtype)
    bias = rng.normal(size=filters).astype(dtype)
    chosen = {"stride": stride, "padding": padding}
    dy = handed_on(rng.normal(size=engine.conv2d(x, weight, bias, **chosen).shape).astype(dtype))
    tx, tdy = planes(x), planes(dy).detach()
    tw = torch.tensor(weight.transpose(3, 2, 0, 1).copy(), requires_grad=True)
    tb = torch.tensor(bias, requires_grad=True)

    def ours():
        engine.conv2d(x, weight, bias, **chosen)
        engine.conv2d_backward(dy, x, weight, **chosen)

    def theirs():
        torch.autograd.grad(F.conv2d(tx, tw, tb, **chosen), (tx, tw, tb), tdy)

    name = f"{'x'.join(map(str, shape))} -> {filters} k{kernel} s{stride} p{padding} {np.dtype(dtype).name}"
    if forward_alone:
        tx, tw, tb = tx.detach(), tw.detach(), tb.detach()
        return Comparison(
            name + " forward",
            lambda: engine.conv2d(x, weight, bias, **chosen),
            lambda: F.conv2d(tx, tw, tb, **chosen),
            target,
        )
    return Comparison(name, ours, theirs, target)


def pooling(kind, shape, kernel, target, dtype, stride):
    """Compare a pooling, forward and backward together, on arrays as a layer before it hands them on."""
    rng = np.random.default_rng(0)
    x = handed_on(rng.normal(size=shape).astype(dtype))
    forward = {"max": engine.max_pool2d, "average": engine.avg_pool2d}[kind]
    dy = handed_on(rng.normal(size=forward(x, kernel, stride=stride).shape).astype(dtype))
    tx, tdy = planes(x), planes(dy).detach()
    pool = {"max": F.max_pool2d, "average": F.avg_pool2d}[kind]

    def ours():
        forward(x, kernel, stride=stride)
        if kind == "max":
            engine.max_pool2d_backward(dy, x, kernel, stride=stride)
        else:
            engine.avg_pool2d_backward(dy, x.shape, kernel, stride=stride)

    def theirs():
        torch.autograd.grad(pool(tx, kernel, stride), (tx,), tdy)

    name = f"{kind} pool {'x'.join(map(str, shape))} k{kernel} s{stride} {np.dtype(dtype).name}"
    return Comparison(name, ours, theirs, target)


def raw_products(shape, filters, kernel, stride, padding, dtype):
    """Return the three products of matrices that a convolution and its backward pass come down to, alone."""
    rng = np.random.default_rng(0)
    n, h, w, channels = shape
    geometry = window_geometry((h, w), kernel, stride=stride, padding=padding)
    depth, positions = kernel * kernel * channels, n * geometry.output[0] * geometry.output[1]
    weight, columns, dy = (
        rng.normal(size=s).astype(dtype) for s in ((filters, depth), (depth, positions), (filters, positions))
    )
    y, dcolumns = np.empty_like(dy), np.empty_like(columns)

    def products():
        np.matmul(weight, columns, out=y)
        dy @ columns.T
        np.matmul(weight.T, dy, out=dcolumns)

    return products


def comparisons():
    """Return everything that is compared with PyTorch, call by call."""
    double, single = np.float64, np.float32
    found = []
    for dtype, large in ((double, 0.35), (single, 1.6)):
        found += [
            convolution((1, 8, 8, 1), 1, 3, 0.75, dtype, forward_alone=True),
            convolution((1, 8, 8, 1), 1, 3, 0.25, dtype),
            convolution((1, 28, 28, 1), 8, 3, 0.2, dtype),
            convolution((1, 64, 64, 3), 8, 3, 0.7, dtype, padding=1),
            convolution((32, 28, 28, 1), 8, 3, 0.35, dtype),
            convolution((64, 12, 12, 8), 16, 3, 1.0, dtype),
            convolution((1, 256, 256, 3), 16, 5, large, dtype, padding=2),
            convolution((8, 224, 224, 3), 64, 3, 1.3, dtype, stride=2, padding=1),
            pooling("max", (32, 28, 28, 8), 2, 0.7, dtype, 2),
            pooling("average", (32, 28, 28, 8), 2, 0.7, dtype, 2),
            pooling("max", (1, 64, 64, 3), 3, 1.8, dtype, 2),
        ]
    return found
