"""The set-up at the left: the image, a card for each layer, the loss, training."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import cast

from cnnviz.canvas.palette import Palette
from cnnviz.experiment.convolution import Convolution, convolution
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import (
    Activation,
    AveragePooling,
    Flatten,
    GlobalAveragePooling,
    Layer,
    Linear,
    MaxPooling,
    SwitchedOff,
    linear_layer,
)
from cnnviz.experiment.size import check_size
from cnnviz.experiment.windows import Window
from cnnviz.qt import (
    QAction,
    QApplication,
    QEvent,
    QFrame,
    QLabel,
    QMenu,
    QPushButton,
    QScrollArea,
    Qt,
    QVBoxLayout,
    QWidget,
    pyqtSignal,
)
from cnnviz.ui.cards.card import Card
from cnnviz.ui.cards.convolution_card import ConvolutionCard
from cnnviz.ui.cards.image_card import ImageCard
from cnnviz.ui.cards.layer_card import LayerCard
from cnnviz.ui.cards.loss_card import LossCard
from cnnviz.ui.cards.pooling_card import PoolingCard
from cnnviz.ui.cards.simple_cards import ActivationCard, FlattenCard, GlobalPoolingCard, LinearCard
from cnnviz.ui.cards.training_card import TrainingCard
from cnnviz.ui.panels.tab_order import set_tab_order

WIDTH = 272
_AROUND = 16  # pixels that are seen above and below what is scrolled to

_CARDS: dict[type, Callable[..., LayerCard]] = {
    Convolution: ConvolutionCard,
    Activation: ActivationCard,
    MaxPooling: PoolingCard,
    AveragePooling: PoolingCard,
    GlobalAveragePooling: GlobalPoolingCard,
    Flatten: FlattenCard,
    Linear: LinearCard,
    SwitchedOff: LayerCard,
}
_NEW: dict[str, Callable[[], list[Layer]]] = {
    "Convolution": lambda: [convolution(Window(), 1)],
    "Activation": lambda: [Activation()],
    "Max pooling": lambda: [MaxPooling()],
    "Average pooling": lambda: [AveragePooling()],
    "Global average pooling": lambda: [GlobalAveragePooling()],
    "Flatten": lambda: [Flatten()],
    "Linear": lambda: [linear_layer(1, 10)],
}


class SetupPanel(QScrollArea):
    """Shows what is set up and asks for changes.

    Signals
    -------
    edited : (the new experiment, what was done in words, what it is a part of or -1)
    filter_chosen : the filter to follow, or None for all in turn
    resize_asked : the opened image is wanted in another size
    """

    edited = pyqtSignal(object, str, int)
    filter_chosen = pyqtSignal(object)
    resize_asked = pyqtSignal()

    def __init__(
        self, actions: Mapping[str, QAction], palette: Palette, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("setup")
        self.setAccessibleName(self.tr("Set-up"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its cards take the keyboard
        self.setFixedWidth(WIDTH)
        self._experiment: Experiment | None = None
        self._cards: list[LayerCard] = []
        self._layer = 0
        contents = QWidget(self.viewport())
        contents.setObjectName("setup_contents")
        layout = QVBoxLayout(contents)
        layout.setContentsMargins(16, 16, 14, 16)
        layout.setSpacing(10)
        self.image = ImageCard(actions, palette, contents)
        self.image.resize_asked.connect(self.resize_asked)
        self._layers = QVBoxLayout()
        self._layers.setSpacing(8)
        self.loss, self.training = LossCard(contents), TrainingCard(contents)
        self.loss.edited.connect(self.edited)
        for card in (self.loss, self.training):
            card.said.connect(self._bring_into_view)
        layout.addWidget(self.image)
        layout.addSpacing(8)
        layout.addWidget(self._section(self.tr("LAYERS")))
        layout.addLayout(self._layers)
        layout.addWidget(self._add_button())
        layout.addWidget(self.loss)
        layout.addWidget(self.training)
        layout.addStretch(1)
        self.setWidget(contents)

    def show_experiment(
        self,
        experiment: Experiment,
        follow: int | None,
        palette: Palette,
        loss: float | None,
        *,
        can_resize: bool,
    ) -> None:
        """Show what is set up, and the loss that comes of it."""
        self._experiment = experiment
        self.image.show_experiment(experiment, palette, can_resize=can_resize)
        if [card.kind for card in self._cards] != [type(layer) for layer in experiment.layers]:
            self._make_cards(experiment)
        for card in self._cards:
            card.set_palette(palette)
            card.show_experiment(experiment, follow)
        self.loss.show_experiment(experiment, loss)

    def set_layer(self, layer: int) -> None:
        """Mark the card of the layer that is stepped through, or that of the loss behind the last."""
        cards: list[Card] = [*self._cards, self.loss]
        for index, card in enumerate(cards):
            card.set_current(index == layer)
        if layer != self._layer and not self.isAncestorOf(QApplication.focusWidget() or self):
            self.ensureWidgetVisible(cards[min(layer, len(cards) - 1)], 0, _AROUND)
        self._layer = layer

    def _make_cards(self, experiment: Experiment) -> None:
        for card in self._cards:
            card.blockSignals(True)  # a dialog may still ask it for something
            self._layers.removeWidget(card)
            card.setParent(None)  # type: ignore[call-overload]  # the stubs do not know None
            card.deleteLater()
        self._cards = []
        for index, layer in enumerate(experiment.layers):
            card = _CARDS[type(layer)](index, layer, self.widget())
            card.edited.connect(self.edited)
            card.filter_chosen.connect(self.filter_chosen)
            card.focus_asked.connect(self._focus)
            card.said.connect(self._bring_into_view)
            self._layers.addWidget(card)
            card.show()  # now, for what is scrolled to next; a layout would show it when there is time
            self._cards.append(card)
        set_tab_order(self.widget().layout())

    def _bring_into_view(self, part: QWidget) -> None:
        """Scroll to a part that has just been made or shown, once it has its place."""
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        self.ensureWidgetVisible(part, 0, _AROUND)

    def _add_button(self) -> QPushButton:
        button = QPushButton(self.tr("+ Add layer"), self)
        button.setObjectName("add_layer")
        self._menu = QMenu(button)
        for name in _NEW:
            action = self._menu.addAction(self.tr(name))
            action.setObjectName(f"add_{name.lower().replace(' ', '_')}")
            action.triggered.connect(partial(self._add, name))
        self._menu.aboutToShow.connect(self._limit_menu)
        self._menu.setToolTipsVisible(True)
        button.setMenu(self._menu)
        return button

    def _limit_menu(self) -> None:
        """Grey out the layers that cannot stand behind the last one, and say why."""
        for name, action in zip(_NEW, self._menu.actions(), strict=True):
            why = self._why_not(name)
            action.setEnabled(why is None)
            action.setToolTip(why or "")

    def _why_not(self, name: str) -> str | None:
        try:
            self._with(name)
        except ValueError as error:
            return str(error)
        return None

    def _with(self, name: str) -> Experiment:
        """Return the experiment with a layer more; an image is flattened where a list is needed."""
        assert self._experiment is not None
        new = _NEW[name]()
        if name == "Linear" and len(self._experiment.shapes[-1]) == 3:
            new.insert(0, Flatten())
        made = self._experiment.with_layers((*self._experiment.layers, *new))
        check_size(made)
        return made

    def _add(self, name: str, *_: object) -> None:
        if self._why_not(name) is None:
            self.edited.emit(self._with(name), self.tr("add {0}").format(name.lower()), -1)
            self._bring_into_view(self._cards[-1])

    def _focus(self, index: int, name: str) -> None:
        """Keep the keyboard at a layer that has got another card, or at the next one."""
        if self._cards:
            card = self._cards[min(index, len(self._cards) - 1)]
            cast(QWidget, card.findChild(QWidget, name)).setFocus(Qt.FocusReason.OtherFocusReason)

    def _section(self, text: str) -> QLabel:
        label = QLabel(text, self)
        label.setProperty("kind", "section")
        return label
