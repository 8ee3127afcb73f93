"""Titles, tool tips, undo's entries and boxes say what they are about, each read where it is shown."""

import re
from dataclasses import replace

import numpy as np
import pytest
from layer_tools import click, named
from painted_texts import texts
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QMenu
from ui_tools import choose, dialog, press, type_text

from cnnviz import __version__
from cnnviz.canvas.palette import palette
from cnnviz.ui.appearance import appearance
from cnnviz.ui.kernel.kernel_table import KernelTable

KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


def entry(window, name):
    """Return what an action is called in its menu."""
    return window.actions_by_id[name].text().replace("&", "")


def test_the_window_has_the_name_of_the_program(window):
    assert window.windowTitle() == "cnnviz[*]"  # where Qt puts the sign that something is not saved
    assert not window.isWindowModified()


def test_the_box_about_the_program_says_version_and_licence(window):
    window.actions_by_id["help.about"].trigger()
    box = dialog(window, "about")
    said = " ".join(texts(box))
    assert f"cnnviz {__version__}" in said
    assert "GNU General Public License, version 3" in said
    assert box.windowTitle() == "About cnnviz"
    box.close()


def test_every_action_has_a_tip_and_one_with_keys_says_which(window):
    for name, action in window.actions_by_id.items():
        assert len(action.toolTip()) > 3, name
        keys = action.shortcut().toString()
        assert action.toolTip().endswith(f" ({keys})") == bool(keys), name


def test_what_plays_can_be_paused_and_what_is_dark_be_made_light(window):
    for pressed, called in (
        ("play.toggle", ("Play", "Pause")),
        ("view.theme", ("Dark theme", "Light theme")),
    ):
        appearance().set_palette(palette("light"))
        assert entry(window, pressed) == called[0]
        window.actions_by_id[pressed].trigger()
        assert entry(window, pressed) == called[1]
        window.actions_by_id[pressed].trigger()
        assert entry(window, pressed) == called[0]


def kernel_cell(window):
    window.setup.open("layers")
    table = window.findChild(KernelTable)
    table.setFocus()
    table.setCurrentIndex(table.model().index(0, 2))
    type_text("5")
    press(KEY.Key_Return)


def padding(window):
    choose(named(window, "padding_kind", 0), "valid")


def pixel(window):
    named(window, "draw_pad").setFocus()
    press(KEY.Key_Space)


def removal(window):
    click(named(window, "remove_layer", 2))


def rate(window):
    session = window.session
    session.edit(replace(session.experiment, learning_rate=0.5), "set learning rate to 0.5")


@pytest.mark.some(2)
@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (kernel_cell, r"set W\[0, 2\] to 5"),
        (padding, "set padding to valid"),
        (pixel, "draw.*"),
        (removal, "remove max pooling"),
        (rate, "set learning rate to 0.5"),
    ],
)
def test_undo_and_redo_say_what_they_undo_and_redo(window, edit, said):
    assert entry(window, "edit.undo") == "Undo"
    edit(window)
    assert re.fullmatch(f"Undo {said}", entry(window, "edit.undo"))
    assert entry(window, "edit.redo") == "Redo"
    window.stage.setFocus()
    press(KEY.Key_Z, CONTROL)
    assert entry(window, "edit.undo") == "Undo"
    assert re.fullmatch(f"Redo {said}", entry(window, "edit.redo"))


def test_of_several_filters_an_entry_names_the_one(opened):
    window = opened("colour")
    for number in (0, 2):
        window.session.follow(number)
        kernel_cell(window)
        assert window.session.experiment.layers[0].kernel(number)[0, 2, 0] == 5
        assert entry(window, "edit.undo") == f"Undo set W[0, 2, 0] of filter {number} to 5"


def test_what_is_copied_is_said(window):
    window.stage.setFocus()
    press(KEY.Key_C, CONTROL)
    said = " ".join(texts(named(window, "place")))
    label = window.session.frame.chapter.label("y")
    assert said.startswith(f"Copied {label}, ")
    rows, columns = map(int, re.search(r"(\d+)×(\d+)", said).groups())
    assert (rows, columns) == window.session.frame.chapter.arrays["y"].shape[1:3]


def test_the_menu_of_arrays_names_each_with_its_size(window):
    menu: QMenu = window.actions_by_id["edit.copy_array"].menu()
    menu.aboutToShow.emit()
    told = dict(action.text().split("\t") for action in menu.actions())
    for array in window.session.timeline.arrays:
        assert told[array.label] == "×".join(map(str, np.squeeze(array.array, (0, 3)).shape))


def test_the_window_to_draw_in_is_called_after_the_image_and_tells_the_cell_under_the_pointer(window):
    window.actions_by_id["image.draw"].trigger()
    large = window.findChild(type(dialog(window, "draw_window")), "draw_window")
    assert large.windowTitle() == f"Draw: {window.session.experiment.image_name}"
    place = named(large, "large_place")
    assert " ".join(texts(place)).startswith("Right button erases")
    large.pad.hovered.emit((2, 5))
    value = window.session.experiment.image[2, 5, 0]
    found = re.fullmatch(r"Image, row 2, column 5 · X\[2, 5\] = ([\d.]+)", " ".join(texts(place)))
    assert float(found[1]) == pytest.approx(value)
    assert " ".join(texts(named(window, "place"))).startswith(found[0])
    large.close()
