"""On the way back through an activation Y leads to its curve: from beside Y, past dA, over no grid and no word."""

from itertools import pairwise

import pytest
from PyQt5.QtCore import QPointF, QRectF

from cnnviz.gallery.first_example import first_example
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.options import RunOptions
from cnnviz.run.timeline import Position

ROOMS = [(1181, 427), (901, 427), (925, 395), (1061, 527), (1341, 527), (740, 395), (860, 347)]


@pytest.fixture(scope="module")
def run():
    return run_of(first_example(), RunOptions(0))


def frame_of(run, step):
    number = next(n for n, chapter in enumerate(run.chapters) if chapter.kind is ChapterKind.ACTIVATE_BACK)
    return Frame(run, Position(number, step))


def to_the_curve(scene):
    """Return the connectors that begin beside Y, with the rectangles of Y, dA and the curve."""
    grids = {key: grid.sceneBoundingRect() for key, grid in scene.grids.items()}
    (curve,) = (scene.layout.spots[plane.key] for plane in scene.plan.plots)
    y, da = grids["z0"], grids["da0"]
    lines = [[line.at(n) for n in range(line.count())] for line in scene.connectors]
    own = [
        line for line in lines if 0 < line[0].x() - y.right() < 10 and y.top() <= line[0].y() <= y.bottom()
    ]
    return own, y, da, QPointF(curve.x, curve.y)


@pytest.mark.some(7)
@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("step", [3, 28, 60])
def test_it_begins_beside_y_and_ends_at_the_curve(new_stage, run, room, step):
    stage = new_stage(*room)
    stage.set_frame(frame_of(run, step))
    scene = stage.scene()
    found, y, da, curve = to_the_curve(scene)
    (line,) = found
    ends = [abs(point.x() - curve.x()) <= 8 or abs(point.y() - curve.y()) <= 8 for point in line[1:]]
    assert any(ends)
    if da.left() > y.right():  # side by side: it is plain whose line it is
        assert line[0].x() - y.right() < (da.left() - line[0].x()) - 4
    shares = [n / 30 for n in range(31)]
    inner = [rect.adjusted(2, 2, -2, -2) for rect in (y, da, *scene.words)]
    for first, second in pairwise(line):
        for share in shares:
            at = first + (second - first) * share
            assert not any(QRectF(rect).contains(at) for rect in inner)


@pytest.mark.parametrize("room", ROOMS)
def test_the_grids_keep_their_digits_and_their_distance(new_stage, run, room):
    stage = new_stage(*room)
    stage.set_frame(frame_of(run, 28))
    _, y, da, _ = to_the_curve(stage.scene())
    assert da.left() - y.right() >= 18 or da.top() > y.bottom()
    assert stage.scene().grids["z0"].cell >= 16
