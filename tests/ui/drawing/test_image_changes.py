"""The Image menu and its buttons: new images, other sizes, colour and grey, noise and shifts."""

import numpy as np
import pytest
from pad_tools import image, use
from PyQt5.QtCore import Qt
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QPushButton, QRadioButton
from ui_tools import dialog, field, press, type_text

from cnnviz.experiment.drawing.painting import in_colour, in_grey

CTRL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton


def trigger(window, key):
    window.actions_by_id[f"image.{key}"].trigger()


def shown_dialog(window, name):
    found = dialog(window, name)
    assert found is not None
    return found


def choose(box, name):
    box.findChild(QRadioButton, name).setChecked(True)


def test_a_new_image_is_rectangular_in_colour_and_filled_as_asked(window):
    press("N", CTRL | Qt.KeyboardModifier.ShiftModifier)
    box = shown_dialog(window, "new_image")
    rows, columns = (
        box.findChild(type(field(window, "brush_size")), f"image_{axis}") for axis in ("rows", "columns")
    )
    rows.setValue(5)
    columns.setValue(9)
    choose(box, "new_colour")
    box.findChild(type(field(window, "draw_value")), "new_value").setValue(-0.25)
    box.findChild(QPushButton, "new_image_done").click()
    experiment = window.session.experiment
    assert experiment.image.shape == (5, 9, 3)
    assert (experiment.image == -0.25).all()
    assert experiment.image_name == "drawing"
    assert window.session.undo_stack.undoText() == "new image 5×9"


def test_new_noise_is_other_noise_each_time(window):
    made = []
    for _ in range(2):
        trigger(window, "new")
        box = shown_dialog(window, "new_image")
        choose(box, "new_noise")
        box.accept()
        made.append(window.session.experiment.image)
    assert made[0].shape == made[1].shape == (8, 8, 1)
    assert not np.array_equal(*made)
    assert 0 <= min(map(np.min, made)) < max(map(np.max, made)) <= 1


def test_the_size_of_a_new_image_is_typed_at_once(window):
    trigger(window, "new")
    shown_dialog(window, "new_image")
    type_text("12")
    press(Qt.Key.Key_Tab)
    type_text("5")
    for _ in range(2):  # Enter takes the number, Enter again the image
        press(Qt.Key.Key_Return)
    assert window.session.experiment.image.shape == (12, 5, 1)


def test_a_side_goes_from_4_to_64_and_says_why_no_further(window):
    trigger(window, "new")
    box = shown_dialog(window, "new_image")
    rows = box.findChild(type(field(window, "brush_size")), "image_rows")
    reason = box.findChild(type(field(window, "place")), "size_reason")
    rows.setFocus()
    rows.selectAll()
    type_text("65")
    assert reason.text() == ""
    press(Qt.Key.Key_Tab)
    assert rows.lineEdit().text() == "8"
    assert "more than 64" in reason.text()
    rows.setValue(4)
    rows.setFocus()
    assert reason.text() == ""
    press(Qt.Key.Key_Down)
    assert rows.value() == 4
    assert "fewer than 4" in reason.text()
    box.reject()


def test_a_quick_size_makes_an_empty_drawing(window):
    menu = field(window, "image_new").menu()
    next(action for action in menu.actions() if action.text() == "8×8").trigger()
    assert not image(window).any()
    assert window.session.experiment.image_name == "drawing"
    assert window.session.undo_stack.undoText() == "new image 8×8"


@pytest.mark.parametrize(("name", "place"), [("keep_middle", slice(2, 10)), ("keep_corner", slice(0, 8))])
def test_a_drawing_is_extended_with_zeros(window, name, place):
    before = image(window).copy()
    trigger(window, "resize")
    box = shown_dialog(window, "resize_image")
    for axis in ("rows", "columns"):
        box.findChild(type(field(window, "brush_size")), f"image_{axis}").setValue(12)
    choose(box, name)
    box.accept()
    expected = np.zeros((12, 12))
    expected[place, place] = before
    assert np.array_equal(image(window), expected)
    assert window.session.experiment.image_name == "letter E"


def test_colour_and_grey_again_is_the_image_and_what_it_is_already_is_greyed_out(window):
    actions, before = window.actions_by_id, window.session.experiment.image
    assert actions["image.colour"].isEnabled()
    assert not actions["image.grey"].isEnabled()
    trigger(window, "colour")
    assert np.array_equal(window.session.experiment.image, in_colour(before))
    assert actions["image.grey"].isEnabled()
    assert not actions["image.colour"].isEnabled()
    assert field(window, "image_size").text().strip() == "8×8 colour"
    trigger(window, "grey")
    assert np.array_equal(window.session.experiment.image, before)


def test_a_photo_becomes_grey_by_its_brightness(window):
    photo = np.random.default_rng(0).random((6, 6, 3))
    use(window, photo)
    trigger(window, "grey")
    assert np.array_equal(window.session.experiment.image, in_grey(photo))
    assert window.session.undo_stack.undoText() == "make image grey"


@pytest.mark.some(2)
@pytest.mark.parametrize(
    ("button", "law", "text"),
    [
        ("clear", lambda old: old * 0, "clear image"),
        ("invert", lambda old: 1 - old, "invert image"),
        ("right", lambda old: np.pad(old, ((0, 0), (1, 0)))[:, :-1], "shift image right"),
        ("left", lambda old: np.pad(old, ((0, 0), (0, 1)))[:, 1:], "shift image left"),
        ("down", lambda old: np.pad(old, ((1, 0), (0, 0)))[:-1], "shift image down"),
        ("up", lambda old: np.pad(old, ((0, 1), (0, 0)))[1:], "shift image up"),
    ],
)
def test_a_button_changes_the_whole_image_as_one_undo(window, button, law, text):
    before = image(window).copy()
    QTest.mouseClick(field(window, f"image_{button}"), LEFT)
    assert np.array_equal(image(window), law(before))
    assert window.session.undo_stack.undoText() == text
    window.session.undo_stack.undo()
    assert np.array_equal(image(window), before)


def test_noise_is_other_noise_each_time_and_normal_noise_has_a_sign(window):
    QTest.mouseClick(field(window, "image_random"), LEFT)
    first = image(window).copy()
    QTest.mouseClick(field(window, "image_random"), LEFT)
    assert not np.array_equal(image(window), first)
    assert first.min() >= 0
    trigger(window, "normal")
    assert image(window).min() < 0


def test_a_shift_of_the_image_shifts_what_the_convolution_finds(window):
    use(window, np.pad(np.ones((2, 2)), 4))
    found = window.session.timeline.arrays
    before = next(product.array for product in found if product.label == "Y").copy()
    trigger(window, "right")
    after = next(product.array for product in window.session.timeline.arrays if product.label == "Y")
    assert np.array_equal(after[:, :, 1:], before[:, :, :-1])
