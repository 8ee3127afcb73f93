"""Training, and the plot by which one goes back to a round."""

import numpy as np
from layer_tools import LEFT, NONE, click, experiment, named, said
from PyQt5.QtCore import Qt
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QApplication
from ui_tools import choose, press, step, type_text

from cnnviz.experiment.loss import LOSSES

KEY = Qt.Key


def test_training_goes_round_and_the_plot_goes_back(window):
    choose(named(window, "loss_name"), LOSSES["mse"])
    start = experiment(window)
    field = named(window, "rounds")
    field.setFocus()
    field.selectAll()
    type_text("5")
    press(KEY.Key_Return)
    click(named(window, "train"))
    assert window.session.round == 5
    assert named(window, "round").value() == 5
    plot = named(window, "loss_plot")
    assert plot.isVisible()
    shown = [item for item in plot.getPlotItem().listDataItems() if len(item.yData) > 1]
    np.testing.assert_array_equal(shown[0].yData, [known.loss for known in window.session.rounds])
    QApplication.processEvents()
    view = plot.getPlotItem().vb
    from PyQt5.QtCore import QPointF

    at = plot.mapFromScene(view.mapViewToScene(QPointF(2, float(shown[0].yData[2]))))
    QTest.mouseClick(plot.viewport(), LEFT, NONE, at)
    assert window.session.round == 2
    back = named(window, "round")
    step(back, up=False, times=3)
    assert experiment(window) is start
    assert said(window, "training") == "Round 0 is where training began."


def test_a_loss_that_is_no_number_leaves_a_gap_in_the_plot(window):
    image = np.where(np.arange(64).reshape(8, 8, 1) == 9, np.nan, 1.0)
    session = window.session
    click(named(window, "train"))
    session.edit(session.experiment.with_image(image, "gap"), "set a gap")
    click(named(window, "train"))
    assert np.isnan(session.timeline.loss)
    assert not window.grab().isNull()
