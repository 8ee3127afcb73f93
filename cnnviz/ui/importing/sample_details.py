"""What is to be known of a sample before it is used: the very cells, what kernels make of them, and whose it is."""

from cnnviz.canvas.grids.thumbnail import thumbnail
from cnnviz.canvas.palette import Palette
from cnnviz.engine import conv2d
from cnnviz.experiment.arrays import Array, is_picture
from cnnviz.experiment.kernels.presets import preset
from cnnviz.explain.numbers import shown, size_text
from cnnviz.gallery.samples import Sample, load, source
from cnnviz.importing.reduction import reduce
from cnnviz.qt import QCheckBox, QGridLayout, QHBoxLayout, QLabel, QPixmap, Qt, QVBoxLayout, QWidget
from cnnviz.ui.fields.choice_field import ChoiceField

SIDES = (16, 28, 32, 64)
"""Cells on the longer side that an image file is offered with."""
_PREVIEW, _SMALL = 256, 64
_FRAME = 5
_GAP = 12
_KERNELS = {"Sobel x": "Sobel x", "Sobel y": "Sobel y", "Gaussian blur": "Blur"}  # with their captions


class SampleDetails(QWidget):
    """Shows one sample; `array` is what would be used of it."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._palette = palette
        self._sample: Sample | None = None
        self.array: Array | None = None
        self._preview = _picture(_PREVIEW, self)
        self._preview.setObjectName("sample_preview")
        self._results = {name: _picture(_SMALL, self) for name in _KERNELS}
        self._title = _label("heading", self)
        self._note = _label("note", self)
        self._note.setObjectName("sample_note")
        self._size = _label("muted", self)
        self._size.setObjectName("sample_size")
        self._credit = _label("muted", self)
        self._credit.setObjectName("sample_credit")
        self._side = ChoiceField("sample_side", self.tr("Cells on the longer side"), self)
        self._side.addItems([str(side) for side in SIDES])
        self._side.setCurrentText("28")
        self._colour = QCheckBox(self.tr("in colour"), self)
        self._colour.setObjectName("sample_colour")
        self._colour.setChecked(True)
        self._side.currentIndexChanged.connect(self._show)
        self._colour.toggled.connect(self._show)
        self._lay_out()

    def set_palette(self, palette: Palette) -> None:
        """Use another theme's colours."""
        self._palette = palette
        self._show()

    def show_sample(self, sample: Sample | None) -> None:
        """Show a sample, or that there is none."""
        if sample is not self._sample or sample is None:
            self._sample = sample
            self._show()

    def _show(self, *_: object) -> None:
        sample = self._sample
        self.array = None if sample is None else self._cells(sample)
        self._show_pictures()
        for widget in self._choices:
            widget.setVisible(sample is not None and sample.from_file)
        self._colour.setVisible(sample is not None and sample.from_file and sample.shape[2] == 3)
        if sample is None or self.array is None:
            self._title.setText(self.tr("No sample has all these words"))
            for label in (self._note, self._size, self._credit):
                label.clear()
            return
        self._title.setText(sample.title)
        self._note.setText(sample.note)
        self._size.setText(self._size_words(self.array))
        self._credit.setText(self.tr("Licence: {0}").format(sample.licence) + f"\n{sample.credit}")
        self._preview.setAccessibleName(f"{sample.title}, {self._size.text()}")

    def _cells(self, sample: Sample) -> Array:
        if not sample.from_file:
            return load(sample)
        colour = sample.shape[2] == 3 and self._colour.isChecked()
        return reduce(source(sample), int(self._side.currentText()), colour)

    def _show_pictures(self) -> None:
        array = self.array
        self._pictures.setVisible(array is not None)
        if array is None:
            return
        self._preview.setPixmap(self._drawn(array, _PREVIEW))
        for name, label in self._results.items():
            weight = preset(name, (3, 3), array.shape[2])[..., None]
            label.setPixmap(self._drawn(conv2d(array[None], weight, padding="same")[0], _SMALL))

    def _drawn(self, array: Array, side: int) -> QPixmap:
        whole = side - side % max(array.shape[:2])  # so that every cell has as many pixels
        return thumbnail(
            array, whole, self._palette, image=is_picture(array), ratio=round(self.devicePixelRatioF())
        )

    def _size_words(self, array: Array) -> str:
        grey = self.tr("grey") if is_picture(array) else self.tr("1 channel")
        kind = self.tr("colour") if array.shape[2] == 3 else grey
        low, high = shown(float(array.min())), shown(float(array.max()))
        words = self.tr("{0} cells, {1}, values from {2} to {3}")
        return words.format(size_text((*array.shape[:2], 1)), kind, low, high)

    def _lay_out(self) -> None:
        self._pictures = QWidget(self)
        pictures = QGridLayout(self._pictures)
        pictures.setContentsMargins(0, 0, 0, 0)
        pictures.setHorizontalSpacing(_GAP)
        pictures.setVerticalSpacing(1)
        pictures.addWidget(self._preview, 0, 0, 2 * len(_KERNELS), 1, Qt.AlignmentFlag.AlignTop)
        for row, (name, label) in enumerate(self._results.items()):
            caption = _label("muted", self)
            caption.setText(self.tr(_KERNELS[name]))
            label.setAccessibleName(self.tr("What {0} makes of it").format(name))
            pictures.addWidget(label, 2 * row, 1)
            pictures.addWidget(caption, 2 * row + 1, 1, Qt.AlignmentFlag.AlignHCenter)
        choices = QHBoxLayout()
        cells = _label("muted", self)
        cells.setText(self.tr("cells on the longer side"))
        for widget in (self._side, cells, self._colour):
            choices.addWidget(widget)
        choices.addStretch(1)
        self._choices = (self._side, cells)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._pictures)
        layout.addWidget(self._title)
        layout.addWidget(self._note)
        layout.addLayout(choices)
        layout.addWidget(self._size)
        layout.addStretch(1)
        layout.addWidget(self._credit)
        self.setFixedWidth(_PREVIEW + _SMALL + 4 * _FRAME + _GAP)


def _picture(side: int, parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setProperty("kind", "picture")
    label.setFixedSize(side + 2 * _FRAME, side + 2 * _FRAME)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return label


def _label(kind: str, parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setProperty("kind", kind)
    label.setWordWrap(True)
    return label
