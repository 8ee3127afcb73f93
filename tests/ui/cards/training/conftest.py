"""What tests of the training card begin with."""

import pytest
from layer_tools import named
from ui_tools import until


@pytest.fixture
def plot(window):
    """Return the plot of the losses, ready."""
    plot = named(window, "loss_plot")
    until(lambda: plot.ready)
    return plot
