"""The cards write what is so now: sizes that the run has, the loss that it comes to, and why something cannot be."""

import re
from dataclasses import replace
from math import floor

import numpy as np
import pyqtgraph as pg
import pytest
from layer_tools import chapters, click, named, set_window, show
from painted_texts import number, texts, written
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QApplication
from seen_pixels import pixels_of
from ui_tools import press, step, type_over, until

from cnnviz.experiment.loss import LOSSES
from cnnviz.run.timeline import Position
from cnnviz.ui.appearance import appearance

KEY = Qt.Key


def told(window, name, layer):
    """Return the lines that a part of a layer's card writes."""
    return [line for line in texts(named(window, name, layer)) if line.strip()]


def worked_out(formula):
    """Return what a size formula comes to, and what it says that it comes to."""
    left, _, right = formula.rpartition("=")
    plain = (
        left.rpartition(":")[2].replace("·", "*").replace("−", "-").replace("⌊", "floor(").replace("⌋", ")")
    )
    return eval(plain, {"floor": floor}), int(right)


@pytest.mark.some(2)
@pytest.mark.parametrize(
    ("image", "settings"),
    [
        ((8, 8), {}),
        ((9, 7), {"stride": (2, 1), "padding": "valid"}),
        ((9, 7), {"kernel_size": (2, 3), "padding": (1, 2), "dilation": (2, 1)}),
        ((10, 10), {"stride": (3, 3), "padding": "valid", "kernel_size": (3, 3)}),
    ],
)
def test_the_size_formula_comes_to_the_size_that_the_run_has(window, image, settings):
    set_window(window, image, **settings)
    QApplication.processEvents()
    size = window.session.experiment.shapes[1][:2]
    whole = " ".join(told(window, "size_formula", 0)).replace("\N{NO-BREAK SPACE}", " ")
    formula = r"(?:rows: |columns: )?[⌊(][^=]+= \d+"
    sums, rest = re.findall(formula, whole), re.sub(formula, "", whole)
    assert len(sums) == 2 or image[0] == image[1]
    assert [worked_out(one) for one in sums] == [(side, side) for side in size[: len(sums)]]
    geometry = window.session.experiment.geometry(0)
    unread = [int((~axis.covered).sum()) for axis in (geometry.rows, geometry.columns)]
    assert [int(count) for count in re.findall(r"\d+", rest)] == [count for count in unread if count]
    assert ("row" in rest, "column" in rest) == tuple(map(bool, unread))
    assert rest.strip()


def test_the_loss_is_told_as_it_is_now(window):
    session = window.session
    for factor in (1, 0.5, 0):
        session.edit(session.experiment.with_image(factor * np.ones((8, 8, 1)), "ones"), "ones")
        (line,) = texts(named(window, "loss_value"))
        assert number(line.partition("=")[2]) == pytest.approx(session.timeline.loss, abs=0.006)


def test_a_card_has_its_layers_name_and_before_each_field_what_it_is(window):
    for index, title in enumerate(["Convolution", "Activation", "Max pooling"]):
        card = named(window, f"layer_{index}")
        assert title in texts(card)
    lines = {line.text: line.at for line in written(named(window, "layer_0"))}
    card = named(window, "layer_0")
    for caption, field in (("Kernel", "kernel_size_rows"), ("Stride", "stride_rows"), ("Bias", "bias")):
        part = named(window, field, 0)
        place = part.mapTo(card, part.rect().topLeft())
        assert lines[caption].x() < place.x()
        assert place.y() < lines[caption].y() < place.y() + part.height()


def test_the_layer_that_is_stepped_through_alone_has_a_frame_in_the_accent(window):
    accent = appearance().palette.role("accent").getRgb()[:3]
    cards = ["layer_0", "layer_1", "layer_2", "loss"]
    for index, chapter in enumerate(chapters(window)):
        window.session.seek(Position(index, 0))
        edges = {name: pixels_of(named(window, name).grab().toImage())[:, :2] for name in cards}
        framed = [name for name, edge in edges.items() if (edge == accent).all(axis=2).sum() > 20]
        assert framed == [cards[chapter.layer]]


def reason_under(window, part, layer):
    """Return the sentence that is written right under a field."""
    QApplication.processEvents()
    label, card = named(window, "reason", layer), named(window, f"layer_{layer}")
    top = label.mapTo(card, label.rect().topLeft()).y()
    assert 0 < top - part.mapTo(card, part.rect().bottomLeft()).y() < 12
    return " ".join(text.strip() for text in texts(label))


@pytest.mark.some(1)
@pytest.mark.parametrize(
    ("field", "layer"), [("kernel_size_rows", 0), ("stride_rows", 0), ("padding_rows", 2)]
)
def test_why_a_number_stops_is_written_under_it(window, field, layer):
    part = named(window, field, layer)
    part.setFocus()
    assert re.findall(r"\d+", part.toolTip())[:2] == [str(part.minimum()), str(part.maximum())]
    step(part, up=False, times=5)
    reason = reason_under(window, part, layer)
    assert re.fullmatch(r"[A-Z].{12,}\.", reason)
    assert part.value() == part.minimum()
    step(part)
    assert not named(window, "reason", layer).isVisible()
    type_over(part, "-7")
    press(KEY.Key_Return)
    refused = reason_under(window, part, layer)
    assert refused.startswith("−7 is not taken: ")
    assert refused.partition(": ")[2] == reason[0].lower() + reason[1:]


def test_what_becomes_of_the_size_is_what_the_run_has(window):
    for name, layer in (("classifier", 2), ("means", 1)):
        show(window, name)
        QApplication.processEvents()
        before, after = window.session.experiment.shapes[layer : layer + 2]
        line = " ".join(told(window, "size_text", layer))
        numbers = [int(found) for found in re.findall(r"\d+", line)]
        assert numbers[:3] == list(before)
        assert numbers[3] == after[0] == (np.prod(before) if name == "classifier" else before[2])
        assert numbers[4:] == ([] if name == "classifier" else [before[0] * before[1]])


def test_the_image_is_called_by_its_name_and_has_the_size_that_it_has_now(window):
    session = window.session
    window.setup.open("image")
    for shape, name, kind in (
        ((5, 7, 1), "a name", "grey"),
        ((4, 4, 3), "b name", "colour"),
        ((3, 3, 2), "c", "2 channels"),
    ):
        session.edit(session.experiment.with_image(np.ones(shape), name).with_layers(()), "open")
        QApplication.processEvents()
        lines = texts(window.setup.image)
        assert name in lines
        assert f"{shape[0]}×{shape[1]} {kind}" in [line.strip() for line in lines]


def test_a_name_without_room_keeps_its_two_ends(window):
    name = "begin" + "m" * 60 + "end"
    window.setup.open("image")
    window.session.edit(window.session.experiment.with_image(np.ones((4, 4, 1)), name), "open")
    (line,) = [text for text in texts(window.setup.image) if text.startswith("b")]
    assert re.fullmatch(r"b\w*…\w*d", line)


def test_each_filter_is_offered_with_its_number_and_its_kernel(opened):
    window = opened("colour")
    names = ("Sobel x", "", "corner", "no name")
    first = replace(window.session.experiment.layers[0], names=names)
    window.session.edit(window.session.experiment.with_layer(0, first), "name")
    for filter_, name in enumerate(names):
        window.session.follow(filter_)
        QApplication.processEvents()
        (line,) = texts(named(window, "follow", 0))
        assert f"{filter_} · {name or 'hand-made'}".startswith(line.rstrip("…"))
        assert len(line) > 8


def test_the_round_that_is_open_is_marked_in_the_plot(window):
    loss = replace(window.session.experiment.loss, name=next(iter(LOSSES)))
    window.session.edit(replace(window.session.experiment, loss=loss, learning_rate=0.001), "set loss")
    click(named(window, "train_10"))
    plot = named(window, "loss_plot")
    until(lambda: plot.ready)
    last = window.session.round
    for now in (last, 2, 0):
        window.session.go_to_round(now)
        assert texts(named(window, "round")) == [str(now)]
        (items,) = [child.getPlotItem().listDataItems() for child in plot.findChildren(pg.PlotWidget)]
        *_, marked = [item for item in items if item.opts["symbol"]]
        assert marked.xData.tolist() == [now]
        assert 10 ** marked.yData[0] == pytest.approx(window.session.timeline.loss)
