"""What the window writes: read from what it paints, not from what its parts would answer."""

import pytest
from painted_texts import texts
from PyQt5.QtWidgets import QApplication
from ui_tools import to_convolution

from cnnviz.canvas.palette import THEMES, palette
from cnnviz.explain.words import headline, place
from cnnviz.ui.appearance import appearance
from cnnviz.ui.panels.setup.rail import PARTS


@pytest.mark.parametrize("theme", THEMES)
def test_heading_place_and_sum_are_those_of_the_step(window, theme):
    appearance().set_palette(palette(theme))
    to_convolution(window, 27)
    seen = texts(window)
    title, subtitle = headline(window.session.frame.chapter)
    assert title in seen
    assert any(text.strip() == subtitle for text in seen)
    assert place(window.session.frame) in seen
    assert {"Y[3, 3]", "0.5·(−2)", "= 3", "9 products and b = 0"} <= set(seen)


def test_the_map_names_every_array_with_its_size_what_is_done_and_the_loss(window):
    window.session.seek(window.session.timeline.last)
    seen = texts(window.map)
    named = {"X": "8×8", "X padded": "10×10", "Y": "8×8", "A": "8×8", "P": "4×4"}
    backward = {"dX": "8×8", "dX padded": "10×10", "dY": "8×8", "dA": "8×8", "dP": "4×4"}
    for name, size in (named | backward).items():
        assert seen[seen.index(name) + 1] == size
    words = [
        "pad 1",
        "3×3 · s1",
        "ReLU",
        "max 2×2",
        "sum",
        "crop",
        "scatter",
        "× ReLU′",
        "to the max",
        "ones",
    ]
    assert [text for text in seen if text in words] == words
    assert {"W", "b", "dW", "db"} <= set(seen)
    at = seen.index("loss")
    assert seen[at : at + 3] == ["loss", "19.4", "gradient"]


def test_the_scrubber_names_phases_and_chapters(window):
    seen = texts(window.transport.scrubber)
    phases = {"forward", "loss", "backward", "update"}
    assert phases <= set(seen)
    assert [text for text in seen if text not in phases - {"loss"}].count("loss") == 2
    chapters = ["pad", "convolve", "relu", "pool", "dP", "pool", "relu", "dW", "dX", "crop", "W", "b"]
    assert [text for text in seen if text not in phases] == chapters


def test_the_set_up_names_what_can_be_set(window):
    seen = set()
    for part in PARTS:
        window.setup.open(part)
        QApplication.processEvents()
        seen |= set(texts(window.setup))
    assert {"Image", "Layers", "Convolution", "Activation", "Max pooling", "Loss", "Training"} <= seen
    assert {"Kernel", "Stride", "Padding", "Preset", "Filters", "Bias", "Sobel x", "letter E"} <= seen
