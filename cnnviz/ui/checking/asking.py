"""Before a solution is run: that it will be, and how it was understood, which can be corrected."""

from collections.abc import Mapping

from cnnviz.checking.conventions.arguments import meanings_of
from cnnviz.checking.conventions.reading.names import Meaning
from cnnviz.checking.conventions.reading.subjects import Subject
from cnnviz.qt import QComboBox, QFormLayout, QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget, pyqtSignal
from cnnviz.ui.dialogs.dialog import Dialog

WORDS: Mapping[Meaning, str] = {
    Meaning.X: "the input",
    Meaning.PADDED: "the padded input",
    Meaning.WEIGHT: "the weights",
    Meaning.BIAS: "the bias",
    Meaning.DY: "the gradient of the output",
    Meaning.DWEIGHT: "the gradient of the weights",
    Meaning.CACHE: "what forward keeps",
    Meaning.SETTINGS: "a dictionary of settings",
    Meaning.STRIDE: "the stride",
    Meaning.PADDING: "the padding",
    Meaning.DILATION: "the dilation",
    Meaning.SIZE: "the window's size",
    Meaning.HEIGHT: "the window's height",
    Meaning.WIDTH: "the window's width",
    Meaning.MODE: "max or average",
    Meaning.RATE: "the learning rate",
    Meaning.FILTERS: "the number of filters",
    Meaning.CHANNELS: "the number of channels",
    Meaning.INPUT_SHAPE: "the input's shape",
    Meaning.SHAPE: "a shape",
    Meaning.VALUE: "a number",
    Meaning.TARGET: "what there should be",
    Meaning.LEAK: "the slope below 0",
}
_SIZE = 560, 520


class AskDialog(Dialog):
    """Says what will be run and how it was understood.

    Signals
    -------
    agreed : it is to be run; what arguments stand for, as far as that was corrected
    """

    agreed = pyqtSignal(object)

    def __init__(self, name: str, subjects: tuple[Subject, ...], parent: QWidget | None = None) -> None:
        super().__init__("check_ask", parent)
        self.setWindowTitle(self.tr("Check my code"))
        self._boxes: dict[str, tuple[QComboBox, Meaning | None]] = {}
        said = QLabel(
            self.tr(
                "{0} will be run on this computer, in a process of its own, with limits of time and memory and "
                "without a window. Run only what you trust."
            ).format(name),
            self,
        )
        said.setObjectName("check_said")
        said.setWordWrap(True)
        understood = QLabel(self.tr("What was understood"), self)
        understood.setProperty("kind", "section")
        rows = QVBoxLayout(self)
        rows.setSpacing(10)
        rows.addWidget(said)
        rows.addWidget(understood)
        rows.addWidget(self._understood(subjects), 1)
        buttons, _ = self.done_and_cancel("check_run", self.tr("Run and compare"))
        rows.addWidget(buttons)
        self.accepted.connect(lambda: self.agreed.emit(self.corrected()))
        self.resize(*_SIZE)

    def corrected(self) -> dict[str, Meaning]:
        """Return what arguments stand for that were corrected, by "function.argument"."""
        return {
            key: box.currentData()
            for key, (box, guessed) in self._boxes.items()
            if box.currentData() is not None and box.currentData() is not guessed
        }

    def _understood(self, subjects: tuple[Subject, ...]) -> QScrollArea:
        area, inner = QScrollArea(self), QWidget(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        form = QFormLayout(inner)
        form.setContentsMargins(0, 0, 12, 0)
        for subject in subjects:
            for function in subject.functions:
                way = "backward" if function is subject.backward else "forward"
                owner = f"{subject.owner.name}." if subject.owner is not None else ""
                heading = QLabel(f"{owner}{function.called}", inner)
                heading.setProperty("kind", "strong")
                heading.setWordWrap(True)
                form.addRow(heading)
                what = QLabel(f"{subject.topic.value}, {way} · line {function.line}", inner)
                what.setProperty("kind", "muted")
                form.addRow(what)
                for arg, meaning in meanings_of(subject, function).items():
                    key = f"{function.name}.{arg}"
                    if key not in self._boxes:
                        form.addRow(arg, self._box(key, meaning, inner))
        area.setWidget(inner)
        return area

    def _box(self, key: str, guessed: Meaning | None, parent: QWidget) -> QComboBox:
        box = QComboBox(parent)
        box.setObjectName(f"check_{key}")
        box.setAccessibleName(key)
        if guessed is None:
            box.addItem(self.tr("not clear: choose"), None)
        for meaning, words in WORDS.items():
            box.addItem(words, meaning)
        box.setCurrentIndex(max(box.findData(guessed), 0))
        self._boxes[key] = box, guessed
        return box
