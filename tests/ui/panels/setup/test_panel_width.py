"""The cards of the set-up are as wide as the panel, whichever layers there are."""

from dataclasses import replace

import pytest
from PyQt5.QtWidgets import QApplication

from cnnviz.experiment.convolution import convolution
from cnnviz.experiment.layers import Activation, AveragePooling, GlobalAveragePooling, MaxPooling
from cnnviz.experiment.windows import Window

LAYERS = [convolution(Window(), 1, 3), Activation(), MaxPooling(), AveragePooling(), GlobalAveragePooling()]


@pytest.mark.some(2)
@pytest.mark.parametrize("layer", LAYERS, ids=lambda layer: layer.title)
def test_no_card_is_wider_than_the_panel(window, layer):
    experiment = window.session.experiment
    window.session.edit(replace(experiment, layers=()).with_layers((layer,)), "one layer")
    window.setup.open("layers")
    QApplication.processEvents()
    panel = window.setup.panel("layers")
    assert panel.contents.width() <= panel.viewport().width()
    assert panel.horizontalScrollBar().maximum() == 0
