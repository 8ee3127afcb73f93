"""Every grid has its name over it, and behind that as much about it as there is room for."""

import re

import pytest
from gallery_frames import frame_at
from painted_texts import texts, written
from run_catalogue import WAYS, experiments

from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position


@pytest.fixture
def stage(new_stage):
    return new_stage(2400, 1300)


@pytest.mark.parametrize(
    ("key", "headings"),
    [
        ("letter", ["X padded", "10×10", "W", "3×3", "b", "Y", "8×8"]),
        ("a", ["dY", "3×3", "W", "3×3", "dX", "5×5"]),
        ("a_weight", ["dY", "3×3", "X", "5×5", "dW", "3×3", "db"]),
        ("c_slope", ["Y", "2×2", "dA", "2×2", "dY", "2×2", "slope 0.25"]),
    ],
)
def test_what_an_example_has_on_the_stage_without_the_lens_is_named(stage, key, headings):
    stage.set_lens(False)
    stage.set_frame(frame_at(key))
    assert [
        text for text in texts(stage) if not re.fullmatch(r"−?[\d.]+", text)
    ] == headings  # but for the cells


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", ["grey", "colour", "classifier", "positions"])
@pytest.mark.some(2)
def test_each_title_is_written_over_its_grid_in_every_chapter(stage, name, way):
    run = run_of(experiments()[name], WAYS[way])
    for number, chapter in enumerate(run.chapters):
        stage.set_frame(Frame(run, Position(number, 0)))
        lines, scene = written(stage), stage.scene()
        for plane in scene.plan.planes:
            corner = stage.mapFromScene(scene.grids[plane.key].pos())
            over = [
                line
                for line in lines
                if 0 < corner.y() - line.at.y() < 26 and 0 <= line.at.x() - corner.x() < 1000
            ]
            heading = min(over, key=lambda line: line.at.x(), default=None)
            if plane.title and plane.headed:
                assert heading is not None, (chapter.key, plane)
                assert (heading.text, round(heading.at.x())) == (plane.title, corner.x()), chapter.key


def test_where_there_is_no_room_the_titles_stay(stage):
    stage.resize(760, 400)
    stage.set_lens(False)
    stage.set_frame(frame_at("b"))
    assert [line.text for line in written(stage) if line.pixels == 14] == [*["X padded", "W"] * 3, "Y", "b"]
    assert {"8×8 · ", "red"} <= {*texts(stage)}
    stage.resize(500, 260)
    assert [line.text for line in written(stage) if line.pixels == 14] == [*["X padded", "W"] * 3, "Y", "b"]
    assert "8×8 · red" not in texts(stage)
