"""The kernel of the followed filter: its preset, its numbers in a table, and what can be done to it as a whole."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from cnnviz.canvas.palette import Palette
from cnnviz.experiment.arrays import Array
from cnnviz.experiment.convolution import Convolution
from cnnviz.experiment.document import same
from cnnviz.experiment.kernels.operations import initialised, with_operation
from cnnviz.experiment.kernels.presets import Preset
from cnnviz.explain.naming import CHANNEL_NAMES, filter_text
from cnnviz.explain.number_format import format_of
from cnnviz.explain.numbers import written
from cnnviz.qt import QFormLayout, QHBoxLayout, QMenu, QWidget
from cnnviz.session.settings.settings import DECIMALS, settings
from cnnviz.session.undo import next_part
from cnnviz.ui.fields.choice_field import ChoiceField
from cnnviz.ui.fields.form_rows import caption
from cnnviz.ui.fields.held import EditSeries
from cnnviz.ui.kernel.filter_menus import OPERATIONS, entry, menu_button, operations, refill
from cnnviz.ui.kernel.filter_part import FilterPart
from cnnviz.ui.kernel.kernel_table import KernelTable
from cnnviz.ui.kernel.preset_choice import PresetChoice

if TYPE_CHECKING:
    from cnnviz.ui.kernel.preset_keeper import PresetKeeper

_ALL = -1  # channels


class KernelEditor(FilterPart):
    """Shows one filter's kernel and asks for another."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._channel = self._wanted = _ALL
        self._names: dict[int, str] = {}
        self._palette: Palette | None = None
        self._drawn = ("he", 0)
        self._decimals = 0
        self._series = EditSeries()
        label = self.tr("Kernel of the followed filter")
        self._presets = PresetChoice("kernel_preset", label, lambda: self._keeper.own, self)
        self._channels = ChoiceField("kernel_channel", self.tr("Channel of the kernel that is shown"), self)
        self._table = KernelTable("kernel_table", label, self)
        self._lay_out()
        self._presets.chosen.connect(self._take_preset)
        self._presets.refused.connect(self.refused)
        self._channels.activated.connect(self._choose_channel)
        self._table.edited.connect(self._set_number)
        self._table.pasted.connect(self._paste)
        self._table.refused.connect(self.refused)
        self._table.settled.connect(self.settled)

    @cached_property
    def _keeper(self) -> PresetKeeper:
        from cnnviz.ui.kernel.preset_keeper import PresetKeeper  # a start does not wait for it

        keeper = PresetKeeper(self)
        keeper.refused.connect(self.refused)
        keeper.changed.connect(self._presets.refresh)
        keeper.saved.connect(self._name_it)
        return keeper

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(5)
        line.addWidget(self._presets, 1)
        label = self.tr("What can be done to the kernel")
        line.addWidget(menu_button("kernel_menu", label, self._make_menu(), self))
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setHorizontalSpacing(8)
        self._form.setVerticalSpacing(6)
        self._form.addRow(caption(self.tr("Preset"), self._presets, self), line)
        self._form.addRow(caption(self.tr("Channel"), self._channels, self), self._channels)
        self._form.addRow(self._table)

    def _make_menu(self) -> QMenu:
        menu = QMenu(self)
        operations(menu, "kernel", lambda name: self._do(name, every=False))
        self._every = menu.addMenu(self.tr("&All filters"))
        self._every.setToolTipsVisible(True)
        operations(self._every, "kernels", lambda name: self._do(name, every=True))
        menu.addSeparator()
        entry(menu, "kernel_initialise", self.tr("&Initialise…"), self._initialise, self.tr("Draw at random"))
        menu.addSeparator()
        entry(menu, "kernel_save", self.tr("&Save as preset…"), self._save)
        self._deletions = menu.addMenu(self.tr("&Delete preset"))
        menu.aboutToShow.connect(self._renew_menu)
        return menu

    def show_kernel(
        self, layer: Convolution, filter_: int, palette: Palette, *, of_image: bool = False
    ) -> None:
        """Show the kernel of a filter; that of an image has colours for channels."""
        decimals = settings().get(DECIMALS)
        shown = self._layer, self._filter, self._palette, self._decimals
        if (layer, filter_, palette, decimals) == shown:
            return
        self._decimals = decimals
        self._layer, self._filter, self._palette = layer, filter_, palette
        kernel = layer.kernel(filter_)
        self._presets.show_name(layer.names[filter_])
        self._show_channels(layer, kernel, of_image)
        self._show_plane(kernel, palette)

    def _show_plane(self, kernel: Array, palette: Palette) -> None:
        form = format_of(self.layer.weight, self._decimals)
        self._table.show_plane(kernel[..., max(self._channel, 0)], kernel, palette, form)

    def _show_channels(self, layer: Convolution, kernel: Array, of_image: bool) -> None:
        """Offer each channel that the filter reads, and all at once as long as they are alike."""
        alike = bool((kernel == kernel[..., :1]).all())
        self._channel = min(max(self._wanted, _ALL if alike and layer.depth > 1 else 0), layer.depth - 1)
        read = layer.channels_of(self._filter)
        names = {_ALL: self.tr("all")} if layer.depth > 1 else {}
        names |= {k: _channel_name(channel, layer.channels, of_image) for k, channel in enumerate(read)}
        if self._names != names:
            self._names = names
            self._channels.clear()
            for k, name in names.items():
                self._channels.addItem(name, k)
        differ = None if alike else self.tr("the channels of this kernel differ")
        self._channels.show_value(self._channel, {_ALL: differ} if _ALL in names else {})
        several = layer.channels > 1
        if self._channels.isHidden() != (not several):
            self._channels.setVisible(several)
            self._form.labelForField(self._channels).setVisible(several)

    def _choose_channel(self) -> None:
        assert self._palette is not None
        self._channel = self._wanted = self._channels.currentData()
        self._show_plane(self.layer.kernel(self._filter), self._palette)

    def _take_preset(self, preset: Preset) -> None:
        layer = self.layer
        kernel = preset.kernel(layer.window.kernel_size, layer.depth)
        text = self.tr("set {0} to {1}").format(self._whose, preset.name)
        self.asked.emit(layer.with_kernel(self._filter, kernel, preset.name), text, -1)

    def _set_number(self, row: int, column: int, value: float, turned: bool) -> None:
        kernel = self.layer.kernel(self._filter).copy()
        kernel[row, column, self._chosen] = value
        several = self.layer.depth > 1 and self._channel != _ALL
        place = f"{row}, {column}, {self._channel}" if several else f"{row}, {column}"
        text = self.tr("set W[{0}]{1} to {2}").format(place, self.of_filter, written(value))
        part = self._series.part((self._filter, self._channel, row, column)) if turned else -1
        if not turned:
            self._series.end()
        self.asked.emit(self.layer.with_kernel(self._filter, kernel), text, part)

    def _paste(self, numbers: Array) -> None:
        """Take a plane for the channels that are shown, or one for each channel."""
        kernel, count = self.layer.kernel(self._filter).copy(), numbers.shape[2]
        if count == kernel.shape[2]:
            kernel = numbers
        elif count == 1:
            kernel[..., self._chosen] = numbers if isinstance(self._chosen, slice) else numbers[..., 0]
        else:
            reason = self.tr("what was copied has {0} channels, the kernel {1}")
            self.refused.emit(reason.format(count, kernel.shape[2]))
            return
        text = self.tr("paste into {0}").format(self._whose)
        self.asked.emit(self.layer.with_kernel(self._filter, kernel), text, -1)

    @property
    def _chosen(self) -> int | slice:
        """The channels that are shown."""
        return slice(None) if self._channel == _ALL else self._channel

    @property
    def _whose(self) -> str:
        return filter_text(self._filter)

    def _filters(self, every: bool) -> range:
        return range(self.layer.filters) if every else range(self._filter, self._filter + 1)

    def _do(self, name: str, every: bool) -> None:
        operation, text, *_ = OPERATIONS[name]
        layer = with_operation(self.layer, operation, self._filters(every))
        whole = every or layer.window.kernel_size != self.layer.window.kernel_size
        whose = self.tr("all filters") if whole and layer.filters > 1 else self._whose
        self.asked.emit(layer, self.tr(text).format(whose), -1)

    def _initialise(self) -> None:
        from cnnviz.ui.kernel.initialise_dialog import NAMES, InitialiseDialog  # a start does not wait for it

        before, part = self.layer, next_part()
        latest = before
        scopes = (self._whose, self.tr("all filters")) if before.filters > 1 else (self._whose,)
        dialog = InitialiseDialog(scopes, *self._drawn, self.window())

        def draw(method: str, seed: int, every: bool) -> None:
            nonlocal latest
            if not same(latest, self.layer):
                self.refused.emit(self.tr("the kernels have changed meanwhile: open the dialog anew"))
                return
            self._drawn = method, seed
            latest = initialised(before, method, seed, self._filters(every))
            text = self.tr("initialise {0} ({1}, seed {2})").format(scopes[every], NAMES[method], seed)
            self.asked.emit(latest, text, part)

        def give_up() -> None:
            if same(latest, self.layer):
                self.asked.emit(before, "", part)

        dialog.asked.connect(draw)
        dialog.given_up.connect(give_up)
        dialog.go_with(self)
        dialog.open()

    def _save(self) -> None:
        self._keeper.save(np.array(self.layer.kernel(self._filter)))

    def _renew_menu(self) -> None:
        self._every.menuAction().setVisible(self.layer.filters > 1)
        refill(self._deletions, self._keeper.own.read()[0], self._keeper.delete)

    def _name_it(self, name: str) -> None:
        """Call the kernel what it was saved as."""
        layer = self.layer.with_kernel(self._filter, self.layer.kernel(self._filter), name)
        self.asked.emit(layer, self.tr("call {0} {1}").format(self._whose, name), -1)


def _channel_name(channel: int, channels: int, of_image: bool) -> str:
    coloured = of_image and channels == len(CHANNEL_NAMES)
    return CHANNEL_NAMES[channel] if coloured else str(channel)
