"""Which array of a file is used, how its axes are read, and which image of a stack."""

from dataclasses import replace
from typing import Any

from cnnviz.experiment.limits import Limit
from cnnviz.importing import axes
from cnnviz.importing.reduction import Choice
from cnnviz.importing.source import Offer
from cnnviz.qt import QLabel, Qt, QVBoxLayout, QWidget, pyqtSignal
from cnnviz.ui.fields.choice_field import ChoiceField
from cnnviz.ui.fields.form_rows import Row
from cnnviz.ui.fields.number_fields import NumberField

_LETTERS = 18  # of an array's name that there is always room for
_ORDERS = {
    "w": ("one row", "columns"),
    "hw": ("one channel", "rows × columns"),
    "hwc": ("one image, channels last", "rows × columns × channels"),
    "chw": ("one image, channels first", "channels × rows × columns"),
    "nhw": ("stack of images", "images × rows × columns"),
    "nhwc": ("stack, channels last", "images × rows × columns × channels"),
    "nchw": ("stack, channels first", "images × channels × rows × columns"),
}


class SourceFields(QWidget):
    """Offers what there is to choose from in a file; what leaves no choice is not shown.

    Signals
    -------
    chosen : the number of the array, how its axes are read, the number of the image
    refused : why a number goes no further
    settled : a number is taken, or dropped
    left : Enter was pressed in a number
    """

    chosen = pyqtSignal(int, str, int)
    refused = pyqtSignal(str)
    settled = pyqtSignal()
    left = pyqtSignal()

    def __init__(self, offer: Offer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offer, self._wanted = offer, Choice(1)
        label = self.tr("What is meant") if offer.readings else self.tr("Array of the file")
        self._part = self._choice("import_array", label)
        self._fill_parts()
        self._order = self._choice("import_order", self.tr("How the axes are read"))
        self._sample = NumberField("import_sample", self.tr("Which image of the stack, counted from 0"), self)
        self._count = QLabel(self)
        self.rows = (
            Row(self.tr("Meant") if offer.readings else self.tr("Array"), self._part),
            Row(self.tr("Read as"), self._order),
            Row(self.tr("Image"), self._sample, self._count),
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for row in self.rows:
            column.addWidget(row)
        self._part.activated[int].connect(self._choose_part)
        self._order.activated[int].connect(self._choose_order)
        self._sample.edited.connect(lambda sample: self._ask(sample=sample))
        self._sample.refused.connect(self.refused)
        self._sample.settled.connect(self.settled)
        self._sample.left.connect(self.left)

    def show_choice(self, choice: Choice) -> None:
        """Show what is chosen."""
        self._wanted = choice
        part = self._offer.parts[choice.part]
        self._part.setCurrentIndex(choice.part)
        if [self._order.itemData(row) for row in range(self._order.count())] != list(part.orders):
            self._order.clear()
            for number, order in enumerate(part.orders):
                text, tip = _ORDERS[order]
                self._order.addItem(self.tr(text), order)
                self._order.setItemData(number, self.tr(tip), Qt.ItemDataRole.ToolTipRole)
        self._order.setCurrentIndex(list(part.orders).index(choice.order))
        self._order.setToolTip(self.tr(_ORDERS[choice.order][1]))
        count = axes.count(part.shape, choice.order)
        why = self.tr("there are {0} images, counted from 0").format(count)
        self._sample.show_value(choice.sample, Limit(0, count - 1, self.tr("the first is number 0"), why))
        self._count.setText(self.tr("of {0}, from 0").format(count))
        several = len(self._offer.parts) > 1, len(part.orders) > 1, count > 1
        for row, shown in zip(self.rows, several, strict=True):
            row.setVisible(shown)
        self.setVisible(any(several))

    def _fill_parts(self) -> None:
        for number, part in enumerate(self._offer.parts):
            size = "×".join(map(str, part.shape))
            self._part.addItem(f"{part.name}  {size}" if size and not self._offer.readings else part.name)
            self._part.allow(number, part.why_not)

    def _choice(self, name: str, label: str) -> ChoiceField:
        box = ChoiceField(name, label, self, letters=_LETTERS)
        box.view().setTextElideMode(Qt.TextElideMode.ElideMiddle)
        return box

    def _choose_part(self, number: int) -> None:
        self.chosen.emit(number, self._offer.parts[number].orders[0], 0)

    def _choose_order(self, row: int) -> None:
        self._ask(order=self._order.itemData(row), sample=0)

    def _ask(self, **changes: Any) -> None:
        wanted = replace(self._wanted, **changes)
        self.chosen.emit(wanted.part, wanted.order, wanted.sample)
