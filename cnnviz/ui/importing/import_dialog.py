"""Before an image is used: which array, which part of it, how many cells, and in which values; the cells are seen."""

from dataclasses import replace
from typing import Any

from cnnviz.canvas.grids.thumbnail import thumbnail
from cnnviz.canvas.palette import Palette
from cnnviz.experiment.arrays import Array, is_picture
from cnnviz.experiment.limits import Limit
from cnnviz.explain.numbers import range_text, size_text
from cnnviz.importing.reduction import Choice, Crop, Scale, fitted, made, scales, source_of
from cnnviz.importing.source import Offer, Source
from cnnviz.importing.stored_crop import as_kept, as_stored, steps
from cnnviz.qt import (
    QHBoxLayout,
    QLabel,
    QPixmap,
    QRadioButton,
    Qt,
    QVBoxLayout,
    QWidget,
    pyqtSignal,
)
from cnnviz.session.jobs.jobs import Job, Jobs
from cnnviz.session.settings.settings import LONGER_SIDE
from cnnviz.ui.appearance import appearance
from cnnviz.ui.dialogs.arranged import group, stacked, titled
from cnnviz.ui.dialogs.dialog import Dialog
from cnnviz.ui.fields.form_rows import Row, align
from cnnviz.ui.fields.number_fields import NumberField
from cnnviz.ui.importing.crop_fields import CropFields
from cnnviz.ui.importing.crop_view import MARGIN, CropView
from cnnviz.ui.importing.source_fields import SourceFields
from cnnviz.ui.plain import in_title

_SIDE = 306  # pixels of each picture
LARGEST_SIDE = int(LONGER_SIDE.most)


class ImportDialog(Dialog):
    """Asks what is made of a file, or of what was pasted.

    Signals
    -------
    chosen : (array (height, width, channels), the `Choice` that it was made by, the `Source` that it was made of)
    """

    chosen = pyqtSignal(object, object, object)

    def __init__(self, offer: Offer, choice: Choice, source: Source, parent: QWidget | None = None) -> None:
        super().__init__("import", parent)
        self.setWindowTitle(self.tr("Use {0}").format(in_title(offer.name)))
        self._offer, self._choice = offer, choice
        self._palette = appearance().palette
        self._source = source
        self._jobs = Jobs()
        self._make_parts()
        self._lay_out()
        self._connect()
        self._show_source()
        self._show()
        appearance().changed.connect(self.set_palette)

    def set_palette(self, palette: Palette) -> None:
        """Use another theme's colours."""
        self._palette = palette
        self._view.set_palette(palette)
        if not is_picture(self._source.values):  # a picture has the same greys and colours in every theme
            self._paint_source()
        if not is_picture(self._array):
            self._paint_cells()

    def accept(self) -> None:
        """Hand over what is shown."""
        if self._jobs.job is None:  # else what is shown is not what is chosen
            self.chosen.emit(self._array, self._choice, self._source)
            super().accept()

    def done(self, result: int) -> None:
        """Stop reading what nobody wants any more."""
        self._jobs.drop()
        super().done(result)

    def _make_parts(self) -> None:
        self._which = SourceFields(self._offer, self)
        self._view = CropView(_SIDE, self._palette, self)
        self._view.setObjectName("import_crop")
        self._view.setAccessibleName(
            self.tr("The part that is used: arrow keys move it, with Shift its size")
        )
        self._cells = QLabel(self)
        self._cells.setObjectName("import_preview")
        self._cells.setAccessibleName(self.tr("The cells of the image"))
        self._cells.setFixedSize(_SIDE, _SIDE)
        self._cells.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._cells.setMargin(MARGIN)
        self._crop = CropFields(self)
        self._side = NumberField("longer_side", self.tr("Cells on the longer side"), self)
        self._colour = QRadioButton(self.tr("Colour, three channels"), self)
        self._grey = QRadioButton(self.tr("Grey, one channel"), self)
        self._scales = {
            Scale.KEEP: QRadioButton(self.tr("Keep the values"), self),
            Scale.BYTES: QRadioButton(self.tr("Divide by 255"), self),
            Scale.SPAN: QRadioButton(self.tr("Stretch from 0 to 1"), self),
        }
        self._scales[Scale.SPAN].setToolTip(self.tr("The least value becomes 0, the largest 1"))
        self._groups = [group(self, (self._colour, self._grey)), group(self, tuple(self._scales.values()))]
        self._note, self._values = QLabel(self), QLabel(self)
        self._note.setProperty("kind", "muted")
        self._values.setProperty("kind", "muted")
        self._values.setObjectName("import_values")
        self._reason = self.reason("import_reason")
        self._buttons, self._use = self.done_and_cancel("import_use", self.tr("Use image"))

    def _lay_out(self) -> None:
        rows = [
            Row(self.tr("Cut out"), self._crop),
            Row(self.tr("Longer side"), self._side),
            Row(self.tr("Channels"), stacked(self._colour, self._grey)),
            Row(self.tr("Values"), stacked(*self._scales.values())),
        ]
        self._channels = rows[2]
        align([*self._which.rows, *rows])
        right = QVBoxLayout()
        right.setSpacing(8)
        for part in (self._which, *rows):
            right.addWidget(part)
        right.addWidget(self._reason)
        right.addStretch(1)
        right.addWidget(self._buttons)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 20)
        layout.setSpacing(20)
        layout.addLayout(titled(self.tr("Drag to cut out a part"), self._view, self._note))
        layout.addLayout(titled(self.tr("The cells"), self._cells, self._values))
        layout.addLayout(right)

    def _connect(self) -> None:
        self._which.chosen.connect(self._choose)
        self._view.cropped.connect(lambda crop: self._change(crop=crop))
        self._crop.cropped.connect(lambda crop: self._change(crop=as_kept(crop, self._source)))
        self._side.edited.connect(lambda side: self._change(longer_side=side))
        for button in (self._colour, self._grey):
            button.clicked.connect(lambda: self._change(colour=self._colour.isChecked()))
        for scale, button in self._scales.items():
            button.clicked.connect(lambda _, scale=scale: self._change(scale=scale))
        for field in (self._which, self._crop, self._side):
            self.tell_of(field)
            field.left.connect(self._use.setFocus)  # Enter takes the number, Enter again the image

    def _choose(self, part: int, order: str, sample: int) -> None:
        """Take another array or image; what was cut out stays so where it is as large."""
        wanted = replace(self._choice, part=part, order=order, sample=sample)
        same, offer = (part, order) == (self._choice.part, self._choice.order), self._offer

        def take(source: Source) -> None:
            choice = replace(self._choice, part=part, order=order, sample=sample)
            self._choice, self._source = choice if same else fitted(source, choice), source
            self._use.setEnabled(True)
            self._show_source()
            self._show()

        def keep(reason: str) -> None:
            self._which.show_choice(self._choice)
            self._use.setEnabled(True)
            self._reason.setText(f"{reason}.")

        self._jobs.drop()  # the last wish counts
        self._jobs.start(Job(self.tr("read another array"), lambda: source_of(offer, wanted), take, keep))
        if self._jobs.job is not None:
            self._use.setEnabled(False)
            self._reason.setText(self.tr("It is being read…"))

    def _change(self, **changes: Any) -> None:
        self._choice = replace(self._choice, **changes)
        self._show()

    def _show_source(self) -> None:
        """Show what depends on the source alone."""
        source = self._source
        self._which.show_choice(self._choice)
        self._paint_source()
        self._channels.setVisible(source.picture or source.has_colour)
        self._colour.setEnabled(source.has_colour)
        self._colour.setToolTip("" if source.has_colour else self.tr("The image has no colours"))
        offered = scales(source)
        self._scales[Scale.BYTES].setEnabled(Scale.BYTES in offered)
        why = self.tr("Only whole numbers from 0 to 255 are divided")
        self._scales[Scale.BYTES].setToolTip("" if Scale.BYTES in offered else why)

    def _show(self) -> None:
        """Show what is chosen, and what comes of it."""
        source = self._source
        shape = (source.values.shape[0], source.values.shape[1])
        crop = (self._choice.crop or Crop.whole(shape)).within(shape)
        self.unsay()
        self._view.show_crop(crop)
        stored = as_stored(crop, source)
        self._crop.show_crop(stored, (source.height, source.width), steps(source))
        limit = self._side_limit(max(crop.height, crop.width))
        self._side.show_value(min(self._choice.longer_side, limit.high), limit)
        colour = self._choice.colour and source.channels > 1
        for button in (self._colour if colour else self._grey, self._scales[self._choice.scale]):
            button.setChecked(True)
        self._array = made(source, replace(self._choice, crop=crop, colour=colour))
        self._paint_cells()
        self._say(stored)

    def _paint_source(self) -> None:
        rows, columns, _ = self._source.values.shape
        self._view.show_source(self._picture(self._source.values), (rows, columns))

    def _paint_cells(self) -> None:
        self._cells.setPixmap(self._picture(self._array))

    def _side_limit(self, longest: int) -> Limit:
        if longest <= LARGEST_SIDE:
            why = self.tr("the image has only {0} cells there").format(longest)
        else:
            why = self.tr("a side of more than {0} cells is not offered").format(LARGEST_SIDE)
        return Limit(1, min(longest, LARGEST_SIDE), self.tr("one cell is the least"), why)

    def _say(self, crop: Crop) -> None:
        """Say what is made of which part of the file."""
        source, word = self._source, self.tr("pixels") if self._source.picture else self.tr("numbers")
        size = size_text((source.height, source.width, 1))
        if crop != Crop.whole((source.height, source.width)):
            size = self.tr("{0} of {1}").format(size_text((crop.height, crop.width, 1)), size)
        self._note.setText(
            self.tr("{0} cells, from {1} {2}").format(size_text(self._array.shape), size, word)
        )
        values = self.tr("Values {0}").format(range_text(self._array))
        seen = self._array.shape[2] in (1, 3) and is_picture(self._array)
        first = self._array.shape[2] > 1 and not seen
        self._values.setText(values + (self.tr(" · the first channel is shown") if first else ""))

    def _picture(self, values: Array) -> QPixmap:
        ratio = round(self.devicePixelRatioF())
        return thumbnail(values, _SIDE - 2 * MARGIN, self._palette, image=is_picture(values), ratio=ratio)
