"""Every array of a run is found by its name, whole, whichever filter is followed."""

from dataclasses import replace

import numpy as np
import pytest

from cnnviz.gallery.examples import EXAMPLES
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.frames.named import named_arrays, written_array
from cnnviz.run.timeline import Position

SEVERAL = next(example for example in EXAMPLES if "4 channels, 8 filters" in example.title)


def test_names_come_in_the_order_in_which_the_arrays_come_about():
    run = run_of(SEVERAL.make(), SEVERAL.options)
    names = "X,X padded,W,b,Y,loss,dY,dW,db,dX padded,dX,new W,new b"
    assert list(named_arrays(run)) == names.split(",")


@pytest.mark.some(12)
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.key)
def test_an_array_is_the_same_whichever_filter_is_followed(example):
    experiment = example.make()
    whole = named_arrays(run_of(experiment, replace(example.options, follow=None)))
    last = named_arrays(run_of(experiment, replace(example.options, follow=experiment.most_channels - 1)))
    assert list(whole) == list(last)
    for label, named in whole.items():
        assert named.label == label
        assert named.picture == last[label].picture
        np.testing.assert_array_equal(named.array, last[label].array)


def test_each_chapter_writes_an_array_of_the_run():
    run = run_of(SEVERAL.make(), SEVERAL.options)
    labels = [written_array(Frame(run, Position(chapter, 0))).label for chapter in range(len(run.chapters))]
    assert labels == ["X padded", "Y", "loss", "dY", "dW", "dX padded", "dX", "new W", "new b"]


def test_samples_are_taken_off_and_parameters_stay_whole():
    run = named_arrays(run_of(SEVERAL.make(), SEVERAL.options))
    shapes = {label: run[label].array.shape for label in ("X", "W", "b", "Y", "dX")}
    assert shapes == {"X": (8, 8, 4), "W": (3, 3, 4, 8), "b": (8,), "Y": (5, 5, 8), "dX": (8, 8, 4)}
