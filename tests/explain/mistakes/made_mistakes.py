"""What the tests of the bank ask of it: an array with a mistake made, and steps without one."""

import numpy as np

from cnnviz.explain.mistakes.bank import BANK, MISTAKES
from cnnviz.explain.mistakes.mistake import Variant
from cnnviz.explain.mistakes.over_passes import Mistakes, MistakeWay
from cnnviz.explain.mistakes.passes import passes_of
from cnnviz.run.chapter import ChapterKind


def first(operation, mistake, name, number=None):
    """Return an array with a mistake made in the first way in which it shows there, or in that one."""
    computed, variants = Mistakes(operation), MISTAKES[mistake].variants
    numbers = range(len(variants)) if number is None else [number]
    found = (computed.arrays(MistakeWay(MISTAKES[mistake], number), name) for number in numbers)
    return next(array for array in found if array is not None)


def steps_without_a_mistake(operation):
    """Assert that steps without a mistake fold to what the engine computes."""
    computed = Mistakes(operation)
    unchanged = Variant(tuple(ChapterKind), lambda visit: visit.step)
    way = MistakeWay(BANK[0]._replace(variants=(unchanged,)), 0)
    passes = list(passes_of(operation))
    assert len(passes) >= 2
    for name in computed.right:
        np.testing.assert_allclose(computed.arrays(way, name), computed.right[name], atol=1e-12)
