"""What the tests do in the dialog before an image is used."""

import numpy as np
from PIL import Image
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QLabel, QPushButton
from ui_tools import press, type_text

from cnnviz.importing.pictures.opening import open_image
from cnnviz.importing.reduction import Crop, reduce
from cnnviz.ui.fields.number_fields import NumberField


def saved(folder, array, name="array.npy"):
    """Save an array and return its path."""
    np.save(folder / name, array)
    return str(folder / name)


def number(preview, name):
    """Return the field that is called so."""
    return preview.findChild(NumberField, name)


def put(preview, name, value):
    """Type a number into a field of the dialog."""
    edited = number(preview, name)
    edited.setFocus()
    edited.selectAll()
    type_text(str(value))
    press(Qt.Key.Key_Tab)


def use(preview):
    """Use the image as it is shown."""
    preview.findChild(QPushButton, "import_use").click()


def texts(preview):
    """Return all words beside the fields."""
    return [label.text() for label in preview.findChildren(QLabel) if not label.isHidden()]


def crop_of(preview):
    """Return the part that is used."""
    return Crop(*(number(preview, f"crop_{name}").value() for name in ("top", "left", "height", "width")))


def picture(path, width=8, height=6, colour=True):
    """Save a picture of noise and return its path."""
    shape = (height, width, 3) if colour else (height, width)
    Image.fromarray(np.random.default_rng(width).integers(0, 256, shape, dtype=np.uint8)).save(path)
    return path


def expected(path, side, colour=True):
    """Return the image that a picture file becomes."""
    return reduce(open_image(path), side, colour)
