"""The card of a layer: what it is, the way to take it out, and for layers with windows all their numbers."""

from typing import cast

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtWidgets import QToolButton, QWidget

from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import Layer, Windowed
from cnnviz.experiment.limits import PADDINGS, number_limit, why_not_padding, with_number
from cnnviz.explain.sizes import left_over, size_formula
from cnnviz.ui.cards.card import Card, select
from cnnviz.ui.fields import PairField

_LABELS = {"kernel_size": "Kernel", "stride": "Stride", "padding": "Padding cells", "dilation": "Dilation"}
NUMBERS = "numbers"


class LayerCard(Card):
    """Shows a layer and asks for changes of it."""

    removal_asked = pyqtSignal(int)
    filter_chosen = pyqtSignal(int)

    def __init__(self, index: int, layer: Layer, parent: QWidget | None = None) -> None:
        super().__init__(f"layer_{index}", layer.title, parent)
        self.index = index
        self.kind = type(layer)
        self.experiment: Experiment | None = None
        remove = QToolButton(self)
        remove.setText("×")
        remove.setProperty("kind", "flat")
        remove.setObjectName(f"remove_layer_{index}")
        remove.setAccessibleName(self.tr("Remove {0}").format(layer.title))
        remove.setToolTip(remove.accessibleName())
        remove.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        remove.clicked.connect(lambda: self.removal_asked.emit(index))
        self.header.addWidget(remove)

    @property
    def layer(self) -> Layer:
        """The layer that is shown."""
        assert self.experiment is not None
        return self.experiment.layers[self.index]

    def show_experiment(self, experiment: Experiment, followed: int) -> None:
        """Show what is set."""
        if experiment is not self.experiment:
            self.unsay()
        self.experiment = experiment

    def change(self, layer: Layer, text: str, part_of: int = -1) -> None:
        """Ask for another layer in this one's place; where that is impossible, say why."""
        assert self.experiment is not None
        try:
            self.ask(self.experiment.with_layer(self.index, layer), text, part_of)
        except ValueError as error:
            self.say(str(error))
            self.show_experiment(self.experiment, 0)


class WindowCard(LayerCard):
    """A layer whose windows slide: sizes within what is possible, the size formula beneath."""

    names: tuple[str, ...] = ("kernel_size", "stride", "padding", "dilation")

    def __init__(self, index: int, layer: Layer, parent: QWidget | None = None) -> None:
        super().__init__(index, layer, parent)
        self._pairs = {name: PairField(name, _LABELS[name], self) for name in self.names}
        self._padding = self.choice("padding_kind", self.tr("Padding"), (*PADDINGS, NUMBERS))
        self._formula = self.note("size_formula")
        self.row(self.tr("Kernel"), self._pairs["kernel_size"])
        self.row(self.tr("Stride"), self._pairs["stride"])
        self.row(self.tr("Padding"), self._padding)
        self.row("", self._pairs["padding"])
        self.lay_out_more()
        self.column.insertWidget(2, self._formula)
        for name, pair in self._pairs.items():
            pair.edited.connect(lambda axis, value, name=name: self._edit_number(name, axis, value))
            for field in pair.fields:
                field.stopped.connect(self.say)
        self._padding.activated[str].connect(self._edit_padding)

    def lay_out_more(self) -> None:
        """Append the rows that only this kind of layer has."""

    @property
    def windowed(self) -> Windowed:
        """The layer that is shown."""
        return cast(Windowed, self.layer)

    @property
    def shape(self) -> tuple[int, int]:
        """Height and width of what the layer gets."""
        assert self.experiment is not None
        height, width, _ = self.experiment.shapes[self.index]
        return height, width

    @property
    def amounts(self) -> tuple[int, int]:
        """The padding in force as (rows, columns); of an uneven one, its larger side."""
        assert self.experiment is not None
        rows, columns = self.experiment.geometry(self.index).amounts
        return max(rows), max(columns)

    def show_experiment(self, experiment: Experiment, followed: int) -> None:
        """Show what is set, with the limits that follow from it."""
        super().show_experiment(experiment, followed)
        window = self.windowed.window
        for name, pair in self._pairs.items():
            numbers = self.amounts if name == "padding" else getattr(window, name)
            for axis, field in enumerate(pair.fields):
                limit = number_limit(window, self.shape, name, axis, self.amounts)
                field.show_value(numbers[axis], limit)
        kind = window.padding if isinstance(window.padding, str) else NUMBERS
        select(self._padding, kind, {p: why_not_padding(window, self.shape, p) for p in PADDINGS})
        geometry = experiment.geometry(self.index)
        rows, columns = size_formula(geometry.rows), size_formula(geometry.columns)
        both = [f"{self.tr('rows')}: {rows}", f"{self.tr('columns')}: {columns}"]
        self._formula.setText("\n".join([*([rows] if rows == columns else both), left_over(geometry)]))

    def _edit_number(self, name: str, axis: int, value: int) -> None:
        window = with_number(self.windowed.window, name, axis, value, self.amounts)
        pair = getattr(window, name)
        self.change_window(window, f"{_LABELS[name].lower()} {pair[0]} × {pair[1]}")

    def _edit_padding(self, value: str) -> None:
        window = self.windowed.window
        if value == NUMBERS:
            window = with_number(window, "padding", 0, self.amounts[0], self.amounts)
        else:
            window = window.changed(padding=value)
        self.change_window(window, f"padding {value}")

    def change_window(self, window: object, text: str) -> None:
        """Ask for other windows."""
        self.change(self.windowed.with_window(window), text)  # type: ignore[arg-type]  # of the layer's own kind
