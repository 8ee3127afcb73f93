"""The training panel in a low window: the plot gives way, so that nothing beneath it is out of sight."""

import pytest
from layer_tools import click, named
from ui_tools import until


@pytest.mark.some(1)
@pytest.mark.parametrize("aimed", [False, True])
def test_what_goes_on_is_in_sight_at_1024_by_700(window, aimed):
    window.resize(1024, 700)
    window.setup.open("training")
    plot, panel = named(window, "loss_plot"), window.setup.panel("training")
    if aimed:
        click(named(window, "set_target"))
    until(lambda: plot.ready)
    until(lambda: panel.verticalScrollBar().maximum() == 0)
    low = plot.height()
    for name in ("go_on", "becomes"):
        part = named(window, name)
        assert panel.viewport().rect().contains(part.mapTo(panel.viewport(), part.rect().bottomRight()))
    window.resize(1280, 800)
    until(lambda: plot.height() > low)
    assert panel.verticalScrollBar().maximum() == 0


def test_what_a_training_has_come_to_needs_no_scrolling_either(window):
    window.resize(1024, 700)
    window.setup.open("training")
    plot, panel = named(window, "loss_plot"), window.setup.panel("training")
    click(named(window, "set_target"))
    until(lambda: plot.ready)
    click(named(window, "train_100"))
    until(lambda: len(window.session.rounds) == 101)
    until(lambda: "Learned" in named(window, "outcome").text())
    until(lambda: panel.verticalScrollBar().maximum() == 0)
    part = named(window, "becomes")
    assert panel.viewport().rect().contains(part.mapTo(panel.viewport(), part.rect().bottomRight()))
    assert plot.height() >= 100
