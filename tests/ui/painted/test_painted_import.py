"""Before an image is used the dialog says, and shows, what will come of it: read from what it paints."""

import re

import numpy as np
import pytest
from import_tools import crop_of, number, put, saved
from painted_texts import number as said_number
from painted_texts import texts, written
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QLabel, QMessageBox
from seen_pixels import pixels_of
from ui_tools import dialog, drag_and_drop, press

from cnnviz.ui.importing.crop_view import CropView

KEY = Qt.Key


@pytest.fixture
def preview(window, tmp_path):
    """Return the dialog on an array that goes down from 1 to 0, larger than is used."""
    ramp = np.linspace(1, 0, 40 * 60).reshape(40, 60)
    drag_and_drop(window, saved(tmp_path, ramp, "ramp.npy"))
    return dialog(window, "import")


def sizes(preview):
    """Return the sizes that the line under the picture tells, as (rows, columns)."""
    (line,) = [text for text in texts(preview) if "cells, from" in text]
    return [tuple(map(int, size)) for size in re.findall(r"(\d+)×(\d+)", line)]


def values(preview):
    line = " ".join(texts(preview.findChild(QLabel, "import_values")))
    return [said_number(part) for part in line.partition("Values")[2].split(" to ")]


def cells(preview, shape):
    """Return the grey in the middle of each cell of the preview, from 0 to 1."""
    shown = pixels_of(preview.findChild(QLabel, "import_preview").pixmap().toImage())[..., 0] / 255
    rows, columns = (
        (np.arange(count) + 0.5) * side / count for count, side in zip(shape, shown.shape, strict=True)
    )
    return shown[np.ix_(rows.astype(int), columns.astype(int))]


def test_the_dialog_is_called_after_the_file(preview):
    assert preview.windowTitle() == "Use ramp.npy"


def test_cells_and_their_source_are_counted_and_shown_as_they_are_chosen(window, preview):
    assert sizes(preview) == [(19, 28), (40, 60)]
    for side in (6, 12):
        put(preview, "longer_side", side)
        shape = side * 40 // 60, side
        assert sizes(preview) == [shape, (40, 60)]
        means = np.linspace(1, 0, 2400).reshape(shape[0], 40 // shape[0], side, 60 // side).mean(axis=(1, 3))
        assert np.abs(cells(preview, shape) - means).max() < 0.01
        assert values(preview) == pytest.approx([means.min(), means.max()], abs=0.006)
    put(preview, "crop_height", 20)
    assert sizes(preview) == [(4, 12), (20, 60), (40, 60)]
    assert values(preview)[0] > 0.45


def test_what_is_cut_off_is_veiled_and_what_is_used_is_not(preview):
    view = preview.findChild(CropView, "import_crop")
    before = pixels_of(view.grab().toImage()).astype(int)
    put(preview, "crop_width", 30)
    assert crop_of(preview).width == 30
    changed = (np.abs(pixels_of(view.grab().toImage()).astype(int) - before) > 40).any(axis=2)
    dark, middle = changed[90:150], changed.shape[1] // 2
    assert dark[:, middle + 20 : middle + 100].mean() > 0.9
    assert dark[:, middle - 100 : middle - 20].mean() < 0.1


@pytest.mark.parametrize(("name", "key"), [("longer_side", KEY.Key_Down), ("crop_height", KEY.Key_Up)])
def test_why_a_number_goes_no_further_is_written(preview, name, key):
    field = number(preview, name)
    assert texts(preview.findChild(QLabel, "import_reason")) == []
    put(preview, name, field.minimum() if key == KEY.Key_Down else field.maximum())
    field.setFocus()
    press(key)
    reason = " ".join(texts(preview.findChild(QLabel, "import_reason")))
    assert re.fullmatch(r"[A-Z].{12,}\.", reason)


def test_of_a_stack_it_is_told_how_many_there_are(window, tmp_path):
    drag_and_drop(window, saved(tmp_path, np.arange(7 * 30).reshape(7, 5, 6) % 9 - 2.0))
    assert "of 7, from 0" in texts(dialog(window, "import"))


def test_a_file_that_cannot_be_used_is_complained_of_in_a_sentence(window, tmp_path):
    path = tmp_path / "odd.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n and no more")
    drag_and_drop(window, str(path))
    (box,) = [box for box in window.findChildren(QMessageBox, "complaint") if box.isVisible()]
    said = " ".join(texts(box))
    assert re.search(r"odd\.png .{8,}\.", said)
    box.close()


def above(box, caption):
    """Return the picture that stands over a caption."""
    at = next(line.at for line in written(box) if line.text == caption)
    pictures = [label for label in box.findChildren(QLabel) if label.pixmap() and label.isVisible()]
    bottoms = {label: label.mapTo(box, label.rect().bottomLeft()) for label in pictures}
    nearest = max(
        (label for label in pictures if bottoms[label].y() < at.y()), key=lambda label: bottoms[label].y()
    )
    assert 0 < at.x() - bottoms[nearest].x() < nearest.width()
    return pixels_of(nearest.pixmap().toImage())


def test_over_the_name_of_a_kernel_stands_what_it_makes_of_the_sample(window):
    window.actions_by_id["file.samples"].trigger()
    box = dialog(window, "samples")
    across = "Sobel x", "Sobel y"
    for sample, finds in (("Vertical edge", "Sobel x"), ("Horizontal edge", "Sobel y")):
        assert max(written(box), key=lambda line: line.pixels).text == sample
        for caption in across:
            middle = above(box, caption)
            rows, columns = (slice(side // 4, -side // 4) for side in middle.shape[:2])
            inside = middle[rows, columns]
            assert (inside != inside[0, 0]).any() == (caption == finds)
        press(KEY.Key_Right)
    box.close()


def test_a_sample_is_told_with_its_size_values_and_licence(window):
    window.actions_by_id["file.samples"].trigger()
    box = dialog(window, "samples")
    for _ in range(3):
        said = " ".join(texts(box))
        rows, columns = map(int, re.search(r"(\d+)×(\d+) cells", said).groups())
        low, high = (said_number(part) for part in re.search(r"values from (\S+) to (\S+)", said).groups())
        assert re.search(r"Licence: \S", said)
        press(KEY.Key_Return)
        image = window.session.experiment.image
        assert image.shape[:2] == (rows, columns)
        assert (low, high) == pytest.approx((image.min(), image.max()), abs=0.006)
        assert window.session.experiment.image_name.lower() in said.lower()
        window.actions_by_id["file.samples"].trigger()
        box = dialog(window, "samples")
        for _ in range(2):
            press(KEY.Key_Right)
    box.close()
