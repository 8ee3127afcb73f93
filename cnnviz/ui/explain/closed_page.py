"""What Explain shows instead of every tab while it would tell a number that is hidden."""

from cnnviz.qt import QLabel, Qt, QVBoxLayout, QWidget


class ClosedPage(QWidget):
    """Says why nothing is explained yet."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("explain_closed")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(20, 20, 16, 16)
        self.column.setSpacing(10)
        title, text = QLabel(self.tr("First the answer, then why"), self), QLabel(self)
        title.setProperty("kind", "title")
        text.setText(
            self.tr(
                "A number of this step is hidden and stands as ? everywhere. "
                "Sum, code and ledger open when it is known."
            )
        )
        for label in (title, text):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            self.column.addWidget(label)
        self.column.addStretch(1)
