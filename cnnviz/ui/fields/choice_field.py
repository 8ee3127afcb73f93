"""A choice of texts, of which the impossible ones say why."""

from collections.abc import Mapping
from typing import Any, cast

from cnnviz.qt import QComboBox, QSize, QStandardItemModel, Qt, QWidget
from cnnviz.ui.fields.held import Unturned, quiet


class ChoiceField(Unturned, QComboBox):
    """A choice of texts, as wide as so many letters of them, or as the longest."""

    def __init__(self, name: str, label: str, parent: QWidget | None = None, *, letters: int = 0) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the wheel does not give it the focus
        if letters:
            self.setMinimumContentsLength(letters)

    def sizeHint(self) -> QSize:
        """Return room for so many letters, or for the longest text; Qt's policy would make the list for it at once."""
        return self.minimumSizeHint() if self.minimumContentsLength() else super().sizeHint()

    def show_value(self, value: object, why_not: Mapping[Any, str | None] | None = None) -> None:
        """Show which value is set, and grey out what is impossible; its tool tip says why."""
        with quiet(self):
            self.setCurrentIndex(self.findData(value))
        for impossible, reason in (why_not or {}).items():
            self.allow(self.findData(impossible), reason or "")

    def allow(self, row: int, why_not: str) -> None:
        """Grey out an entry where there is a reason, which its tool tip says."""
        item = cast(QStandardItemModel, self.model()).item(row)
        item.setEnabled(not why_not)
        item.setToolTip(why_not)
