"""Sums whose terms cancel: how large these are, beside which what is left of them is rounding.

After long training dW is 3e−17: each of its sums is of terms like 0.2 and −0.2. It is as pale as 3e−17 is among those.
"""

from collections.abc import Mapping

import numpy as np

from cnnviz.run.array_info import ArrayInfo
from cnnviz.run.looked_through import largest
from cnnviz.trace.steps import Array, Cell
from cnnviz.trace.trace import Trace


def reach_of(target: str, trace: Trace, info: Mapping[str, ArrayInfo]) -> float:
    """Return the size of the largest term of the cell that is farthest from 0; what is rounding counts as it was."""
    array = trace.outputs[target]
    index = np.unravel_index(int(np.nanargmax(np.abs(array))), array.shape)
    arrays: dict[str, Array] = {
        name: np.full_like(numbers, info[name].beside) if info[name].beside else numbers
        for name, numbers in trace.inputs.items()
    }
    products = trace.terms_of(Cell(target, tuple(map(int, index)))).products(arrays)
    return largest(products)
