"""What the parts of a convolution's card share that show something of the followed filter."""

from cnnviz.experiment.convolution import Convolution
from cnnviz.explain.naming import filter_text
from cnnviz.qt import QWidget, pyqtSignal


class FilterPart(QWidget):
    """Shows something of one filter and asks for another layer.

    Signals
    -------
    asked : (the new layer, what was done in words, what it is a part of or -1)
    refused : one sentence that says why something cannot be
    settled : what was typed is taken or dropped
    """

    asked = pyqtSignal(object, str, int)
    refused = pyqtSignal(str)
    settled = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layer: Convolution | None = None
        self._filter = 0

    @property
    def layer(self) -> Convolution:
        """The layer that is shown."""
        assert self._layer is not None
        return self._layer

    @property
    def of_filter(self) -> str:
        """Whose a number is, in the words of an undo entry; nothing where there is one filter."""
        return self.tr(" of {0}").format(filter_text(self._filter)) if self.layer.filters > 1 else ""
