"""How wide a field for a number wishes to be: by the numbers that it has shown, whatever its limits are."""

from typing import Any

from cnnviz.qt import QSize, QStyle, QStyleOptionSpinBox

_CURSOR = 2  # pixels
_LONGEST = 18  # characters


class NumberRoom:
    """Wishes for as much room as Qt's own fields do, which go by their limits, before any are given.

    Limits are known only when a field is used, which may be in the midst of a layout, where the pointer stands: a
    field that was wider for them than its neighbours would stay so.
    """

    _shown: tuple[float, float]  # the least and the most

    def take_in(self, value: float) -> None:
        """Have room for a number."""
        low, high = self._shown
        self._shown = min(low, value), max(high, value)

    def sizeHint(self: Any) -> QSize:
        """Return the room that it likes."""
        room: QSize = self._room(self.lineEdit().sizeHint().height())
        return room

    def minimumSizeHint(self: Any) -> QSize:
        """Return the room that it can do with."""
        room: QSize = self._room(self.lineEdit().minimumSizeHint().height())
        return room

    def _room(self: Any, height: int) -> QSize:
        option = QStyleOptionSpinBox()
        self.initStyleOption(option)
        texts = (f"{self.textFromValue(value)[:_LONGEST]} " for value in self._shown)
        width = max(map(self.fontMetrics().horizontalAdvance, texts)) + _CURSOR
        inside = QSize(width, height)
        size: QSize = self.style().sizeFromContents(QStyle.ContentsType.CT_SpinBox, option, inside, self)
        return size
