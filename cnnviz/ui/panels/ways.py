"""The ways to a convolution's gradients, as switches above the stage: each arrives at the same numbers."""

from collections.abc import Mapping

from cnnviz.qt import QButtonGroup, QHBoxLayout, Qt, QToolButton, QWidget, pyqtSignal
from cnnviz.run.chapter import Chapter
from cnnviz.run.options import RunOptions, WayOption

_WAYS: Mapping[WayOption, Mapping[str, str]] = {
    "input_gradient": {"scatter": "Scatter", "gather": "Gather", "full": "Turned kernel"},
    "weight_gradient": {"accumulate": "Accumulate", "correlate": "Correlate"},
}


class WaySwitch(QWidget):
    """Shows the ways to what the chapter computes, where there are several.

    Signals
    -------
    way_chosen : (which of the `RunOptions`, its value)
    """

    way_chosen = pyqtSignal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("ways")
        self._groups: dict[str, QWidget] = {}
        self._buttons: dict[str, dict[str, QToolButton]] = {}

    def show_way(self, chapter: Chapter, options: RunOptions) -> None:
        """Show the ways to what a chapter makes, with the one in force."""
        if chapter.way is not None and not self._buttons:
            self._make_buttons()  # a start has no use for them yet
        for setting in sorted(self._groups, key=lambda one: one == chapter.way):  # never do all need room
            self._groups[setting].setVisible(setting == chapter.way)
            for way, button in self._buttons[setting].items():
                button.setChecked(getattr(options, setting) == way)

    def _make_buttons(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 8, 0)
        row.setSpacing(0)
        for setting, ways in _WAYS.items():
            together, group = QWidget(self), QButtonGroup(self)
            together.hide()
            layout = QHBoxLayout(together)
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
            row.addWidget(together)
            self._groups[setting], self._buttons[setting] = together, {}
            for way, text in ways.items():
                button = self._button(way, self.tr(text), together)
                button.clicked.connect(lambda _, setting=setting, way=way: self.way_chosen.emit(setting, way))
                group.addButton(button)
                button.setProperty("begins", not layout.count())
                layout.addWidget(button)
                self._buttons[setting][way] = button

    def _button(self, way: str, text: str, parent: QWidget) -> QToolButton:
        button = QToolButton(parent)
        button.setText(text)
        button.setObjectName(f"way_{way}")
        button.setCheckable(True)
        button.setProperty("kind", "segment")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button
