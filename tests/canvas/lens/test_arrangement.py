"""The lens of every kind of chapter fits the stage, covers nothing, shows all that it has, and stays where it is."""

import pytest
from PyQt5.QtCore import QRectF
from run_catalogue import WAYS, by_turns, convolved, experiments, image

from cnnviz.canvas.lens.lettering.texts import words_width
from cnnviz.canvas.lens.ways.arrangements import arrangements
from cnnviz.canvas.lens.ways.forms import forms_of
from cnnviz.canvas.lens.ways.nodes import Operator, Stack
from cnnviz.canvas.palette import palette
from cnnviz.canvas.plans.graph import SHAPE as CURVE
from cnnviz.canvas.stage import Stage
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import Activation, AveragePooling, MaxPooling
from cnnviz.experiment.windows import PoolingWindow
from cnnviz.gallery.first_example import first_example
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position

ROOMS = ((690, 309), (965, 309), (1221, 347), (1381, 447))
"""Of the stage in windows of 1024x700 with the set-up open and without, of 1280x800 and 1440x900."""


def networks():
    """Return experiments with windows that are large, ragged, dilated, many, or of one cell."""
    ragged = PoolingWindow((3, 3), (2, 2), (1, 1), ceil_mode=True)
    return {
        **experiments(),
        "eleven": Experiment((image(1, (28, 28)),), (convolved(1, 1, size=(28, 28), kernel_size=(11, 11)),)),
        "eleven, eight": Experiment(
            (image(8, (28, 28)),), (convolved(8, 3, size=(28, 28), kernel_size=(11, 11)),)
        ),
        "dilated": Experiment(
            (image(3, (9, 9)),), (convolved(3, 2, size=(9, 9), dilation=(2, 3), stride=(1, 2)),)
        ),
        "strided": Experiment((image(1, (9, 9)),), (convolved(1, 2, size=(9, 9), stride=(3, 2)),)),
        "one by one": Experiment(
            (image(5),), (convolved(5, 3, kernel_size=(1, 1), padding="valid"), Activation("sigmoid"))
        ),
        "ragged": Experiment((image(2, (8, 8)),), (MaxPooling(ragged), AveragePooling(ragged))),
        "sixty-four": Experiment((image(3, (64, 64)),), (convolved(3, 8, size=(64, 64)), MaxPooling())),
    }


SCROLLING = ("eleven, eight", "sixty-four")  # in the smallest room
LARGE = ("eleven, eight", "sixty-four", "nothing before")
WAY_NAMES = ("window by window", "cell by cell", "turned")
CASES = [
    *((name, "window by window") for name in LARGE),
    *by_turns([name for name in networks() if name not in LARGE], WAY_NAMES),
]


@pytest.fixture
def stage(qtbot):
    made = Stage(palette("light"))
    qtbot.addWidget(made)
    return made


def steps_of(chapter):
    """Return steps at the borders, in the middle and behind it."""
    count = len(chapter.trace)
    return sorted({0, 1, count // 3, count // 2, count // 2 + 1, count - 1} & set(range(count)))


def rects(scene):
    """Return where everything stands: grids, the numbers of the lens, plots."""
    found = {key: grid.sceneBoundingRect() for key, grid in scene.grids.items()}
    found |= {str(put.node): grid.sceneBoundingRect() for put, grid in scene.lens.face.grids.items()}
    for plane in scene.plan.plots:
        spot = scene.layout.spots[plane.key]
        found[plane.key] = QRectF(spot.x, spot.y, CURVE[1], CURVE[0])
    return found


@pytest.mark.parametrize(("name", "way"), CASES)
@pytest.mark.some(1)
def test_everything_is_in_the_stage_and_nothing_overlaps(stage, name, way):
    run = run_of(networks()[name], WAYS[way])
    for room in ROOMS[name in SCROLLING :]:
        stage.resize(*room)
        for number, chapter in enumerate(run.chapters):
            stage.set_frame(Frame(run, Position(number, len(chapter.trace) // 2)))
            scene = stage.scene()
            assert (scene.sceneRect().width(), scene.sceneRect().height()) == room, (chapter.key, room)
            everything = rects(scene)
            for key, rect in everything.items():
                assert scene.sceneRect().contains(rect), (chapter.key, key, room)
                for other, second in everything.items():
                    assert key == other or not rect.intersects(second), (chapter.key, key, other, room)
            for put in scene.lens.face.puts:
                assert scene.lens.rect.contains(put.x, put.y), (chapter.key, put)
                assert scene.lens.rect.contains(put.x + put.width, put.y + put.height), (chapter.key, put)
            for key, grid in scene.grids.items():
                assert not scene.lens.rect.intersects(grid.sceneBoundingRect()), (chapter.key, key)


@pytest.mark.parametrize(("name", "way"), CASES)
@pytest.mark.some(1)
def test_nothing_moves_from_one_step_to_the_next(stage, name, way):
    run = run_of(networks()[name], WAYS[way])
    stage.resize(1221, 347)
    for number, chapter in enumerate(run.chapters):
        seen = {}
        for step in steps_of(chapter):
            stage.set_frame(Frame(run, Position(number, step)))
            scene = stage.scene()
            standing = scene.lens.rect, [(put.node, put.x, put.y) for put in scene.lens.face.puts]
            grids = [grid.sceneBoundingRect() for grid in scene.grids.values()]
            kinds = frozenset(scene.lens.face.grids)
            assert seen.setdefault("lens", standing[0]) == standing[0], (chapter.key, step)
            assert seen.setdefault(kinds, standing) == standing, (chapter.key, step)
            assert seen.setdefault("grids", grids) == grids, (chapter.key, step)


@pytest.mark.some(1)
@pytest.mark.parametrize("name", ["grey", "colour", "classifier", "positions"])
def test_where_there_is_room_the_numbers_are_large_enough_to_read(stage, name):
    run = run_of(experiments()[name], WAYS["window by window"])
    stage.resize(1381, 447)
    for number, chapter in enumerate(run.chapters):
        if chapter.key == "linear":  # many numbers
            continue
        stage.set_frame(Frame(run, Position(number, 0)))
        assert stage.scene().lens.cell >= 28, chapter.key


def lines_of(scene):
    """Return at which heights the middles of the grids of numbers stand in the lens."""
    found = {put.y + put.height // 2 for put in scene.lens.face.grids if put.height > put.cell}
    return sorted(found)


@pytest.mark.parametrize("room", [(1341, 527), (1181, 427), (1061, 527), (901, 427), (925, 395)])
@pytest.mark.parametrize("kind", [ChapterKind.SCATTER, ChapterKind.ACCUMULATE])
def test_what_is_added_up_stands_on_one_line_rather_than_in_larger_cells(stage, room, kind):
    run = run_of(first_example(), WAYS["window by window"])
    number = next(n for n, chapter in enumerate(run.chapters) if chapter.kind is kind)
    stage.resize(*room)
    stage.set_frame(Frame(run, Position(number, 28)))
    scene = stage.scene()
    assert len(lines_of(scene)) == 2
    assert scene.lens.cell >= 28
    assert scene.layout.cell >= 18


@pytest.mark.parametrize("kind", [ChapterKind.SCATTER, ChapterKind.ACCUMULATE])
def test_on_a_narrow_stage_a_sum_has_three_short_lines_and_the_grids_their_digits(stage, kind):
    run = run_of(first_example(), WAYS["window by window"])
    number = next(n for n, chapter in enumerate(run.chapters) if chapter.kind is kind)
    stage.resize(645, 395)
    stage.set_frame(Frame(run, Position(number, 28)))
    scene = stage.scene()
    assert len(lines_of(scene)) == 3
    assert scene.lens.cell >= 28
    assert scene.layout.cell >= 18


def test_grids_shrink_before_the_lens_does(stage):
    sizes = {}
    for side in (8, 28, 64):
        made = Experiment((image(1, (side, side)),), (convolved(1, 1, size=(side, side)),))
        run = run_of(made, WAYS["window by window"])
        stage.resize(1221, 347)
        stage.set_frame(Frame(run, Position(1, 5)))
        sizes[side] = stage.scene().lens.cell, stage.scene().layout.cell
    assert all(lens >= 36 for lens, _ in sizes.values())
    assert sizes[8][1] > sizes[28][1] > sizes[64][1]


def test_many_channels_fold_to_their_sums_and_one_is_written_out(stage):
    run = run_of(networks()["eleven, eight"], WAYS["window by window"])
    stage.resize(1221, 347)
    stage.set_frame(Frame(run, Position(1, 30)))
    lens = stage.scene().lens
    totals = [slot for slot in lens.face.blocks if slot.part == "total"]
    shown = [put.node.slot for put in lens.face.grids]
    assert len(totals) == 8
    assert all(slot in shown for slot in totals)


@pytest.mark.parametrize("room", [(1221, 347), (965, 347)])
def test_a_large_kernel_over_several_channels_shrinks_before_it_folds_to_sums_alone(stage, room):
    layers = (convolved(3, 4, size=(8, 8), kernel_size=(11, 11), padding="same"),)
    run = run_of(Experiment((image(3, (8, 8)),), layers), WAYS["window by window"])
    number = next(n for n, c in enumerate(run.chapters) if c.kind is ChapterKind.CONVOLVE)
    stage.resize(*room)
    stage.set_frame(Frame(run, Position(number, 30)))
    parts = [put.node.slot.part for put in stage.scene().lens.face.grids]
    assert parts.count("factor") == 2
    assert parts.count("products") == 1
    assert parts.count("total") == 3


def test_nothing_stands_beside_a_line_that_goes_on_beneath(qapp):
    """Of "a − b" and "= c" beneath, what is beside the former would be read as its end."""
    run = run_of(experiments()["classifier"], WAYS["window by window"])
    number = next(n for n, c in enumerate(run.chapters) if c.kind is ChapterKind.CROSS_ENTROPY)
    forms = forms_of(Frame(run, Position(number, 2)), words_width).values()
    ways = [way for form in forms if len(form.kinds) > 1 for way, _ in arrangements(form)]
    lines = [way.parts for way in ways if way.direction == "column" and len(way.parts) == 2]
    assert len(lines) > 2
    for _, lower in lines:
        assert not isinstance(first_of(lower), Operator)


def first_of(node):
    return first_of(node.parts[0]) if isinstance(node, Stack) else node
