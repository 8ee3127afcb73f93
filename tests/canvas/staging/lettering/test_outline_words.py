"""While a cell is pointed at it is said what the outlines mean, clear of all else, and nothing moves for it."""

from itertools import pairwise

import pytest
from PyQt5.QtCore import QPointF, QRectF
from PyQt5.QtGui import QPolygonF
from PyQt5.QtWidgets import QGraphicsSimpleTextItem

from cnnviz.canvas.palette import palette
from cnnviz.canvas.staging.lettering.outline_words import outline_words
from cnnviz.gallery.classifier import classifier
from cnnviz.gallery.first_example import first_example
from cnnviz.run.compute import run_of
from cnnviz.run.frames.asking import Asking, AskKind
from cnnviz.run.frames.frame import Frame
from cnnviz.run.options import RunOptions
from cnnviz.run.timeline import Position
from cnnviz.trace.steps import Cell


@pytest.fixture(scope="module")
def runs():
    return {
        name: run_of(one(), RunOptions(0)) for name, one in (("letter", first_example), ("rgb", classifier))
    }


def frames(run):
    for number, chapter in enumerate(run.chapters):
        yield Frame(run, Position(number, (len(chapter.trace) - 1) // 2))


def pointed_at(frame):
    """Return a cell of each array that the step in hand has to do with."""
    return {cell.array: cell for cell in sorted(frame.step.cells, key=lambda one: one.index)}.values()


def texts(stage):
    items = [item for item in stage.scene().items() if isinstance(item, QGraphicsSimpleTextItem)]
    return {(i.text(), i.scenePos().x(), i.scenePos().y()) for i in items if i.isVisible() and i.text()}


def crosses(connector, rect):
    points = [connector.at(n) for n in range(connector.count())]
    shares = [n / 40 for n in range(41)]
    return any(rect.contains(a + (b - a) * share) for a, b in pairwise(points) for share in shares)


@pytest.mark.parametrize("room", [(1181, 427), pytest.param((861, 427), marks=pytest.mark.long)])
@pytest.mark.parametrize("name", ["letter", "rgb"])
def test_it_stands_clear_of_everything_and_goes_again(new_stage, runs, room, name):
    stage, told = new_stage(*room), 0
    for frame in frames(runs[name]):
        stage.set_frame(frame)
        scene, before = stage.scene(), texts(stage)
        others = [*(grid.sceneBoundingRect() for grid in scene.grids.values()), scene.lens.rect, *scene.words]
        for cell in pointed_at(frame):
            stage.hover(cell)
            assert before <= texts(stage), "what stands there stays"
            own = scene.outlined.words
            told += bool(own)
            for rect in own:
                assert scene.sceneRect().contains(rect)
                assert not any(rect.intersects(other) for other in others), (frame.chapter.key, cell)
                assert not any(crosses(one, rect) for one in scene.connectors), (frame.chapter.key, cell)
            stage.hover(None)
            assert texts(stage) == before
    assert told >= 10


def test_of_a_weight_in_the_lens_it_is_said_under_the_image(new_stage, runs):
    stage = new_stage(1181, 427)
    (number,) = (n for n, chapter in enumerate(runs["letter"].chapters) if chapter.key == "convolve")
    stage.set_frame(Frame(runs["letter"], Position(number, 28)))
    before = texts(stage)
    stage.hover(Cell("weight", (1, 0, 0, 0)))
    new = {text for text, *_ in texts(stage) - before}
    assert new == {
        "what meets W[1, 0], one in each window: 29 of 64 so far",
        "take it in: 29 written, 35 to come",
    }
    grid = stage.scene().grids["x_pad0"].sceneBoundingRect()
    under = [rect for rect in stage.scene().outlined.words if rect.left() < grid.right()]
    assert under
    assert all(rect.top() >= grid.bottom() for rect in under)


def test_in_the_lens_only_what_it_meets_now_is_outlined(new_stage, runs):
    """Of nine numbers of the window the weight meets one in this step, the others in other steps."""
    stage = new_stage(1181, 427)
    (number,) = (n for n, chapter in enumerate(runs["letter"].chapters) if chapter.key == "convolve")
    frame = Frame(runs["letter"], Position(number, 28))
    stage.set_frame(frame)
    weight = Cell("weight", (1, 0, 0, 0))
    lens = stage.scene().lens
    (term,) = (term for term in frame.step.updates[0].terms if weight in term)
    due = [rect for cell in (*term, frame.step.updates[0].target) for rect in lens.rects_of(cell)]
    due += lens.rects_of_product(term)
    stage.hover(weight)
    found = lens.rects_met(weight, {*term, frame.step.updates[0].target})
    assert {QRectF(rect).getRect() for rect in found} == {QRectF(rect).getRect() for rect in due}


def test_of_several_filters_it_counts_those_that_are_seen(new_stage):
    run = run_of(classifier(), RunOptions(None))
    stage = new_stage(1181, 427)
    (number,) = (n for n, chapter in enumerate(run.chapters) if chapter.key == "convolve")
    stage.set_frame(Frame(run, Position(number, 113)))
    before = texts(stage)
    stage.hover(Cell("x_pad", (0, 4, 4, 1)))
    (told,) = (text for text, *_ in texts(stage) - before if text.startswith("take it in"))
    written, waiting = (int(word) for word in told.split() if word.isdecimal())
    assert written + waiting == 9


def test_it_stands_clear_of_connectors(qapp):
    grid, area = {"x": QRectF(50, 50, 200, 200)}, QRectF(0, 0, 600, 400)
    words = "what meets W[1, 0], one in each window"

    def found(*connectors):
        items = outline_words({"x": words}, grid, area, (), connectors, palette("light"))
        return [item.sceneBoundingRect() for item in items]

    alone = found()
    line = QPolygonF([QPointF(20, 266), QPointF(100, 266), QPointF(100, 300)])
    assert any(crosses(line, rect) for rect in alone)
    beside = found(line)
    assert beside
    assert not any(crosses(line, rect) for rect in beside)


@pytest.mark.parametrize("taken", [(), (QRectF(0, 0, 290, 400),)])
def test_what_is_said_of_two_grids_stands_once_by_one_that_has_room(qapp, taken):
    grids = {"x": QRectF(50, 50, 200, 200), "w": QRectF(300, 50, 200, 200)}
    words, area = "what Y[1, 1] is made of", QRectF(0, 0, 600, 400)
    items = outline_words(dict.fromkeys(grids, words), grids, area, taken, (), palette("light"))
    (text,) = (item for item in items if isinstance(item, QGraphicsSimpleTextItem))
    assert text.text() == words
    assert (text.x() > 290) == bool(taken)


def test_who_is_asked_is_told_nothing(new_stage, runs):
    stage = new_stage(1181, 427)
    (number,) = (n for n, chapter in enumerate(runs["letter"].chapters) if chapter.key == "convolve")
    at = Position(number, 28)
    for asking, said in ((Asking(AskKind.CHANGES, "y"), False), (None, True)):
        stage.set_frame(Frame(runs["letter"], at, asking=asking))
        stage.hover(Cell("x_pad", (0, 4, 4, 0)))
        assert bool(stage.scene().outlined.words) is said
        stage.hover(None)
