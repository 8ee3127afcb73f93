"""The gallery of samples: look, find, choose."""

from collections.abc import Sequence

from cnnviz.experiment.arrays import Array
from cnnviz.gallery.samples import Sample, groups, samples
from cnnviz.qt import (
    QButtonGroup,
    QEvent,
    QHBoxLayout,
    QKeyEvent,
    QLineEdit,
    QObject,
    Qt,
    QToolButton,
    QVBoxLayout,
    QWidget,
    pyqtSignal,
)
from cnnviz.session.session import Session
from cnnviz.ui.appearance import appearance
from cnnviz.ui.dialogs.dialog import Dialog
from cnnviz.ui.importing.sample_details import SampleDetails
from cnnviz.ui.importing.sample_list import SampleList

_SIZE = (1000, 640)
_ALL = ""


def choose_sample(session: Session, parent: QWidget) -> None:
    """Let the person choose a sample, and open it under the layers that there are, as one edit."""
    dialog = SamplesDialog(parent)

    def use(sample: Sample, array: Array) -> None:
        try:
            experiment = session.experiment.with_image(array, sample.name)
        except ValueError as error:
            session.refused.emit(str(error))
            return
        session.ask(experiment, dialog.tr("open sample {0}").format(sample.name))

    dialog.used.connect(use)
    dialog.open()


class SamplesDialog(Dialog):
    """Shows the samples by groups, with a field to find one by its words.

    Signals
    -------
    used : (the `Sample`, its array as large and as colourful as was chosen)
    """

    used = pyqtSignal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("samples", parent)
        self.setWindowTitle(self.tr("Open sample"))
        palette = appearance().palette
        self._list = SampleList(palette, self)
        self._details = SampleDetails(palette, self)
        self._find = QLineEdit(self)
        self._find.setObjectName("samples_find")
        self._find.setAccessibleName(self.tr("Find a sample by a word"))
        self._find.setPlaceholderText(self.tr("Find, for example edge"))
        self._find.setClearButtonEnabled(True)
        self._find.installEventFilter(self)
        self._groups = QButtonGroup(self)
        self._buttons, self._use = self.done_and_cancel("samples_use", self.tr("Use sample"))
        self._lay_out()
        self._connect()
        self._filter()
        self._list.setFocus()
        self.resize(*_SIZE)

    def accept(self) -> None:
        """Hand over what is chosen."""
        sample = self._list.sample()
        if sample is not None:
            self.used.emit(sample, self._details.array)
            super().accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go from the field down into what it has found."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Down
        ):
            self._list.setFocus()
            return True
        return super().eventFilter(watched, event)

    def _connect(self) -> None:
        self._list.chosen.connect(self._details.show_sample)
        self._list.chosen.connect(lambda sample: self._use.setEnabled(sample is not None))
        self._list.taken.connect(self.accept)
        self._find.textChanged.connect(self._filter)
        self._groups.buttonClicked.connect(self._filter)
        for part in (self._list, self._details):
            appearance().changed.connect(part.set_palette)

    def _filter(self, *_: object) -> None:
        group = self._groups.checkedButton().property("group")
        self._list.show_samples(_found(self._find.text(), group))

    def _lay_out(self) -> None:
        upper = QHBoxLayout()
        upper.setSpacing(0)
        for key, title in {_ALL: self.tr("All"), **groups()}.items():
            upper.addWidget(self._group_button(key, title))
        upper.addStretch(1)
        upper.addWidget(self._find)
        self._find.setFixedWidth(self._details.width())
        lower = QHBoxLayout()
        lower.setSpacing(20)
        lower.addWidget(self._list, 1)
        right = QVBoxLayout()
        right.setSpacing(14)
        right.addWidget(self._details, 1)
        right.addWidget(self._buttons)
        lower.addLayout(right)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 20)
        layout.setSpacing(16)
        layout.addLayout(upper)
        layout.addLayout(lower, 1)

    def _group_button(self, key: str, title: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(f"samples_{key or 'all'}")
        button.setText(title)
        button.setCheckable(True)
        button.setChecked(key == _ALL)
        button.setProperty("kind", "segment")
        button.setProperty("group", key)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._groups.addButton(button)
        return button


def _found(words: str, group: str) -> Sequence[Sample]:
    """Return the samples of a group, or of all, that have every word in title, note or group."""
    wanted = words.casefold().split()
    titles = groups()
    return [
        sample
        for sample in samples()
        if group in (_ALL, sample.group)
        and all(word in f"{sample.title} {sample.note} {titles[sample.group]}".casefold() for word in wanted)
    ]
