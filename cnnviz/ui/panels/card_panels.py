"""The panels of the set-up that hold one thing each: the image, the loss, training."""

from collections.abc import Mapping

from cnnviz.canvas.palette import Palette
from cnnviz.qt import QAction, QWidget
from cnnviz.ui.cards.image_card import ImageCard
from cnnviz.ui.cards.loss_card import LossCard
from cnnviz.ui.cards.training_card import TrainingCard
from cnnviz.ui.panels.panel import Panel, SetupState


class ImagePanel(Panel):
    """The image, to draw on and to choose."""

    def __init__(
        self, actions: Mapping[str, QAction], palette: Palette, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.card = ImageCard(actions, palette, self.contents)
        self.column.addWidget(self.card)
        self.column.addStretch(1)

    def show_state(self, state: SetupState) -> None:
        """Show the image."""
        self.card.show_experiment(state.experiment, state.palette, can_resize=state.can_resize)


class LossPanel(Panel):
    """The loss, its target, and the learning rate."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layers = 0
        self.card = LossCard(self.contents)
        self.card.edited.connect(self.edited)
        self.card.said.connect(self.bring_into_view)
        self.column.addWidget(self.card)
        self.column.addStretch(1)

    def show_state(self, state: SetupState) -> None:
        """Show the loss, marked while it is what is stepped through."""
        self._layers = len(state.experiment.layers)
        self.card.show_experiment(state.experiment, state.loss)
        self.set_layer(state.layer)

    def set_layer(self, layer: int) -> None:
        """Mark the loss: it stands behind the last layer."""
        self.card.set_current(layer >= self._layers)


class TrainingPanel(Panel):
    """More rounds, and the loss of each."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.card = TrainingCard(self.contents)
        self.card.said.connect(self.bring_into_view)
        self.column.addWidget(self.card)
        self.column.addStretch(1)

    def show_state(self, state: SetupState) -> None:
        """Show the rounds so far."""
        self.card.show_rounds(state.losses, state.round, state.palette)
