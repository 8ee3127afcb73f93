"""The set-up at the left: a rail, and beside it the part that is open; each is made when it is first opened."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

from cnnviz.canvas.palette import Palette
from cnnviz.qt import QAction, QApplication, QHBoxLayout, QWidget, pyqtSignal
from cnnviz.ui.panels.setup.beside import Beside
from cnnviz.ui.panels.setup.rail import PARTS, Rail

if TYPE_CHECKING:
    from cnnviz.experiment.arrays import Array
    from cnnviz.ui.cards.image_card import ImageCard
    from cnnviz.ui.panels.setup.card_panels import ImagePanel
    from cnnviz.ui.panels.setup.panel import Panel
    from cnnviz.ui.panels.setup.setup_state import SetupState


class Setup(QWidget):
    """Shows what is set up and asks for changes.

    Signals
    -------
    opened : the part that is open now, or nothing
    edited : (the new experiment, what was done in words, what it is a part of or -1)
    filter_chosen : the filter to follow, or None for all in turn
    resize_asked : the opened image is wanted in another size
    target_asked : an image is wanted as the target
    rounds_asked : (how many more rounds of training, what says why they cannot be)
    round_chosen : which round to go back to
    go_on_asked, lesson_asked : the next round, something to learn (what says why it cannot be)
    stop_asked : what is trained is enough
    way_asked : what the rounds have made of a kernel
    image_made : the card of the image is there
    left : a part with the keyboard in it is closed
    """

    opened = pyqtSignal(str)
    edited = pyqtSignal(object, str, int)
    filter_chosen = pyqtSignal(object)
    resize_asked = pyqtSignal()
    target_asked = pyqtSignal()
    rounds_asked = pyqtSignal(int, object)
    round_chosen = pyqtSignal(int)
    go_on_asked = pyqtSignal(object)
    lesson_asked = pyqtSignal(object)
    stop_asked = pyqtSignal()
    way_asked = pyqtSignal()
    image_made = pyqtSignal(QWidget)
    left = pyqtSignal()

    def __init__(
        self, actions: Mapping[str, QAction], palette: Palette, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("setup")
        self.setAccessibleName(self.tr("Set-up"))
        self._actions, self._palette = actions, palette
        self._state: SetupState | None = None
        self._panels: dict[str, Panel] = {}
        self._part, self._last = "", "layers"
        self._rail = Rail(self)
        self._rail.chosen.connect(self._choose)
        self._rail.show_open("")
        self._beside = Beside(palette, self)
        self._beside.close_asked.connect(self._fold)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._rail)
        row.addWidget(self._beside)
        self._rail.fit_text()

    def fit_text(self) -> None:
        """Be as large as the text that is written on it."""
        self._rail.fit_text()
        self._beside.fit_text()

    @property
    def part(self) -> str:
        """Which part is open, or nothing."""
        return self._part

    @property
    def image(self) -> ImageCard:
        """The card of the image, which need not be open."""
        return cast("ImagePanel", self.panel("image")).card

    def panel(self, part: str) -> Panel:
        """Return a part, made if it was not there yet."""
        if part not in self._panels:
            panel = self._made(part)
            panel.setObjectName(f"setup_{part}")
            panel.setAccessibleName(self.tr(PARTS[part]))
            panel.edited.connect(self.edited)
            panel.hide()
            self._beside.add(panel)
            if not self._panels:
                self.setTabOrder(self._rail.last, self._beside.close_button)
            self._panels[part] = panel
            panel.entrance = self._beside.close_button
            panel.order_tabs()
            if self._state is not None and not self._state.covered:
                panel.show_state(self._state)
        return self._panels[part]

    def open(self, part: str) -> None:
        """Open one part, and close the others; all, where `part` is no part."""
        part = part if part in PARTS else ""
        if part:
            self.panel(part)
            self._beside.set_title(self.tr(PARTS[part]))
            self._last = part
        within = self._part != part and self._beside.isAncestorOf(QApplication.focusWidget() or self)
        self._show_panel(part)
        self._beside.setVisible(bool(part))
        self._rail.show_open(part)
        if within:  # the keyboard does not stay in what is closed
            self.left.emit()
        if part == self._part:
            return
        self._part = part
        self._renew()
        self.opened.emit(part)

    def _show_panel(self, part: str) -> None:
        """Show one panel, or where what is set up is hidden the sentence that says so."""
        covered = self._state is not None and self._state.covered
        for name, panel in self._panels.items():
            panel.setVisible(name == part and not covered)
        self._beside.set_covered(bool(part) and covered)

    def toggle(self) -> None:
        """Fold the open part away, or open the one that was open last."""
        self.open("" if self._part else self._last)

    def show_state(self, state: SetupState) -> None:
        """Show what is set up."""
        self._state = state
        self._rail.show_image(_seen_image(state), state.palette)
        self._beside.set_palette(state.palette)
        self._palette = state.palette
        self._renew()

    def set_layer(self, layer: int) -> None:
        """Mark the layer that is stepped through."""
        if self._state is not None and layer != self._state.layer:
            self._state = self._state._replace(layer=layer)
            if self._part:
                self._panels[self._part].set_layer(layer)

    def _renew(self) -> None:
        """Show what is set up where it can be seen."""
        if self._part and self._state is not None:
            self._show_panel(self._part)
            if not self._state.covered:
                self._panels[self._part].show_state(self._state)

    def _choose(self, part: str) -> None:
        if part:
            self.open("" if part == self._part else part)
        else:
            self.toggle()

    def _open_loss(self) -> None:
        self.open("loss")

    def _leave_for_way(self) -> None:
        self.way_asked.emit()
        self.left.emit()  # the keyboard goes along

    def _fold(self) -> None:
        self.open("")

    def _made(self, part: str) -> Panel:
        """Make a panel, whose module is imported when the first of its kind is opened."""
        if part == "layers":
            from cnnviz.ui.panels.setup.layers_panel import LayersPanel

            layers = LayersPanel(self._beside)
            layers.filter_chosen.connect(self.filter_chosen)
            return layers
        from cnnviz.ui.panels.setup.card_panels import ImagePanel, LossPanel, TrainingPanel

        if part == "loss":
            loss = LossPanel(self._beside)
            loss.card.target_asked.connect(self.target_asked)
            return loss
        if part == "training":
            training = TrainingPanel(self._beside)
            training.rounds_asked.connect(self.rounds_asked)
            training.go_on_asked.connect(self.go_on_asked)
            training.lesson_asked.connect(self.lesson_asked)
            training.card.round_chosen.connect(self.round_chosen)
            training.card.change_asked.connect(self._open_loss)
            training.card.stop_asked.connect(self.stop_asked)
            training.card.way_asked.connect(self._leave_for_way)
            return training
        image = ImagePanel(self._actions, self._palette, self._beside)
        image.card.resize_asked.connect(self.resize_asked)
        self.image_made.emit(image.card)
        return image


def _seen_image(state: SetupState) -> Array:
    """Return the image as far as it may be seen."""
    if not state.covered or state.timeline is None:
        return state.experiment.image
    seen: Array = state.timeline.arrays[0].array[0]
    return seen
