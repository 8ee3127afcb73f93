"""The layers of the set-up: a card for each, and a menu that adds another."""

from collections.abc import Callable
from functools import partial
from typing import cast

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
    QApplication,
    QMenu,
    QPushButton,
    Qt,
    QVBoxLayout,
    QWidget,
    pyqtSignal,
)
from cnnviz.ui.cards.convolution_card import ConvolutionCard
from cnnviz.ui.cards.layer_card import LayerCard
from cnnviz.ui.cards.pooling_card import PoolingCard
from cnnviz.ui.cards.simple_cards import ActivationCard, FlattenCard, GlobalPoolingCard, LinearCard
from cnnviz.ui.panels.setup.panel import Panel
from cnnviz.ui.panels.setup.setup_state import SetupState
from cnnviz.ui.put_away import put_away

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


class LayersPanel(Panel):
    """A card for each layer, and the menu that adds another.

    Signals
    -------
    filter_chosen : the filter to follow, or None for all in turn
    """

    filter_chosen = pyqtSignal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._experiment: Experiment | None = None
        self._cards: list[LayerCard] = []
        self._layer = 0
        self._unfolded = {0}  # the indices of the layers of which there is more than a line
        self.column.setContentsMargins(12, 8, 12, 8)
        self._layers = QVBoxLayout()
        self._layers.setSpacing(6)
        self.column.addLayout(self._layers)
        self.column.addWidget(self._add_button())
        self.column.addStretch(1)

    def show_state(self, state: SetupState) -> None:
        """Show the layers, and mark the one that is stepped through."""
        self._experiment = state.experiment
        if [card.kind for card in self._cards] != [type(layer) for layer in state.experiment.layers]:
            self._make_cards(state.experiment)
        for card in self._cards:
            card.set_palette(state.palette)
            card.show_experiment(state.experiment, state.follow)
        self.set_layer(state.layer)

    def set_layer(self, layer: int) -> None:
        """Mark the card of the layer that is stepped through.

        Unless one works in the panel, scroll to it when it is another, and take back what was said in one.
        """
        for index, card in enumerate(self._cards):
            card.set_current(index == layer)
        works_here = self.isAncestorOf(QApplication.focusWidget() or self)
        if layer != self._layer and not works_here:
            for card in self._cards:
                card.unsay()
            if layer < len(self._cards):
                self.bring_into_view(self._cards[layer])
        self._layer = layer

    def _make_cards(self, experiment: Experiment) -> None:
        for card in self._cards:
            card.edited.disconnect(self.edited)  # a dialog may still ask it for something
            self._layers.removeWidget(card)
            put_away(card)
        self._cards = []
        for index, layer in enumerate(experiment.layers):
            card = _CARDS[type(layer)](index, layer, self.contents)
            card.edited.connect(self.edited)
            card.filter_chosen.connect(self.filter_chosen)
            card.focus_asked.connect(self._focus)
            card.said.connect(self.bring_into_view)
            card.fold_asked.connect(partial(self._set_folded, index))
            card.set_folded(index not in self._unfolded)
            self._layers.addWidget(card)
            card.show()  # now, for what is scrolled to next; a layout would show it when there is time
            self._cards.append(card)
        self.order_tabs()

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

    def _set_folded(self, index: int, folded: bool) -> None:
        """Fold a card to one line, or unfold it."""
        (self._unfolded.discard if folded else self._unfolded.add)(index)
        if index < len(self._cards):
            self._cards[index].set_folded(folded)
            if not folded:
                self.bring_into_view(self._cards[index])

    def _add(self, name: str, *_: object) -> None:
        if self._why_not(name) is None:
            assert self._experiment is not None
            self._unfolded.add(len(self._with(name).layers) - 1)
            self.edited.emit(self._with(name), self.tr("add {0}").format(name.lower()), -1)
            self.bring_into_view(self._cards[-1])

    def _focus(self, index: int, name: str) -> None:
        """Keep the keyboard at a layer that has got another card, or at the next one."""
        if self._cards:
            at = min(index, len(self._cards) - 1)
            card = self._cards[at]
            self._set_folded(at, False)
            cast(QWidget, card.findChild(QWidget, name)).setFocus(Qt.FocusReason.OtherFocusReason)
