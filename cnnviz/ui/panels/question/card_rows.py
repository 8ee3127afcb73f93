"""How the parts of a question's card lie: side by side or, where that has no room, the buttons beneath the words."""

from collections.abc import Sequence

from cnnviz.application import text_pixels
from cnnviz.qt import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

INSIDE = 4
"""Pixels above and below all of them."""
_SIDES = 20, INSIDE, 16, INSIDE
_USUAL, _BESIDE, _MORE, _BUTTONS, _OPTIONS = 100, 700, 62, 32, 56
"""How large text usually is; pixels, in that: the width from which on they lie side by side, by how much the card is
higher where they do not, and what of it the buttons take, or answers to choose from."""


class CardRows:
    """Lays out a mark, the words, answers to choose from, and what is typed into and pressed."""

    def __init__(
        self, card: QWidget, mark: QWidget, words: QWidget, options: QWidget, controls: Sequence[QWidget]
    ) -> None:
        self._mark = mark
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight, card)
        self._both.setContentsMargins(*_SIDES)
        self._upper, self._lower, self._side = QHBoxLayout(), QHBoxLayout(), QVBoxLayout()
        self._controls = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        for line in (self._both, self._upper, self._lower, self._controls):
            line.setSpacing(8)
        self._side.setSpacing(2)
        for control in controls:
            self._controls.addWidget(control)
        self._side.addStretch(1)
        self._side.addLayout(self._controls)
        self._side.addStretch(1)
        self._upper.addWidget(mark)
        self._upper.addWidget(words, 1)
        self._lower.addWidget(options, 1)
        self._lower.addLayout(self._side)
        self._both.addLayout(self._upper, 1)
        self._both.addLayout(self._lower)

    def put_mark(self, *, by_buttons: bool) -> None:
        """Have what is thought of the answer before the words, or before the buttons, so that the sum has its room."""
        self._upper.removeWidget(self._mark)
        self._controls.removeWidget(self._mark)
        _, *others = _SIDES  # the sum has a side of its own
        self._both.setContentsMargins(0 if by_buttons else _SIDES[0], *others)
        if by_buttons:
            self._controls.insertWidget(0, self._mark)
        else:
            self._upper.insertWidget(0, self._mark)

    def lay(self, width: int, *, chosen: bool) -> tuple[int, int]:
        """Lay all out in a width; return how much more height that takes, and what of the card is not the words'.

        Where the buttons lie beneath the words, answers to choose from have that place for themselves.
        """
        stacked = text_pixels(_USUAL) > _USUAL and width < text_pixels(_BESIDE)
        ways = QBoxLayout.Direction
        self._both.setDirection(ways.TopToBottom if stacked else ways.LeftToRight)
        row, other = (self._upper, self._lower) if stacked and chosen else (self._lower, self._upper)
        if row.indexOf(self._side) < 0:
            other.removeItem(self._side)
            self._side.setParent(None)  # type: ignore[arg-type]  # a layout has one place
            row.addLayout(self._side)
        if not stacked:
            return 0, 0
        return text_pixels(_MORE), text_pixels(_OPTIONS if chosen else _BUTTONS)
