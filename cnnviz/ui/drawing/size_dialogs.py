"""Asks for the size of an image: of a new one, or of the one that is there."""

import numpy as np

from cnnviz.experiment.arrays import Array
from cnnviz.experiment.drawing.painting import LARGEST_SIDE, SMALLEST_SIDE, resized, scattered
from cnnviz.experiment.limits import Limit
from cnnviz.explain.numbers import size_text
from cnnviz.qt import (
    QButtonGroup,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QVBoxLayout,
    QWidget,
    pyqtSignal,
)
from cnnviz.ui.dialogs.dialog import Dialog
from cnnviz.ui.drawing.changes import new_text
from cnnviz.ui.drawing.value_field import ValueField
from cnnviz.ui.fields.number_fields import NumberField, PairField
from cnnviz.ui.fields.real_field import RealField


class SizeDialog(Dialog):
    """Asks for rows and columns; what else is asked stands beneath.

    Signals
    -------
    chosen : (the image, what was done in words)
    """

    chosen = pyqtSignal(object, str)

    def __init__(self, name: str, title: str, done: str, image: Array, parent: QWidget) -> None:
        super().__init__(name, parent)
        self.setWindowTitle(title)
        self._image = image
        self._size = PairField("image", self.tr("Size"), self)
        reason = self.reason("size_reason")
        self.form = QFormLayout()
        self.form.setVerticalSpacing(10)
        self.form.setHorizontalSpacing(14)
        self.form.addRow(self.tr("Rows × columns"), self._size)
        buttons, self._done = self.done_and_cancel(f"{name}_done", done)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(8)
        column.addLayout(self.form)
        column.addWidget(reason)
        column.addWidget(buttons)
        self._limit_size()
        self._size.fields[0].selectAll()  # to be typed over at once

    def made(self) -> tuple[Array, str]:
        """Return the image that is asked for, and what was done in words."""
        raise NotImplementedError

    def accept(self) -> None:
        """Hand over the image."""
        self.chosen.emit(*self.made())
        super().accept()

    @property
    def size_chosen(self) -> tuple[int, int]:
        """Rows and columns."""
        return self._size.fields[0].value(), self._size.fields[1].value()

    def choices(self, label: str, *texts: tuple[str, str]) -> list[QRadioButton]:
        """Append a row of alternatives, (name, text) each; the first is chosen."""
        group, row = QButtonGroup(self), QHBoxLayout()
        row.setSpacing(14)
        buttons = []
        for name, text in texts:
            button = QRadioButton(text, self)
            button.setObjectName(name)
            button.setAccessibleDescription(label)
            group.addButton(button)
            row.addWidget(button)
            buttons.append(button)
        row.addStretch(1)
        buttons[0].setChecked(True)
        self.form.addRow(label, row)
        return buttons

    def _limit_size(self) -> None:
        few = self.tr("an image of fewer than {0} cells a side is not offered").format(SMALLEST_SIDE)
        many = self.tr("an image of more than {0} cells a side is not offered").format(LARGEST_SIDE)
        for field, side in zip(self._size.fields, self._image.shape, strict=False):
            limit = Limit(SMALLEST_SIDE, LARGEST_SIDE, few, many)
            field.show_value(min(max(side, SMALLEST_SIDE), LARGEST_SIDE), limit)
            self.hear(field)

    def hear(self, field: NumberField | RealField) -> None:
        """Say why a number is not taken; Enter takes the number, Enter again the image."""
        self.tell_of(field)
        field.edited.connect(self.unsay)
        field.left.connect(self._done.setFocus)


class NewImageDialog(SizeDialog):
    """Asks for size, channels and filling of a new image, for which noise is drawn from `seed`."""

    def __init__(self, image: Array, seed: int, parent: QWidget) -> None:
        super().__init__("new_image", parent.tr("New image"), parent.tr("Make image"), image, parent)
        self._seed = seed
        self._grey, self._colour = self.choices(
            self.tr("Channels"),
            ("new_grey", self.tr("grey (1)")),
            ("new_colour", self.tr("colour (3)")),
        )
        self._colour.setChecked(image.shape[2] == 3)
        self._plain, self._noise = self.choices(
            self.tr("Filled with"),
            ("new_plain", self.tr("a value")),
            ("new_noise", self.tr("noise from 0 to 1")),
        )
        self._value = ValueField("new_value", self.tr("Value of every cell"), self)
        self.hear(self._value)
        self.form.addRow(self.tr("Value"), self._value)
        self._plain.toggled.connect(self._value.setEnabled)

    def made(self) -> tuple[Array, str]:
        """Return the new image."""
        shape = (*self.size_chosen, 3 if self._colour.isChecked() else 1)
        plain = self._plain.isChecked()
        image = np.full(shape, self._value.value()) if plain else scattered(shape, self._seed)
        return image, new_text(self, image)


class ResizeDialog(SizeDialog):
    """Asks for another size of a drawing, which is cropped or gets zeros around it."""

    def __init__(self, image: Array, parent: QWidget) -> None:
        super().__init__("resize_image", parent.tr("Crop or extend"), parent.tr("Use size"), image, parent)
        self._middle, _ = self.choices(
            self.tr("In its place stays"),
            ("keep_middle", self.tr("the middle")),
            ("keep_corner", self.tr("the top left")),
        )
        note = QLabel(self.tr("Cells are cut off, or added as zeros; none changes its value."), self)
        note.setProperty("kind", "muted")
        self.form.addRow(note)

    def made(self) -> tuple[Array, str]:
        """Return the image in its new size."""
        image = resized(self._image, *self.size_chosen, middle=self._middle.isChecked())
        return image, self.tr("change image to {0}").format(size_text((*image.shape[:2], 1)))
