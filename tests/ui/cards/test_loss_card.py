"""The card of the loss: which it is, what it needs, and the rate of learning."""

import numpy as np
import pytest
from layer_tools import add_layer, click, experiment, named, said, show, titles
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QApplication
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


@pytest.mark.some(3)
@pytest.mark.parametrize("name", LOSS_KINDS)
def test_a_loss_is_chosen_and_the_run_has_its_chapters(window, name):
    choose(named(window, "loss_name"), LOSSES[name])
    assert experiment(window).loss.name == name
    kinds = {c.kind.value for c in window.session.timeline.chapters if c.phase is Phase.LOSS}
    assert kinds == LOSS_KINDS[name]
    value = named(window, "loss_value")
    assert value.isVisible()
    assert value.text().startswith(
        "no loss" if window.session.timeline.loss is None else "loss of this forward pass = "
    )
    assert named(window, "loss_numbers").isVisible() == (name in ("mse", "typed"))
    assert named(window, "loss_cell_0").isVisible() == (name == "cell")


def test_what_is_no_loss_says_so(window):
    for name in LOSSES:
        if name == "cross_entropy":
            continue
        choose(named(window, "loss_name"), LOSSES[name])
        words = named(window, "loss_words").text()
        assert words.startswith(("A way to look at gradients, with no target", "No loss")) == (name != "mse")
        assert ("look at gradients" in words) == (name in ("sum", "cell", "sigmoid_slope"))


def test_nothing_jumps_where_a_loss_goes_or_something_is_refused(window):
    window.setup.open("loss")
    fields = ("loss_name", "loss_words", "learning_rate", "loss_value")
    seen = set()
    for name in ("sum", "sigmoid_slope", "sum"):
        choose(named(window, "loss_name"), LOSSES[name])
        QApplication.processEvents()
        seen.add(tuple(named(window, field).geometry().getRect() for field in fields))
    step(named(window, "learning_rate"), up=False, times=20)
    assert said(window, "loss") == "The learning rate starts at 0."
    QApplication.processEvents()
    seen.add(tuple(named(window, field).geometry().getRect() for field in fields))
    assert len(seen) == 1


def test_the_ways_to_a_target_stand_under_their_name(window):
    choose(named(window, "loss_name"), LOSSES["mse"])
    assert named(window, "loss_target_title").text() == "TARGET"
    assert all(named(window, f"loss_{name}").isVisible() for name in ("kernel", "image", "numbers"))
    choose(named(window, "loss_name"), LOSSES["typed"])
    assert named(window, "loss_target_title").text() == "GRADIENT FROM ABOVE"
    assert not named(window, "loss_image").isVisible()


def test_cross_entropy_needs_a_list_and_says_so(window):
    _, greyed = choices(named(window, "loss_name"))
    reason = "softmax needs a list of numbers: put Flatten after the last layer"
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


def test_the_map_says_what_its_dash_is_while_the_panel_has_the_loss_of_the_pass(window):
    window.setup.open("loss")
    window.session.seek(window.session.timeline.first)
    on_map = named(window, "product_loss")
    assert "“–” until a value is there" in on_map.toolTip()
    assert named(window, "loss_value").text() == "loss of this forward pass = 19.4"
