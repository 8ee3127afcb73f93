"""Turns that are left out because a line would go over something there are never ones that it could take."""

import numpy as np

from cnnviz.canvas.marks.room import Box, Room, Taken
from cnnviz.canvas.marks.routes import Ends, route_between


def scattered(random, count):
    """Return rectangles between two places, none of which touches anything by its edge alone."""
    corners = random.integers(0, 60, (count, 2)) * 9 + 0.3
    sizes = random.integers(1, 9, (count, 2)) * 7
    return [Box(x, y, x + w, y + h) for (x, y), (w, h) in zip(corners.tolist(), sizes.tolist(), strict=True)]


def ways(seed):
    """Return the way that is found quickly, and the one that is found by trying one after the other."""
    random = np.random.default_rng(seed)
    source, target, top = Box(0, 40, 80, 340), Box(500, 60, 620, 390), 60 + float(random.integers(0, 250))
    first, last = Box(20, 100, 50, 130), Box(540, top, 560, top + 20)
    ends, others = Ends(first, last, source, target), scattered(random, int(random.integers(4, 40)))
    behind = max((box.right for box in others if box.right < 500), default=80.0)
    quick = route_between(ends, behind, 18, others, Taken())
    return quick, route_between(ends, behind, 18, [], Taken(Room([box]) for box in others))


def test_the_way_is_the_first_that_is_free():
    found = [ways(seed) for seed in range(80)]
    assert [quick and quick[0] for quick, _ in found] == [each and each[0] for _, each in found]
    assert any(quick is None for quick, _ in found)
    assert len({quick[0].turn for quick, _ in found if quick is not None}) > 5
