"""The set-up of a convolution: its filters with their kernels and bias, its windows, how padding is filled."""

from collections.abc import Sequence
from typing import cast

from PyQt5.QtWidgets import QHBoxLayout, QMenu, QWidget

from cnnviz.engine.padding import MODES
from cnnviz.experiment.arrangement import refiltered
from cnnviz.experiment.convolution import Convolution
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import SwitchedOff
from cnnviz.experiment.limits import MOST_FILTERS, Limit, why_not_mode
from cnnviz.ui.cards.layer_card import WindowCard
from cnnviz.ui.fields.quiet import quiet
from cnnviz.ui.kernel.bias_row import BiasRow
from cnnviz.ui.kernel.filter_menus import allow, entry, menu_button
from cnnviz.ui.kernel.kernel_editor import KernelEditor


class ConvolutionCard(WindowCard):
    """Shows a convolution layer and asks for changes of it."""

    def lay_out_more(self) -> None:
        """Put the filters behind the size of their kernels, and the rarer settings last."""
        self._mode = self.choice("padding_mode", self.tr("Padding mode"), MODES)
        self._filters = self.number("filters", self.tr("Number of filters"))
        self._follow = self.choice("follow", self.tr("Filter that is followed"), ())
        self._kernel = KernelEditor(self)
        self._bias = BiasRow(self)
        self._names: tuple[str, ...] = ()
        self.row(self.tr("Filters"), self._filters_with_menu(), 1)
        self.row(self.tr("Follow"), self._follow, 2)
        self.form.insertRow(3, self._kernel)
        self.row(self.tr("Bias"), self._bias, 4)
        self.row(self.tr("Filled with"), self._mode)
        self.row(self.tr("Dilation"), self._pairs["dilation"])
        self._filters.edited.connect(self._edit_filters)
        self._mode.activated[str].connect(self._edit_mode)
        self._follow.activated[int].connect(self.filter_chosen)
        for part in (self._kernel, self._bias):
            part.asked.connect(self.change)
            part.refused.connect(self.say)
            part.left.connect(self.left)

    def _filters_with_menu(self) -> QWidget:
        menu = QMenu(self)
        self._entries = {
            "add": entry(menu, "filter_add", self.tr("&Add"), self._add),
            "duplicate": entry(menu, "filter_duplicate", self.tr("Du&plicate"), self._duplicate),
            "delete": entry(menu, "filter_delete", self.tr("&Delete"), self._delete),
            "up": entry(menu, "filter_up", self.tr("Move &up"), lambda: self._shift(-1)),
            "down": entry(menu, "filter_down", self.tr("Move do&wn"), lambda: self._shift(1)),
        }
        menu.insertSeparator(self._entries["up"])
        menu.aboutToShow.connect(self._limit_menu)
        both = QWidget(self)
        line = QHBoxLayout(both)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(5)
        line.addWidget(self._filters, 1)
        label = self.tr("What can be done to the followed filter")
        line.addWidget(menu_button("filter_menu", label, menu, both))
        return both

    @property
    def convolution(self) -> Convolution:
        """The layer that is shown."""
        return cast(Convolution, self.layer)

    def show_experiment(self, experiment: Experiment, followed: int) -> None:
        """Show what is set, with the limits that follow from it."""
        super().show_experiment(experiment, followed)
        assert self._palette is not None
        layer = self.convolution
        why_not = {mode: why_not_mode(layer.window, self.place, mode) for mode in MODES}
        self._mode.show_value(layer.window.padding_mode, why_not)
        most = self.tr("more than {0} are not offered").format(MOST_FILTERS)
        least = self.tr("there is at least one filter")
        self._filters.show_value(layer.filters, Limit(1, MOST_FILTERS, least, most))
        self._followed = min(followed, layer.filters - 1)
        self._show_filters(layer.names)
        of_image = all(isinstance(before, SwitchedOff) for before in experiment.layers[: self.index])
        self._kernel.show_kernel(layer, self._followed, self._palette, of_image=of_image)
        self._bias.show_bias(layer, experiment.shapes[self.index], self._followed)

    def _show_filters(self, names: tuple[str, ...]) -> None:
        if names != self._names:
            made = self.tr("hand-made")
            self._names = names
            with quiet(self._follow):
                self._follow.clear()
                self._follow.addItems([f"{number} · {name or made}" for number, name in enumerate(names, 1)])
            self.show_row(self._follow, len(names) > 1)
        self._follow.setCurrentIndex(self._followed)

    def _limit_menu(self) -> None:
        """Grey out what cannot be done to the filters, and say why."""
        count = self.convolution.filters
        full = self.tr("more than {0} filters are not offered").format(MOST_FILTERS)
        only = self.tr("there is at least one filter")
        for name, stops, reason in (
            ("add", count >= MOST_FILTERS, full),
            ("duplicate", count >= MOST_FILTERS, full),
            ("delete", count == 1, only),
            ("up", self._followed == 0, self.tr("it is the first filter")),
            ("down", self._followed == count - 1, self.tr("it is the last filter")),
        ):
            allow(self._entries[name], reason if stops else None)

    def _add(self) -> None:
        count = self.convolution.filters
        self.change(self.convolution.with_filters(count + 1), self.tr("add filter {0}").format(count + 1))
        self.filter_chosen.emit(count)

    def _duplicate(self) -> None:
        copy = self._followed + 1
        order = [*range(copy), *range(self._followed, self.convolution.filters)]
        self._refilter(order, self.tr("duplicate filter {0}").format(copy))
        self.filter_chosen.emit(copy)

    def _delete(self) -> None:
        order = [filter_ for filter_ in range(self.convolution.filters) if filter_ != self._followed]
        text = self.tr("delete filter {0}").format(self._followed + 1)
        self._refilter(order, text)

    def _shift(self, by: int) -> None:
        text = self.tr("move filter {0} up") if by < 0 else self.tr("move filter {0} down")
        order = list(range(self.convolution.filters))
        to = self._followed + by
        order.insert(to, order.pop(self._followed))
        self._refilter(order, text.format(self._followed + 1))
        self.filter_chosen.emit(to)

    def _edit_mode(self, mode: str) -> None:
        text = self.tr("set padding mode to {0}").format(mode)
        self.change_window(self.convolution.window.changed(padding_mode=mode), text)

    def _edit_filters(self, count: int) -> None:
        text = self.tr("set filters to {0}").format(count)
        if count < self.convolution.filters:
            self._refilter(range(count), text, self._filters.part)
        else:
            self.change(self.convolution.with_filters(count), text, self._filters.part)

    def _refilter(self, order: Sequence[int], text: str, part_of: int = -1) -> None:
        self.try_out(lambda experiment: refiltered(experiment, self.index, order), text, part_of)
