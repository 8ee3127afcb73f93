"""What tests of the training card begin with."""

import pytest
from layer_tools import named
from ui_tools import until

from cnnviz.session.jobs import jobs


@pytest.fixture(autouse=True)
def _patience(monkeypatch):
    monkeypatch.setattr(jobs, "AT_ONCE", 600)


@pytest.fixture
def plot(window):
    """Return the plot of the losses, ready."""
    plot = named(window, "loss_plot")
    until(lambda: plot.ready)
    return plot
