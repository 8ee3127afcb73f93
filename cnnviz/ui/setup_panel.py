"""The set-up at the left: the image, then a card for each layer."""

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtWidgets import QAction, QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from cnnviz.canvas.palette import Palette
from cnnviz.experiment.document import Experiment
from cnnviz.ui.convolution_card import ConvolutionCard
from cnnviz.ui.fields import NumberField
from cnnviz.ui.image_card import ImageCard

WIDTH = 262


class SetupPanel(QScrollArea):
    """Shows what is set up and asks for changes.

    Signals
    -------
    edited : (the new experiment, what was done in words)
    filter_chosen : the filter to follow
    resize_asked : the opened image is wanted in another size
    left : the keyboard should go back to the stage
    """

    edited = pyqtSignal(object, str)
    filter_chosen = pyqtSignal(int)
    resize_asked = pyqtSignal()
    left = pyqtSignal()

    def __init__(self, open_action: QAction, layers: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("setup")
        self.setAccessibleName(self.tr("Set-up"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedWidth(WIDTH)
        contents = QWidget(self)
        contents.setObjectName("setup_contents")
        layout = QVBoxLayout(contents)
        layout.setContentsMargins(16, 16, 14, 16)
        layout.setSpacing(10)
        self._image = ImageCard(open_action, contents)
        self._image.resize_asked.connect(self.resize_asked)
        self._cards = [ConvolutionCard(index, contents) for index in range(layers)]
        layout.addWidget(self._section(self.tr("IMAGE")))
        layout.addWidget(self._image)
        layout.addSpacing(8)
        layout.addWidget(self._section(self.tr("LAYERS")))
        for card in self._cards:
            card.edited.connect(self.edited)
            card.filter_chosen.connect(self.filter_chosen)
            layout.addWidget(card)
        layout.addStretch(1)
        self.setWidget(contents)
        for field in contents.findChildren(NumberField):
            field.left.connect(self.left)

    def show_experiment(
        self, experiment: Experiment, followed: int, palette: Palette, *, can_resize: bool
    ) -> None:
        """Show what is set up."""
        self._image.show_experiment(experiment, palette, can_resize=can_resize)
        for card in self._cards:
            card.show_experiment(experiment, followed)

    def set_layer(self, layer: int) -> None:
        """Mark the card of the layer that is stepped through."""
        for index, card in enumerate(self._cards):
            card.set_current(index == layer)

    def _section(self, text: str) -> QLabel:
        label = QLabel(text, self)
        label.setProperty("kind", "section")
        return label
