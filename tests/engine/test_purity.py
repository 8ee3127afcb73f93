"""Functions that change nothing, keep nothing and give away nothing that is theirs."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import combinations

import numpy as np
import pytest

from cnnviz import engine
from cnnviz.engine.activation import ACTIVATIONS
from cnnviz.engine.im2col.plan import Plans

RNG = np.random.default_rng(7)
X, W, B = RNG.normal(size=(3, 6, 5, 2)), RNG.normal(size=(3, 2, 2, 4)), RNG.normal(size=4)
DY = RNG.normal(size=engine.conv2d(X, W, padding=1).shape)
POOLED = RNG.normal(size=(3, 3, 2, 2))
FLAT, DENSE = RNG.normal(size=(3, 8)), RNG.normal(size=(8, 4))

CALLS = {
    "pad2d": (lambda x: engine.pad2d(x, 1), [X]),
    "pad2d by nothing": (lambda x: engine.pad2d(x, 0, "reflect"), [X]),
    "pad2d_backward": (lambda x: engine.pad2d_backward(x, 0), [X]),
    "pad2d_backward, reflect": (lambda x: engine.pad2d_backward(x, 1, "reflect"), [X]),
    "conv2d": (lambda x, w, b: engine.conv2d(x, w, b, padding=1), [X, W, B]),
    "conv2d, circular": (lambda x, w: engine.conv2d(x, w, padding=1, padding_mode="circular"), [X, W]),
    "conv2d 1x1": (lambda x, w: engine.conv2d(x, w), [X, W[:1, :1]]),
    "conv2d_backward": (lambda d, x, w: engine.conv2d_backward(d, x, w, padding=1), [DY, X, W]),
    "max_pool2d": (lambda x: engine.max_pool2d(x, 2), [X]),
    "max_pool2d by nothing": (lambda x: engine.max_pool2d(x, 1), [X]),
    "max_pool2d_backward": (lambda d, x: engine.max_pool2d_backward(d, x, 2), [POOLED, X]),
    "max_pool2d_backward, all": (lambda d, x: engine.max_pool2d_backward(d, x, 1, ties="all"), [X, X]),
    "avg_pool2d": (lambda x: engine.avg_pool2d(x, 2), [X]),
    "avg_pool2d by nothing": (lambda x: engine.avg_pool2d(x, 1), [X]),
    "avg_pool2d_backward": (lambda d: engine.avg_pool2d_backward(d, X.shape, 2), [POOLED]),
    "linear": (engine.linear, [FLAT, DENSE, B]),
    "linear_backward": (engine.linear_backward, [RNG.normal(size=(3, 4)), FLAT, DENSE]),
    "flatten": (engine.flatten, [X]),
    "softmax": (engine.softmax, [FLAT]),
    "softmax_cross_entropy": (lambda x: engine.softmax_cross_entropy(x, [0, 7, 3])[1:], [FLAT]),
    "mse": (lambda y, t: engine.mse(y, t)[1:], [FLAT, FLAT + 1]),
    "sgd_step": (lambda p, g: engine.sgd_step(p, g, 0), [W, W]),
    "max_mask": (engine.max_mask, [FLAT]),
    "numeric_gradient": (lambda x: engine.numeric_gradient(np.sum, x), [FLAT]),
}
CALLS |= {name: (lambda z, n=name: engine.activation(n, z), [X]) for name in ACTIVATIONS}
CALLS |= {
    f"{n} backward": (lambda d, z, n=n: engine.activation_backward(n, d, z), [X, X]) for n in ACTIVATIONS
}


def results(name, arguments):
    returned = CALLS[name][0](*arguments)
    return list(returned) if isinstance(returned, tuple) else [returned]


@pytest.mark.parametrize("name", CALLS)
def test_inputs_stay_and_results_stand_alone(name):
    arguments = [a.copy() for a in CALLS[name][1]]
    first = results(name, arguments)
    for before, after in zip(CALLS[name][1], arguments, strict=True):
        np.testing.assert_array_equal(before, after)
    copies = [a.copy() for a in first]
    for array in first:
        assert array.flags.writeable
        assert not any(np.shares_memory(array, a) for a in arguments)
    second = results(name, [-a for a in arguments])
    for array, copy in zip(first, copies, strict=True):
        np.testing.assert_array_equal(array, copy)
        assert not any(np.shares_memory(array, a) for a in second)
        array[...] = 7
    for array, copy in zip(results(name, arguments), copies, strict=True):
        np.testing.assert_array_equal(array, copy)
    for array, other in combinations(first, 2):
        assert not np.shares_memory(array, other)


@pytest.mark.parametrize("name", CALLS)
def test_any_memory_layout(name):
    arguments = CALLS[name][1]
    expected = results(name, arguments)
    for relaid in (read_only, fortran, gapped, backwards, swapped):
        for mine, plain in zip(results(name, [relaid(a) for a in arguments]), expected, strict=True):
            np.testing.assert_allclose(mine, plain, rtol=1e-12, atol=1e-12)
    single = results(name, [a.astype(np.float32) for a in arguments])
    wanted = np.dtype(bool if name == "max_mask" else np.float64 if "numeric" in name else np.float32)
    assert {a.dtype for a in single} == {wanted}


def read_only(a):
    a = a.copy()
    a.flags.writeable = False
    return a


def fortran(a):
    return np.asfortranarray(a)


def gapped(a):
    wide = np.zeros([2 * n for n in a.shape])
    view = wide[tuple(slice(None, None, 2) for _ in a.shape)]
    view[...] = a
    return view


def backwards(a):
    return np.ascontiguousarray(a[::-1])[::-1]


def swapped(a):
    return a.astype(a.dtype.newbyteorder())


def test_integers_lists_and_mixtures_become_float64():
    x = np.arange(16).reshape(1, 4, 4, 1)
    assert engine.conv2d(x, np.ones((2, 2, 1, 1), int)).dtype == np.float64
    assert engine.conv2d(x.tolist(), [[[[1]]]]).tolist() == x.tolist()
    assert engine.conv2d(x.astype(np.float32), np.ones((2, 2, 1, 1))).dtype == np.float64
    assert engine.conv2d(x.astype(np.float32), np.ones((2, 2, 1, 1), int), [1]).dtype == np.float32
    assert engine.max_pool2d(x > 3, 2).dtype == np.float64


def test_larger_types_than_it_computes_in_become_infinite_in_silence():
    x = np.full((1, 2, 2, 1), np.finfo(np.longdouble).max)
    assert engine.max_pool2d(x, 2).dtype == np.float64
    assert engine.conv2d(x, np.ones((1, 1, 1, 1))).dtype == np.float64


def test_threads_do_not_meet():
    def run(seed):
        rng = np.random.default_rng(seed)
        x, weight = rng.normal(size=(2, 9, 9, 3)), rng.normal(size=(3, 3, 3, 4))
        y = engine.conv2d(x, weight, padding=1)
        return [y, *engine.conv2d_backward(y, x, weight, padding=1), engine.max_pool2d(y, 2)]

    seeds = [n % 7 for n in range(140)]
    expected = [run(seed) for seed in range(7)]
    with ThreadPoolExecutor(8) as pool:
        for seed, arrays in zip(seeds, pool.map(run, seeds), strict=True):
            for mine, alone in zip(arrays, expected[seed], strict=True):
                np.testing.assert_array_equal(mine, alone)


def test_a_crowd_of_shapes_is_forgotten_again():
    for size in range(4, 90):
        x = np.ones((1, size, 5, 1))
        assert engine.conv2d(x, np.ones((2, 2, 1, 1))).sum() == 4 * (size - 1) * 4


def test_importing_needs_numpy_alone():
    code = (
        "import sys, numpy; before = set(sys.modules); import cnnviz.engine;"
        "new = {m.split('.')[0] for m in set(sys.modules) - before};"
        "print(sorted(new - set(sys.stdlib_module_names) - {'cnnviz', 'numpy'}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_plans_are_kept_up_to_a_limit_of_memory():
    class Planned:
        def __init__(self, nbytes):
            self.nbytes = nbytes

    plans, made = Plans(most=100), []

    def make(name, nbytes):
        made.append(name)
        return Planned(nbytes)

    first = plans.get(make, "a", 40)
    assert plans.get(make, "a", 40) is first
    plans.get(make, "b", 40)
    plans.get(make, "a", 40)
    plans.get(make, "c", 40)  # b was used longest ago
    plans.get(make, "too large", 101)
    assert plans.get(make, "a", 40) is first
    plans.get(make, "b", 40)
    plans.get(make, "too large", 101)
    assert made == ["a", "b", "c", "too large", "b", "too large"]


@pytest.mark.parametrize("name", [name for name in CALLS if name != "numeric_gradient"])
def test_what_is_not_finite_is_computed_with_in_silence(name):
    for values in ([np.inf, -np.inf], [np.nan], [1e308, -1e308]):
        arguments = [np.resize(values, a.shape) for a in CALLS[name][1]]
        assert [a.shape for a in results(name, arguments)] == [a.shape for a in results(name, CALLS[name][1])]
