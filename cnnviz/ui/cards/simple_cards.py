"""The set-up of the layers with few settings: activation, global pooling, flatten, linear."""

from typing import cast

from cnnviz.engine.arrays import Shape
from cnnviz.experiment.arrangement import exchanged
from cnnviz.experiment.document import Experiment, same
from cnnviz.experiment.layers import ACTIVATION_NAMES, Activation, Layer, Linear
from cnnviz.experiment.limits import Limit
from cnnviz.explain.numbers import size_text
from cnnviz.qt import QPushButton, QWidget
from cnnviz.session.undo import next_part
from cnnviz.ui.cards.layer_card import LayerCard

MOST_UNITS = 32


class ActivationCard(LayerCard):
    """Shows which function each number goes through."""

    def __init__(self, index: int, layer: Layer, parent: QWidget | None = None) -> None:
        super().__init__(index, layer, parent)
        self._function = self.choice("function", self.tr("Function"), ACTIVATION_NAMES)
        self._function.activated.connect(self._edit)
        self.row(self.tr("Function"), self._function)

    def show_experiment(self, experiment: Experiment, follow: int | None) -> None:
        """Show what is set."""
        super().show_experiment(experiment, follow)
        self._function.show_value(cast(Activation, self.layer).name)

    def summary(self) -> str:
        """Return the function."""
        return ACTIVATION_NAMES[cast(Activation, self.layer).name]

    def _edit(self) -> None:
        name = self._function.currentData()
        self.change(Activation(name), self.tr("set activation to {0}").format(ACTIVATION_NAMES[name]))


class _SizeCard(LayerCard):
    """A layer without settings: shows what it makes of which size."""

    def __init__(self, index: int, layer: Layer, parent: QWidget | None = None) -> None:
        super().__init__(index, layer, parent)
        self._text = self.note("size_text")
        self.column.insertWidget(1, self._text)

    def show_experiment(self, experiment: Experiment, follow: int | None) -> None:
        """Show what is set."""
        super().show_experiment(experiment, follow)
        self._text.setText(self.words(*experiment.shapes[self.index : self.index + 2]))

    def summary(self) -> str:
        """Return how many numbers there are behind it."""
        assert self.experiment is not None
        return f"→ {self.experiment.shapes[self.index + 1][0]}"

    def words(self, before: Shape, after: Shape) -> str:
        """Return what becomes of the size."""
        raise NotImplementedError


class FlattenCard(_SizeCard):
    """Shows how many numbers come out."""

    def words(self, before: Shape, after: Shape) -> str:
        """Return the size as a product."""
        return f"{size_text(before)} = {after[0]}"


class GlobalPoolingCard(_SizeCard):
    """Shows of how many cells each mean is, and how many there are."""

    def words(self, before: Shape, after: Shape) -> str:
        """Return what is averaged."""
        cells = before[0] * before[1]
        return self.tr("{0} → {1}, each the mean of {2} cells").format(size_text(before), after[0], cells)


class LinearCard(LayerCard):
    """Shows how many units there are."""

    def __init__(self, index: int, layer: Layer, parent: QWidget | None = None) -> None:
        super().__init__(index, layer, parent)
        self._units = self.number("units", self.tr("Number of units"))
        self._units.edited.connect(self._edit)
        self._initial = QPushButton(self.tr("Initialise…"), self)
        self._initial.setObjectName("initialise_weights")
        self._initial.setToolTip(self.tr("Draw the weights at random"))
        self._initial.setProperty("kind", "narrow")
        self._initial.clicked.connect(self._initialise)
        self.row(self.tr("Units"), self._units)
        self.row(self.tr("Weights"), self._initial)

    def show_experiment(self, experiment: Experiment, follow: int | None) -> None:
        """Show what is set."""
        super().show_experiment(experiment, follow)
        most = self.tr("more than {0} units are not offered").format(MOST_UNITS)
        limit = Limit(1, MOST_UNITS, self.tr("there is at least one unit"), most)
        self._units.show_value(cast(Linear, self.layer).units, limit)

    def summary(self) -> str:
        """Return how many units there are."""
        return self.tr("{0} units").format(cast(Linear, self.layer).units)

    def _edit(self, units: int) -> None:
        text = self.tr("set units to {0}").format(units)
        layer = cast(Linear, self.layer)
        self.try_out(
            lambda experiment: exchanged(experiment, self.index, layer.with_units(units)),
            text,
            self._units.part,
        )

    def _initialise(self) -> None:
        from cnnviz.ui.kernel.initialise_dialog import NAMES, InitialiseDialog  # a start does not wait for it

        before, part = cast(Linear, self.layer), next_part()
        latest = before

        def draw(method: str, seed: int, _: bool) -> None:
            nonlocal latest
            if not same(latest, self.layer):
                self.say(self.tr("the weights have changed meanwhile: open the dialog anew"))
                return
            latest = before.initialised(method, seed)
            text = self.tr("initialise weights ({0}, seed {1})").format(NAMES[method], seed)
            self.change(latest, text, part)

        def give_up() -> None:
            if same(latest, self.layer):
                self.change(before, "", part)

        dialog = InitialiseDialog(("",), "glorot", parent=self.window())
        dialog.asked.connect(draw)
        dialog.given_up.connect(give_up)
        dialog.go_with(self)
        dialog.open()
