"""The ways to a convolution's gradients, as switches above the stage: each arrives at the same numbers."""

from collections.abc import Mapping

from cnnviz.qt import QButtonGroup, QHBoxLayout, Qt, QToolButton, QWidget, pyqtSignal
from cnnviz.run.chapter import Chapter, ChapterKind
from cnnviz.run.options import RunOptions

_WAYS: Mapping[str, Mapping[str, str]] = {
    "input_gradient": {"scatter": "Scatter", "gather": "Gather", "full": "Turned kernel"},
    "weight_gradient": {"accumulate": "Accumulate", "correlate": "Correlate"},
}
_KINDS = {
    "input_gradient": {
        ChapterKind.SCATTER,
        ChapterKind.GATHER,
        ChapterKind.SPREAD,
        ChapterKind.TURN,
        ChapterKind.FULL,
    },
    "weight_gradient": {ChapterKind.ACCUMULATE, ChapterKind.CORRELATE, ChapterKind.BIAS_GRADIENT},
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
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 8, 0)
        layout.setSpacing(0)
        self._buttons: dict[str, dict[str, QToolButton]] = {}
        for setting, ways in _WAYS.items():
            group = QButtonGroup(self)
            self._buttons[setting] = {}
            for way, text in ways.items():
                button = self._button(way, self.tr(text))
                button.clicked.connect(lambda _, setting=setting, way=way: self.way_chosen.emit(setting, way))
                group.addButton(button)
                layout.addWidget(button)
                self._buttons[setting][way] = button

    def show_way(self, chapter: Chapter, options: RunOptions) -> None:
        """Show the ways of a chapter's kind, with the one in force."""
        for setting, buttons in self._buttons.items():
            visible = chapter.kind in _KINDS[setting] and not (
                chapter.kind is ChapterKind.BIAS_GRADIENT and options.weight_gradient == "accumulate"
            )
            for way, button in buttons.items():
                button.setVisible(visible)
                button.setChecked(getattr(options, setting) == way)

    def _button(self, way: str, text: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(text)
        button.setObjectName(f"way_{way}")
        button.setCheckable(True)
        button.setProperty("kind", "segment")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.hide()
        return button
