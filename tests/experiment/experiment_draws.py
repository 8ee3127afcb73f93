"""Settings of windows and experiments, drawn by hypothesis, all of them possible."""

import numpy as np
from hypothesis import assume, settings
from hypothesis import strategies as st

from cnnviz.engine.padding import MODES
from cnnviz.experiment.convolution import convolution
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.limits import PADDINGS, Surroundings, impossible
from cnnviz.experiment.windows import Window

few = settings(max_examples=settings.default.max_examples // 8)  # where each of them is a run, or many
shapes = st.tuples(st.integers(1, 9), st.integers(1, 9))


def pairs(low, high):
    return st.tuples(st.integers(low, high), st.integers(low, high))


@st.composite
def windows(draw, shape):
    window = Window(
        draw(pairs(1, 5)),
        draw(pairs(1, 4)),
        draw(st.sampled_from(PADDINGS) | pairs(0, 4) | st.tuples(pairs(0, 3), pairs(0, 3))),
        draw(pairs(1, 3)),
        draw(st.sampled_from(MODES)),
    )
    assume(impossible(window, Surroundings(shape)) is None)
    return window


@st.composite
def experiments(draw, most_filters=4):
    height, width = draw(shapes)
    channels, filters = draw(st.integers(1, 3)), draw(st.integers(1, most_filters))
    random = np.random.default_rng(draw(st.integers(0, 999)))
    layer = convolution(draw(windows((height, width))), channels, filters)
    return Experiment((random.normal(size=(height, width, channels)),), (layer,), "drawn")
