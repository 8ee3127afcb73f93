"""A large image is looked at, and made as small as one likes, before it is used."""

import numpy as np
import pytest
from import_tools import expected, picture, saved
from PyQt5.QtCore import Qt
from PyQt5.QtGui import QColor
from PyQt5.QtWidgets import QAction, QLabel, QPushButton, QRadioButton
from ui_tools import dialog, drag_and_drop, field, press, type_text

from cnnviz.session.settings.settings import LONGER_SIDE, settings

KEY = Qt.Key
RANDOM = np.random.default_rng(3)


def use(window):
    """Press "Use image" in the preview."""
    dialog(window, "import").findChild(QPushButton, "import_use").click()


def test_a_large_image_is_previewed_before_it_is_used(window, large):
    before = window.session.experiment
    assert drag_and_drop(window, large)
    assert window.session.experiment is before
    use(window)
    np.testing.assert_array_equal(window.session.experiment.image, expected(large, 28))


def test_a_preview_can_be_left_and_nothing_changes(window, large):
    before = window.session.experiment
    drag_and_drop(window, large)
    assert dialog(window, "import") is not None
    press(KEY.Key_Escape)
    assert dialog(window, "import") is None
    assert window.session.experiment is before
    assert window.session.undo_stack.count() == 0


def test_enter_takes_the_number_and_enter_again_the_image(window, large):
    drag_and_drop(window, large)
    number = dialog(window, "import").findChild(type(field(window, "filters")), "longer_side")
    number.setFocus()
    number.selectAll()
    type_text("9")
    press(KEY.Key_Return)
    assert dialog(window, "import") is not None
    press(KEY.Key_Return)
    assert dialog(window, "import") is None
    np.testing.assert_array_equal(window.session.experiment.image, expected(large, 9))


@pytest.mark.some(1)
@pytest.mark.parametrize("colour", [True, False])
@pytest.mark.parametrize("side", [5, 44])
def test_what_the_preview_shows_is_what_is_used(window, large, side, colour):
    drag_and_drop(window, large)
    preview = dialog(window, "import")
    number = preview.findChild(type(field(window, "filters")), "longer_side")
    number.setFocus()
    number.selectAll()
    type_text(str(side))
    press(KEY.Key_Tab)
    buttons = preview.findChildren(QRadioButton)
    next(button for button in buttons if ("Colour" in button.text()) == colour).click()
    shown = preview.findChild(QLabel, "import_preview").pixmap().toImage()
    use(window)
    image = window.session.experiment.image
    np.testing.assert_array_equal(image, expected(large, side, colour))
    cell = shown.width() // image.shape[1]
    for row, column in ((0, 0), (1, 2), (image.shape[0] - 1, image.shape[1] - 1)):
        seen = QColor(shown.pixel(column * cell + cell // 2, row * cell + cell // 2)).getRgb()[:3]
        np.testing.assert_allclose(np.array(seen) / 255, np.broadcast_to(image[row, column], 3), atol=0.004)


def test_the_preview_stops_at_the_image_s_own_size_and_says_why(window, large):
    drag_and_drop(window, large)
    preview = dialog(window, "import")
    number = preview.findChild(type(field(window, "filters")), "longer_side")
    number.setFocus()
    number.selectAll()
    type_text("61")
    press(Qt.Key.Key_Return)
    texts = [label.text() for label in preview.findChildren(QLabel)]
    assert any("only 60 cells" in text for text in texts)
    assert number.maximum() == 60
    preview.reject()


def test_enter_in_the_size_takes_it_and_does_not_close_the_preview_unseen(window, large):
    drag_and_drop(window, large)
    preview = dialog(window, "import")
    number = preview.findChild(type(field(window, "filters")), "longer_side")
    number.setFocus()
    number.selectAll()
    type_text("12")
    press(KEY.Key_Return)
    note = [label.text() for label in preview.findChildren(QLabel) if "cells, from" in label.text()]
    assert preview.isVisible()
    assert note == ["8×12×3 cells, from 40×60 pixels"]
    preview.reject()


def test_a_grey_image_has_no_colour_to_choose(window, tmp_path):
    drag_and_drop(window, picture(tmp_path / "grey.png", 40, 40, colour=False))
    preview = dialog(window, "import")
    colour = next(button for button in preview.findChildren(QRadioButton) if "Colour" in button.text())
    assert not colour.isEnabled()
    assert colour.toolTip()
    use(window)
    assert window.session.experiment.image.shape == (28, 28, 1)


def test_the_chosen_size_is_remembered(window, large):
    drag_and_drop(window, large)
    preview = dialog(window, "import")
    preview.findChild(type(field(window, "filters")), "longer_side").setValue(17)
    use(window)
    assert settings().get(LONGER_SIDE) == 17


def test_the_size_of_an_opened_image_can_be_chosen_anew(window, large):
    window.setup.open("image")
    again = window.findChild(QAction, "image_reduce")
    assert not again.isVisible()
    drag_and_drop(window, large)
    use(window)
    window.setup.open("image")
    assert again.isVisible()
    again.trigger()
    dialog(window, "import").findChild(type(field(window, "filters")), "longer_side").setValue(10)
    use(window)
    np.testing.assert_array_equal(window.session.experiment.image, expected(large, 10))
    window.session.undo_stack.undo()
    window.session.undo_stack.undo()
    window.setup.open("image")
    assert not again.isVisible()


@pytest.mark.parametrize(("low", "repainted"), [(0, 0), (-1, 2)])
def test_another_theme_paints_anew_only_what_has_other_colours_then(
    window, tmp_path, monkeypatch, low, repainted
):
    from cnnviz.ui.importing import import_dialog

    window.open(saved(tmp_path, np.linspace(low, 1, 6400).reshape(80, 80)))
    preview = dialog(window, "import")
    painted, thumbnail = [], import_dialog.thumbnail
    monkeypatch.setattr(
        import_dialog, "thumbnail", lambda *some, **more: painted.append(some) or thumbnail(*some, **more)
    )
    monkeypatch.setattr(import_dialog, "made", None)  # the image stays as it is
    window.actions_by_id["view.theme"].trigger()
    assert len(painted) == repainted
    preview.reject()
