"""The set-up of the loss: what is made small, or the gradient that is given; the target; and the learning rate."""

from dataclasses import replace

from cnnviz.canvas.palette import Palette
from cnnviz.experiment.arrays import Array
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.limits import Limit
from cnnviz.experiment.loss import LOSSES, Loss, LossName
from cnnviz.explain.numbers import shown, written
from cnnviz.qt import QHBoxLayout, QWidget, pyqtSignal
from cnnviz.session.settings.settings import DECIMALS, settings
from cnnviz.ui.cards.card import Card
from cnnviz.ui.cards.loss_target import LossTarget
from cnnviz.ui.cards.rate_field import rate_field
from cnnviz.ui.fields.choice_list import ChoiceList

_WORDS: dict[LossName, str] = {
    "sum": "A way to look at gradients, with no target to learn: each output counts 1",
    "cell": "A way to look at gradients, with no target to learn: one cell counts 1, the others 0",
    "mse": "How far the output is from a target: the mean of the squared differences",
    "cross_entropy": "How unlikely the right class is taken to be",
    "sigmoid_slope": "A way to look at gradients, with no target to learn: each is σ′ of its output",
    "typed": "No loss: you give the upstream gradient",
}
_LINES = 3  # of these words, kept whichever loss it is
_SHORT: dict[LossName, str] = {
    "sum": "how large it all is: gradients are 1",
    "cell": "one cell counts, the others get 0",
    "mse": "how far it is from a target",
    "cross_entropy": "how unlikely the right class is",
    "sigmoid_slope": "each gradient is σ′ of its output",
    "typed": "no loss: you type the gradient",
}


class LossCard(Card):
    """Shows the loss and asks for changes of it.

    Signals
    -------
    target_asked : an image is wanted as the target
    """

    target_asked = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("loss", "Loss", parent, alone=True)
        self._experiment: Experiment | None = None
        items = {name: (self.tr(title), self.tr(_SHORT[name])) for name, title in LOSSES.items()}
        self._name = ChoiceList("loss_name", self.tr("Loss or upstream gradient"), items, self)
        self._name.chosen.connect(self._edit_name)
        self._words = self.note("loss_words")
        self._words.setMinimumHeight(_LINES * self._words.fontMetrics().lineSpacing())
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
        self._target = LossTarget(self)
        self._target.image_asked.connect(self.target_asked)
        self._target.numbers_asked.connect(self._edit_numbers)
        self._target.kernel_chosen.connect(self._aim_at_kernel)
        self._rate = rate_field("learning_rate", self)
        self.tell_of(self._rate)
        self._rate.edited.connect(self._edit_rate)
        self._value = self.note("loss_value", "strong")
        self.form.addRow(self._name)
        self.form.addRow(self._words)
        self.row(self.tr("Which"), self._cell)
        self.row(self.tr("Class"), self._label)
        self.form.addRow(self._target)
        self.row(self.tr("Rate η"), self._rate)
        self.column.addWidget(self._value)
        self.column.addWidget(self.reason)  # beneath everything, where nothing makes room for it

    def show_experiment(
        self, experiment: Experiment, value: float | None, palette: Palette, follow: int = 0
    ) -> None:
        """Show what is set, and the loss that comes of it."""
        self._experiment = experiment
        shape = experiment.shapes[-1]
        loss = experiment.fitted_loss
        self._name.show_value(loss.name, {name: loss.why_not(name, shape) for name in LOSSES})
        self._words.setText(self.tr(_WORDS[loss.name]))
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
            min(loss.labels[0], classes), Limit(0, classes, self.tr("counting starts at 0"), why)
        )
        self.show_row(self._cell, loss.name == "cell")
        self.show_row(self._label, loss.name == "cross_entropy")
        self._target.setVisible(loss.name in ("mse", "typed"))
        self._target.show_target(experiment, palette, follow)
        self._rate.show_value(experiment.learning_rate)
        no_loss, words = self.tr("no loss: a gradient is given"), self.tr("loss of this forward pass = {0}")
        self._value.setText(
            no_loss if value is None else words.format(shown(value, settings().get(DECIMALS)))
        )

    @property
    def _loss(self) -> Loss:
        assert self._experiment is not None
        return self._experiment.fitted_loss

    def _edit(self, loss: Loss, text: str, part_of: int = -1) -> None:
        assert self._experiment is not None
        self.ask(replace(self._experiment, loss=loss), text, part_of)

    def _edit_name(self, name: LossName) -> None:
        self._edit(replace(self._loss, name=name), self.tr("set loss to {0}").format(LOSSES[name]))

    def _edit_cell(self, axis: int, value: int) -> None:
        cell = list(self._loss.cell or ())
        cell[axis] = value
        text = self.tr("look at output {0}").format(", ".join(map(str, cell)))
        self._edit(replace(self._loss, cell=tuple(cell)), text, self._axes[axis].part)

    def _edit_label(self, label: int) -> None:
        text = self.tr("set the right class to {0}").format(label)
        self._edit(self._loss.with_label(0, label), text, self._label.part)

    def _edit_rate(self, rate: float) -> None:
        assert self._experiment is not None
        text = self.tr("set learning rate to {0}").format(written(rate))
        self.ask(replace(self._experiment, learning_rate=rate), text, self._rate.part)

    def _aim_at_kernel(self, name: str) -> None:
        from cnnviz.run.lessons.targets import aimed_at_kernel

        assert self._experiment is not None
        text = self.tr("set the target: what {0} makes of this image").format(name)
        self.ask(aimed_at_kernel(self._experiment, name), text)

    def _edit_numbers(self) -> None:
        from cnnviz.ui.dialogs.numbers_dialog import NumbersDialog  # a start does not wait for it

        loss = self._loss
        given = loss.name == "typed"
        array, title = (
            (loss.values[0], self.tr("Upstream gradient")) if given else (loss.targets[0], self.tr("Target"))
        )
        dialog = NumbersDialog(title, array, self.window())
        dialog.chosen.connect(lambda chosen: self._take_numbers(chosen, loss))
        dialog.go_with(self)
        dialog.open()

    def _take_numbers(self, array: Array, opened: Loss) -> None:
        loss = self._loss
        shape = loss.values[0].shape if loss.name == "typed" else loss.targets[0].shape
        if (loss.name, shape) != (opened.name, array.shape):
            self.say(self.tr("the loss has changed meanwhile: open its numbers anew"))
        elif loss.name == "typed":
            self._edit(loss.with_values(0, array), self.tr("set the upstream gradient"))
        else:
            self._edit(loss.with_target(0, array), self.tr("set the target"))
