"""What is set in a layer that is folded, as far as there is room for it."""

from cnnviz.qt import QLabel, QResizeEvent, QSizePolicy, QWidget

_BETWEEN = " · "
_MORE = "…"


class SummaryLabel(QLabel):
    """Shows a summary by whole parts; where some have no room, dots stand for them and a tooltip has all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("layer_summary")
        self.setProperty("kind", "muted")
        self.setIndent(6)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._whole = ""

    def show_summary(self, whole: str) -> None:
        """Show another summary."""
        if whole != self._whole:
            self._whole = whole
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as much as there is room for now."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        parts = self._whole.split(_BETWEEN)
        shorter = [_BETWEEN.join((*parts[:count], _MORE)) for count in range(len(parts) - 1, 0, -1)]
        room, metrics = self.width() - self.indent(), self.fontMetrics()
        text = next((w for w in (self._whole, *shorter) if metrics.horizontalAdvance(w) <= room), "")
        if text != self.text():
            self.setText(text)
        self.setToolTip("" if text == self._whole else self._whole)
        self.setAccessibleName(self._whole)
