"""A document of every kind of layer, odd numbers among them: what version 1 wrote of it is kept beside this."""

from pathlib import Path

import numpy as np

from cnnviz.engine.arrays import frozen
from cnnviz.experiment.convolution import Convolution
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import (
    Activation,
    AveragePooling,
    Flatten,
    GlobalAveragePooling,
    Linear,
    MaxPooling,
    SwitchedOff,
)
from cnnviz.experiment.loss import Loss
from cnnviz.experiment.windows import PoolingWindow, Window
from cnnviz.run.options import RunOptions
from cnnviz.run.timeline import Position
from cnnviz.storage import Document
from cnnviz.trace.steps import Cell

VERSION_1 = Path(__file__).with_name("version_1.cnnviz")


def ramp(*shape):
    return frozen(np.arange(np.prod(shape)).reshape(shape) / 8 - 1)


def every_kind():
    """Return the document."""
    image = np.array(ramp(6, 6, 2))
    image[0, :4, 0] = np.nan, np.inf, -np.inf, -0.0
    window = Window((3, 2), (1, 2), ((1, 0), (2, 1)), (1, 1), "reflect")
    layers = (
        Convolution(window, ramp(3, 2, 1, 4), ramp(5, 4, 4), ("", "mine", "", ""), 2),
        Activation("leaky_relu"),
        SwitchedOff(AveragePooling(PoolingWindow((2, 2), (1, 1), "same"), False)),
        MaxPooling(PoolingWindow((2, 2), (2, 2), (1, 0), ceil_mode=True), "split"),
        SwitchedOff(GlobalAveragePooling()),
        Flatten(),
        Linear(ramp(24, 3), ramp(3)),
    )
    loss = Loss("cross_entropy", (1,), (ramp(3), ramp(3)), (2, 0), (frozen(np.ones(3)),))
    experiment = Experiment((frozen(image), ramp(6, 6, 2)), layers, "Zürich.png", loss, 0.05)
    return Document(
        experiment,
        RunOptions(3, "full", "correlate", 1),
        Position(1, 7, 1),
        (1.5, None, 1.25),
        2,
        Cell("y", (0, 1, 2, 3)),
        3,
        ("layers", "explain"),
        (Cell("y", (0, 0, 0, 1)), Cell("a", (0, 2))),
        "Which kernel makes the edge?\nSay why.",
    )
