"""Where several channels are padded, cropped or copied grids use the stage, and what joins them joins the same."""

import numpy as np
import pytest
from run_catalogue import convolved, image

from cnnviz.canvas.plans.stage_plan import Size
from cnnviz.experiment.document import Experiment
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.options import RunOptions
from cnnviz.run.timeline import Position

ROOMS = {"1280": (1181, 427), "1024": (925, 395), "1440 Explain": (1061, 511)}
LEAST = {2: 9, 3: 13, 4: 12}  # pixels of a cell, by how many channels there are; of three it was 6 to 9


@pytest.fixture(scope="module")
def runs():
    made = {}
    for channels in LEAST:
        layer = convolved(channels, 1, size=(8, 8), padding="same")
        made[channels] = run_of(Experiment((image(channels, (8, 8)),), (layer,)), RunOptions(0))
    return made


def frames(run, kind):
    number = next(n for n, chapter in enumerate(run.chapters) if chapter.kind is kind)
    count = len(run.chapters[number].trace)
    return [Frame(run, Position(number, step)) for step in (0, count // 2, count - 1)]


@pytest.mark.some(6)
@pytest.mark.parametrize("room", ROOMS.values(), ids=ROOMS)
@pytest.mark.parametrize("channels", LEAST)
@pytest.mark.parametrize("kind", [ChapterKind.PAD, ChapterKind.CROP])
def test_their_grids_are_as_large_as_there_is_room(new_stage, runs, room, channels, kind):
    stage, seen = new_stage(*room), set()
    for frame in frames(runs[channels], kind):
        stage.set_frame(frame)
        scene = stage.scene()
        places = [*(grid.sceneBoundingRect() for grid in scene.grids.values()), scene.lens.rect]
        for at, place in enumerate(places):
            assert stage.rect().contains(place.toAlignedRect())
            assert not any(place.intersects(other) for other in places[:at])
        assert min(grid.cell for grid in scene.grids.values()) >= LEAST[channels]
        seen.add(tuple(place.getRect() for place in places))
    assert len(seen) == 1, "nothing moves"


@pytest.mark.parametrize("room", ROOMS.values(), ids=ROOMS)
@pytest.mark.parametrize("kind", [ChapterKind.PAD, ChapterKind.CROP])
def test_a_connector_leads_from_a_channel_to_the_same_one(new_stage, runs, room, kind):
    """At one end of each is a grid's cell in hand, at the other the number of the lens that stands for this cell."""
    stage = new_stage(*room)
    for channels, run in runs.items():
        frame = frames(run, kind)[1]
        stage.set_frame(frame)
        scene = stage.scene()
        ends = {}
        for plane in scene.plan.planes:
            for cell in frame.step.cells:
                if cell.array == plane.array and plane.shows(cell) and plane.size is not Size.SMALL:
                    row, column = plane.locate(np.array([cell.index]))[0].tolist()
                    grid = scene.grids[plane.key]
                    ends[cell] = grid.cell_rect(row, column).translated(grid.pos()), scene.lens.rects_of(cell)
        joined = set()
        for line in scene.connectors:
            near = {cell for cell, (own, there) in ends.items() if _joins(line, own, there)}
            assert near, channels
            joined |= near
        if channels == 3:
            shown = {cell for cell, (_, there) in ends.items() if there}
            assert joined == shown
            assert len(scene.connectors) == len(shown)


def _joins(line, own, there):
    """Return whether a line leads from a cell of a grid to its number in the lens, or the other way.

    It comes to either at its height, or at the line's end over or under it.
    """
    points = [line.at(n) for n in range(line.count())]
    highs, tips = [point.y() for point in points], [points[0], points[-1]]

    def comes_to(rect):
        level = any(rect.top() - 6 <= y <= rect.bottom() + 6 for y in highs)
        return level or any(rect.left() - 26 <= tip.x() <= rect.right() + 26 for tip in tips)

    return bool(there) and all(map(comes_to, (own, *there)))
