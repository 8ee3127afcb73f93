"""The card of the loss: which it is, what it needs, and the rate of learning."""

import numpy as np
import pytest
from layer_tools import add_layer, click, experiment, named, said, show, titles
from PyQt5.QtCore import Qt
from ui_tools import choices, choose, press, step, type_text

from cnnviz.experiment.loss import LOSSES
from cnnviz.run.chapter import ChapterKind, Phase

KEY = Qt.Key


LOSS_KINDS = {
    "sum": {"loss", "upstream"},
    "cell": {"loss", "upstream"},
    "mse": {"mse", "mse_back"},
    "sigmoid_slope": {"upstream"},
    "typed": {"upstream"},
}


@pytest.mark.parametrize("name", LOSS_KINDS)
def test_a_loss_is_chosen_and_the_run_has_its_chapters(window, name):
    choose(named(window, "loss_name"), LOSSES[name])
    assert experiment(window).loss.name == name
    kinds = {c.kind.value for c in window.session.timeline.chapters if c.phase is Phase.LOSS}
    assert kinds == LOSS_KINDS[name]
    value = named(window, "loss_value")
    assert value.isVisible() == (window.session.timeline.loss is not None)
    assert named(window, "loss_numbers").isVisible() == (name in ("mse", "typed"))
    assert named(window, "loss_cell_0").isVisible() == (name == "cell")


def test_cross_entropy_needs_a_list_and_says_so(window):
    _, greyed = choices(named(window, "loss_name"))
    reason = "softmax needs a list of numbers: put Flatten behind the last layer"
    assert greyed == {"softmax cross-entropy": reason}
    add_layer(window, "Linear")
    assert choices(named(window, "loss_name"))[1] == {}
    choose(named(window, "loss_name"), LOSSES["cross_entropy"])
    field = named(window, "loss_label")
    step(field, times=12)
    assert experiment(window).loss.labels[0] == 9
    assert said(window, "loss") == "There are 10 classes."
    chapter = next(c for c in window.session.timeline.chapters if c.kind is ChapterKind.CROSS_ENTROPY)
    assert chapter.trace.outputs["loss"][0] == window.session.timeline.loss


def test_a_list_that_goes_takes_cross_entropy_with_it(window):
    show(window, "classifier")
    for index in (4, 3, 2):
        click(named(window, "remove_layer", index))
    assert titles(window) == ["Convolution", "Max pooling"]
    assert experiment(window).loss.name == "sum"


def test_the_output_that_is_looked_at_is_chosen_within_the_output(window):
    choose(named(window, "loss_name"), LOSSES["cell"])
    shape = experiment(window).shapes[-1]
    for axis in range(3):
        field = named(window, f"loss_cell_{axis}")
        assert field.isVisible()
        step(field, times=10)
        assert experiment(window).loss.cell[axis] == shape[axis] - 1
        assert said(window, "loss") == f"The output has {shape[axis]} there."


def test_the_learning_rate_is_typed(window):
    field = named(window, "learning_rate")
    field.setFocus()
    field.selectAll()
    type_text("0.25")
    press(KEY.Key_Return)
    assert experiment(window).learning_rate == pytest.approx(0.25)
    update = next(c for c in window.session.timeline.chapters if c.kind is ChapterKind.UPDATE_BIAS)
    change = update.trace.inputs["bias"] - update.trace.outputs["bias_new"]
    np.testing.assert_allclose(change, 0.25 * update.trace.inputs["dbias"])
