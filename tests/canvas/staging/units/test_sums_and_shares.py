"""A linear layer and its softmax in one picture: what is to come is hatched, what was is there, all in its row."""

from itertools import combinations

import numpy as np
import pytest
from PyQt5.QtCore import QPointF
from run_catalogue import convolved, image

from cnnviz.canvas.grids.cells import FINISHED, UNTOUCHED
from cnnviz.canvas.palette import palette
from cnnviz.canvas.stage import Stage
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import Activation, Flatten, MaxPooling, linear_layer
from cnnviz.experiment.loss import Loss
from cnnviz.explain.by_maps import by_maps
from cnnviz.gallery.classifier import classifier
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position
from cnnviz.run.veil import Veil
from cnnviz.trace.steps import Cell

ROOMS = ((645, 377), (901, 383), (1181, 383), (1061, 483), (1341, 483))
"""Of the stage in windows of 1024x700 to 1440x900, with Explain and without."""


def network(classes, filters, *, hidden=0):
    """Return a classifier of a small image: with several maps, or one, and with units between, or none."""
    layers = [convolved(1, filters, size=(8, 8)), Activation(), MaxPooling(), Flatten()]
    inputs = 16 * filters
    if hidden:
        layers += [linear_layer(inputs, hidden), Activation()]
        inputs = hidden
    loss = Loss("cross_entropy", labels=(classes - 1,))
    return Experiment((image(1, (8, 8)),), (*layers, linear_layer(inputs, classes)), "", loss)


NETWORKS = {
    "three classes": classifier(),
    "two, one map": network(2, 1),
    "ten, four maps": network(10, 4),
    "ten, eight maps": network(10, 8),
    "hidden units": network(3, 2, hidden=12),
}


@pytest.fixture(scope="module")
def runs():
    return {name: run_of(made) for name, made in NETWORKS.items()}


@pytest.fixture
def stage(qtbot):
    made = Stage(palette("light"))
    qtbot.addWidget(made)
    made.resize(1061, 483)
    return made


def shown(stage, run, kind, step=-1):
    """Return the scene of the last chapter of a kind."""
    number = max(n for n, chapter in enumerate(run.chapters) if chapter.kind is kind)
    stage.set_frame(Frame(run, Position(number, step % len(run.chapters[number].trace))))
    return stage.scene()


def of(scene, array, chapter=None):
    planes = [plane for plane in scene.plan.planes if plane.array == array]
    return [scene.grids[plane.key] for plane in planes if chapter is None or plane.chapter == chapter]


def test_beside_the_sums_the_shares_and_the_loss_are_to_come(stage, runs):
    scene = shown(stage, runs["three classes"], ChapterKind.LINEAR)
    (sums,), (shares,), (loss,) = of(scene, "y"), of(scene, "probability"), of(scene, "loss")
    for grid in (shares, loss):
        assert (grid.progress == UNTOUCHED).all()
        assert not grid.values.any()  # nobody has it before its time
        assert grid.x() >= sums.x()
    assert shares.x() > sums.x() + sums.boundingRect().width()
    assert shares.outlined == 1
    assert (sums.progress == FINISHED).all()


def test_beside_the_shares_stands_where_the_sums_come_from(stage, runs):
    run = runs["three classes"]
    scene = shown(stage, run, ChapterKind.CROSS_ENTROPY)
    linear = run.chapters[run.chapters[scene.frame.position.chapter].sums]
    weight, sums = linear.arrays["weight"], by_maps(linear)
    grids = of(scene, "weight")
    assert len(grids) == 3 * 4
    for number, grid in enumerate(grids):
        unit, channel = divmod(number, 4)
        assert np.array_equal(grid.values, weight[channel::4, unit].reshape(4, 4))
        assert (grid.progress == FINISHED).all()
    for number, grid in enumerate(of(scene, "x")):
        assert np.array_equal(grid.values, linear.arrays["x"][0, number::4].reshape(4, 4))
    assert [grid.values[:, 0].tolist() for grid in of(scene, "")] == sums.tolist()
    assert all(grid.isVisible() for grid in of(scene, ""))
    assert [grid.outlined for grid in of(scene, "probability")] == [-1, 0, -1]


def test_what_belongs_to_a_unit_is_a_row_and_to_a_map_a_column(stage, runs):
    scene = shown(stage, runs["three classes"], ChapterKind.CROSS_ENTROPY)
    weights, maps = of(scene, "weight"), of(scene, "x")
    for unit in range(3):
        row = [*weights[4 * unit : 4 * unit + 4], of(scene, "")[unit]]
        row += [of(scene, name)[unit] for name in ("logits", "shifted", "power", "probability")]
        middles = [grid.sceneBoundingRect().center().y() for grid in row]
        assert max(middles) - min(middles) <= 1
        places = [grid.x() for grid in row]
        assert places == sorted(places)
    for channel in range(4):
        assert len({grid.x() for grid in (maps[channel], *weights[channel::4])}) == 1


@pytest.mark.some(1)
@pytest.mark.parametrize("name", NETWORKS)
def test_it_fits_every_stage_and_nothing_overlaps(stage, runs, name):
    for room in ROOMS:
        stage.resize(*room)
        for kind in (ChapterKind.LINEAR, ChapterKind.CROSS_ENTROPY):
            scene = shown(stage, runs[name], kind)
            assert (scene.sceneRect().width(), scene.sceneRect().height()) == room, (kind, room)
            rects = [*(grid.sceneBoundingRect() for grid in scene.grids.values()), scene.lens.rect]
            for one, other in combinations(rects, 2):
                assert not one.intersects(other), (kind, room)
            for text in scene.words[: len(scene.plan.planes)]:
                assert scene.sceneRect().contains(text), (kind, room)


def test_what_belongs_to_another_chapter_is_only_looked_at(stage, runs):
    scene = shown(stage, runs["three classes"], ChapterKind.CROSS_ENTROPY)
    for grid in (*of(scene, "weight"), *of(scene, "")):
        assert scene.cell_at(QPointF(grid.sceneBoundingRect().center())) is None
    (first, *_) = of(scene, "logits")
    assert scene.cell_at(first.sceneBoundingRect().center())[1] == Cell("logits", (0, 0))


def test_what_is_hidden_in_the_one_chapter_is_hidden_in_the_other(stage, runs):
    run = runs["three classes"]
    shown(stage, run, ChapterKind.CROSS_ENTROPY)
    linear = run.chapters[next(chapter.sums for chapter in run.chapters if chapter.sums is not None)]
    veiled = Veil(run).over([Cell(linear.label("weight"), (5, 1))])
    scene = shown(stage, veiled, ChapterKind.CROSS_ENTROPY)
    assert np.isnan(of(scene, "weight")[1 * 4 + 1].values[0, 1])
    assert np.isnan(of(scene, "")[1].values[:, 0]).tolist() == [False, True, False, False]


def test_without_the_lens_or_a_linear_layer_before_it_the_loss_stands_alone(stage, runs):
    made = Experiment((image(1, (2, 2)),), (Flatten(),), "", Loss("cross_entropy", labels=(0,)))
    run = run_of(made)
    assert all(chapter.sums is None and chapter.shares is None for chapter in run.chapters)
    assert not of(shown(stage, run, ChapterKind.CROSS_ENTROPY), "weight")
    stage.set_lens(False)
    assert not of(shown(stage, runs["three classes"], ChapterKind.CROSS_ENTROPY), "weight")
