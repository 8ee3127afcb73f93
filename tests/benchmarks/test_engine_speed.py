"""The engine beside PyTorch in one process, taking turns; prints the table of ratios.

Run with ``pytest -s -o addopts= tests/benchmarks/test_engine_speed.py`` on an idle machine. The engine has one thread,
as in the application, unless OPENBLAS_NUM_THREADS says otherwise; PyTorch has as many as it likes. The targets are what
the engine is meant to reach; a test fails only when it is so far off that something must have broken. On a busy
machine threads that wait for each other distort the medians: there the ratio of the best times says more.
"""

import os
import tracemalloc

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="PyTorch, which is compared with, is not installed")

from engine_cases import Comparison, comparisons, convolution, raw_products  # noqa: E402
from engine_network import our_epoch, their_epoch  # noqa: E402
from measured_ratios import in_turns  # noqa: E402

from cnnviz import engine  # noqa: E402
from cnnviz.engine.in_order import conv2d_in_order  # noqa: E402

BROKEN = 4


def epochs():
    for dtype, target in ((np.float64, 0.4), (np.float32, 0.35)):
        name = f"epoch of the digits network {np.dtype(dtype).name}"
        yield Comparison(name, our_epoch(dtype), their_epoch(dtype), target)


def cases():
    return [*comparisons(), *epochs()]


@pytest.fixture(scope="module", autouse=True)
def heading():
    names = f"{'ours':>11}{'PyTorch':>11}{'ratio':>8}{'of best':>8}{'target':>8}"
    threads = f"{os.environ['OPENBLAS_NUM_THREADS']} thread, PyTorch {torch.get_num_threads()}"
    print(f"\n\n{'':44}{names}   ({threads})")


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_beside_torch(case):
    ours, theirs, best = case.run()
    ratio = ours / theirs
    times = f"{ours * 1e6:8.1f} us{theirs * 1e6:8.1f} us"
    print(
        f"\r{case.name:44}{times}{ratio:8.2f}{best:8.2f}{case.target:8.2f}{'  missed' * (ratio > case.target)}"
    )
    assert min(ratio, best) < BROKEN * case.target


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_over_the_raw_products(dtype):
    for shape, filters, kernel, stride, padding in (
        ((1, 28, 28, 1), 8, 3, 1, 0),
        ((1, 64, 64, 3), 8, 3, 1, 1),
        ((32, 28, 28, 1), 8, 3, 1, 0),
        ((64, 12, 12, 8), 16, 3, 1, 0),
        ((1, 256, 256, 3), 16, 5, 1, 2),
        ((8, 224, 224, 3), 64, 3, 2, 1),
    ):
        work = convolution(shape, filters, kernel, 1, dtype, stride, padding)
        case = Comparison(
            work.name, work.ours, raw_products(shape, filters, kernel, stride, padding, dtype), 1
        )
        ours, bare, best = case.run()
        times = f"{ours * 1e6:8.1f} us{bare * 1e6:8.1f} us"
        print(f"\r{work.name:44}{times}{ours / bare:8.2f}{best:8.2f}   over its matrix products")
        assert best < 20


@pytest.mark.parametrize(
    ("shape", "filters", "kernel", "rounds"),
    [((1, 28, 28, 1), 4, 3, 300), ((1, 64, 64, 3), 8, 3, 100), ((1, 64, 64, 8), 16, 11, 20)],
)
def test_convolution_in_order(measured, shape, filters, kernel, rounds):
    rng = np.random.default_rng(0)
    x, weight = rng.normal(size=shape), rng.normal(size=(kernel, kernel, shape[3], filters))
    works = {
        f"in order, {'x'.join(map(str, shape))} -> {filters} k{kernel}": lambda: conv2d_in_order(x, weight),
        "the same convolutions in any order": lambda: engine.conv2d(x, weight),
    }
    measured.compare(lambda: in_turns(works, rounds))


def test_peak_memory():
    rng = np.random.default_rng(0)
    x, weight = rng.normal(size=(8, 224, 224, 3)), rng.normal(size=(3, 3, 3, 64))
    chosen = {"stride": 2, "padding": 1}
    dy = np.ones_like(engine.conv2d(x, weight, **chosen))
    ends = x.nbytes + dy.nbytes
    tracemalloc.start()
    engine.conv2d(x, weight, **chosen)
    engine.conv2d_backward(dy, x, weight, **chosen)
    peak = tracemalloc.get_traced_memory()[1] + ends
    tracemalloc.stop()
    print(f"\rpeak memory over input and output, 8x224x224x3 -> 64: {peak / ends:.2f}, target 4")
    assert peak < 4 * ends
