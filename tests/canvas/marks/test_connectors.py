"""Connectors run in the gutters: over no grid, no number of the lens, no word, no operator, and no other connector."""

from itertools import combinations

import pytest
from PyQt5.QtGui import QPainterPath, QPainterPathStroker, QPolygonF
from PyQt5.QtWidgets import QGraphicsSimpleTextItem
from run_catalogue import WAYS, by_turns, convolved, experiments, image, number_of

from cnnviz.canvas.marks.routes import RIBBON
from cnnviz.canvas.palette import palette
from cnnviz.canvas.stage import Stage
from cnnviz.experiment.document import Experiment
from cnnviz.gallery.classifier import classifier
from cnnviz.gallery.first_example import first_example
from cnnviz.gallery.worked_cases import own_gradient
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position

ROOMS = ((690, 309), (965, 309), (1221, 347), (1381, 447))


def networks():
    """Return experiments with one and with many channels, and images of which the cells are small."""
    return {
        **experiments(),
        "digit": Experiment((image(1, (28, 28)),), (convolved(1, 4, size=(28, 28), kernel_size=(5, 5)),)),
        "four": Experiment((image(4),), (convolved(4, 2),)),
    }


@pytest.fixture
def stage(qtbot):
    made = Stage(palette("light"))
    qtbot.addWidget(made)
    return made


def drawn(corners):
    """Return what a connector covers."""
    path = QPainterPath()
    path.addPolygon(QPolygonF(corners))
    if len(corners) > RIBBON:
        stroker = QPainterPathStroker()
        stroker.setWidth(2)
        return stroker.createStroke(path)
    path.closeSubpath()
    return path


def texts(scene):
    """Return where something is written."""
    items = [item for item in scene.items() if isinstance(item, QGraphicsSimpleTextItem) and item.isVisible()]
    return {item.text(): item.sceneBoundingRect() for item in items if item.text()}


def numbers(scene):
    """Return where numbers stand, on the stage and in the lens."""
    found = {key: grid.sceneBoundingRect() for key, grid in scene.grids.items()}
    face = scene.lens.face
    return found | {str(put.node): face.block_rect(put) for put in face.grids if put.node.slot in face.blocks}


@pytest.mark.parametrize(
    ("name", "way"), by_turns(networks(), ("window by window", "cell by cell", "turned"))
)
@pytest.mark.some(1)
def test_connectors_go_over_nothing(stage, name, way):
    run = run_of(networks()[name], WAYS[way])
    for room in ROOMS:
        stage.resize(*room)
        for number, chapter in enumerate(run.chapters):
            for step in {0, len(chapter.trace) // 2, len(chapter.trace) - 1}:
                stage.set_frame(Frame(run, Position(number, step)))
                scene = stage.scene()
                paths = [drawn(corners) for corners in scene.connectors]
                for path in paths:
                    for key, rect in (numbers(scene) | texts(scene)).items():
                        assert not path.intersects(rect), (chapter.key, step, room, key)
                    others = [other for other in paths if other is not path]
                    assert not any(path.intersects(other) for other in others), (chapter.key, step, room)


@pytest.mark.parametrize("name", ["grey", "colour", "digit"])
@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.some(3)
def test_where_a_ribbon_turns_it_keeps_clear_of_words(stage, name, room):
    run, turned = run_of(networks()[name], WAYS["window by window"]), 0
    stage.resize(*room)
    for number, chapter in enumerate(run.chapters):
        for step in {0, len(chapter.trace) // 3, len(chapter.trace) // 2, len(chapter.trace) - 1}:
            stage.set_frame(Frame(run, Position(number, step)))
            scene = stage.scene()
            for corners in scene.connectors:
                if len(corners) > RIBBON:
                    continue
                turned += 1
                slanted = drawn(list(corners)[2:])
                for text, rect in texts(scene).items():
                    around = rect.adjusted(-2.9, -2.9, 2.9, 2.9)
                    assert not slanted.intersects(around), (chapter.key, step, text)
    assert turned > 10


@pytest.mark.parametrize("name", ["grey", "colour", "digit"])
def test_where_there_is_room_what_is_written_is_connected(stage, name):
    run = run_of(networks()[name], WAYS["window by window"])
    stage.resize(1381, 447)
    for number, chapter in enumerate(run.chapters):
        if chapter.key in {"pad", "convolve", "activate", "max_pool", "scatter", "crop"}:
            stage.set_frame(Frame(run, Position(number, len(chapter.trace) // 2)))
            assert stage.scene().connectors, chapter.key


def ending_at(scene, key):
    """Return how many connectors end at a grid."""
    grid = scene.grids[key].sceneBoundingRect()
    lasts = (max(corners, key=lambda corner: corner.x()) for corners in scene.connectors)
    return sum(0 < grid.left() - at.x() < 9 and grid.top() - 1 <= at.y() <= grid.bottom() + 1 for at in lasts)


@pytest.mark.parametrize("room", [(1341, 527), (1181, 427), (925, 395)])
def test_what_is_told_first_is_connected_rather_than_what_is_told_beside_it(stage, room):
    run = run_of(first_example(), WAYS["window by window"])
    number = number_of(run, ChapterKind.ACCUMULATE)
    stage.resize(*room)
    for step in (9, 30, 50):
        stage.set_frame(Frame(run, Position(number, step)))
        scene = stage.scene()
        (weights,) = (plane.key for plane in scene.plan.planes if plane.array == "dweight")
        assert ending_at(scene, weights), step


@pytest.mark.parametrize(
    ("made", "room"), [(classifier, (925, 395)), (own_gradient, (925, 395)), (own_gradient, (1061, 527))]
)
def test_of_several_channels_each_is_connected_with_its_line_of_the_lens_and_that_with_its_gradient(
    stage, made, room
):
    run = run_of(made(), WAYS["window by window"])
    number = number_of(run, ChapterKind.ACCUMULATE)
    stage.resize(*room)
    for step in (0, 5):
        stage.set_frame(Frame(run, Position(number, step)))
        scene = stage.scene()
        gradients = [plane.key for plane in scene.plan.planes if plane.array == "dweight"]
        assert len(gradients) == 3
        assert all(ending_at(scene, key) == 1 for key in gradients), step
        lens = scene.lens.rect
        begun = [min(corner.x() for corner in corners) for corners in scene.connectors]
        assert sum(at < lens.left() for at in begun) >= 3, step
        said = texts(scene).values()
        assert not any(drawn(one).intersects(word) for one in scene.connectors for word in said), step


@pytest.mark.parametrize("room", [(1341, 527), (1181, 427)])
def test_where_there_is_room_the_gradients_of_channels_have_their_digits_and_that_of_the_bias_its_line(
    stage, room
):
    run = run_of(classifier(), WAYS["window by window"])
    number = number_of(run, ChapterKind.ACCUMULATE)
    stage.resize(*room)
    for step in (0, 5):
        stage.set_frame(Frame(run, Position(number, step)))
        scene = stage.scene()
        written = [plane.key for plane in scene.plan.planes if plane.array in ("dweight", "dbias")]
        assert len(written) == 4
        assert all(ending_at(scene, key) == 1 for key in written), step
        assert min(scene.grids[key].cell for key in written) >= 26


def test_where_a_connector_would_cross_another_there_is_none(stage):
    run = run_of(own_gradient(), WAYS["window by window"])
    number = number_of(run, ChapterKind.ACCUMULATE)
    stage.resize(1061, 527)
    stage.set_frame(Frame(run, Position(number, len(run.chapters[number].trace) - 1)))
    paths = [drawn(corners) for corners in stage.scene().connectors]
    assert len(paths) >= 5
    assert not any(one.intersects(other) for one, other in combinations(paths, 2))


@pytest.mark.parametrize("kind", [ChapterKind.PAD, ChapterKind.SCATTER, ChapterKind.CROP])
def test_names_of_channels_stand_in_no_connector_s_way(stage, kind):
    made = Experiment((image(3, (8, 8)),), (convolved(3, 2, size=(8, 8)),))
    run = run_of(made, WAYS["window by window"])
    number = number_of(run, kind)
    stage.resize(1221, 347)
    stage.set_frame(Frame(run, Position(number, len(run.chapters[number].trace) // 2)))
    scene = stage.scene()
    names = {"red", "green", "blue"}
    said = texts(scene)
    assert names <= set(said)
    for name in names:
        clear = said[name].adjusted(-4, 0, 4, 0)
        assert not any(clear.intersects(rect) for rect in numbers(scene).values())
    right = scene.lens.rect.right()
    joined = sum(QPolygonF(corners).boundingRect().right() > right for corners in scene.connectors)
    assert joined >= (3 if kind is ChapterKind.SCATTER else 2)  # in bands one is behind another
