"""The card of a layer: what it is, whether it is on, where it stands; for layers with windows all their numbers."""

from collections.abc import Callable
from typing import cast

from cnnviz.canvas.palette import Palette
from cnnviz.engine.settings import Amounts
from cnnviz.experiment.arrangement import exchanged, moved, switched, without
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import Layer, SwitchedOff, Windowed
from cnnviz.experiment.limits import (
    PADDINGS,
    Surroundings,
    number_limit,
    surroundings_of,
    why_not_padding,
    with_setting,
)
from cnnviz.explain.sizes import left_over, size_formula
from cnnviz.qt import QCheckBox, QSize, Qt, QToolButton, QWidget, pyqtSignal
from cnnviz.ui.cards.card import Card
from cnnviz.ui.fields.number_fields import PairField
from cnnviz.ui.icons import icon

_LABELS = {"kernel_size": "Kernel", "stride": "Stride", "padding": "Padding cells", "dilation": "Dilation"}
NUMBERS = "numbers"


class LayerCard(Card):
    """Shows a layer and asks for changes of it; of one that is switched off there is nothing to set.

    Signals
    -------
    filter_chosen : the filter to follow, or None for all in turn
    focus_asked : (index of a layer, name of the control in its card that the keyboard should go to)
    """

    filter_chosen = pyqtSignal(object)
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
        if isinstance(layer, SwitchedOff):
            self.setProperty("off", True)

    @property
    def layer(self) -> Layer:
        """The layer that is shown."""
        assert self.experiment is not None
        return self.experiment.layers[self.index]

    def show_experiment(self, experiment: Experiment, follow: int | None) -> None:
        """Show what is set, and which filter is followed; None stands for all in turn."""
        if experiment is not self.experiment:
            self.unsay()
        self.experiment, self._follow = experiment, follow
        self._buttons["up"].setEnabled(self.index > 0)
        self._buttons["down"].setEnabled(self.index < len(experiment.layers) - 1)

    def set_palette(self, palette: Palette) -> None:
        """Use a theme's ink."""
        if palette is not self._palette:
            self._palette = palette
            for name, button in self._buttons.items():
                button.setIcon(icon(name, palette, "muted"))

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


class WindowCard(LayerCard):
    """A layer whose windows slide: sizes within what is possible, the size formula beneath."""

    names: tuple[str, ...] = ("kernel_size", "stride", "padding", "dilation")

    def __init__(self, index: int, layer: Layer, parent: QWidget | None = None) -> None:
        super().__init__(index, layer, parent)
        self._pairs = {name: PairField(name, _LABELS[name], self) for name in self.names}
        self._padding = self.choice("padding_kind", self.tr("Padding"), (*PADDINGS, NUMBERS))
        self._used = self.note("padding_used")
        self._used.setMinimumWidth(1)
        self._formula = self.note("size_formula")
        self.row(self.tr("Kernel"), self._pairs["kernel_size"])
        self.row(self.tr("Stride"), self._pairs["stride"])
        self.row(self.tr("Padding"), self._padding)
        self.row("", self._pairs["padding"])
        self.row("", self._used)
        self.lay_out_more()
        self.column.insertWidget(2, self._formula)
        for name, pair in self._pairs.items():
            pair.edited.connect(lambda axis, value, name=name: self._edit_number(name, axis, value))
            for field in pair.fields:
                self.tell_of(field)
        self._padding.activated[str].connect(self._edit_padding)

    def lay_out_more(self) -> None:
        """Append the rows that only this kind of layer has."""

    @property
    def windowed(self) -> Windowed:
        """The layer that is shown."""
        return cast(Windowed, self.layer)

    @property
    def place(self) -> Surroundings:
        """Between what the layer's windows lie."""
        assert self.experiment is not None
        return surroundings_of(self.experiment, self.index)

    @property
    def amounts(self) -> tuple[int, int]:
        """The padding in force as (rows, columns); of an uneven one, its larger side."""
        assert self.experiment is not None
        rows, columns = self.experiment.geometry(self.index).amounts
        return max(rows), max(columns)

    def show_experiment(self, experiment: Experiment, follow: int | None) -> None:
        """Show what is set, with the limits that follow from it."""
        super().show_experiment(experiment, follow)
        window, place = self.windowed.window, self.place
        for name, pair in self._pairs.items():
            numbers = self.amounts if name == "padding" else getattr(window, name)
            for axis, field in enumerate(pair.fields):
                limit = number_limit(window, place, name, axis, self.amounts)
                field.show_value(numbers[axis], limit)
        kind = window.padding if isinstance(window.padding, str) else NUMBERS
        self._padding.show_value(kind, {p: why_not_padding(window, place, p) for p in PADDINGS})
        geometry = experiment.geometry(self.index)
        self._show_padding(geometry.amounts)
        rows, columns = size_formula(geometry.rows), size_formula(geometry.columns)
        both = [f"{self.tr('rows')}: {rows}", f"{self.tr('columns')}: {columns}"]
        self._formula.setText("\n".join([*([rows] if rows == columns else both), left_over(geometry)]))

    def _show_padding(self, amounts: Amounts) -> None:
        """Show the padding in two fields; where its sides differ, as names may have it, each side in words."""
        even = all(before == after for before, after in amounts)
        self.show_row(self._pairs["padding"], even)
        self.show_row(self._used, not even)
        words = self.tr("above {0}, below {1}\nleft {2}, right {3}")
        self._used.setText(words.format(*amounts[0], *amounts[1]))

    def _edit_number(self, name: str, axis: int, value: int) -> None:
        window = with_setting(self.windowed.window, name, axis, value, self.amounts)
        text = self.tr("set {0} to {1}").format(_LABELS[name].lower(), _pair_text(getattr(window, name)))
        self.change_window(window, text, self._pairs[name].fields[axis].part)

    def _edit_padding(self, value: str) -> None:
        window = self.windowed.window
        if value == NUMBERS:
            window = with_setting(window, "padding", 0, self.amounts[0], self.amounts)
        else:
            window = window.changed(padding=value)
        self.change_window(window, self.tr("set padding to {0}").format(value))

    def change_window(self, window: object, text: str, part_of: int = -1) -> None:
        """Ask for other windows."""
        self.change(self.windowed.with_window(window), text, part_of)  # type: ignore[arg-type]  # of the layer's own kind


def _pair_text(pair: tuple[int, int]) -> str:
    return str(pair[0]) if pair[0] == pair[1] else f"{pair[0]} × {pair[1]}"
