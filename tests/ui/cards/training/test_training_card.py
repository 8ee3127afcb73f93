"""The training panel: the plot by which one goes to a round, what is aimed at, and what cannot be learned."""

from dataclasses import replace

import numpy as np
import pytest
from layer_tools import click, experiment, named, said, show
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QApplication, QLabel, QMenu
from ui_tools import choose, press, step, type_over

from cnnviz.experiment.kernels.presets import shipped
from cnnviz.experiment.layers import MaxPooling
from cnnviz.experiment.loss import LOSSES, Loss

KEY = Qt.Key


def shown(window, name):
    """Return the text of a label, or None where it is not seen."""
    label = named(window, name)
    return label.text() if label.isVisible() else None


def losses(window):
    return [known.loss for known in window.session.rounds]


def test_a_first_lesson_succeeds(window, plot):
    start = experiment(window)
    assert "each output counts 1" in shown(window, "no_target")
    assert not named(window, "target_words").isVisible()
    click(named(window, "set_target"))
    kernel = experiment(window).loss.target_kernel
    assert shown(window, "target_words") == f"What {kernel} makes of this image"
    rates = start.learning_rate, experiment(window).learning_rate
    assert rates[0] != rates[1]
    told = f"; η went from {rates[0]:g} to {rates[1]:g}"
    assert shown(window, "target_loss") == f"{kernel} {shipped()[kernel].does}; mean squared error{told}"
    assert shown(window, "no_target") is None
    assert not named(window, "set_target").isVisible()
    assert not named(window, "target_picture").pixmap().isNull()
    click(named(window, "train_100"))
    first, *_ = fallen = losses(window)
    assert len(fallen) == 101
    assert min(fallen[:61]) <= first / 100
    at = next(k for k, loss in enumerate(fallen) if loss <= first / 100)
    assert f"by round {at} to a hundredth." in shown(window, "outcome")
    assert shown(window, "outcome").startswith("Learned: the loss fell from ")
    assert f"W has come to the pattern of {kernel}: the same signs," in shown(window, "outcome")
    assert shown(window, "stuck") is None
    learned, goal = experiment(window).layers[0].weight, start.layers[0].with_preset(0, kernel).weight
    assert np.linalg.norm(learned - goal) < 0.25 * np.linalg.norm(start.layers[0].weight - goal)
    assert [y for _, y in plot.curve.runs[0]] == pytest.approx(np.log10(fallen))
    window.session.undo()
    window.session.undo()
    assert experiment(window) is start


def test_what_stands_before_a_field_is_whole_in_large_words(window):
    for _ in range(4):
        window.actions_by_id["view.text_larger"].trigger()
    QApplication.processEvents()
    captions = [one for one in named(window, "training").findChildren(QLabel) if one.buddy() is not None]
    assert len(captions) >= 2
    assert all(one.width() >= one.sizeHint().width() for one in captions if one.isVisible())
    window.actions_by_id["view.text_usual"].trigger()


def test_what_leads_on_stands_out_and_nothing_else(window):
    buttons = [named(window, name) for name in ("set_target", "go_on")]
    height = buttons[1].sizeHint().height()

    def standing_out():
        return [
            b.objectName() for b in buttons if b.isVisible() and b.property("kind") in ("primary", "offer")
        ]

    assert standing_out() == ["set_target"]
    click(buttons[0])
    assert standing_out() == ["go_on"]
    assert buttons[1].sizeHint().height() == height
    window.session.undo()
    assert standing_out() == ["set_target"]


def test_the_field_goes_to_a_round_and_stops_at_the_ends(window):
    click(named(window, "train_10"))
    field = named(window, "round")
    type_over(field, "3")
    press(KEY.Key_Return)
    assert window.session.round == 3
    step(field, up=False, times=4)
    assert window.session.round == 0
    assert said(window, "training") == "Round 0 is where training began."
    assert shown(window, "round_count") == "of 10 so far"


def test_the_next_round_is_begun_with_the_new_w_at_its_beginning(window):
    click(named(window, "set_target"))
    session = window.session
    session.seek(session.timeline.last)
    assert named(window, "go_on").text() == "Begin round 1 with the new W"
    assert shown(window, "becomes") == "W becomes W − η·dW, b likewise"
    click(named(window, "go_on"))
    assert session.round == 1
    assert session.position == session.timeline.first
    click(named(window, "train_10"))
    session.go_to_round(4)
    assert named(window, "go_on").text() == "Begin round 5 with the new W"
    assert shown(window, "becomes").endswith("; drops the old rounds 5 to 11")
    assert named(window, "go_on").toolTip() == "Make the round that comes after this one; the 7 after it go"
    session.undo()
    session.undo()
    session.undo()
    assert session.round == 0


def test_several_layers_that_learn_have_weights(window):
    show(window, "classifier")
    assert named(window, "go_on").text() == "Begin round 1 with new weights"
    assert shown(window, "becomes") == "every W becomes W − η·dW, b likewise"


def test_a_dead_relu_is_named_with_what_to_do_before_anything_runs(window):
    start = experiment(window)
    window.session.edit(start.with_layer(0, start.layers[0].with_bias(0, -99.0)), "sink")
    sentence = (
        "ReLU is dead: every Y is below 0: no gradient passes. "
        "Raise the bias, negate the kernel, or take Leaky ReLU."
    )
    assert shown(window, "stuck") == sentence
    for name in ("train_10", "go_on"):
        click(named(window, name))
        assert said(window, "training") == sentence
        assert shown(window, "stuck") is None  # one sentence at a time
    assert len(window.session.rounds) == 1


def test_what_has_nothing_to_learn_says_so(window):
    window.session.edit(experiment(window).with_layers((MaxPooling(),)), "pool")
    assert shown(window, "stuck").startswith("No layer has weights")
    buttons = [named(window, name) for name in ("set_target", "train_10", "train_100", "go_on")]
    assert not any(button.isEnabled() for button in buttons)
    assert {button.toolTip() for button in buttons} == {shown(window, "stuck")}
    assert shown(window, "becomes") == ""


def test_what_cannot_be_pressed_keeps_its_place_and_can_be_again_when_weights_are_there(window):
    window.resize(1280, 800)
    QApplication.processEvents()
    names = "train_10", "train_100", "go_on", "round"
    before = [named(window, name).geometry() for name in names]
    window.session.edit(experiment(window).with_layers((MaxPooling(),)), "pool")
    QApplication.processEvents()
    assert [named(window, name).geometry() for name in names] == before
    window.session.undo()
    for name in ("set_target", *names):
        assert named(window, name).isEnabled()
        assert "weights" not in named(window, name).toolTip()


def test_a_target_leads_on_from_weights_that_died_without_one(window):
    start = experiment(window)
    click(named(window, "train_10"))
    assert shown(window, "stuck").startswith("ReLU is dead")
    assert shown(window, "stuck").endswith("Or go back.")
    click(named(window, "set_target"))
    assert said(window, "training") == "Back at round 0: the weights in hand could learn no target."
    assert experiment(window).loss.name == "mse"
    assert experiment(window).layers[0] is start.layers[0]
    rates = [f"{made.learning_rate:g}" for made in (start, experiment(window))]
    assert rates[0] != rates[1]
    assert shown(window, "target_loss").endswith("; η went from {} to {}".format(*rates))
    click(named(window, "train_100"))
    assert losses(window)[-1] <= losses(window)[0] / 100
    assert said(window, "training") is None  # it is no longer so
    window.session.undo()
    window.session.undo()
    assert window.session.round == 10
    assert shown(window, "stuck").startswith("ReLU is dead")


def test_classes_are_offered_where_there_are_some(window):
    show(window, "classifier")
    window.session.edit(replace(experiment(window), loss=Loss("sum")), "sum")
    button = named(window, "set_target")
    assert button.text() == "Set a class to learn"
    click(button)
    assert experiment(window).loss.name == "cross_entropy"
    assert shown(window, "target_words").startswith("Class ")
    assert not named(window, "target_picture").isVisible()


def test_no_refusal_moves_what_stands_beneath(window):
    window.resize(1440, 900)
    click(named(window, "train_10"))
    QApplication.processEvents()
    places = {
        name: named(window, name).geometry() for name in ("training_target", "go_on", "train_100", "round")
    }
    step(named(window, "round"), times=2)
    assert said(window, "training") is not None
    QApplication.processEvents()
    assert {name: named(window, name).geometry() for name in places} == places


def test_the_link_opens_the_loss(window):
    named(window, "change_in_loss")
    click(named(window, "change_in_loss"))
    assert window.setup.part == "loss"


def test_the_rate_counts_from_the_next_round_on(window):
    click(named(window, "set_target"))
    click(named(window, "train_10"))
    before = losses(window)
    type_over(named(window, "training_rate"), "0.25")
    press(KEY.Key_Return)
    assert experiment(window).learning_rate == 0.25
    assert losses(window) == before


def test_the_kernel_whose_output_is_the_target_is_chosen_in_the_loss(window):
    choose(named(window, "loss_name"), LOSSES["mse"])
    assert shown(window, "loss_target_words") == "Not set yet: 0 everywhere"
    menu = named(window, "loss_kernel").menu()
    assert isinstance(menu, QMenu)
    menu.aboutToShow.emit()
    names = [action.text() for action in menu.actions()]
    assert "Sobel x" not in names
    next(action for action in menu.actions() if action.text() == "Sobel y").trigger()
    assert experiment(window).loss.target_kernel == "Sobel y"
    assert shown(window, "loss_target_words") == "What Sobel y makes of this image"
