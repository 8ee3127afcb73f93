"""Whole notches of the wheel, also of a touch pad that turns it by fractions."""

from cnnviz.qt import QWheelEvent

_NOTCH = 120


class Notches:
    """Adds up turns of the wheel; a turn the other way begins anew."""

    def __init__(self) -> None:
        self._rest = 0

    def turned(self, event: QWheelEvent) -> int:
        """Return how many whole notches an event brings: upwards positive."""
        turn = event.angleDelta().y() or event.angleDelta().x()  # some modifiers make the wheel go sideways
        if turn * self._rest < 0:
            self._rest = 0
        self._rest += turn
        notches = int(self._rest / _NOTCH)
        self._rest -= notches * _NOTCH
        return notches
