"""`@pytest.mark.some(4)`: for every change so many of a test's cases are drawn, and all are tried in the long run.

Where several parameters make a test's cases, those are drawn that have different values: of each parameter all have
their turn before one comes again, as far as so many cases go.
"""

import random
from collections import Counter, defaultdict

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
    left, seen = random.Random(seed).sample(cases, len(cases)), Counter()
    for _ in range(min(count, len(cases))):
        drawn = min(left, key=lambda case: sum(seen[value] for value in values(case)))
        left.remove(drawn)
        seen.update(values(drawn))
    return left


def values(case):
    """Return which value each parameter of a case has."""
    if not hasattr(case, "callspec"):
        return ()
    found, numbers = case.callspec.params, case.callspec.indices
    return [(name, value if isinstance(value, str) else numbers[name]) for name, value in found.items()]
