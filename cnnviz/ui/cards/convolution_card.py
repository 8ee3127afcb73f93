"""The set-up of a convolution: its windows, how padding is filled, its filters and their kernels."""

from typing import cast

from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import Convolution
from cnnviz.experiment.limits import MODES, MOST_FILTERS, Limit, why_not_mode
from cnnviz.experiment.presets import shipped
from cnnviz.ui.cards.card import select
from cnnviz.ui.cards.layer_card import WindowCard
from cnnviz.ui.fields import NumberField

_OWN = "own"


class ConvolutionCard(WindowCard):
    """Shows a convolution layer and asks for changes of it."""

    def lay_out_more(self) -> None:
        """Append padding mode, dilation, filters and presets."""
        self._mode = self.choice("padding_mode", self.tr("Padding mode"), MODES)
        self._filters = NumberField("filters", self.tr("Number of filters"), self)
        self._kernel = self.choice(
            "kernel_preset", self.tr("Kernel of the followed filter"), (*shipped(), _OWN)
        )
        self._follow = self.choice("follow", self.tr("Filter that is followed"), ())
        self.row(self.tr("Filled with"), self._mode)
        self.row(self.tr("Dilation"), self._pairs["dilation"])
        self.row(self.tr("Filters"), self._filters)
        self.row(self.tr("Preset"), self._kernel)
        self.row(self.tr("Follow"), self._follow)
        self._filters.edited.connect(self._edit_filters)
        self._filters.stopped.connect(self.say)
        self._mode.activated[str].connect(self._edit_mode)
        self._follow.activated[int].connect(self.filter_chosen)
        self._kernel.activated[str].connect(self._edit_kernel)

    @property
    def convolution(self) -> Convolution:
        """The layer that is shown."""
        return cast(Convolution, self.layer)

    def show_experiment(self, experiment: Experiment, followed: int) -> None:
        """Show what is set, with the limits that follow from it."""
        super().show_experiment(experiment, followed)
        layer = self.convolution
        why_not = {mode: why_not_mode(layer.window, self.place, mode) for mode in MODES}
        select(self._mode, layer.window.padding_mode, why_not)
        most = f"more than {MOST_FILTERS} are not offered"
        self._filters.show_value(layer.filters, Limit(1, MOST_FILTERS, "there is at least one filter", most))
        self._followed = min(followed, layer.filters - 1)
        self._show_filters(layer.names)

    def _show_filters(self, names: tuple[str, ...]) -> None:
        self._follow.blockSignals(True)
        self._follow.clear()
        self._follow.addItems([f"{number} · {name or _OWN}" for number, name in enumerate(names, 1)])
        self._follow.setCurrentIndex(self._followed)
        self._follow.blockSignals(False)
        self.show_row(self._follow, len(names) > 1)
        select(self._kernel, names[self._followed] or _OWN, {_OWN: self.tr("no kernel was made by hand")})

    def _edit_mode(self, mode: str) -> None:
        self.change_window(self.convolution.window.changed(padding_mode=mode), f"padding mode {mode}")

    def _edit_filters(self, count: int) -> None:
        self.change(self.convolution.with_filters(count), f"{count} filter{'s' if count > 1 else ''}")

    def _edit_kernel(self, name: str) -> None:
        self.change(self.convolution.with_preset(self._followed, name), f"kernel {name}")
