"""What the lens paints is what the step says: numbers as the grids write them, headings, signs, maps of a list."""

import numpy as np
import pytest
from gallery_frames import frame_at
from painted_texts import texts
from run_catalogue import WAYS, experiments

from cnnviz.canvas.lens.slots import Part, blocks_of
from cnnviz.canvas.lens.words import heading
from cnnviz.explain.lenses.lens import lens
from cnnviz.explain.number_format import format_in
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position


@pytest.fixture
def stage(new_stage):
    return new_stage(1221, 420)


def blocks(stage):
    """Yield the places of the lens with what their grids show."""
    face = stage.scene().lens.face
    for put, grid in face.grids.items():
        yield put.node.slot, face.blocks.get(put.node.slot), grid


def begin(stage, grid):
    """Return the row and the column of a grid of the lens that its numbers begin in."""
    face = stage.scene().lens.face
    put = next(put for put, other in face.grids.items() if other is grid)
    return grid.cell_at(face.block_rect(put).topLeft() - grid.pos())


@pytest.mark.parametrize("way", ["window by window", "cell by cell", "turned"])
@pytest.mark.parametrize("name", ["grey", "colour", "classifier", "positions", "means"])
@pytest.mark.some(2)
def test_every_number_of_the_step_stands_in_its_place_written_as_on_the_grids(stage, name, way):
    run = run_of(experiments()[name], WAYS[way])
    for number, chapter in enumerate(run.chapters):
        for step in {0, len(chapter.trace) // 2, len(chapter.trace) - 1}:
            frame = Frame(run, Position(number, step))
            stage.set_frame(frame)
            for slot, block, grid in blocks(stage):
                if block is None:
                    continue
                top, left = begin(stage, grid)
                for row, tiles in enumerate(block.rows):
                    for column, tile in enumerate(tiles):
                        if tile is not None:
                            np.testing.assert_array_equal(grid.values[top + row, left + column], tile.value)
                if not block.label:
                    expected = format_in(chapter, block.array, 0).decimals
                    assert grid.form.decimals == expected, (chapter.key, slot)


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("letter", ["window", "W", "products", "sum", "b", "Y[3, 3]", "⊙", "=", "+"]),
        ("b", ["window", "W", "products", "red", "green", "blue", "Σ", "b[0]", "Y[1, 1]"]),
        ("a", ["dY[1, 1]", "W", "contribution", "dX before", "dX after", "×", "+", "="]),
        ("e_max_back", ["mask", "contribution"]),
        ("c_slope", ["·", "="]),
    ],
)
def test_it_says_what_meets_what(stage, key, said):
    stage.set_frame(frame_at(key))
    assert set(said) <= set(texts(stage))


def test_terms_of_a_sum_share_the_colours_of_what_is_written(stage):
    run = run_of(experiments()["colour"], WAYS["window by window"])
    number = [chapter.key for chapter in run.chapters].index("convolve")
    stage.set_frame(Frame(run, Position(number, 5)))
    (result,) = [grid.look for slot, _, grid in blocks(stage) if slot.part == "result"]
    for slot, _, grid in blocks(stage):
        if slot.part in ("products", "total"):
            assert (grid.look.low, grid.look.high) == (result.low, result.high)


def test_the_weights_of_a_unit_stand_as_the_maps_that_come_in(stage):
    run = run_of(experiments()["classifier"], WAYS["window by window"])
    number = [chapter.key for chapter in run.chapters].index("linear")
    frame = Frame(run, Position(number, 2))
    stage.set_frame(frame)
    (working,) = lens(frame)
    assert [group.channel for group in working.groups] == [0, 1, 2]
    assert {"map 0", "map 1", "map 2"} <= set(texts(stage))
    weight = frame.chapter.arrays["weight"]
    as_maps = weight[:, 2].reshape(3, 3, 3)
    for channel, group in enumerate(working.groups):
        values = [[tile.value for tile in row] for row in group.factors[1].rows]
        np.testing.assert_array_equal(values, as_maps[:, :, channel])


def test_cells_that_a_cut_off_window_has_not_are_covered(stage):
    run = run_of(experiments()["grey"], WAYS["cell by cell"])
    number = [chapter.key for chapter in run.chapters].index("gather")
    stage.set_frame(Frame(run, Position(number, 0)))  # a corner: one window reaches it
    face = stage.scene().lens.face
    covered = {(rect.x(), rect.y()) for rect in face.cover.cells}
    places = [
        (grid, np.ndindex(grid.rows, grid.columns)) for slot, _, grid in blocks(stage) if slot.group == 0
    ]
    empty = 0
    for grid, cells in places:
        for row, column in cells:
            corner = grid.cell_rect(row, column).translated(grid.pos()).topLeft()
            inside = (row, column) == begin(stage, grid)
            assert ((corner.x(), corner.y()) in covered) != inside
            empty += not inside
    assert empty == 24


@pytest.mark.parametrize(
    ("way", "kind", "named"),
    [
        ("cell by cell", ChapterKind.GATHER, ["W turned", "of dY"]),
        ("turned", ChapterKind.FULL, ["W turned", "of dY spread"]),
        ("window by window", ChapterKind.SCATTER, []),
        ("window by window", ChapterKind.CONVOLVE, []),
    ],
)
def test_a_turned_kernel_and_a_window_of_a_gradient_say_what_they_are(stage, way, kind, named):
    run = run_of(experiments()["grey"], WAYS[way])
    number = next(n for n, one in enumerate(run.chapters) if one.kind is kind)
    columns = next(iter(run.chapters[number].trace.outputs.values())).shape[2]
    frame = Frame(run, Position(number, 2 * columns + 2))
    found = {
        words
        for working in lens(frame)
        for slot, block in blocks_of([working]).items()
        if slot.part is Part.FACTOR
        for words in heading(frame, working, slot, block)[:2]
    }
    assert sorted(one for one in found if one.startswith("of ") or "turned" in one) == named
    stage.set_frame(frame)
    assert {*named} <= {*texts(stage)}
