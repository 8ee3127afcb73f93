"""What the maps that a list was give to each unit that weighs them: the sum of a unit, map by map."""

from functools import lru_cache

import numpy as np

from cnnviz.hidden import HIDDEN, hidden_among
from cnnviz.run.array_info import LISTS, MATRIX
from cnnviz.run.chapter import Chapter
from cnnviz.trace.steps import Array


@lru_cache(maxsize=4)
def by_maps(chapter: Chapter) -> Array:
    """Return the sums (units, maps) of a chapter that weighs a list, each added in the order of its step's terms.

    A list that was no image is one map. What is hidden hides its sum, and a hidden result all that is added to it.
    """
    inputs, info = chapter.trace.inputs, chapter.info
    read = next(name for name in inputs if info[name].axes == LISTS)
    weight = next(name for name in inputs if info[name].axes == MATRIX)
    maps = info[read].maps
    products = inputs[read][chapter.sample][:, None] * inputs[weight]
    apart = products.reshape(-1, 1 if maps is None else maps[2], products.shape[1])
    sums: Array = np.cumsum(apart, axis=0)[-1].T
    (made,) = chapter.trace.outputs.values()
    sums[hidden_among(made[chapter.sample])] = HIDDEN
    return sums
