"""What the next round makes of the weights, and which rounds it drops; there is always room for the most of it."""

from cnnviz.qt import QLabel, QRect, Qt, QWidget

_LATE, _HIGH = 999, 999  # a round with many digits; pixels that no words reach


class Becomes(QLabel):
    """Says both, or where there is little room what is dropped instead of what becomes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("becomes")
        self.setProperty("kind", "muted")
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._becomes = self._drops = ""
        self._short = self._silent = False

    def tell(self, becomes: str, current: int, last: int, *, silent: bool = False) -> None:
        """Say what becomes, and what is dropped by a round after the current one of so many; or nothing."""
        self._becomes, self._drops, self._silent = becomes, self._what_goes(current, last), silent
        self._show()

    def set_short(self, *, short: bool) -> None:
        """Say one thing only, or both."""
        self._short = short
        self._show()

    def keep_room(self) -> None:
        """Be as high as the most that it may say, so that what is above keeps its place."""
        font, room = self.fontMetrics(), QRect(0, 0, self.width(), _HIGH)
        most = self._sentences(self._what_goes(_LATE, _LATE + _LATE))
        wraps = Qt.TextFlag.TextWordWrap
        self.setMinimumHeight(max(font.boundingRect(room, wraps, words).height() for words in most))

    def _show(self) -> None:
        self.setText("" if self._silent else self._sentences(self._drops)[-1])

    def _sentences(self, drops: str) -> tuple[str, ...]:
        """Return what there is to say, the last of it now."""
        if not drops:
            return (self._becomes,)
        return (self._becomes, drops) if self._short else (f"{self._becomes}; {drops}",)

    def _what_goes(self, current: int, last: int) -> str:
        if current == last:
            return ""
        if current + 1 == last:
            return self.tr("drops the old round {0}").format(last)
        return self.tr("drops the old rounds {0} to {1}").format(current + 1, last)
