"""What a training says moves neither the buttons nor the plot above it, however long it is, and nothing is cut."""

import pytest
from layer_tools import click, named, said
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QApplication
from ui_tools import press, type_over, until

from cnnviz.gallery.examples import FIRST, GALLERY
from cnnviz.session.settings.settings import TEXT_SIZE, settings

SIZES = (1024, 700), (1280, 800), (1440, 900)
TEXTS = ("smaller", 2), ("usual", 0), ("larger", 3)
EXAMPLES = {example.key: example for row in ((FIRST,), *GALLERY.values()) for example in row}


def places(window):
    """Return where what is pressed and clicked in the panel stands, and how high the plot is."""
    names = "train_10", "train_100", "round", "training_rate", "loss_plot", "go_on"
    parts = [named(window, name) for name in names]
    return [(part.mapTo(window, part.rect().topLeft()), part.size()) for part in parts]


def assert_whole(window):
    """Check that all that is said is seen, if need be by scrolling."""
    contents = window.setup.panel("training").contents
    for name in ("outcome", "stuck", "becomes", "target_words", "target_loss"):
        label = named(window, name)
        if label.isVisible():
            assert label.height() >= label.heightForWidth(label.width())
            assert contents.rect().contains(label.mapTo(contents, label.rect().bottomRight()))


def write_in(window, text, steps):
    """Have words of another size, with the plot drawn."""
    for _ in range(steps):
        window.actions_by_id[f"view.text_{text}"].trigger()
    until(lambda: named(window, "loss_plot").ready)
    for _ in range(3):  # the plot goes by what is beneath it, and that by the plot
        QApplication.processEvents()


@pytest.fixture(autouse=True)
def _usual_text():
    yield
    settings().set(TEXT_SIZE, TEXT_SIZE.default)


@pytest.fixture(params=SIZES, ids=lambda size: "x".join(map(str, size)))
def aiming(request, window):
    window.resize(*request.param)
    window.setup.open("training")
    return window


def aim(window, text, steps):
    click(named(window, "set_target"))
    write_in(window, text, steps)


@pytest.mark.some(3)
@pytest.mark.parametrize(("text", "steps"), TEXTS)
def test_the_buttons_stay_where_they_are_pressed(aiming, text, steps):
    window = aiming
    aim(window, text, steps)
    before, words = places(window), set()
    for name in ("train_10", "train_100", "train_100"):
        click(named(window, name))
        assert places(window) == before
        assert_whole(window)
        words.add(named(window, "outcome").heightForWidth(200))
    assert len(words) == 3, "each says more than the one before"
    assert "The rest of the loss stays" in named(window, "outcome").text()
    window.session.go_to_round(3)
    QApplication.processEvents()
    assert places(window) == before
    for _ in range(4):
        window.session.undo()
        QApplication.processEvents()
        assert places(window) == before


@pytest.mark.some(4)
@pytest.mark.parametrize("key", ["letter", "depthwise", "classifier_loss", "c"])
@pytest.mark.parametrize(("text", "steps"), TEXTS)
def test_neither_a_warning_nor_what_the_rounds_come_to_moves_them_where_no_target_is_set(
    aiming, key, text, steps
):
    window = aiming
    window.session.open_example(EXAMPLES[key])
    write_in(window, text, steps)
    before, start = places(window), window.session.experiment
    for name in ("train_10", "train_100"):
        click(named(window, name))
        assert places(window) == before
    window.session.go_to_round(1)
    QApplication.processEvents()
    assert places(window) == before
    window.session.edit(start.with_layer(0, start.layers[0].with_bias(0, -99.0)), "sink")
    QApplication.processEvents()
    assert places(window) == before
    click(named(window, "go_on"))
    assert places(window) == before


def test_what_is_refused_stands_in_the_place_of_what_was_learned_and_moves_nothing(aiming):
    window = aiming
    aim(window, "usual", 0)
    for _ in range(2):
        click(named(window, "train_100"))
    target = named(window, "training_target")
    before = places(window), target.pos()
    type_over(named(window, "training_rate"), "x")
    press(Qt.Key.Key_Return)
    QApplication.processEvents()
    assert said(window, "training")
    assert not named(window, "outcome").isVisible()
    assert (places(window), target.pos()) == before
    window.setup.panel("training").card.unsay()
    assert named(window, "outcome").isVisible()


def test_while_it_says_nothing_the_target_stands_close_beneath_the_buttons(aiming):
    aim(aiming, "usual", 0)
    buttons, target = named(aiming, "train_100"), named(aiming, "training_target")
    assert target.y() - buttons.geometry().bottom() < 2.5 * buttons.height()
    click(buttons)
    assert target.y() - buttons.geometry().bottom() > 2.5 * buttons.height()
