"""The choice of a kernel: the presets that come with the program, then those that a person has saved."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from cnnviz.experiment.kernels.presets import Preset, shipped
from cnnviz.qt import QFocusEvent, Qt, QWidget, pyqtSignal
from cnnviz.ui.fields.choice_field import ChoiceField

if TYPE_CHECKING:
    from cnnviz.experiment.kernels.own_presets import OwnPresets

_LETTERS = 6  # of a name that there is always room for
_BESIDE = 16  # pixels beside the names in the list


class PresetChoice(ChoiceField):
    """Shows which preset a kernel is.

    One's own are read when the choice is about to be used, so that a start does not wait for them.

    Parameters
    ----------
    own : returns those that the person has saved

    Signals
    -------
    chosen : a `Preset`
    refused : one sentence about files that are left out
    """

    chosen = pyqtSignal(object)
    refused = pyqtSignal(str)

    def __init__(
        self, name: str, label: str, own: Callable[[], OwnPresets], parent: QWidget | None = None
    ) -> None:
        super().__init__(name, label, parent, letters=_LETTERS)
        self.view().setTextElideMode(Qt.TextElideMode.ElideNone)
        self._own = own
        self._presets: dict[str, Preset] = {}
        self._sentences: tuple[str, ...] = ()
        self._name = ""
        self._fill({})
        self.activated[int].connect(self._choose)

    def show_name(self, name: str) -> None:
        """Show which preset a kernel is, "" for one that was made by hand."""
        if name != self._name or self.currentIndex() < 0:
            self._name = name
            self._select()

    def refresh(self) -> None:
        """Read the presets in the person's folder again."""
        own, sentences = self._own().read()
        if list(own) != list(self._presets)[len(shipped()) :]:
            self._fill(own)
        self._presets.update(own)
        if sentences and sentences != self._sentences:
            from cnnviz.experiment.kernels.own_presets import told  # a start does not wait for it

            self.refused.emit(told(sentences))
        self._sentences = sentences

    def _fill(self, own: Mapping[str, Preset]) -> None:
        self._presets = {**shipped(), **own}
        self.clear()
        for number, preset in enumerate(self._presets.values()):
            if number == len(shipped()):
                self.insertSeparator(self.count())
            self.addItem(preset.name, preset.name)
            self.setItemData(self.count() - 1, preset.about or None, Qt.ItemDataRole.ToolTipRole)
        self.insertSeparator(self.count())
        self.addItem(self.tr("hand-made"), "")
        self.allow(self.count() - 1, self.tr("type into the kernel's cells to make one by hand"))
        self._select()

    def _select(self) -> None:
        """Choose the entry of the name; a preset that is not here any more is named all the same."""
        if self.findData(self._name) < 0:
            self.addItem(self._name, self._name)
            self.allow(self.count() - 1, self.tr("this preset is not there any more"))
        self.setCurrentIndex(self.findData(self._name))

    def _choose(self, index: int) -> None:
        preset = self._presets.get(self.itemData(index) or "")
        if preset is not None:
            self.chosen.emit(preset)

    def showPopup(self) -> None:
        """Open the list as it is now, wide enough for the longest name."""
        self.refresh()
        self.view().setMinimumWidth(self.view().sizeHintForColumn(0) + _BESIDE)
        super().showPopup()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Have one's own presets ready for the arrow keys."""
        self.refresh()
        super().focusInEvent(event)
