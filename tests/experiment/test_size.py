"""What a run takes is known before it is computed; what would take too much is refused in a sentence."""

import tracemalloc

import numpy as np
import pytest

from cnnviz.experiment import size
from cnnviz.experiment.arrangement import exchanged, rearranged
from cnnviz.experiment.convolution import convolution
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.kernels import initialise
from cnnviz.experiment.layers import (
    Activation,
    AveragePooling,
    Flatten,
    GlobalAveragePooling,
    Linear,
    MaxPooling,
    SwitchedOff,
    linear_layer,
)
from cnnviz.experiment.windows import Window
from cnnviz.run.compute import run_of
from cnnviz.run.options import RunOptions


def experiment(side, channels, filters, kernel=3, *more, convolutions=1):
    image = np.random.default_rng(0).random((side, side, channels))
    window = Window(kernel_size=(kernel, kernel))
    one = Experiment((image,), (Activation(),))
    return one.with_layers([*[convolution(window, channels, filters)] * convolutions, *more])


KINDS = {
    "colour": experiment(96, 3, 16),
    "large kernels": experiment(64, 8, 16, 11),
    "maxima": experiment(96, 3, 16, 3, MaxPooling()),
    "means": experiment(96, 3, 16, 3, AveragePooling()),
    "activation": experiment(96, 3, 16, 3, Activation("tanh")),
    "global": experiment(96, 3, 16, 3, GlobalAveragePooling()),
    "linear": experiment(48, 3, 8, 3, Flatten(), linear_layer(1, 24)),
    "three": experiment(64, 3, 12, 5, convolutions=3),
}


@pytest.mark.some(3)
@pytest.mark.parametrize("kind", KINDS)
def test_the_estimate_is_what_a_run_takes_or_a_little_more(kind):
    estimate = size.run_bytes(KINDS[kind])
    tracemalloc.start()
    run = run_of(KINDS[kind], RunOptions(follow=0))
    for chapter in run.chapters:
        assert chapter.arrays
        chapter.trace.state(len(chapter.trace) // 2)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak <= estimate <= 4 * peak


def test_several_images_take_several_times_as_much(monkeypatch):
    image = np.ones((9, 9, 1))
    one, three = (Experiment((image,) * count, (Activation(),)) for count in (1, 3))
    assert size.run_bytes(three) == 3 * size.run_bytes(one)


def test_a_layer_that_is_off_takes_nothing():
    on = experiment(30, 1, 8)
    off = on.with_layers([SwitchedOff(on.layers[0]), Activation()])
    assert size.run_bytes(off) == size.run_bytes(on.with_layers([Activation()]))


def test_a_change_of_the_layers_is_refused_where_the_run_would_take_too_much(monkeypatch):
    one = experiment(30, 1, 2)
    monkeypatch.setattr(size, "MOST_BYTES", size.run_bytes(one))
    assert size.why_too_large(one) is None
    assert rearranged(one, one.layers).layers == one.layers
    with pytest.raises(ValueError, match=r"^a run of this would take .* KB of memory, and at most .* KB are"):
        exchanged(one, 0, one.layers[0].with_filters(3))


def test_a_linear_layer_of_too_many_weights_is_refused_before_one_is_drawn(monkeypatch):
    monkeypatch.setattr(initialise, "drawn", lambda *_: pytest.fail("weights are drawn"))
    words = r"^a linear layer of 200000 inputs and 32 units has 6\.4 million weights, and up to 4 million are offered"
    with pytest.raises(ValueError, match=words):
        linear_layer(200_000, 32)
    small = Linear(np.zeros((200_000, 2)), np.zeros(2))
    with pytest.raises(ValueError, match="million weights"):
        small.with_units(32)
    with pytest.raises(ValueError, match="million weights"):
        Linear(np.zeros((2, 32)), np.zeros(32)).fitted((200_000,))


@pytest.mark.parametrize(("many", "words"), [(1, "1 KB"), (2048, "2 KB"), (3 * 2**20, "3 MB")])
def test_a_size_is_said_as_people_say_it(many, words):
    assert size.megabytes(many) == words


def test_a_run_of_much_memory_takes_long_however_little_is_computed():
    plain = Experiment((np.zeros((900, 900, 1)),), (Activation(),))
    assert size.products(plain) < size.LONG
    assert size.takes_long(plain)
    assert not size.takes_long(plain.with_image(np.zeros((256, 256, 1)), "smaller"))
