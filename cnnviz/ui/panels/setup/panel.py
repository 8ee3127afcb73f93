"""What all panels of the set-up share: a column that scrolls, and what is shown in it."""

from cnnviz.qt import QApplication, QEvent, QFrame, QPoint, QScrollArea, Qt, QVBoxLayout, QWidget, pyqtSignal
from cnnviz.ui.panels.setup.setup_state import SetupState
from cnnviz.ui.panels.setup.tab_order import set_tab_order

_AROUND = 16  # pixels that are seen above and below what is scrolled to


class Panel(QScrollArea):
    """One part of the set-up.

    Signals
    -------
    edited : (the new experiment, what was done in words, what it is a part of or -1)
    """

    edited = pyqtSignal(object, str, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its controls take the keyboard
        self.contents = QWidget(self.viewport())
        self.contents.setObjectName("setup_contents")
        self.column = QVBoxLayout(self.contents)
        self.column.setContentsMargins(16, 16, 14, 16)
        self.column.setSpacing(8)
        self.setWidget(self.contents)
        self.entrance: QWidget | None = None  # the control after which Tab comes in

    def show_state(self, state: SetupState) -> None:
        """Show what is set up."""
        raise NotImplementedError

    def order_tabs(self) -> None:
        """Have Tab go through the panel as it is read, behind the button that closes it."""
        if self.entrance is not None:
            set_tab_order(self.column, self.entrance)

    def set_layer(self, layer: int) -> None:
        """Mark what belongs to the layer that is stepped through, if anything does."""

    def bring_into_view(self, part: QWidget) -> None:
        """Scroll to a part that has just been made or shown, once it has its place; to the top of one without room."""
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        if part.height() + 2 * _AROUND > self.viewport().height():
            self.verticalScrollBar().setValue(part.mapTo(self.contents, QPoint()).y() - _AROUND)
        else:
            self.ensureWidgetVisible(part, 0, _AROUND)
