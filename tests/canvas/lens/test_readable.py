"""Where there is room numbers can be read: in the lens, in small grids beside large ones, and in the sources."""

import pytest
from run_catalogue import WAYS, convolved, experiments, image

from cnnviz.application import application, text_pixels, write_in
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import Activation
from cnnviz.gallery.classifier import classifier
from cnnviz.gallery.first_example import first_example
from cnnviz.gallery.worked_cases import own_gradient
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position

READABLE = 22  # pixels of a cell


@pytest.fixture
def stage(new_stage):
    return new_stage(1221, 347)


@pytest.fixture
def large_text(qapp):
    write_in(application(), 200)
    yield
    write_in(application(), 100)


def shown(stage, experiment, kind, way="window by window"):
    """Return the scene of a chapter in the middle of it."""
    run = run_of(experiment, WAYS[way])
    number = next(n for n, chapter in enumerate(run.chapters) if chapter.kind is kind)
    stage.set_frame(Frame(run, Position(number, len(run.chapters[number].trace) // 2)))
    return stage.scene()


def cells(scene, array):
    """Return the sizes of the cells of an array's large grids."""
    return {scene.grids[plane.key].cell for plane in scene.plan.large if plane.array == array}


def test_sources_stand_side_by_side_where_there_is_width_for_their_digits(stage):
    made = Experiment((image(3, (8, 8)),), (convolved(3, 4, size=(8, 8)), Activation()))
    scene = shown(stage, made, ChapterKind.ACTIVATE_BACK)
    assert min(cells(scene, "z") | cells(scene, "da") | cells(scene, "dz")) >= READABLE
    assert scene.lens.cell >= 28


@pytest.mark.some(1)
@pytest.mark.parametrize("way", ["window by window", "turned"])
def test_a_small_gradient_can_be_read_beside_a_large_image(stage, way):
    made = Experiment((image(1, (28, 28)),), (convolved(1, 4, size=(28, 28), kernel_size=(5, 5)),))
    kind = ChapterKind.ACCUMULATE if way == "window by window" else ChapterKind.CORRELATE
    scene = shown(stage, made, kind, way)
    assert min(cells(scene, "dweight")) >= READABLE
    assert min(cells(scene, "dbias"), default=READABLE) >= READABLE


def test_all_channels_are_written_out_beside_it(stage):
    made = Experiment((image(3, (8, 8)),), (convolved(3, 4, size=(8, 8)),))
    scene = shown(stage, made, ChapterKind.ACCUMULATE)
    assert {put.node.slot.group for put in scene.lens.face.grids if put.node.slot.part == "after"} == {
        0,
        1,
        2,
    }
    assert min(cells(scene, "dweight")) >= READABLE


@pytest.mark.parametrize("room", [(1181, 427), (1341, 527)])
def test_what_three_channels_make_has_digits_where_the_stage_has_width_for_them(stage, room):
    stage.resize(*room)
    scene = shown(stage, classifier(), ChapterKind.CONVOLVE)
    assert min(cells(scene, "y")) >= 28
    assert scene.lens.cell >= 32  # and the sentence
    assert scene.sceneRect().width() == room[0]


def test_beside_explain_what_three_channels_make_comes_before_a_larger_lens(stage):
    stage.resize(901, 427)
    scene = shown(stage, classifier(), ChapterKind.CONVOLVE)
    assert min(cells(scene, "y")) >= 28
    assert scene.lens.cell >= 28
    assert scene.sceneRect().width() == 901


@pytest.mark.parametrize("kind", [ChapterKind.ACCUMULATE, ChapterKind.SCATTER, ChapterKind.MAX_POOL_BACK])
def test_beside_explain_gutters_give_way_to_digits(stage, kind):
    stage.resize(901, 427)
    scene = shown(stage, first_example(), kind)
    assert min(grid.cell for grid in scene.grids.values()) >= 24
    assert scene.lens.cell >= 28
    assert scene.sceneRect().width() == 901


@pytest.mark.parametrize("room", [(925, 395), (1061, 527)])
@pytest.mark.parametrize("made", [classifier, own_gradient])
def test_the_gradient_of_each_channel_of_a_kernel_has_its_digits_in_a_small_window(stage, made, room):
    stage.resize(*room)
    scene = shown(stage, made(), ChapterKind.ACCUMULATE)
    assert len([plane for plane in scene.plan.planes if plane.array == "dweight"]) == 3
    assert min(cells(scene, "dweight") | cells(scene, "dbias")) >= 26
    assert scene.lens.cell >= 28
    assert scene.sceneRect().width() == room[0]


def test_a_kernel_and_its_gradient_are_large_in_the_update(stage):
    made = Experiment((image(3, (8, 8)),), (convolved(3, 4, size=(8, 8)),))
    scene = shown(stage, made, ChapterKind.UPDATE_WEIGHT)
    assert min(cells(scene, "weight") | cells(scene, "dweight") | cells(scene, "weight_new")) >= 28


def test_the_numbers_of_the_softmax_stand_in_a_column(stage):
    for room in ((965, 309), (1221, 347), (1381, 447)):
        stage.resize(*room)
        scene = shown(stage, experiments()["classifier"], ChapterKind.CROSS_ENTROPY)
        names = ("largest", "total", "inverse", "log_total", "loss")
        column = [
            scene.grids[plane.key] for name in names for plane in scene.plan.planes if plane.array == name
        ]
        assert len(column) == len(names)
        assert len({grid.x() for grid in column}) == 1
        assert len({grid.cell for grid in column}) == 1
        assert [grid.y() for grid in column] == sorted(grid.y() for grid in column)


def test_with_larger_text_the_lens_grows_too(stage, large_text):
    made = Experiment((image(1, (4, 4)),), (convolved(1, 1, size=(4, 4)),))
    stage.resize(2560, 1100)
    assert shown(stage, made, ChapterKind.CONVOLVE).lens.cell == text_pixels(44) == 88


def test_numbers_with_two_decimals_do_not_touch_each_other(stage):
    made = Experiment((image(1, (8, 8)) - 0.5,), (convolved(1, 1, size=(8, 8)),))
    scene = shown(stage, made, ChapterKind.CONVOLVE)
    for grid in scene.lens.face.grids.values():
        for pixels in (22, 28, 36, 44):
            glyphs = grid.typography(pixels).glyphs
            ends = (grid.form.text(value) for value in grid.look.ends or (grid.look.low, grid.look.high))
            assert pixels - max(map(glyphs.text_width, ends)) >= max(4, pixels // 6)


@pytest.mark.some(1)
@pytest.mark.parametrize("room", [(645, 395), (901, 427), (925, 395)])
def test_digits_stay_in_the_first_example_with_a_panel_open(stage, room):
    stage.resize(*room)
    run = run_of(first_example(), WAYS["window by window"])
    for number, chapter in enumerate(run.chapters):
        stage.set_frame(Frame(run, Position(number, len(chapter.trace) // 2)))
        scene = stage.scene()
        assert scene.lens.cell >= 28, chapter.key
        for plane in scene.plan.large:
            if plane.array == "mask":
                continue  # the lens has that of the window
            grid = scene.grids[plane.key]
            assert grid.typography(grid.cell) is not None, (chapter.key, plane.key, grid.cell)
