"""What a cell gives is laid out as the cells that get it lie, and is told as turned where the weights are turned."""

import numpy as np
import pytest

from cnnviz.experiment.convolution import convolution
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import Activation, MaxPooling
from cnnviz.experiment.windows import Window
from cnnviz.explain.giving import given
from cnnviz.explain.hovering import hover_note
from cnnviz.gallery.first_example import first_example
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.options import RunOptions
from cnnviz.run.timeline import Position
from cnnviz.run.veil import Veil
from cnnviz.trace.steps import Cell


def frame_of(key, step, experiment=None, **options):
    run = run_of(experiment or first_example(), RunOptions(0, **options))
    number = next(at for at, chapter in enumerate(run.chapters) if chapter.key == key)
    return Frame(run, Position(number, step))


def other(stride=(1, 1), **window):
    """Return an image of numbers that are all different under a kernel of such ones."""
    image = np.arange(1.0, 65).reshape(8, 8, 1)
    layer = convolution(Window((3, 3), stride, **window), 1)
    layer = layer.with_parameters(weight=np.arange(2.0, 11).reshape(3, 3, 1, 1))
    return Experiment((image,), (layer,), "numbers")


def test_a_pixel_gives_the_turned_kernel_times_itself():
    experiment = other()
    found = given(frame_of("convolve", 28, experiment), Cell("x_pad", (0, 4, 4, 0)))
    kernel = experiment.layers[0].weight[:, :, 0, 0]
    assert np.array_equal(found.values, experiment.image[3, 3, 0] * kernel[::-1, ::-1])
    assert np.argwhere(found.now).tolist() == [[1, 2]]  # step 28 writes Y[3, 4]
    assert found.array == "y"
    assert found.words == "Y[i, j] meets W[4−i, 4−j]: W stands turned"


def test_a_gradient_gives_the_kernel_as_it_is():
    experiment = other()
    frame = frame_of("scatter", 28, experiment)
    found = given(frame, Cell("dy", (0, 3, 4, 0)))
    kernel = experiment.layers[0].weight[:, :, 0, 0]
    assert np.array_equal(found.values, frame.chapter.arrays["dy"][0, 3, 4, 0] * kernel)
    assert found.now.all()
    assert found.words == ""


@pytest.mark.parametrize("stride", [(2, 2), (1, 2)])
def test_between_strides_a_pixel_gives_to_fewer_and_nothing_is_said_to_be_turned(stride):
    frame = frame_of("convolve", 3, other(stride, padding="valid"))
    found = given(frame, Cell("x_pad", (0, 4, 4, 0)))
    assert found is None or (found.words == "" and np.isfinite(found.values).all())


def test_at_an_edge_there_are_as_many_as_there_are():
    found = given(frame_of("convolve", 0, other()), Cell("x_pad", (0, 1, 1, 0)))
    assert found.values.shape == (2, 2)
    assert given(frame_of("convolve", 0, other()), Cell("x_pad", (0, 0, 0, 0))) is None  # it is but one


def test_a_pixel_gives_to_the_weights_what_the_gradients_make_of_it():
    frame = frame_of("accumulate", 10, other())
    found = given(frame, Cell("x_pad", (0, 4, 4, 0)))
    gradients = frame.chapter.arrays["dy"][0, 2:5, 2:5, 0]
    assert np.array_equal(found.values, frame.chapter.arrays["x_pad"][0, 4, 4, 0] * gradients[::-1, ::-1])


def test_where_nothing_is_added_up_there_is_no_picture():
    layers = (*other().layers, Activation(), MaxPooling())
    experiment = Experiment(other().images, layers, "numbers")
    for key, array in (("activate", "z"), ("max_pool", "x_pad"), ("pad", "x")):
        frame = frame_of(key, 0, experiment)
        assert given(frame, Cell(array, (0, 1, 1, 0))) is None


def test_what_is_hidden_is_not_given_away():
    frame, cell = frame_of("convolve", 28), Cell("x_pad", (0, 4, 4, 0))
    assert given(frame, cell) is not None
    for row, is_told in ((0, True), (4, False)):
        veiled = Veil(frame.timeline).over([Cell("Y", (0, row, 4, 0))])
        assert (given(Frame(veiled, frame.position), cell) is not None) is is_told


def test_the_lines_beside_a_picture_are_few_and_the_step_in_hand_is_among_them():
    for step in (18, 28, 36):
        note = hover_note(frame_of("convolve", step), Cell("x_pad", (0, 4, 4, 0)))
        assert note.gives is not None
        assert len(note.lines) == 3
        assert any(line.now for line in note.lines) == bool(note.gives.now.any())
