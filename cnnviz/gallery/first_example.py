"""What is open at the start: a drawing, an edge kernel, and nothing left to do but to press Space."""

import numpy as np

from cnnviz.experiment.convolution import convolution
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import Activation, Layer, MaxPooling
from cnnviz.experiment.windows import Window
from cnnviz.run.timeline import Position

_LETTER = """
........
..6998..
..9.....
..994...
..9.....
..9.....
..6997..
........
"""

START = Position(1, 27)  # halfway through the convolution, where there is something to see


def first_example() -> Experiment:
    """Return the letter E, 8 by 8, under a 3 by 3 Sobel kernel that finds vertical edges."""
    return _letter(Activation("relu"), MaxPooling())


def letter_without_pooling() -> Experiment:
    """Return the same without pooling: a gradient comes to every output, also to those below 0."""
    return _letter(Activation("relu"))


def _letter(*layers: Layer) -> Experiment:
    rows = [[0 if cell == "." else int(cell) + 1 for cell in line] for line in _LETTER.split()]
    image = np.array(rows, float)[:, :, None] / 10
    layer = convolution(Window((3, 3), (1, 1), "same"), channels=1, names=("Sobel x",))
    return Experiment((image,), (layer, *layers), "letter E")
