"""Of every layer but the first there is one line at first; it unfolds where one asks, or where something is said."""

import pytest
from layer_tools import add_layer, click
from PyQt5.QtCore import QPoint, Qt
from PyQt5.QtWidgets import QApplication, QLabel, QToolButton, QWidget

from cnnviz.ui.cards.layer_card import LayerCard
from cnnviz.ui.panels.setup.layers_panel import LayersPanel


def card(window, index):
    window.setup.open("layers")
    QApplication.processEvents()
    return window.findChild(LayerCard, f"layer_{index}")


def summary(window, index):
    return card(window, index).findChild(QLabel, "layer_summary")


def test_the_first_is_open_and_the_others_say_what_is_set(window):
    assert not card(window, 0).is_folded
    assert [summary(window, at).text() for at in (1, 2)] == ["ReLU", "2×2 · s2 · 8 → 4"]
    for index in (1, 2):
        one = card(window, index)
        assert one.is_folded
        assert summary(window, index).isVisible()
        assert one.height() < 50
        for name in ("move_layer_up", "remove_layer"):
            assert not one.findChild(QToolButton, name).isVisible()


def test_a_click_unfolds_one_and_it_stays_so_whatever_is_stepped_through(window):
    pooling = card(window, 2)
    click(pooling.findChild(QToolButton, "fold_layer"))
    assert not pooling.is_folded
    assert pooling.findChild(QWidget, "stride_rows").isVisible()
    assert not summary(window, 2).isVisible()
    window.session.seek(window.session.timeline.last)
    assert not pooling.is_folded
    click(pooling.findChild(QToolButton, "fold_layer"))
    assert pooling.is_folded


def test_a_click_on_what_it_is_called_or_on_what_is_set_unfolds_it_too(window):
    pooling = card(window, 2)
    title = next(label for label in pooling.findChildren(QLabel) if label.property("kind") == "card")
    for label in (title, summary(window, 2)):
        assert pooling.is_folded
        assert pooling.cursor().shape() == Qt.PointingHandCursor
        click(label)
        assert not pooling.is_folded
        assert pooling.cursor().shape() == Qt.ArrowCursor
        click(title)  # of one that is open it does nothing
        assert not pooling.is_folded
        click(pooling.findChild(QToolButton, "fold_layer"))


@pytest.mark.parametrize("index", [0, 2])
def test_what_has_been_unfolded_is_scrolled_to_and_of_what_has_no_room_the_top(window, index):
    window.resize(1024, 700)
    one = card(window, index)
    panel = window.findChild(LayersPanel)
    if index == 0:
        click(one.findChild(QToolButton, "fold_layer"))
    click(one.findChild(QToolButton, "fold_layer"))
    assert not one.is_folded
    seen = panel.viewport().rect()
    top = one.mapTo(panel.viewport(), QPoint())
    assert seen.contains(top)
    assert seen.contains(top + QPoint(0, one.height() - 1)) or top.y() <= 20


def test_a_new_layer_is_open(window):
    add_layer(window, "Flatten")
    assert not card(window, 3).is_folded
    assert card(window, 1).is_folded


def test_why_something_cannot_be_is_seen(window):
    pooling = card(window, 2)
    pooling.say("it cannot be")
    assert not pooling.is_folded
    assert pooling.reason.isVisible()


def test_a_summary_is_cut_between_its_parts_and_all_of_it_can_be_read(window):
    label = summary(window, 2)
    whole = "2×2 · s2 · 4×8 → 2×4"
    label.show_summary(whole)
    metrics = label.fontMetrics()
    for room in range(40, metrics.horizontalAdvance(whole) + 20, 7):
        label.resize(room, label.height())
        assert label.indent() + metrics.horizontalAdvance(label.text()) <= max(room, 0)
        assert label.text() in (whole, "2×2 · s2 · …", "2×2 · …", "")
        assert label.toolTip() == ("" if label.text() == whole else whole)
        assert label.accessibleName() == whole
    assert label.text() == whole
