"""The laws that every trace obeys, checked step by step against plain Python."""

import math
from collections import defaultdict

import numpy as np
import pytest

from cnnviz.trace.steps import Cell, apply, value_of


def obeys(trace, *, exact=False):
    """Check one trace against its own steps: states (to the bit, or to 1e-12), progress, and both look-ups."""
    steps = list(trace)
    assert len(steps) == len(trace) == np.prod(trace.shape)
    assert len(trace.shape) == len(trace.axes)
    check_states(trace, steps, 0 if exact else 1e-12)
    check_writes(trace, steps)
    check_terms(trace, steps)
    check_related(trace, steps)
    check_first(trace, steps)


def check_states(trace, steps, rtol):
    arrays = {name: array.copy() for name, array in trace.state(0).items()}
    assert arrays.keys() == trace.inputs.keys() | trace.outputs.keys() | trace.asides.keys()
    assert all(not arrays[name].any() for name in trace.outputs)
    scale = {name: largest(array) for name, array in trace.outputs.items()}
    for n, step in enumerate(steps):
        assert {cell.array for cell in step.writes} <= trace.outputs.keys()
        apply(step, arrays)
        state = trace.state(n + 1)
        assert state.keys() == arrays.keys()
        for name, array in state.items():
            assert not array.flags.writeable
            if name in trace.asides:
                continue
            atol = rtol * scale.get(name, 0)
            np.testing.assert_allclose(arrays[name], array, rtol, atol, err_msg=f"{name} after {n + 1}")
    written = frozenset().union(*(step.writes for step in steps))
    for name, array in trace.outputs.items():
        mask = np.zeros(array.shape, bool)
        for cell in written:
            if cell.array == name:
                mask[cell.index] = True
        np.testing.assert_array_equal(np.where(mask, array, 0), trace.state(len(trace))[name])
    for name, array in trace.inputs.items():
        np.testing.assert_array_equal(array, arrays[name])


def largest(array):
    finite = np.abs(array[np.isfinite(array)])
    return float(finite.max()) if finite.size else 0.0


def check_writes(trace, steps):
    writers = defaultdict(list)
    for n, step in enumerate(steps):
        for cell in step.writes:
            writers[cell].append(n)
    for name, array in trace.outputs.items():
        for index in np.ndindex(array.shape):
            assert list(trace.steps_of(Cell(name, index))) == writers.get(Cell(name, index), [])
    for name, array in trace.inputs.items():  # what is only read is written by none
        assert not list(trace.steps_of(Cell(name, (0,) * array.ndim)))
    for n in range(len(trace) + 1):
        progress = trace.progress(n)
        assert progress.keys() == trace.outputs.keys() | trace.asides.keys()
        for name, array in trace.outputs.items():
            expected = np.zeros(array.shape, np.int8)
            for cell, numbers in writers.items():
                if cell.array == name:
                    expected[cell.index] = (numbers[0] < n) + (numbers[-1] < n)
            np.testing.assert_array_equal(progress[name], expected)


def check_terms(trace, steps):
    made = defaultdict(list)
    for n, step in enumerate(steps):
        for update in step.updates:
            made[update.target] += [(n, term) for term in update.terms]
    arrays = trace.state(len(trace))
    for name, array in trace.outputs.items():
        counts = trace.counts(name)
        assert counts.shape == array.shape
        for index in np.ndindex(array.shape):
            cell = Cell(name, index)
            found, expected = trace.terms_of(cell), made.get(cell, [])
            assert repr([*found]) == repr(found[:]) == repr(expected)  # no NaN is equal to another
            assert found.steps.tolist() == [n for n, _ in expected]
            assert counts[index] == len(expected)
            products = [math.prod(value_of(factor, arrays) for factor in term) for _, term in expected]
            np.testing.assert_array_equal(found.products(arrays), products)


def check_related(trace, steps):
    expected = defaultdict(set)
    touching = defaultdict(list)
    for n, step in enumerate(steps):
        for cell in step.cells:
            touching[cell].append(n)
        for update in step.updates:
            for place, term in enumerate(update.terms):
                aside = update.aside if len(update.terms) == 1 else update.aside[place : place + 1]
                cells = [factor for factor in (update.target, *term, *aside) if isinstance(factor, Cell)]
                for cell in cells:
                    expected[cell].update(cells)
    arrays = {**trace.inputs, **trace.outputs, **trace.asides}
    for name, array in arrays.items():
        for index in np.ndindex(array.shape):
            cell = Cell(name, index)
            assert list(trace.touching(cell)) == touching.get(cell, [])
            found = trace.related(cell)
            assert all(part.ndim == 2 and part.shape[1] == arrays[of].ndim for of, part in found.items())
            cells = [Cell(of, tuple(row)) for of, part in found.items() for row in part.tolist()]
            assert len(cells) == len(set(cells))
            assert set(cells) == expected[cell] - {cell}
            if sum(index) % 5:
                continue
            beside = {one for n in touching.get(cell, []) for one in steps[n].cells if one.array == name}
            found = trace.companions(cell).tolist()
            assert len(found) == len(beside | {cell})
            assert {Cell(name, tuple(row)) for row in found} == beside | {cell}


def check_first(trace, steps):
    step = steps[len(steps) // 2]
    assert step.first(step.operations) == step
    before = {name: array.copy() for name, array in trace.state(len(steps) // 2).items()}
    for count in range(step.operations):
        part = step.first(count)
        assert part.operations == count
        flat = [(update.target, term) for update in step.updates for term in update.terms]
        cut = [(update.target, term) for update in part.updates for term in update.terms]
        assert cut == flat[:count]
    apply(step.first(step.operations), before)
    for name, array in trace.state(len(steps) // 2 + 1).items():
        if name in trace.asides:
            continue
        np.testing.assert_allclose(before[name], array, 1e-12, 1e-12 * largest(array))


def refuses(kind, *arguments, match, **settings):
    with pytest.raises(ValueError, match=match):
        kind(*arguments, **settings)
