"""Before an image is used: how large, grey or in colour, with a preview of the very cells."""

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from cnnviz.canvas.palette import Palette
from cnnviz.canvas.thumbnail import thumbnail
from cnnviz.experiment.images import SourceImage, reduce
from cnnviz.experiment.limits import Limit
from cnnviz.explain.numbers import size_text
from cnnviz.session.settings import LONGER_SIDE
from cnnviz.ui.fields import NumberField

_PREVIEW = 336
LARGEST_SIDE = int(LONGER_SIDE.most)


class ImportDialog(QDialog):
    """Asks for the size and the colour of an opened image.

    Signals
    -------
    chosen : (array (height, width, channels), the longer side)
    """

    chosen = pyqtSignal(object, int)

    def __init__(
        self, source: SourceImage, longer_side: int, palette: Palette, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("import")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Use image {0}").format(source.name))
        self._source, self._palette = source, palette
        longest = max(source.width, source.height)
        most = min(longest, LARGEST_SIDE)
        why = (
            self.tr("the image has only {0} cells there").format(longest)
            if longest <= LARGEST_SIDE
            else self.tr("a side of more than {0} cells is not offered").format(LARGEST_SIDE)
        )
        self._side = NumberField("longer_side", self.tr("Cells on the longer side"), self)
        self._side.show_value(min(longer_side, most), Limit(1, most, self.tr("one cell is the least"), why))
        self._grey = QRadioButton(self.tr("Grey, one channel"), self)
        self._colour = QRadioButton(self.tr("Colour, three channels"), self)
        self._colour.setEnabled(source.has_colour)
        self._colour.setToolTip("" if source.has_colour else self.tr("The image has no colours"))
        (self._colour if source.has_colour else self._grey).setChecked(True)
        self._preview = QLabel(self)
        self._preview.setObjectName("import_preview")
        self._preview.setFixedSize(_PREVIEW, _PREVIEW)
        self._preview.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._note = QLabel(self)
        self._note.setProperty("kind", "muted")
        self._reason = QLabel(self)
        self._reason.setProperty("kind", "reason")
        self._reason.setWordWrap(True)
        self._lay_out()
        self._side.edited.connect(self._show)
        self._side.stopped.connect(self._reason.setText)
        self._grey.toggled.connect(self._show)
        self._show()

    def accept(self) -> None:
        """Hand over what the preview shows."""
        self.chosen.emit(self._array, self._side.value())
        super().accept()

    def _show(self, *_: object) -> None:
        self._array = reduce(self._source, self._side.value(), self._colour.isChecked())
        ratio = round(self.devicePixelRatioF())
        self._preview.setPixmap(thumbnail(self._array, _PREVIEW, self._palette, image=True, ratio=ratio))
        original = size_text((self._source.height, self._source.width, 1))
        self._note.setText(
            self.tr("{0} cells, from {1} pixels").format(size_text(self._array.shape), original)
        )
        self._reason.clear()

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setVerticalSpacing(10)
        form.addRow(self.tr("Longer side"), self._side)
        form.addRow(self._reason)
        form.addRow(self._colour)
        form.addRow(self._grey)
        form.addRow(self._note)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        use = buttons.addButton(self.tr("Use image"), QDialogButtonBox.ButtonRole.AcceptRole)
        use.setDefault(True)
        use.setObjectName("import_use")
        self._side.left.connect(use.setFocus)  # Enter takes the number, Enter again the image
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        right = QVBoxLayout()
        right.addLayout(form)
        right.addStretch(1)
        right.addWidget(buttons)
        frame = QFrame(self)
        framed = QVBoxLayout(frame)
        framed.setContentsMargins(0, 0, 0, 0)
        framed.addWidget(self._preview)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 20)
        layout.setSpacing(24)
        layout.addWidget(frame)
        layout.addLayout(right)
