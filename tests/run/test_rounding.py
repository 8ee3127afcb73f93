"""Where all of a copy is rounding, it is as little as in what it is copied of: in words, colours and scale."""

from dataclasses import replace

import numpy as np
import pytest
from run_catalogue import convolved, experiments

from cnnviz.canvas.map.contents import contents_of
from cnnviz.canvas.map.pictures import Pictures
from cnnviz.canvas.palette import palette
from cnnviz.canvas.staging.scale import named_scale, scale_in
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import Activation, AveragePooling, Flatten, MaxPooling, linear_layer
from cnnviz.experiment.loss import Loss
from cnnviz.explain.number_format import NEXT_TO_ZERO, format_in
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position

DUST = 1e-16


def dusty(*behind, function="relu"):
    """Return a run whose Y is −3.6 and below, but for one number that is next to 0, and what is made of it."""
    kernel = convolved(1, 1, kernel_size=(1, 1), padding="same")
    kernel = kernel.with_parameters(weight=np.ones((1, 1, 1, 1)), bias=np.zeros(1))
    picture = np.full((6, 6, 1), -3.6)
    picture[2, 2] = DUST
    return Experiment((picture,), ()).with_layers((kernel, Activation(function), *behind))


def arrays_of(run, label):
    """Yield each chapter that has an array of this label, where it is in the run, and what it calls it."""
    for number, chapter in enumerate(run.chapters):
        for name, info in chapter.info.items():
            if info.label == label and name in chapter.arrays:
                yield Frame(run, Position(number, 0)), name


@pytest.mark.parametrize(
    ("behind", "labels"),
    [((), "A"), ((MaxPooling(),), "AP"), ((AveragePooling(), Flatten(), linear_layer(9, 2)), "APF")],
)
def test_a_copy_that_is_all_rounding_is_called_so_and_is_pale_in_every_chapter(behind, labels):
    run = run_of(dusty(*behind))
    for label in labels:
        found = [*arrays_of(run, label)]
        assert found
        for frame, name in found:
            array = frame.chapter.arrays[name]
            assert 0 < array.max() <= DUST
            assert format_in(frame.chapter, name).in_cell(float(array.max())) == NEXT_TO_ZERO
            scale = scale_in(frame, name)
            assert (scale.low, scale.high) == (-3.6, 3.6)
        (made,) = [one for one in run.arrays if one.label == label]
        assert made.info.beside == 3.6


def test_the_bar_has_the_ends_of_what_it_is_copied_of():
    run = run_of(dusty())
    number = next(n for n, chapter in enumerate(run.chapters) if chapter.kind.value == "activate")
    assert named_scale(Frame(run, Position(number, 0))).ends == ("−3.6", "3.6")


def test_its_picture_on_the_map_is_pale_too(qapp):
    run = run_of(dusty())
    (stop,) = [stop for stop in contents_of(run).stops if stop.label == "A"]
    picture = Pictures(palette("light"), 0, 1).of(stop, 24, Frame(run, run.last)).toImage()
    middle = palette("light").maps["signed"][127:129].min()
    colours = [picture.pixelColor(x, y) for x in range(1, 23) for y in range(1, 23)]
    assert all(min(colour.getRgb()[:3]) >= middle - 8 for colour in colours)


def test_a_gradient_of_which_rounding_alone_gets_through_is_rounding():
    target = np.zeros((6, 6, 1))
    target[0, 0] = 1.0
    run = run_of(replace(dusty(), loss=Loss("mse", targets=(target,))))
    assert [one.info.beside > 0 for one in run.arrays if one.label in ("A", "dA", "dY")] == [
        True,
        False,
        True,
    ]


def test_small_numbers_of_a_curve_are_meant():
    start = dusty(function="sigmoid")
    sunk = start.with_layer(0, start.layers[0].with_bias(0, -60.0))  # σ is some 1e−26, and so is its slope
    run = run_of(sunk)
    assert 0 < max(one.array.max() for one in run.arrays if one.label == "A") < 1e-25
    assert not any(one.info.beside for one in run.arrays)


def test_what_is_small_by_itself_is_not_rounding():
    start = dusty()
    small = replace(start, images=(np.where(start.image == DUST, DUST, -1e-15),))
    assert not any(one.info.beside for one in run_of(small).arrays)
    assert not any(one.info.beside for start in experiments().values() for one in run_of(start).arrays)
