"""Whether two experiments are the same, number by number, whoever made them."""

from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np

from cnnviz.experiment.document import Experiment


def same(a: Any, b: Any) -> bool:
    """Return whether two records agree in all their parts; arrays agree where shapes and numbers do, NaN included."""
    if a is b:
        return True
    if type(a) is not type(b):
        return False
    if is_dataclass(a):
        return all(same(getattr(a, part.name), getattr(b, part.name)) for part in fields(a))
    if isinstance(a, np.ndarray):
        return bool(np.array_equal(a, b, equal_nan=True))
    if isinstance(a, tuple):
        return len(a) == len(b) and all(map(same, a, b))
    return bool(a == b)


def unchanged(after: Experiment, before: Experiment) -> bool:
    """Return whether an edit has come to nothing: what was left to be fitted may have been fitted meanwhile."""
    return same(after, before) or same(after, before.with_layers(before.layers))
