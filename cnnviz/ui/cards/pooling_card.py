"""The set-up of pooling: its windows, a last one that hangs over, ties, and whether padding counts."""

from dataclasses import replace

from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import TIES_WORDS, AveragePooling, Layer, MaxPooling
from cnnviz.qt import QCheckBox, QWidget
from cnnviz.ui.cards.window_card import WindowCard
from cnnviz.ui.fields.form_rows import caption


class PoolingCard(WindowCard):
    """Shows a pooling layer and asks for changes of it."""

    def __init__(self, index: int, layer: Layer, parent: QWidget | None = None) -> None:
        self._largest = isinstance(layer, MaxPooling)
        self.names = ("kernel_size", "stride", "padding", *(("dilation",) if self._largest else ()))
        super().__init__(index, layer, parent)

    def lay_out_more(self) -> None:
        """Append dilation and ties, or whether padding counts; and the overhang."""
        self._ties = self.choice("ties", self.tr("Who gets the gradient where cells tie"), TIES_WORDS)
        self._counted = QCheckBox(self.tr("padding counts"), self)
        self._counted.setObjectName("count_include_pad")
        self._overhang = QCheckBox(self.tr("overhang at the end"), self)
        self._overhang.setObjectName("ceil_mode")
        if self._largest:
            self.row(self.tr("Dilation"), self._pairs["dilation"])
            self.form.addRow(caption(self.tr("Where cells tie,"), self._ties, self))
            self.form.addRow(self._ties)
        else:
            self.form.addRow(self._counted)
        self.form.addRow(self._overhang)
        self._ties.setVisible(self._largest)
        self._counted.setVisible(not self._largest)
        self._ties.activated.connect(self._edit_ties)
        self._counted.clicked.connect(self._edit_counted)
        self._overhang.clicked.connect(self._edit_overhang)

    def show_experiment(self, experiment: Experiment, follow: int | None) -> None:
        """Show what is set, with the limits that follow from it."""
        super().show_experiment(experiment, follow)
        layer = self.layer
        if isinstance(layer, MaxPooling):
            self._ties.show_value(layer.ties)
        elif isinstance(layer, AveragePooling):
            self._counted.setChecked(layer.count_include_pad)
        self._overhang.setChecked(bool(getattr(self.windowed.window, "ceil_mode", False)))

    def _edit_ties(self) -> None:
        ties = self._ties.currentData()
        layer = self.layer
        if isinstance(layer, MaxPooling):
            self.change(replace(layer, ties=ties), self.tr("set ties: {0}").format(TIES_WORDS[ties]))

    def _edit_counted(self, counted: bool) -> None:
        layer = self.layer
        if isinstance(layer, AveragePooling):
            text = self.tr("count padding") if counted else self.tr("leave padding out of the mean")
            self.change(replace(layer, count_include_pad=counted), text)

    def _edit_overhang(self, overhang: bool) -> None:
        text = (
            self.tr("let the last window overhang") if overhang else self.tr("end with the last whole window")
        )
        self.change_window(self.windowed.window.changed(ceil_mode=overhang), text)
