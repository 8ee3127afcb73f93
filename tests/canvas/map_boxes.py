"""The boxes of a planned map, and runs of many kinds and lengths to plan one for."""

from itertools import combinations

import numpy as np
from run_catalogue import experiments

from cnnviz.canvas.map.contents import contents_of
from cnnviz.canvas.map.plan import plan_map
from cnnviz.canvas.map.style import Measures
from cnnviz.engine.arrays import frozen
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import Activation
from cnnviz.run.compute import run_of
from cnnviz.run.options import RunOptions

BROAD = Measures(lambda text: 7 * len(text), lambda text: 6 * len(text))
"""Letters that are all as broad as the broader ones are."""


def contents(name, **options):
    """Return what is on the map of a run of the catalogue."""
    return contents_of(run_of(experiments()[name], RunOptions(0, **options)))


def stack(count):
    """Return what is on the map of so many layers."""
    picture = frozen(np.ones((3, 3, 1)))
    return contents_of(run_of(Experiment((picture,), (Activation("relu"),) * count)))


def planned(found, width, *, compact=False, measures=BROAD):
    return plan_map(found, width, measures, compact=compact)


def boxes(plan):
    """Yield all that has a place of its own, with what it is."""
    for stop in plan.stops:
        yield f"frame of {stop.stop.label}", stop.hot
        if stop.caption is not None and not stop.hot.meets(stop.caption):
            yield f"name of {stop.stop.label}", stop.caption
    for number, arrow in enumerate(plan.arrows):
        yield f"arrow {number}", arrow.zone


def assert_apart(plan, width):
    """Check that nothing of a map lies over anything else, or beyond its edges."""
    every = list(boxes(plan))
    for name, box in every:
        assert min(box.x, box.y) >= 0, name
        assert box.right <= width, name
        assert box.bottom <= plan.height - 1, name
    for (one, first), (other, second) in combinations(every, 2):
        assert not first.meets(second), (one, first, other, second, plan.style)
