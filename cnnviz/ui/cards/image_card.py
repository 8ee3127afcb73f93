"""The set-up of the image: what is used, shown as it is, and the way to another one."""

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtGui import QPainter, QPaintEvent
from PyQt5.QtWidgets import QAction, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from cnnviz.canvas.palette import Palette
from cnnviz.canvas.thumbnail import thumbnail
from cnnviz.experiment.document import Experiment
from cnnviz.explain.numbers import size_text

_SIDE = 128


class ImageCard(QWidget):
    """Shows the image and asks for another, or for another size of it.

    Signals
    -------
    resize_asked : the person wants to choose size and colour of the opened image anew
    """

    resize_asked = pyqtSignal()

    def __init__(self, open_action: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = QLabel(self)
        self._picture.setObjectName("image_preview")
        self._picture.setFixedSize(_SIDE, _SIDE)
        self._picture.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._name = _ElidedLabel(self)
        self._size = QLabel(self)
        self._size.setProperty("kind", "muted")
        open_button = QPushButton(self.tr("Open…"), self)
        open_button.setToolTip(open_action.toolTip())
        open_button.clicked.connect(open_action.trigger)
        self._resize = QPushButton(self.tr("Size…"), self)
        self._resize.setObjectName("image_size")
        self._resize.setToolTip(self.tr("Choose again how large the opened image is, and whether in colour"))
        self._resize.clicked.connect(self.resize_asked)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(7)
        for widget in (open_button, self._resize, self._name, self._size):
            widget.setMinimumWidth(0)
            column.addWidget(widget)
        column.addStretch(1)
        layout.addLayout(column, 1)

    def show_experiment(self, experiment: Experiment, palette: Palette, *, can_resize: bool) -> None:
        """Show the image of an experiment."""
        ratio = round(self.devicePixelRatioF())
        image = experiment.image
        picture = bool((image >= 0).all())
        self._picture.setPixmap(thumbnail(image, _SIDE, palette, image=picture, ratio=ratio))
        self._picture.setAccessibleName(self.tr("Image: {0}").format(experiment.image_name))
        self._name.setText(experiment.image_name)
        height, width, channels = image.shape
        kinds = {1: self.tr("grey"), 3: self.tr("colour")} if picture else {}
        kind = kinds.get(channels, self.tr("{0} channels").format(channels))
        self._size.setText(f"{size_text((height, width, 1))}\n{kind}")
        self._resize.setVisible(can_resize)


class _ElidedLabel(QLabel):
    """A label whose text is shortened in the middle where there is no room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw as much of the text as fits; the tool tip has all of it."""
        self.setToolTip(self.text())
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideMiddle, self.width())
        QPainter(self).drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, text)
