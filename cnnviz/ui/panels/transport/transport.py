"""The transport: first, back, play, next, last, the scrubber, what one step means, and the speed."""

import math

from cnnviz.application import text_pixels
from cnnviz.canvas.palette import Palette
from cnnviz.qt import (
    QAction,
    QHBoxLayout,
    QLabel,
    QResizeEvent,
    QSize,
    QSlider,
    Qt,
    QToolButton,
    QWidget,
    pyqtSignal,
)
from cnnviz.run.chapter import Chapter
from cnnviz.run.timeline import Grain, step_text
from cnnviz.session.player import FASTEST, SLOWEST
from cnnviz.ui.fields.choice_field import ChoiceField
from cnnviz.ui.fields.held import Unturned, quiet
from cnnviz.ui.panels.transport.scrubber import Scrubber

_WIDE = 1140  # pixels; a narrower window leaves out the words beside the fields
_RATE = 58  # pixels of the speed in numbers
_NOTCHES = 70  # of the speed slider, evenly spaced in ratio
_BUTTONS = ("play.first", "play.previous", "play.toggle", "play.next", "play.last")


class Transport(QWidget):
    """Shows where one is in time and asks to go elsewhere.

    Signals
    -------
    grain_chosen : the `Grain` that Next and Back go by
    speed_chosen : steps a second
    """

    grain_chosen = pyqtSignal(object)
    speed_chosen = pyqtSignal(float)

    def __init__(self, actions: dict[str, QAction], palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("transport")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.scrubber = Scrubber(palette, self)
        self._grain = ChoiceField("grain", self.tr("What one step means"), self)
        for grain in Grain:
            self._grain.addItem(self.tr(grain.value), grain)
        self._grain.activated.connect(lambda index: self.grain_chosen.emit(self._grain.itemData(index)))
        self._speed = _Slider(Qt.Orientation.Horizontal, self)
        self._speed.setObjectName("speed")
        self._speed.setAccessibleName(self.tr("Speed in steps a second"))
        self._speed.setRange(0, _NOTCHES)
        self._speed.setFixedWidth(84)
        self._speed.valueChanged.connect(lambda notch: self.speed_chosen.emit(_speed_at(notch)))
        self._rate = QLabel(self)
        self._rate.setProperty("kind", "muted")
        self._presenting = False
        self._present = actions["view.present"]
        self._leave: QToolButton | None = None  # made when one presents
        self._lay_out([actions[name] for name in _BUTTONS])
        self.fit_text()

    def fit_text(self) -> None:
        """Leave text as much room as it needs."""
        self._rate.setFixedWidth(text_pixels(_RATE))
        self._show_labels(self.width())
        self.scrubber.fit_text()

    def show_grain(self, grain: Grain) -> None:
        """Show what one step means."""
        self._grain.setCurrentIndex(self._grain.findData(grain))

    def show_chapter(self, chapter: Chapter) -> None:
        """Tell what a step is in a chapter: the box, as wide as its longest text, stays as it is."""
        row, text = self._grain.findData(Grain.STEP), self.tr(step_text(chapter))
        if self._grain.itemText(row) != text:
            self._grain.setItemText(row, text)

    def show_speed(self, speed: float) -> None:
        """Show the speed."""
        with quiet(self._speed):
            self._speed.setValue(_notch_of(speed))
        self._rate.setText(self.tr("{0}/s").format(f"{speed:.2g}" if speed < 10 else f"{speed:.0f}"))
        self._speed.setToolTip(self.tr("{0} steps a second").format(f"{speed:.2g}"))

    def set_presenting(self, presenting: bool) -> None:
        """Leave out what one sets once, what a step means and the speed; who does not know the key can leave."""
        self._presenting = presenting
        for part in (self._grain, self._speed, self._rate):
            part.setVisible(not presenting)
        self._leave = self._leave or self._leave_button()
        self._leave.setVisible(presenting)
        self._show_labels(self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what can be left out where the window is narrow."""
        super().resizeEvent(event)
        self._show_labels(event.size().width())
        self.layout().activate()  # else the scrubber would be laid out twice

    def _show_labels(self, width: int) -> None:
        for label in self._labels:
            label.setVisible(width >= text_pixels(_WIDE) and not self._presenting)

    def _lay_out(self, actions: list[QAction]) -> None:
        self._labels: list[QLabel] = []
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 4, 14, 4)
        layout.setSpacing(8)
        for action in actions:
            button = QToolButton(self)
            button.setDefaultAction(action)
            button.setProperty("kind", "play" if action.objectName() == "play.toggle" else "round")
            button.setIconSize(QSize(20, 20))
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setAccessibleName(action.text().replace("&", ""))
            layout.addWidget(button)
        layout.addSpacing(8)
        layout.addWidget(self.scrubber, 1)
        layout.addSpacing(4)
        for text, field in ((self.tr("one step ="), self._grain), (self.tr("speed"), self._speed)):
            label = QLabel(text, self)
            label.setProperty("kind", "muted")
            self._labels.append(label)
            layout.addWidget(label)
            layout.addWidget(field)
        layout.addWidget(self._rate)

    def _leave_button(self) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName("leave_presentation")
        button.setText(self.tr("Leave · F5"))
        button.setToolTip(self.tr("End the presentation"))
        button.setProperty("kind", "mode")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(self._present.trigger)
        self.layout().addWidget(button)
        return button


class _Slider(Unturned, QSlider):
    """A slider that the wheel does not move by chance."""


def _speed_at(notch: int) -> float:
    return float(SLOWEST * (FASTEST / SLOWEST) ** (notch / _NOTCHES))


def _notch_of(speed: float) -> int:
    return round(_NOTCHES * math.log(speed / SLOWEST) / math.log(FASTEST / SLOWEST))
