"""The set-up of the loss: what is made small, or the gradient that is given; and the learning rate."""

from dataclasses import replace

from PyQt5.QtCore import pyqtSignal
from PyQt5.QtWidgets import QHBoxLayout, QPushButton, QWidget

from cnnviz.experiment.arrays import Array
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.limits import Limit
from cnnviz.experiment.loss import LOSSES, Loss
from cnnviz.explain.numbers import shown
from cnnviz.ui.cards.card import Card, select
from cnnviz.ui.fields.number_fields import DecimalField


class LossCard(Card):
    """Shows the loss and asks for changes of it.

    Signals
    -------
    target_asked : an image is wanted as the target
    """

    target_asked = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("loss", "Loss", parent)
        self._experiment: Experiment | None = None
        self._name = self.choice("loss_name", self.tr("Loss or upstream gradient"), LOSSES)
        self._name.activated.connect(self._edit_name)
        self._cell = QWidget(self)
        self._axes = [
            self.number(f"loss_cell_{axis}", self.tr("Output, axis {0}").format(axis)) for axis in range(3)
        ]
        line = QHBoxLayout(self._cell)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        for axis, field in enumerate(self._axes):
            field.edited.connect(lambda value, axis=axis: self._edit_cell(axis, value))
            line.addWidget(field, 1)
        self._label = self.number("loss_label", self.tr("Right class"))
        self._label.edited.connect(self._edit_label)
        self._numbers = QPushButton(self.tr("Numbers…"), self)
        self._numbers.setObjectName("loss_numbers")
        self._numbers.clicked.connect(self._edit_numbers)
        self._picture = QPushButton(self.tr("Image…"), self)
        self._picture.setObjectName("loss_image")
        self._picture.setToolTip(self.tr("An image that the output should come to look like"))
        self._picture.clicked.connect(self.target_asked)
        self._rate = DecimalField(self)
        self._rate.setObjectName("learning_rate")
        self._rate.setAccessibleName(self.tr("Learning rate"))
        self._rate.setDecimals(4)
        self._rate.setRange(0.0, 10.0)
        self._rate.setSingleStep(0.01)
        self._rate.valueChanged.connect(self._edit_rate)
        self._value = self.note("loss_value", "card")
        self.form.addRow(self._name)
        self.row(self.tr("Which"), self._cell)
        self.row(self.tr("Class"), self._label)
        given = QWidget(self)
        buttons = QHBoxLayout(given)
        buttons.setContentsMargins(0, 0, 0, 0)
        buttons.setSpacing(4)
        for button in (self._numbers, self._picture):
            button.setProperty("kind", "narrow")
            buttons.addWidget(button, 1)
        self._given = given
        self.row("", given)
        self.row(self.tr("Rate η"), self._rate)
        self.column.insertWidget(1, self._value)

    def show_experiment(self, experiment: Experiment, value: float | None) -> None:
        """Show what is set, and the loss that comes of it."""
        self._experiment = experiment
        shape = experiment.shapes[-1]
        loss = experiment.loss.fitted(shape)
        select(self._name, loss.name, {name: loss.why_not(name, shape) for name in LOSSES})
        assert loss.cell is not None
        for axis, field in enumerate(self._axes):
            field.setVisible(axis < len(shape))
            if axis < len(shape):
                most = self.tr("the output has {0} there").format(shape[axis])
                limit = Limit(0, shape[axis] - 1, self.tr("counting starts at 0"), most)
                field.show_value(loss.cell[axis], limit)
        classes = shape[0] - 1 if len(shape) == 1 else 0
        why = self.tr("there are {0} classes").format(classes + 1)
        self._label.show_value(
            min(loss.label, classes), Limit(0, classes, self.tr("counting starts at 0"), why)
        )
        self.show_row(self._cell, loss.name == "cell")
        self.show_row(self._label, loss.name == "cross_entropy")
        self.show_row(self._given, loss.name in ("mse", "typed"))
        self._picture.setVisible(loss.name == "mse")
        self._rate.blockSignals(True)
        self._rate.setValue(experiment.learning_rate)
        self._rate.blockSignals(False)
        self._value.setText("" if value is None else f"loss = {shown(value)}")
        self._value.setVisible(value is not None)

    @property
    def _loss(self) -> Loss:
        assert self._experiment is not None
        return self._experiment.loss.fitted(self._experiment.shapes[-1])

    def _edit(self, text: str, part_of: int = -1, **settings: object) -> None:
        assert self._experiment is not None
        loss = replace(self._loss, **settings)  # type: ignore[arg-type]  # names and types are Loss's own
        self.ask(replace(self._experiment, loss=loss), text, part_of)

    def _edit_name(self) -> None:
        name = self._name.currentData()
        self._edit(self.tr("set loss to {0}").format(LOSSES[name]), name=name)

    def _edit_cell(self, axis: int, value: int) -> None:
        cell = list(self._loss.cell or ())
        cell[axis] = value
        text = self.tr("look at output {0}").format(", ".join(map(str, cell)))
        self._edit(text, self._axes[axis].part, cell=tuple(cell))

    def _edit_label(self, label: int) -> None:
        self._edit(self.tr("set the right class to {0}").format(label), self._label.part, label=label)

    def _edit_rate(self, rate: float) -> None:
        assert self._experiment is not None
        text = self.tr("set learning rate to {0}").format(f"{rate:g}")
        self.ask(replace(self._experiment, learning_rate=rate), text, self._rate.part)

    def _edit_numbers(self) -> None:
        from cnnviz.ui.dialogs.numbers_dialog import NumbersDialog  # a start does not wait for it

        loss = self._loss
        given = loss.name == "typed"
        array, title = (
            (loss.values, self.tr("Upstream gradient")) if given else (loss.target, self.tr("Target"))
        )
        assert array is not None
        dialog = NumbersDialog(title, array, self.window())
        dialog.chosen.connect(self._take_numbers)
        dialog.open()

    def _take_numbers(self, array: Array) -> None:
        array.setflags(write=False)
        if self._loss.name == "typed":
            self._edit(self.tr("set the upstream gradient"), values=array)
        else:
            self._edit(self.tr("set the target"), target=array)
