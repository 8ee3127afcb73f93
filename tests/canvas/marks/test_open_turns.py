"""Turns that are left out because a line would go over something there are never ones that it could take."""

import numpy as np

from cnnviz.canvas.marks.routes import Ends, route_between
from cnnviz.qt import QPainterPath, QRectF


def as_path(rect):
    path = QPainterPath()
    path.addRect(rect)
    return path


def scattered(random, count):
    """Return rectangles between two places, none of which touches anything by its edge alone."""
    corners = random.integers(0, 60, (count, 2)) * 9 + 0.3
    sizes = random.integers(1, 9, (count, 2)) * 7
    return [QRectF(x, y, w, h) for (x, y), (w, h) in zip(corners.tolist(), sizes.tolist(), strict=True)]


def ways(seed):
    """Return the way that is found quickly, and the one that is found by trying one after the other."""
    random = np.random.default_rng(seed)
    source, target = QRectF(0, 40, 80, 300), QRectF(500, 60, 120, 330)
    first, last = QRectF(20, 100, 30, 30), QRectF(540, 60 + float(random.integers(0, 250)), 20, 20)
    ends, others = Ends(first, last, source, target), scattered(random, int(random.integers(4, 40)))
    behind = max((rect.right() for rect in others if rect.right() < 500), default=80.0)
    quick = route_between(ends, behind, 18, others, [])
    return quick, route_between(ends, behind, 18, [], [as_path(rect) for rect in others])


def test_the_way_is_the_first_that_is_free():
    found = [ways(seed) for seed in range(80)]
    assert [quick and quick[0] for quick, _ in found] == [each and each[0] for _, each in found]
    assert any(quick is None for quick, _ in found)
    assert len({quick[0].turn for quick, _ in found if quick is not None}) > 5
