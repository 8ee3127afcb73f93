"""The dialog of a worksheet: about which chapter, what is blank, on which paper; and the pages that come out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cnnviz.application import text_pixels
from cnnviz.canvas.palette import Palette
from cnnviz.experiment.limits import Limit
from cnnviz.export.subject import ExportOptions, Subject
from cnnviz.export.worksheet.paper import SIZES
from cnnviz.export.worksheet.worksheet import MOST_SEED, images, questions
from cnnviz.qt import QCheckBox, QHBoxLayout, QImage, QLabel, QLocale, QVBoxLayout, QWidget, pyqtSignal
from cnnviz.ui.dialogs.dialog import Dialog
from cnnviz.ui.exporting.preview import Preview
from cnnviz.ui.fields.choice_field import ChoiceField
from cnnviz.ui.fields.form_rows import Row, align
from cnnviz.ui.fields.number_fields import NumberField

_SIZE, _LEFT = (920, 660), 330
_PAPERS = {"a4": "A4", "letter": "Letter"}


class WorksheetDialog(Dialog):
    """Shows the pages of a sheet, and asks for it.

    Signals
    -------
    saved, printed : `ExportOptions`, by what becomes of it
    """

    saved = pyqtSignal(object)
    printed = pyqtSignal(object)

    def __init__(self, subject: Subject, palette: Palette, seed: int, parent: QWidget | None = None) -> None:
        super().__init__("worksheet", parent)
        self.setWindowTitle(self.tr("Worksheet"))
        self._subject, self._pages = subject, list[QImage]()
        titles = {part.key: part.title for part in subject.run.chapters}
        self._chapter = self._choice("chapter", self.tr("About"), titles, subject.frame().chapter.key)
        every = {number: self.tr("every {0}. cell").format(number) for number in (2, 3, 4, 5, 10)}
        blanks = {0: self.tr("some, by the seed"), **every, 1: self.tr("every cell")}
        self._blank = self._choice("blank", self.tr("Blank cells"), blanks, 0)
        self._seed = NumberField("worksheet_seed", self.tr("Seed"), self)
        self._paper = self._choice("paper", self.tr("Paper"), _PAPERS, _usual_paper())
        self._key = QCheckBox(self.tr("With the key, on pages of its own"), self)
        self._key.setObjectName("worksheet_key")
        self._key.setChecked(True)
        self._note, self._preview = QLabel(self), Preview(palette, self)
        self._buttons, self._save = self.done_and_cancel("worksheet_save", self.tr("Save as PDF…"))
        self._print = self._buttons.addButton(self.tr("Print…"), self._buttons.ButtonRole.ActionRole)
        self._print.setObjectName("worksheet_print")
        self._lay_out()
        self._show_seed(seed)
        for field in (self._chapter, self._blank, self._paper):
            field.activated.connect(self._show)
        self._key.clicked.connect(self._show)
        self._seed.edited.connect(self._on_seed)
        self._print.clicked.connect(self._on_print)
        self._preview.sought.connect(self._turn)
        self.tell_of(self._seed)
        self._chapter.setFocus()
        self.be_as_large(*_SIZE)
        self._show()

    @property
    def options(self) -> ExportOptions:
        """All that is chosen."""
        return ExportOptions(
            chapter=self._chapter.currentData(),
            worksheet=True,
            answers=self._key.isChecked() or None,
            blank=self._blank.currentData() or None,
            seed=self._seed.value(),
            paper=self._paper.currentData(),
        )

    def accept(self) -> None:
        """Hand over what is chosen, to be saved."""
        self.saved.emit(self.options)
        super().accept()

    def _on_print(self) -> None:
        self.printed.emit(self.options)
        super().accept()

    def _on_seed(self, seed: int) -> None:
        self._show_seed(seed)
        self._show()

    def _show_seed(self, seed: int) -> None:
        low, high = self.tr("the first seed is 1"), self.tr("the last seed is {0}").format(MOST_SEED)
        self._seed.show_value(seed, Limit(1, MOST_SEED, low, high))

    def _show(self) -> None:
        """Show the pages that come out by what is chosen now."""
        self.unsay()
        try:
            asked = questions(self._subject, self.options)
            self._pages = images(asked, self.options)
        except ValueError as error:
            self._pages = []
            self.say(str(error))
            self._preview.show_text("")
        for button in (self._save, self._print):
            button.setEnabled(bool(self._pages))
        self._preview.set_count(len(self._pages), 0, 0.0)
        self._turn(0)
        hidden = bool(self._subject.document.hidden)
        words = self.tr("Where cells of the result are hidden on the stage, those are blank.")
        self._note.setText(
            words if hidden else self.tr("To choose cells yourself, hide them on the stage first.")
        )

    def _turn(self, page: int) -> None:
        if page < len(self._pages):
            self._preview.show_picture(self._pages[page])

    def _choice(self, name: str, label: str, entries: Mapping[Any, str], value: object) -> ChoiceField:
        field = ChoiceField(f"worksheet_{name}", label, self, letters=18)
        for data, words in entries.items():
            field.addItem(words, data)
        field.show_value(value)
        return field

    def _lay_out(self) -> None:
        rows = [
            Row(self.tr("About"), self._chapter),
            Row(self.tr("Blank cells"), self._blank),
            Row(self.tr("Seed"), self._seed),
            Row(self.tr("Paper"), self._paper),
        ]
        align(rows)
        self._note.setProperty("kind", "muted")
        self._note.setWordWrap(True)
        left = QVBoxLayout()
        left.setSpacing(10)
        for part in (*rows, self._key, self._note, self.reason("worksheet_reason")):
            left.addWidget(part)
        left.addStretch(1)
        holder = QWidget(self)
        holder.setLayout(left)
        left.setContentsMargins(0, 0, 0, 0)
        holder.setFixedWidth(text_pixels(_LEFT))
        upper = QHBoxLayout()
        upper.setSpacing(24)
        upper.addWidget(holder)
        upper.addWidget(self._preview, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 16)
        whole.setSpacing(14)
        whole.addLayout(upper, 1)
        whole.addWidget(self._buttons)


def _usual_paper() -> str:
    """Return the paper that is usual where the person is."""
    metric = QLocale.system().measurementSystem() == QLocale.MeasurementSystem.MetricSystem
    papers = tuple(SIZES)
    return papers[0] if metric else papers[1]
