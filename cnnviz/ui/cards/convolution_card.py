"""The set-up of a convolution: its filters with their kernels and bias, its windows, how padding is filled."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import cast

from cnnviz.engine.padding import MODES
from cnnviz.experiment.arrangement import filters_order, refiltered
from cnnviz.experiment.convolution import Convolution
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import SwitchedOff
from cnnviz.experiment.limits import MOST_FILTERS, filters_limit, why_not_mode
from cnnviz.explain.naming import filter_text
from cnnviz.qt import QHBoxLayout, QMenu, QWidget
from cnnviz.ui.cards.window_card import WindowCard
from cnnviz.ui.fields.held import quiet
from cnnviz.ui.kernel.bias_row import BiasRow
from cnnviz.ui.kernel.filter_menus import allow, entry, menu_button
from cnnviz.ui.kernel.kernel_editor import KernelEditor


class ConvolutionCard(WindowCard):
    """Shows a convolution layer and asks for changes of it."""

    def lay_out_more(self) -> None:
        """Put the filters behind the size of their kernels, and the rarer settings last."""
        self._mode = self.choice("padding_mode", self.tr("Padding mode"), MODES)
        self._filters = self.number("filters", self.tr("Number of filters"))
        self._choice = self.choice("follow", self.tr("Filter that is followed"), ())
        self._kernel = KernelEditor(self)
        self._bias = BiasRow(self)
        self._names: tuple[str, ...] = ()
        self._groups = self.choice("groups", self.tr("Groups of channels and filters"), ())
        self._groups.setToolTip(self.tr("Each filter reads only the channels of its group"))
        self.row(self.tr("Filters"), self._filters_with_menu(), 1)
        self.row(self.tr("Follow"), self._choice, 2)
        self.form.insertRow(3, self._kernel)
        self.row(self.tr("Bias"), self._bias, 4)
        self.row(self.tr("Filled with"), self._mode)
        self.row(self.tr("Dilation"), self._pairs["dilation"])
        self.row(self.tr("Groups"), self._groups)
        self._filters.edited.connect(self._edit_filters)
        self._mode.activated[str].connect(self._edit_mode)
        self._choice.activated.connect(lambda: self.filter_chosen.emit(self._choice.currentData()))
        self._groups.activated.connect(self._edit_groups)
        for part in (self._kernel, self._bias):
            part.asked.connect(self.change)
            self.tell_of(part)

    def _filters_with_menu(self) -> QWidget:
        menu = QMenu(self)
        texts = {
            "add": self.tr("&Add"),
            "duplicate": self.tr("Du&plicate"),
            "delete": self.tr("&Delete"),
            "up": self.tr("Move &up"),
            "down": self.tr("Move do&wn"),
        }
        self._entries = {
            name: entry(menu, f"filter_{name}", text, partial(self._rearrange, name))
            for name, text in texts.items()
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

    def show_experiment(self, experiment: Experiment, follow: int | None) -> None:
        """Show what is set, with the limits that follow from it."""
        super().show_experiment(experiment, follow)
        assert self._palette is not None
        layer = self.convolution
        why_not = {mode: why_not_mode(layer.window, self.place, mode) for mode in MODES}
        self._mode.show_value(layer.window.padding_mode, why_not)
        self._filters.show_value(layer.filters, filters_limit(experiment, self.index))
        self._followed = min(follow or 0, layer.filters - 1)
        self._show_filters(layer.names, all_in_turn=follow is None)
        of_image = all(isinstance(before, SwitchedOff) for before in experiment.layers[: self.index])
        self._kernel.show_kernel(layer, self._followed, self._palette, of_image=of_image)
        self._bias.show_bias(layer, experiment.shapes[self.index], self._followed)
        self._show_groups(layer)

    def _show_filters(self, names: tuple[str, ...], *, all_in_turn: bool) -> None:
        if names != self._names:
            made = self.tr("hand-made")
            self._names = names
            with quiet(self._choice):
                self._choice.clear()
                for number, name in enumerate(names):
                    self._choice.addItem(f"{number} · {name or made}", number)
                self._choice.addItem(self.tr("all in turn"), None)
            self.show_row(self._choice, len(names) > 1)
        self._choice.setCurrentIndex(len(names) if all_in_turn else self._followed)

    def _show_groups(self, layer: Convolution) -> None:
        """Offer every number of groups up to one for each channel, and say why some are impossible."""
        if self._groups.count() != layer.channels:
            self._groups.clear()
            for number in range(1, layer.channels + 1):
                alone = self.tr("{0} · depthwise") if number == layer.channels else "{0}"
                self._groups.addItem(alone.format(number), number)
            self.show_row(self._groups, layer.channels > 1)
        why_not = {number: layer.why_not_groups(number) for number in range(1, layer.channels + 1)}
        self._groups.show_value(layer.groups, why_not)

    def _limit_menu(self) -> None:
        """Grey out what cannot be done to the filters, and say why."""
        count = self.convolution.filters
        full = self.tr("more than {0} filters are not offered").format(MOST_FILTERS)
        stops = {
            "add": full if count >= MOST_FILTERS else None,
            "duplicate": full if count >= MOST_FILTERS else None,
            "delete": self.tr("there is at least one filter") if count == 1 else None,
            "up": self.tr("it is the first filter") if self._followed == 0 else None,
            "down": self.tr("it is the last filter") if self._followed == count - 1 else None,
        }
        for name, reason in stops.items():
            allow(self._entries[name], reason or self._why_not(self._order(name)))

    def _order(self, name: str) -> list[int | None]:
        """Return the order of the filters after an entry of the menu."""
        order: list[int | None] = [*range(self.convolution.filters)]
        at = self._followed
        match name:
            case "add":
                return [*order, None]
            case "duplicate":
                return [*order[: at + 1], *order[at:]]
            case "delete":
                return [*order[:at], *order[at + 1 :]]
        order.insert(at - 1 if name == "up" else at + 1, order.pop(at))
        return order

    def _why_not(self, order: Sequence[int | None]) -> str | None:
        assert self.experiment is not None
        try:
            refiltered(self.experiment, self.index, order)
        except ValueError as error:
            return str(error)
        return None

    def _rearrange(self, name: str) -> None:
        """Do what an entry of the menu says; a filter that is moved or made is followed."""
        at, count = self._followed, self.convolution.filters
        text, number, follow = {
            "add": (self.tr("add {0}"), count, count),
            "duplicate": (self.tr("duplicate {0}"), at, at + 1),
            "delete": (self.tr("delete {0}"), at, None),
            "up": (self.tr("move {0} up"), at, at - 1),
            "down": (self.tr("move {0} down"), at, at + 1),
        }[name]
        done = self._refilter(lambda: self._order(name), text.format(filter_text(number)))
        if done and follow is not None:
            self.filter_chosen.emit(follow)

    def _edit_mode(self, mode: str) -> None:
        text = self.tr("set padding mode to {0}").format(mode)
        self.change_window(self.convolution.window.changed(padding_mode=mode), text)

    def _edit_groups(self) -> None:
        groups = self._groups.currentData()
        self.change(self.convolution.with_groups(groups), self.tr("set groups to {0}").format(groups))

    def _edit_filters(self, number: int) -> None:
        """Ask for so many filters; where new ones come before the followed one, it is followed on."""
        before, at = self.experiment, self._followed
        assert before is not None
        text = self.tr("set filters to {0}").format(number)
        if self._refilter(lambda: filters_order(before, self.index, number), text, self._filters.part):
            order = filters_order(before, self.index, number)
            if at in order and order.index(at) != at:
                self.filter_chosen.emit(order.index(at))

    def _refilter(self, order: Callable[[], Sequence[int | None]], text: str, part_of: int = -1) -> bool:
        return self.try_out(lambda experiment: refiltered(experiment, self.index, order()), text, part_of)
