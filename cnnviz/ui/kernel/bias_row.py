"""The bias of the followed filter: a number, or a table of them where there is one for each position."""

from cnnviz.engine.arrays import Shape
from cnnviz.experiment.arrays import Array
from cnnviz.experiment.convolution import Convolution
from cnnviz.explain.numbers import written
from cnnviz.qt import QActionGroup, QHBoxLayout, QMenu, QPushButton, QWidget
from cnnviz.ui.fields.real_field import RealField
from cnnviz.ui.kernel.filter_menus import entry, menu_button
from cnnviz.ui.kernel.filter_part import FilterPart


class BiasRow(FilterPart):
    """Shows a filter's bias and asks for another."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shape: Shape = ()
        self.field = RealField("bias", self.tr("Bias of the followed filter"), parent=self)
        self.field.edited.connect(self._set)
        self.field.refused.connect(self.refused)
        self.field.settled.connect(self.settled)
        self._numbers = QPushButton(self.tr("Numbers…"), self)
        self._numbers.setObjectName("bias_numbers")
        self._numbers.setAccessibleName(self.tr("Bias of each position"))
        self._numbers.setProperty("kind", "narrow")
        self._numbers.clicked.connect(self._open)
        self._numbers.hide()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(5)
        line.addWidget(self.field, 1)
        line.addWidget(self._numbers, 1)
        label = self.tr("One bias per filter, or one per position")
        line.addWidget(menu_button("bias_menu", label, self._make_menu(), self))

    def _make_menu(self) -> QMenu:
        menu = QMenu(self)
        tip = self.tr("From one per position it takes the mean")
        self._shared = entry(menu, "bias_per_filter", self.tr("One per &filter"), self._share, tip)
        tip = self.tr("One for each cell of the output; they begin as the filter's")
        self._each = entry(menu, "bias_per_position", self.tr("One per &position"), self._part, tip)
        group = QActionGroup(menu)
        for action in (self._shared, self._each):
            action.setCheckable(True)
            group.addAction(action)
        return menu

    def show_bias(self, layer: Convolution, shape: Shape, filter_: int) -> None:
        """Show the bias of a filter of a layer whose input has `shape`."""
        self._layer, self._shape, self._filter = layer, shape, filter_
        if not layer.per_position:
            self.field.show_value(float(layer.bias[filter_]))
        if self.field.isHidden() != layer.per_position:
            self.field.setHidden(layer.per_position)
            self._numbers.setVisible(layer.per_position)
        (self._each if layer.per_position else self._shared).setChecked(True)

    def _set(self, value: float) -> None:
        text = self.tr("set b{0} to {1}").format(self.of_filter, written(value))
        self.asked.emit(self.layer.with_bias(self._filter, value), text, self.field.part)

    def _share(self) -> None:
        self.asked.emit(self.layer.with_bias_per_filter(), self.tr("set bias to one per filter"), -1)

    def _part(self) -> None:
        layer = self.layer.with_bias_per_position(self._shape)
        self.asked.emit(layer, self.tr("set bias to one per position"), -1)

    def _open(self) -> None:
        from cnnviz.ui.dialogs.numbers_dialog import NumbersDialog  # a start does not wait for it

        dialog = NumbersDialog(self.tr("Bias of each position"), self.layer.bias, self.window(), self._filter)
        dialog.chosen.connect(self._take)
        dialog.go_with(self)
        dialog.open()

    def _take(self, bias: Array) -> None:
        if bias.shape == self.layer.bias.shape:
            self.asked.emit(self.layer.with_biases(bias), self.tr("set bias of each position"), -1)
        else:
            self.refused.emit(self.tr("the biases have another shape by now: open their numbers anew"))
