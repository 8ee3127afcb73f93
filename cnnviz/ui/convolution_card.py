"""The set-up of a convolution: every number within what is possible, its size formula beneath."""

from typing import cast

from PyQt5.QtCore import QTimer, pyqtSignal
from PyQt5.QtGui import QStandardItemModel
from PyQt5.QtWidgets import QComboBox, QFormLayout, QFrame, QLabel, QVBoxLayout, QWidget

from cnnviz.experiment.document import Convolution, Experiment
from cnnviz.experiment.kernels import PRESETS
from cnnviz.experiment.limits import (
    MODES,
    MOST_FILTERS,
    PADDINGS,
    Limit,
    number_limit,
    why_not_mode,
    why_not_padding,
    with_number,
)
from cnnviz.explain.sizes import left_over, size_formula
from cnnviz.ui.fields import NumberField, PairField

_PAIRS = {"kernel_size": "Kernel", "stride": "Stride", "padding": "Padding cells", "dilation": "Dilation"}
_NUMBERS = "numbers"
_OWN = "own"
_REASON_STAYS = 6000  # milliseconds


class ConvolutionCard(QFrame):
    """Shows a convolution layer and asks for changes of it.

    Signals
    -------
    edited : (the new experiment, what was done in words)
    filter_chosen : the filter to follow
    """

    edited = pyqtSignal(object, str)
    filter_chosen = pyqtSignal(int)

    def __init__(self, index: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"layer_{index}")
        self.setAccessibleName(self.tr("Convolution"))
        self.setProperty("kind", "card")
        self._index = index
        self._experiment: Experiment | None = None
        self._followed = 0
        self._pairs = {name: PairField(name, label, self) for name, label in _PAIRS.items()}
        self._padding = self._choice("padding_kind", self.tr("Padding"), (*PADDINGS, _NUMBERS))
        self._mode = self._choice("padding_mode", self.tr("Padding mode"), MODES)
        self._filters = NumberField("filters", self.tr("Number of filters"), self)
        self._follow = self._choice("follow", self.tr("Filter that is followed"), ())
        self._kernel = self._choice(
            "kernel_preset", self.tr("Kernel of the followed filter"), (*PRESETS, _OWN)
        )
        self._formula = self._note("size_formula")
        self._reason = self._note("reason", "reason")
        self._forget = QTimer(self)
        self._forget.setSingleShot(True)
        self._forget.setInterval(_REASON_STAYS)
        self._forget.timeout.connect(self._reason.hide)
        self._lay_out()
        self._connect()

    def show_experiment(self, experiment: Experiment, followed: int) -> None:
        """Show what is set, with the limits that follow from it."""
        self._experiment, self._followed = experiment, followed
        layer = experiment.layers[self._index]
        shape = experiment.shapes[self._index][:2]
        numbers = {name: getattr(layer.window, name) for name in _PAIRS} | {"padding": self._amounts}
        for name, pair in self._pairs.items():
            for axis, field in enumerate(pair.fields):
                limit = number_limit(layer.window, shape, name, axis, self._amounts)
                field.show_value(numbers[name][axis], limit)
        kind = layer.window.padding if isinstance(layer.window.padding, str) else _NUMBERS
        _select(self._padding, kind, {p: why_not_padding(layer.window, shape, p) for p in PADDINGS})
        _select(
            self._mode, layer.window.padding_mode, {m: why_not_mode(layer.window, shape, m) for m in MODES}
        )
        most = Limit(
            1, MOST_FILTERS, "there is at least one filter", f"more than {MOST_FILTERS} are not offered"
        )
        self._filters.show_value(layer.filters, most)
        self._show_filters(layer.names)
        self._show_sizes(experiment)

    def set_current(self, current: bool) -> None:
        """Mark the card whose layer is stepped through."""
        if self.property("current") != current:
            self.setProperty("current", current)
            self.style().unpolish(self)
            self.style().polish(self)

    @property
    def _amounts(self) -> tuple[int, int]:
        """The padding in force as (rows, columns); of an uneven one, its larger side."""
        assert self._experiment is not None
        rows, columns = self._experiment.geometry(self._index).amounts
        return max(rows), max(columns)

    def _show_filters(self, names: tuple[str, ...]) -> None:
        self._follow.blockSignals(True)
        self._follow.clear()
        self._follow.addItems([f"{number} · {name or _OWN}" for number, name in enumerate(names, 1)])
        self._follow.setCurrentIndex(self._followed)
        self._follow.blockSignals(False)
        several = len(names) > 1
        self._follow.setVisible(several)
        self._form.labelForField(self._follow).setVisible(several)
        _select(self._kernel, names[self._followed] or _OWN, {_OWN: self.tr("no kernel was made by hand")})

    def _show_sizes(self, experiment: Experiment) -> None:
        geometry = experiment.geometry(self._index)
        rows, columns = size_formula(geometry.rows), size_formula(geometry.columns)
        lines = (
            [rows] if rows == columns else [f"{self.tr('rows')}: {rows}", f"{self.tr('columns')}: {columns}"]
        )
        self._formula.setText("\n".join([*lines, left_over(geometry)]))

    def _edit_number(self, name: str, axis: int, value: int) -> None:
        assert self._experiment is not None
        layer = self._experiment.layers[self._index]
        window = with_number(layer.window, name, axis, value, self._amounts)
        pair = getattr(window, name)
        self._edit(layer.with_window(window), f"{_PAIRS[name].lower()} {pair[0]} × {pair[1]}")

    def _edit_setting(self, name: str, value: str) -> None:
        assert self._experiment is not None
        layer = self._experiment.layers[self._index]
        window = (
            with_number(layer.window, "padding", 0, self._amounts[0], self._amounts)
            if value == _NUMBERS
            else layer.window.changed(**{name: value})
        )
        self._edit(layer.with_window(window), f"{name.replace('_', ' ')} {value}")

    def _edit_filters(self, count: int) -> None:
        assert self._experiment is not None
        layer = self._experiment.layers[self._index].with_filters(count)
        self._edit(layer, f"{count} filter{'s' if count > 1 else ''}")

    def _edit_kernel(self, name: str) -> None:
        assert self._experiment is not None
        layer = self._experiment.layers[self._index].with_preset(self._followed, name)
        self._edit(layer, f"kernel {name}")

    def _edit(self, layer: Convolution, text: str) -> None:
        assert self._experiment is not None
        self._reason.hide()
        self.edited.emit(self._experiment.with_layer(self._index, layer), text)

    def _say(self, reason: str) -> None:
        self._reason.setText(reason[:1].upper() + reason[1:] + ".")
        self._reason.show()
        self._forget.start()

    def _choice(self, name: str, label: str, items: tuple[str, ...]) -> QComboBox:
        box = QComboBox(self)
        box.setObjectName(name)
        box.setAccessibleName(label)
        box.addItems(items)
        return box

    def _note(self, name: str, kind: str = "muted") -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        label.setProperty("kind", kind)
        label.setWordWrap(True)
        return label

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 12)
        layout.setSpacing(8)
        title = QLabel(self.tr("Convolution"), self)
        title.setProperty("kind", "card")
        layout.addWidget(title)
        self._form = QFormLayout()
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setHorizontalSpacing(8)
        self._form.setVerticalSpacing(6)
        rows = (
            ("Kernel", self._pairs["kernel_size"]),
            ("Stride", self._pairs["stride"]),
            ("Padding", self._padding),
            ("", self._pairs["padding"]),
            ("Filled with", self._mode),
            ("Dilation", self._pairs["dilation"]),
            ("Filters", self._filters),
            ("Preset", self._kernel),
            ("Follow", self._follow),
        )
        for label, field in rows:
            text = QLabel(label, self)
            text.setProperty("kind", "muted")
            text.setMinimumWidth(62)
            self._form.addRow(text, field)
        layout.addLayout(self._form)
        layout.addWidget(self._formula)
        layout.addWidget(self._reason)
        self._reason.hide()

    def _connect(self) -> None:
        for name, pair in self._pairs.items():
            pair.edited.connect(lambda axis, value, name=name: self._edit_number(name, axis, value))
            for field in pair.fields:
                field.stopped.connect(self._say)
        self._filters.edited.connect(self._edit_filters)
        self._filters.stopped.connect(self._say)
        self._padding.activated[str].connect(lambda value: self._edit_setting("padding", value))
        self._mode.activated[str].connect(lambda value: self._edit_setting("padding_mode", value))
        self._follow.activated[int].connect(self.filter_chosen)
        self._kernel.activated[str].connect(self._edit_kernel)


def _select(box: QComboBox, current: str, why_not: dict[str, str | None]) -> None:
    """Choose `current`, and grey out what is impossible; its tool tip says why."""
    box.blockSignals(True)
    box.setCurrentText(current)
    box.blockSignals(False)
    for text, reason in why_not.items():
        item = cast(QStandardItemModel, box.model()).item(box.findText(text))
        item.setEnabled(reason is None)
        item.setToolTip(reason or "")
