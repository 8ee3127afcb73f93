"""The card of a layer whose windows slide: sizes within what is possible, the size formula beneath."""

from typing import cast

from cnnviz.engine.settings import Amounts
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import Layer, Windowed
from cnnviz.experiment.limits import (
    PADDINGS,
    Surroundings,
    number_limit,
    surroundings_of,
    why_not_padding,
    with_setting,
)
from cnnviz.explain.numbers import size_text
from cnnviz.explain.sizes import left_over, size_formula
from cnnviz.qt import QWidget
from cnnviz.ui.cards.layer_card import LayerCard
from cnnviz.ui.fields.number_fields import PairField

_LABELS = {"kernel_size": "Kernel", "stride": "Stride", "padding": "Padding cells", "dilation": "Dilation"}
NUMBERS = "numbers"
_RESULT = " =\N{NO-BREAK SPACE}"  # what comes out stands with its sign


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

    def summary(self) -> str:
        """Return the size of its windows, how far they go, and what becomes of rows and columns."""
        assert self.experiment is not None
        window = self.windowed.window
        before, after = self.experiment.shapes[self.index : self.index + 2]
        sizes = [
            size_text((*shape[:2], 1)) if shape[0] != shape[1] else str(shape[0]) for shape in (before, after)
        ]
        kernel, stride = size_text((*window.kernel_size, 1)), _pair_text(window.stride)
        return f"{kernel} · s{stride} · {' → '.join(sizes)}"

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
        lines = [*([rows] if rows == columns else both), left_over(geometry)]
        self._formula.setText("\n".join(lines).replace(" = ", _RESULT))

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
