"""A run that is looked through beforehand shows all its chapters without being looked through again."""

from dataclasses import replace

import numpy as np
import pytest

from cnnviz.canvas.map.contents import contents_of
from cnnviz.canvas.map.pictures import Pictures
from cnnviz.canvas.palette import palette
from cnnviz.canvas.staging.scene import StageScene
from cnnviz.engine.arrays import frozen
from cnnviz.experiment.convolution import convolution
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import Activation, AveragePooling, MaxPooling
from cnnviz.experiment.windows import Window
from cnnviz.explain.looking_through import look_through
from cnnviz.explain.words import headline
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.looked_through import known
from cnnviz.run.options import RunOptions
from cnnviz.run.timeline import Position

LAYERS = (Activation("relu"), MaxPooling(), AveragePooling())


@pytest.fixture
def run():
    image = frozen(np.random.default_rng(3).random((150, 150, 1)))
    layer = convolution(Window((3, 3), padding="same"), 1, 2)
    weight = frozen(np.random.default_rng(4).normal(size=layer.weight.shape))
    experiment = Experiment((image,), ()).with_layers((replace(layer, weight=weight), *LAYERS))
    return run_of(experiment, RunOptions(follow=0))


def seen(run, chapter):
    """Look at a chapter in all the ways there are, and return what keeps that."""
    frame, colours = Frame(run, run.nearest(Position(chapter, 3))), palette("light")
    scene = StageScene(frame, colours)
    scene.arrange(900, 600, 1.0)
    pictures = Pictures(colours, 0, 1)
    for stop in contents_of(run).stops:
        pictures.of(stop, 48, frame)
    headline(frame.chapter)
    return scene


def test_what_was_looked_through_in_a_job_is_not_looked_through_again(qapp, run):
    look_through(run)
    every = [array for chapter in run.chapters for array in chapter.arrays.values()]
    every += [array.array for array in run.arrays]
    before = [known(array) for array in every]
    assert max(before) >= 3
    kept = [seen(run, chapter) for chapter in range(len(run.chapters))]
    assert [known(array) for array in every] == before
    assert len(kept) == len(run.chapters)
