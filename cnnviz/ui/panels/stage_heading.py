"""The stage's heading: a chapter's title, and behind it what happens there, as far as there is room for it."""

from cnnviz.application import text_pixels
from cnnviz.canvas.room import has_room
from cnnviz.qt import QLabel, QResizeEvent, QSizePolicy, QWidget

_TITLE, _SUBTITLE = 16, 12
_MOST_KNOWN = 256
_LEAST = 26  # pixels of one line of it


class StageHeading(QLabel):
    """Says title and subtitle on one line or on two; a subtitle for which there is no room is told in a tip."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("heading")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setWordWrap(True)  # beside the switches there may be no room for it in one line
        self._words, self._muted, self._room = ("", ""), "", 0
        self._fitted: tuple[object, ...] = ()
        self._left_out: dict[tuple[object, ...], bool] = {}

    def set_room(self, height: int) -> None:
        """Have so many pixels for all lines."""
        self._room = height
        self.setMinimumHeight(text_pixels(_LEAST))
        self._fit()

    def say(self, title: str, subtitle: str, muted: str) -> None:
        """Say what a chapter is, and what happens in it in a colour of its own."""
        if (title, subtitle, muted) != (*self._words, self._muted):
            self._words, self._muted = (title, subtitle), muted
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say as much as there is room for now."""
        super().resizeEvent(event)
        self._fit_width()

    def _fit(self) -> None:
        if has_room(self):
            self._fit_width()
        elif self._words[0]:
            self._show(*self._words)  # which is as much as there may be room for

    def _fit_width(self) -> None:
        """Say all of it where it fits, else the title alone."""
        title, subtitle = self._words
        fitted = title, subtitle, self._muted, self._room, self.width(), text_pixels(100)
        if fitted == self._fitted:
            return
        self._fitted = fitted
        if fitted not in self._left_out:
            self._show(title, subtitle)
            too_high = bool(subtitle) and self._room > 0 and self.heightForWidth(self.width()) > self._room
            if len(self._left_out) >= _MOST_KNOWN:
                self._left_out.clear()
            self._left_out[fitted] = too_high
        left_out = self._left_out[fitted]
        self._show(title, "" if left_out else subtitle)
        self.setToolTip(subtitle if left_out else "")

    def _show(self, title: str, subtitle: str) -> None:
        said = [text.replace("&", "&amp;").replace("<", "&lt;") for text in (title, subtitle)]
        text = f'<span style="font-size: {text_pixels(_TITLE)}px; font-weight: 600">{said[0]}</span>'
        if subtitle:
            small = f"font-size: {text_pixels(_SUBTITLE)}px; color: {self._muted}"
            text += f'<span style="{small}">&nbsp;&nbsp; {said[1]}</span>'
        if text != self.text():
            self.setText(text)
