"""The line that says what the keys do where the keyboard is."""

from cnnviz.qt import QLabel, QWidget


class KeyHint(QLabel):
    """Follows the focus: Space plays, but not on the pad nor on a button of the set-up."""

    def __init__(self, setup: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("key_hint")
        self._setup = setup
        self.setText(self._of_stage())

    def follow(self, _: QWidget | None, now: QWidget | None) -> None:
        """Say what the keys do where the focus is now, if it is in this window."""
        if now is None or now.window() is not self.window():
            return
        if now.property("keeps_keys"):
            self.setText(self.tr("Space draws · ← → ↑ ↓ move · digits type a number · Esc back to the stage"))
        elif self._setup.isAncestorOf(now):
            self.setText(self.tr("Esc back to the stage, where Space plays"))
        else:
            self.setText(self._of_stage())

    def _of_stage(self) -> str:
        return self.tr("Space plays · ← → step · ↑ ↓ row · click an output cell to go there")
