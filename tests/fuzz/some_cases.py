"""`@pytest.mark.some(4)`: for every change so many of a test's cases are drawn, and all are tried in the long run."""

import random
from collections import defaultdict

import pytest


def leave_some(items, seed):
    """Mark as long what is not drawn: other cases in each run, the same in every process that has the same seed."""
    groups = defaultdict(list)
    for item in items:
        if item.get_closest_marker("some") and not item.get_closest_marker("long"):
            groups[item.nodeid.partition("[")[0]].append(item)
    for name, cases in groups.items():
        count = cases[0].get_closest_marker("some").args[0]
        for item in drawn_out(cases, count, f"{seed} {name}"):
            item.add_marker(pytest.mark.long)


def drawn_out(cases, count, seed):
    """Return all but so many of some cases, drawn."""
    return random.Random(seed).sample(cases, max(len(cases) - count, 0))
