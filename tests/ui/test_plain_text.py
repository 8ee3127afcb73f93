"""People's own words are shown as they are, wherever they are: <b> is no boldness, and & marks no key."""

import json

import numpy as np
import pytest
from kernel_tools import do, go_to_cell, greyed, presets
from layer_tools import named, said
from PyQt5.QtCore import QEvent, Qt
from PyQt5.QtGui import QHelpEvent
from PyQt5.QtWidgets import QAbstractButton, QAction, QApplication, QLabel, QLineEdit, QToolTip, QWidget
from ui_tools import choices, dialog, drag_and_drop, press, type_text

from cnnviz.session.files.places import own_presets
from cnnviz.ui.plain import in_menu, in_title

NAME = "<b>a&b<b>[*]"
PLAIN = Qt.TextFormat.PlainText


@pytest.fixture(autouse=True)
def own():
    """Have a preset of that name, and remove it afterwards."""
    folder = own_presets().folder
    folder.mkdir(parents=True, exist_ok=True)
    content = {"name": NAME, "about": NAME, "table": [[1, 2, 1]]}
    (folder / "odd.json").write_text(json.dumps(content))
    yield
    for file in folder.iterdir():
        file.unlink()


@pytest.fixture
def file(tmp_path):
    """Return a file with two arrays, all of that name."""
    path = tmp_path / f"{NAME}.npz"
    np.savez(path, **{NAME: np.eye(60), f"{NAME}2": np.eye(50)})
    return path


def without_keys(text):
    """Return what a menu or a button shows of a text."""
    return text.partition("\t")[0].replace("&&", "\0").replace("&", "").replace("\0", "&")


def shown(root):
    """Return what each part of a window shows, all of it plain; whoever reads marks, has them taken care of."""
    texts = set()
    for label in [one for one in root.findChildren(QLabel) if one.isVisible()]:
        assert label.textFormat() == PLAIN, label.text()
        texts.add(label.text())
    texts |= {
        without_keys(one.text()) for one in root.findChildren(QAbstractButton) + root.findChildren(QAction)
    }
    for part in [root, *root.findChildren(QWidget)]:
        texts.add(part.windowTitle().replace("[*][*]", "\0").replace("[*]", "").replace("\0", "[*]"))
    return texts


def has(texts):
    """Return whether the name is seen in one of the texts; nowhere is it seen in part."""
    assert not [text for text in texts if "a&b" in text and NAME not in text]
    return any(NAME in text for text in texts)


def tip_of(widget):
    """Return the label in which a tool tip is shown."""
    at = widget.rect().center()
    QApplication.sendEvent(widget, QHelpEvent(QEvent.Type.ToolTip, at, widget.mapToGlobal(at)))
    return next(one for one in QApplication.topLevelWidgets() if one.inherits("QTipLabel"))


def test_a_file_and_its_arrays(window, file):
    drag_and_drop(window, file)
    preview = dialog(window, "import")
    part = preview.findChild(QWidget, "import_array")
    assert any(NAME in text for text in choices(part)[0])
    assert has(shown(preview))
    preview.accept()
    assert has(shown(window))
    assert without_keys(window.actions_by_id["edit.undo"].text()) == f"Undo open {file.name}"
    window.setup.open("image")
    image = next(
        label for label in window.findChildren(QLabel) if label.text() == window.session.experiment.image_name
    )
    window.grab()
    assert NAME in image.toolTip()
    tip = tip_of(image)
    assert (tip.text(), tip.textFormat()) == (image.toolTip(), PLAIN)
    QToolTip.hideText()
    window.actions_by_id["image.draw"].trigger()
    large = dialog(window, "draw_window")
    assert has(shown(large))
    large.close()


def test_what_cannot_be_opened(window, tmp_path):
    path = tmp_path / f"{NAME}.png"
    path.write_text("no picture")
    drag_and_drop(window, path)
    box = dialog(window, "complaint")
    assert has(shown(box))
    box.close()


def test_a_preset(window):
    presets(window).setFocus()
    assert NAME in choices(presets(window))[0]
    greyed(window, "kernel_negate")  # opens the menu
    assert has(shown(named(window, "layer_0")))
    named(window, "layer_0").findChild(QAction, NAME).trigger()
    box = dialog(window, "delete_preset")
    assert has(shown(box))
    box.close()
    do(window, "kernel_save")
    asked = dialog(window, "name_dialog")
    asked.findChild(QLineEdit, "name").setText(NAME)
    assert has(shown(asked))
    asked.close()


def test_what_was_typed_and_is_refused(window):
    go_to_cell(window, 0, 0)
    type_text("1")
    QApplication.focusWidget().setText("<b>1</b>")
    press(Qt.Key.Key_Return)
    QApplication.processEvents()
    assert said(window, "layer_0") == "'<b>1</b>' is not a number."
    assert "'<b>1</b>' is not a number." in shown(window)


@pytest.mark.parametrize("id_", ["file.samples", "help.about", "image.resize", "file.open"])
def test_every_dialog(window, id_):
    window.actions_by_id[id_].trigger()
    shown(window)
    for one in window.findChildren(QWidget):
        if one.isWindow() and one is not window and one.isVisible():
            one.close()


def test_words_in_menus_and_titles():
    assert in_menu("a & b\tCtrl+Q") == "a && b Ctrl+Q"
    assert in_title("a[*]") == "a[*][*]"
