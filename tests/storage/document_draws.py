"""Documents drawn by hypothesis: every kind of layer with every setting, and numbers that JSON has none for."""

import struct
from dataclasses import replace

import numpy as np
from hypothesis import strategies as st
from run_draws import experiments, run_options

from cnnviz.engine.arrays import frozen
from cnnviz.experiment.layers import SwitchedOff
from cnnviz.run.timeline import Position
from cnnviz.storage import Document
from cnnviz.trace.steps import Cell

ODD_NAN = struct.unpack(">d", bytes.fromhex("fff8000000000abc"))[0]
SPECIAL = [np.nan, ODD_NAN, np.inf, -np.inf, -0.0, 5e-324, 1.7976931348623157e308, 0.1 + 0.2]
COUNTS = st.integers(0, 9)
NUMBERS = st.sampled_from(SPECIAL) | st.floats()
WORDS = st.text(max_size=20).filter(lambda words: not any("\ud800" <= letter <= "\udfff" for letter in words))
CELLS = st.builds(Cell, WORDS, st.lists(COUNTS, max_size=4).map(tuple))


def sprinkled(array, draw):
    """Return an array with some of its numbers replaced by odd ones."""
    changed = np.array(array)
    for _ in range(draw(st.integers(0, 3))):
        changed.flat[draw(st.integers(0, changed.size - 1))] = draw(NUMBERS)
    return frozen(changed)


@st.composite
def odd_experiments(draw):
    """Draw an experiment as `run_draws` has it, of one image or two, with odd numbers and layers that are off."""
    plain = draw(experiments())
    layers = []
    for layer in plain.layers:
        own = layer.with_parameters(**{name: sprinkled(it, draw) for name, it in layer.parameters.items()})
        layers.append(own)
        if draw(st.booleans()):
            layers.append(SwitchedOff(own))
    images = tuple(sprinkled(plain.image, draw) for _ in range(draw(st.integers(1, 2))))
    loss = draw(st.sampled_from([plain.loss, plain.loss.fitted(plain.shapes[-1], len(images))]))
    loss = replace(loss, target_kernel=draw(st.sampled_from(["", "Sobel y"])))
    made = replace(plain, images=images, layers=tuple(layers), loss=loss, learning_rate=draw(NUMBERS))
    return replace(made, image_name=draw(WORDS))


@st.composite
def documents(draw):
    """Draw a document in which nothing is as it is by itself."""
    experiment = draw(odd_experiments())
    losses = draw(st.lists(st.none() | NUMBERS, max_size=4).map(tuple))
    sample = draw(st.integers(0, len(experiment.images) - 1))
    return Document(
        experiment,
        replace(draw(run_options()), sample=sample),
        Position(draw(COUNTS), draw(COUNTS), draw(st.none() | COUNTS)),
        losses,
        draw(st.integers(0, max(len(losses) - 1, 0))),
        draw(st.none() | CELLS),
        draw(st.integers(0, 6)),
        draw(st.lists(WORDS, max_size=3).map(tuple)),
        draw(st.lists(CELLS, max_size=3).map(tuple)),
        draw(WORDS),
    )
