"""The plot of the training panel: a click goes to a round, its scale, and what it draws and writes."""

from dataclasses import replace

import numpy as np
import pytest
from layer_tools import LEFT, NONE, click, experiment, named
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QApplication, QGraphicsView
from ui_tools import choose

from cnnviz.experiment.loss import LOSSES, Loss


def test_a_click_in_the_plot_goes_to_its_round(window, plot):
    click(named(window, "set_target"))
    click(named(window, "train_10"))
    QApplication.processEvents()
    graph = plot.childAt(plot.rect().center())
    for number in (2, 7, 0, 10):
        at = plot.place_of(number, plot.curve.high)
        QTest.mouseClick(graph, LEFT, NONE, graph.mapFrom(plot, at))
        assert window.session.round == number == named(window, "round").value()
        assert plot.curve.current == number
        assert plot.curve.now[0] == pytest.approx(np.log10(window.session.timeline.loss))


def test_the_scale_is_logarithmic_or_linear_and_says_where_it_cannot_be(window, plot):
    click(named(window, "set_target"))
    log, linear = named(window, "scale_log"), named(window, "scale_linear")
    assert log.isChecked()
    click(linear)
    assert plot.curve.now[0] == window.session.timeline.loss
    click(log)
    assert plot.curve.now[0] == pytest.approx(np.log10(window.session.timeline.loss))
    window.session.edit(replace(experiment(window), loss=Loss("cell", cell=(0, 0, 0))), "a loss of 0")
    assert not log.isEnabled()
    assert linear.isChecked()
    assert log.toolTip() == "a logarithm needs losses above 0"


def test_a_frame_is_all_around_the_scales(window, plot):
    click(named(window, "set_target"))
    shot = named(window, "scale_linear").grab().toImage()  # the first one, not chosen
    left, top = shot.pixelColor(0, shot.height() // 2), shot.pixelColor(shot.width() // 2, 0)
    assert left == top
    assert left != shot.pixelColor(3, 3)


def test_losses_that_run_away_are_said_and_drawn_as_far_as_they_go(window, plot):
    start = experiment(window).with_layers(experiment(window).layers[:1])
    window.session.edit(replace(start, loss=Loss("mse"), learning_rate=10.0), "too fast")
    for _ in range(2):
        click(named(window, "train_100"))
    assert not np.isfinite(window.session.timeline.loss)
    assert "it is no number. The rate η is too large" in named(window, "outcome").text()
    assert plot.curve.now is None
    assert len(plot.curve.runs[0]) > 3
    assert not window.grab().isNull()


def test_the_axis_counts_in_losses_and_in_nothing_else(window, plot):
    window.session.edit(replace(experiment(window), loss=Loss("cell", cell=(2, 2, 0))), "a loss of 1")
    assert window.session.timeline.loss == 1
    assert plot.curve.now == (0.0, "1")
    axis = plot.findChild(QGraphicsView).getPlotItem().getAxis("left")
    assert axis.label.toPlainText().strip() == "loss"


def test_a_given_gradient_has_no_loss_to_draw(window, plot):
    choose(named(window, "loss_name"), LOSSES["typed"])
    click(named(window, "train_10"))
    assert named(window, "outcome").text() == ""
    assert plot.curve.runs == []
    assert "With no target to reach, training teaches nothing" in named(window, "no_target").text()


def test_what_the_dashes_are_is_said_shorter_where_the_line_is_in_the_way(window, plot):
    window.resize(1440, 900)
    click(named(window, "set_target"))
    click(named(window, "train_100"))
    assert "1/100 of the start" in written(plot)
    window.session.seek(window.session.timeline.last)
    click(named(window, "go_on"))
    assert window.session.round == 101
    assert "1/100" in written(plot)


def written(plot):
    """Return what is written in a plot, besides at its axes."""
    scene = plot.findChild(QGraphicsView).scene()
    return {item.textItem.toPlainText() for item in scene.items() if hasattr(item, "textItem")}
