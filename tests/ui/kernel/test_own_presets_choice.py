"""Presets of one's own: saved, chosen, deleted, and left out where they are damaged."""

import numpy as np
import pytest
from kernel_tools import RANDOM, do, greyed, kernel, presets, set_kernel, show, undo_texts
from layer_tools import named, said
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QAction, QApplication, QLabel, QLineEdit, QMessageBox, QPushButton
from ui_tools import choices, choose, dialog, layer, press, type_text

from cnnviz.experiment.kernels.presets import shipped
from cnnviz.session.files.places import own_presets

KEY = Qt.Key


@pytest.fixture(autouse=True)
def own():
    """Begin and end without presets of one's own."""
    own = own_presets()
    yield own
    for file in own.folder.glob("*"):
        file.unlink()


def sentence(window):
    return dialog(window, "name_dialog").findChild(QLabel, "name_reason").text()


class TestOwnPresets:
    def save(self, window, name):
        do(window, "kernel_save")
        dialog(window, "name_dialog").findChild(QLineEdit, "name").setFocus()
        type_text(name)
        press(KEY.Key_Return)
        QApplication.setActiveWindow(dialog(window, "name_dialog") or window)  # as the platform does

    def test_a_kernel_is_saved_under_a_name_and_chosen_again(self, window, own):
        set_kernel(window, RANDOM)
        self.save(window, "my own")
        assert own.read()[0]["my own"].table.tobytes() == RANDOM.tobytes()
        assert layer(window).names == ("my own",)
        assert undo_texts(window) == ["call filter 0 my own"]
        assert presets(window).currentText() == "my own"
        choose(presets(window), "Identity")
        choose(presets(window), "my own")
        np.testing.assert_array_equal(kernel(window), RANDOM)
        assert undo_texts(window)[-1] == "set filter 0 to my own"
        assert layer(window).names == ("my own",)

    def test_they_stand_behind_those_that_come_with_the_program(self, window, own):
        own.save("b", RANDOM)
        own.save("a", RANDOM)
        presets(window).setFocus()
        assert choices(presets(window))[0] == [*shipped(), "a", "b"]

    @pytest.mark.parametrize(
        ("name", "reason"),
        [
            (" ", "A preset needs a name."),
            ("SOBEL X", "SOBEL X comes with cnnviz: choose another name."),
            ("mine", "There is a preset mine already: choose another name, or delete that one first."),
        ],
    )
    def test_a_name_that_cannot_be_taken_is_refused_as_it_is_typed(self, window, own, name, reason):
        own.save("mine", RANDOM)
        self.save(window, name)
        opened = dialog(window, "name_dialog")
        assert sentence(window) == reason
        saves = [button for button in opened.findChildren(QPushButton) if button.text() == "Save"]
        assert not saves[0].isEnabled()
        assert list(own.read()[0]) == ["mine"]
        press(KEY.Key_Escape)
        assert undo_texts(window) == []

    def test_nothing_is_said_before_a_name_is_begun(self, window, own):
        self.save(window, "")
        opened = dialog(window, "name_dialog")
        assert sentence(window) == ""
        saves = [button for button in opened.findChildren(QPushButton) if button.text() == "Save"]
        assert not saves[0].isEnabled()
        assert own.read()[0] == {}
        press(KEY.Key_Escape)

    def test_channels_are_kept_where_there_are_as_many_and_else_are_the_mean(self, window, own):
        three = np.random.default_rng(1).random((3, 3, 3))
        own.save("three", three)
        show(window, channels=3)
        choose(presets(window), "three")
        np.testing.assert_array_equal(kernel(window), three)
        show(window, channels=1)
        choose(presets(window), "three")
        np.testing.assert_allclose(kernel(window)[..., 0], three.mean(axis=2))

    def test_one_is_deleted_after_a_question_and_filters_stay(self, window, own):
        set_kernel(window, RANDOM)
        self.save(window, "mine")
        for button, left in (("Cancel", ["mine"]), ("Delete", [])):
            greyed(window, "kernel_negate")  # opens the menu
            named(window, "layer_0").findChild(QAction, "mine").trigger()
            box = dialog(window, "delete_preset")
            assert isinstance(box, QMessageBox)
            next(b for b in box.buttons() if b.text().replace("&", "") == button).click()
            assert list(own.read()[0]) == left
        np.testing.assert_array_equal(kernel(window), RANDOM)
        assert presets(window).currentText() == "mine"
        assert "mine" not in choices(presets(window))[0]

    def test_a_damaged_file_is_left_out_with_one_sentence_when_presets_are_looked_at(self, window, own):
        own.save("mine", RANDOM)
        (own.folder / "odd.json").write_text("{")
        presets(window).setFocus()
        assert said(window, "layer_0") == "Odd.json is left out: it is not written in JSON."
        assert choices(presets(window))[0] == [*shipped(), "mine"]

    def test_what_cannot_be_saved_gets_a_sentence(self, window):
        set_kernel(window, np.full((3, 3, 1), np.inf))
        self.save(window, "mine")
        assert said(window, "layer_0") == "The kernel holds numbers that are not finite."
        assert undo_texts(window) == []
