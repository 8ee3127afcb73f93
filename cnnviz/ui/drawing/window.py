"""The window in which the image is drawn large, while the main window follows."""

from collections.abc import Mapping

from cnnviz.canvas.palette import Palette
from cnnviz.experiment.arrays import Array
from cnnviz.qt import QAction, QDialog, QLabel, QSizePolicy, Qt, QVBoxLayout, QWidget
from cnnviz.ui.drawing.brush import Brush
from cnnviz.ui.drawing.changes import ChangeButtons
from cnnviz.ui.drawing.pad.pad import DrawPad
from cnnviz.ui.drawing.pad.picture import MARGIN
from cnnviz.ui.drawing.tools import DrawTools
from cnnviz.ui.plain import in_title

_LEAST_SIDE = 256 + 2 * MARGIN


class DrawWindow(QDialog):
    """A large pad with all tools; it stays above the main window, whose shortcuts it shares."""

    def __init__(
        self, brush: Brush, actions: Mapping[str, QAction], palette: Palette, parent: QWidget
    ) -> None:
        super().__init__(parent, Qt.WindowType.Tool)
        self.setObjectName("draw_window")
        self.setAccessibleName(self.tr("Drawing"))
        self.pad = DrawPad(brush, palette, self)
        self.pad.setObjectName("large_pad")
        self.pad.setMinimumSize(_LEAST_SIDE, _LEAST_SIDE)
        self.pad.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._tools = DrawTools(brush, self, wide=True)
        self._changes = ChangeButtons(actions, self)
        self._place = QLabel(self)
        self._place.setObjectName("large_place")
        self._place.setProperty("kind", "muted")
        self._place.setMinimumWidth(1)
        self.pad.said.connect(self._place.setText)
        self._tools.refused.connect(self._place.setText)
        self._tools.settled.connect(self._say_hint)
        self.finished.connect(self._hand_back)
        self._lay_out()

    def show_image(self, image: Array, name: str, palette: Palette) -> None:
        """Show the image that is drawn on."""
        self.pad.show_image(image, palette)
        self._tools.show_image(image, palette)
        title = self.tr("Draw: {0}").format(in_title(name))
        if title != self.windowTitle():
            self.setWindowTitle(title)
            self.pad.setAccessibleName(self.tr("Image: {0}, to draw on").format(name))

    def _hand_back(self) -> None:
        """Go back to the main window, which not every window manager does by itself."""
        self.parentWidget().activateWindow()

    def say(self, text: str) -> None:
        """Show a line of text beneath the pad."""
        self._place.setText(text or self._hint())

    def _say_hint(self) -> None:
        self.say("")

    def _hint(self) -> str:
        return self.tr(
            "Right button erases · double click types a number · Ctrl with the wheel: 0.1 more or less"
        )

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 10)
        column.setSpacing(8)
        column.addWidget(self._tools)
        column.addWidget(self.pad, 1)
        column.addWidget(self._changes)
        column.addWidget(self._place)
        self.say("")
