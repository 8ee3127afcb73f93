"""What Explain shows instead of every tab while it would tell a number that is hidden."""

from cnnviz.explain.questions.known_mistakes import mistakes_known
from cnnviz.qt import QLabel, QRadioButton, QScrollArea, Qt, QVBoxLayout, QWidget
from cnnviz.run.frames.frame import Frame
from cnnviz.session.settings.setting import Setting
from cnnviz.session.settings.settings import ASK, settings


class ClosedPage(QScrollArea):
    """Says why nothing is explained yet; to who predicts, also what is asked for, and what counts."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("explain_closed")
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        contents = QWidget(self)
        contents.setObjectName("setup_contents")
        self.setAccessibleName(self.tr("A number of this step is hidden."))
        self._column = QVBoxLayout(contents)
        self._column.setContentsMargins(20, 18, 16, 16)
        self._column.setSpacing(6)
        self._add(self.tr("First the answer, then why"), "title")
        self._add(
            self.tr(
                "A number of this step is hidden and stands as ? everywhere. "
                "Formula, code and ledger open when it is known."
            )
        )
        self._asks = [self._add(self.tr("Ask me for").upper(), "part"), *self._choices()]
        self._asks += [
            self._add(self.tr("What counts").upper(), "part"),
            self._add(
                self.tr("A number as the cell would show it. 0.5, 1/2 and 1 − 0.5 are the same answer.")
            ),
            self._add(self.tr("Mistakes it knows here").upper(), "part"),
        ]
        self._known = self._add("")
        self._asks += [
            self._known,
            self._add(self.tr("Space goes on without an answer; nothing is counted against you."), "muted"),
        ]
        self._column.addStretch(1)
        self.setWidget(contents)
        settings().changed.connect(self._on_setting)
        self._on_setting(ASK)

    def _choices(self) -> list[QWidget]:
        self._radios: dict[str, QRadioButton] = {}
        for value, words in ASK.choices:
            radio = QRadioButton(self.tr(words), self)
            radio.setObjectName(f"ask_{value}")
            radio.clicked.connect(lambda _, value=value: settings().set(ASK, value))
            self._column.addWidget(radio)
            self._radios[value] = radio
        return list(self._radios.values())

    def _on_setting(self, setting: Setting) -> None:
        if setting is ASK:
            self._radios[settings().get(ASK)].setChecked(True)

    def show_frame(self, frame: Frame) -> None:
        """Show what belongs to a frame."""
        for part in self._asks:
            part.setVisible(frame.asking is not None)
        if frame.asking is not None:
            known = [f"– {did}" for did in mistakes_known(frame)]
            self._known.setText("\n".join(known) or self.tr("none"))

    def _add(self, text: str, kind: str = "") -> QLabel:
        label = QLabel(text, self)
        if kind:
            label.setProperty("kind", kind)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        self._column.addWidget(label)
        return label
