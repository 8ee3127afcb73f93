"""Remarks, each on a card with a bar at its left."""

from collections.abc import Sequence

from cnnviz.explain.checks.remarks import CheckRemark
from cnnviz.qt import QFrame, QLabel, QSizePolicy, QVBoxLayout, QWidget
from cnnviz.ui.theme import wear

_CALM = {"straight", "batch", "given", "outside"}
"""What is said that nobody need look into."""


class RemarkCards(QWidget):
    """Shows remarks, one beneath the other; the cards stay, only what is on them changes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("check_remarks")
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._cards: list[tuple[QFrame, QLabel, QLabel]] = []

    def show_remarks(self, remarks: Sequence[CheckRemark]) -> None:
        """Show other remarks."""
        while len(self._cards) < len(remarks):
            self._cards.append(self._card())
        for number, (card, title, text) in enumerate(self._cards):
            card.setVisible(number < len(remarks))
            if number < len(remarks):
                wear(card, calm=remarks[number].key in _CALM)
                title.setText(remarks[number].title)
                text.setText(remarks[number].text)
        self.setAccessibleName(" ".join(f"{remark.title}. {remark.text}" for remark in remarks))

    def _card(self) -> tuple[QFrame, QLabel, QLabel]:
        card = QFrame(self)
        card.setProperty("kind", "remark")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(14, 10, 12, 10)
        inside.setSpacing(3)
        labels = []
        for kind in ("strong", "small"):
            label = QLabel(card)
            label.setProperty("kind", kind)
            label.setWordWrap(True)
            inside.addWidget(label)
            labels.append(label)
        self._column.addWidget(card)
        return card, labels[0], labels[1]
