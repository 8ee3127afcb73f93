"""The card of a layer: what it is, whether it is on, where it stands; for layers with windows all their numbers."""

from collections.abc import Callable

from cnnviz.canvas.palette import Palette
from cnnviz.experiment.arrangement import exchanged, moved, switched, without
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import Layer, SwitchedOff
from cnnviz.qt import QCheckBox, QMouseEvent, QSize, Qt, QToolButton, QVBoxLayout, QWidget, pyqtSignal
from cnnviz.ui.cards.card import Card
from cnnviz.ui.cards.summary_label import SummaryLabel
from cnnviz.ui.icons import icon


class LayerCard(Card):
    """Shows a layer and asks for changes of it; of one that is switched off there is nothing to set.

    Signals
    -------
    filter_chosen : the filter to follow, or None for all in turn
    focus_asked : (index of a layer, name of the control in its card that the keyboard should go to)
    fold_asked : it is to be folded to one line, or unfolded
    """

    filter_chosen = pyqtSignal(object)
    fold_asked = pyqtSignal(bool)
    focus_asked = pyqtSignal(int, str)

    def __init__(self, index: int, layer: Layer, parent: QWidget | None = None) -> None:
        super().__init__(f"layer_{index}", layer.title, parent)
        self.index = index
        self.kind = type(layer)
        self.experiment: Experiment | None = None
        self._follow: int | None = 0
        self._palette: Palette | None = None
        self._switch = QCheckBox(self)
        self._switch.setObjectName("switch_layer")
        self._switch.setAccessibleName(self.tr("{0} is switched on").format(layer.title))
        self._switch.setToolTip(self.tr("Switched on: the run goes through this layer"))
        self._switch.setChecked(not isinstance(layer, SwitchedOff))
        self._switch.clicked.connect(self._switch_over)
        self.header.insertWidget(0, self._switch)
        self.header.setSpacing(2)
        self._buttons = {
            "up": self._button("move_layer_up", self.tr("Move {0} up"), lambda: self._move(-1)),
            "down": self._button("move_layer_down", self.tr("Move {0} down"), lambda: self._move(1)),
            "close": self._button("remove_layer", self.tr("Remove {0}"), self._remove),
        }
        self._fold = self._button("fold_layer", self.tr("Fold {0}"), self._ask_fold)
        self._folded, self._body = False, self._made_body()
        if isinstance(layer, SwitchedOff):
            self.setProperty("off", True)

    @property
    def layer(self) -> Layer:
        """The layer that is shown."""
        assert self.experiment is not None
        return self.experiment.layers[self.index]

    def _made_body(self) -> QWidget:
        """Put all but the header into a part that can be folded away, and a summary of it into the header."""
        self._summary = SummaryLabel(self)
        self._summary.hide()
        self.header.insertWidget(2, self._summary, 1)
        body = QWidget(self)
        inner = QVBoxLayout(body)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(self.column.spacing())
        self.column.removeItem(self.form)
        self.form.setParent(None)  # type: ignore[arg-type]  # or none
        inner.addLayout(self.form)
        self.column.addWidget(body)
        self.column = inner
        return body

    @property
    def is_folded(self) -> bool:
        """Whether there is but one line of it to be seen."""
        return self._folded

    def set_folded(self, folded: bool) -> None:
        """Show one line with a summary, or all that can be set."""
        self._folded = folded
        if folded:  # what was said goes with what it was about
            self.unsay()
            self.close_up()
        self._body.setVisible(not folded)
        self._summary.setVisible(folded)
        self._heading.setWordWrap(not folded)
        self.header.setStretch(1, int(not folded))
        for button in self._buttons.values():
            button.setVisible(not folded)
        words = self.tr("Unfold {0}") if folded else self.tr("Fold {0}")
        self._fold.setToolTip(words.format(self.accessibleName()))
        self._fold.setAccessibleName(self._fold.toolTip())
        self.setCursor(Qt.CursorShape.PointingHandCursor if folded else Qt.CursorShape.ArrowCursor)
        self._show_fold()

    def _show_fold(self) -> None:
        if self._palette is not None:
            self._fold.setIcon(icon("chevron-down" if self._folded else "chevron-up", self._palette, "muted"))

    def _ask_fold(self) -> None:
        self.fold_asked.emit(not self._folded)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Unfold by a click on any place of the line."""
        if self._folded and event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.pos()):
            self._ask_fold()
        else:
            super().mouseReleaseEvent(event)

    def summary(self) -> str:
        """Return in a few words what is set."""
        return ""

    def say(self, reason: str, of: QWidget | None = None) -> None:
        """Say why something is impossible, where it is to be seen."""
        if self._folded:
            self.fold_asked.emit(False)
        super().say(reason, of)

    def show_experiment(self, experiment: Experiment, follow: int | None) -> None:
        """Show what is set, and which filter is followed; None stands for all in turn."""
        if experiment is not self.experiment:
            self.unsay()
        self.experiment, self._follow = experiment, follow
        self._buttons["up"].setEnabled(self.index > 0)
        self._buttons["down"].setEnabled(self.index < len(experiment.layers) - 1)
        self._summary.show_summary(self.summary())

    def set_palette(self, palette: Palette) -> None:
        """Use a theme's ink."""
        if palette is not self._palette:
            self._palette = palette
            for name, button in self._buttons.items():
                button.setIcon(icon(name, palette, "muted"))
            self._show_fold()

    def change(self, layer: Layer, text: str, part_of: int = -1) -> None:
        """Ask for another layer in this one's place; where that is impossible, say why."""
        self.try_out(lambda experiment: exchanged(experiment, self.index, layer), text, part_of)

    def try_out(self, change: Callable[[Experiment], Experiment], text: str, part_of: int = -1) -> bool:
        """Ask for what `change` makes, and return whether that is possible; where it is not, say why."""
        assert self.experiment is not None
        try:
            self.ask(change(self.experiment), text, part_of)
        except ValueError as error:
            self.say(str(error))
            self.show_experiment(self.experiment, self._follow)
            return False
        return True

    def _move(self, by: int) -> None:
        to = self.index + by
        text = (self.tr("move {0} up") if by < 0 else self.tr("move {0} down")).format(self._name)
        if self.try_out(lambda experiment: moved(experiment, self.index, to), text):
            self.focus_asked.emit(to, "move_layer_up" if by < 0 else "move_layer_down")

    def _switch_over(self, on: bool) -> None:
        text = (self.tr("switch on {0}") if on else self.tr("switch off {0}")).format(self._name)
        if self.try_out(lambda experiment: switched(experiment, self.index), text):
            self.focus_asked.emit(self.index, "switch_layer")
        else:
            self._switch.setChecked(not on)

    def _remove(self) -> None:
        text = self.tr("remove {0}").format(self._name)
        if self.try_out(lambda experiment: without(experiment, self.index), text):
            self.focus_asked.emit(self.index, "remove_layer")

    @property
    def _name(self) -> str:
        return self.layer.title.lower()

    def _button(self, name: str, text: str, callback: Callable[[], None]) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setAccessibleName(text.format(self.accessibleName()))
        button.setToolTip(button.accessibleName())
        button.setProperty("kind", "tiny")
        button.setIconSize(QSize(14, 14))
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # what is impossible is said where one clicked
        button.clicked.connect(callback)
        self.header.addWidget(button)
        return button
