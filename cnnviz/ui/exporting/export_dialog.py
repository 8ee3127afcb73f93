"""The dialog of an export: the kind of file, which steps, how it looks, and what comes out."""

from __future__ import annotations

from collections.abc import Mapping

from cnnviz.application import text_pixels
from cnnviz.canvas.palette import Palette
from cnnviz.export.data.arrays import exported, own, same
from cnnviz.export.estimate import about_bytes
from cnnviz.export.figures.shots import ALL
from cnnviz.export.formats import Format
from cnnviz.export.subject import ExportOptions, Subject
from cnnviz.qt import QFrame, QHBoxLayout, QLabel, QScrollArea, Qt, QTimer, QVBoxLayout, QWidget, pyqtSignal
from cnnviz.ui.dialogs.dialog import Dialog
from cnnviz.ui.exporting.facts import Facts, facts
from cnnviz.ui.exporting.format_list import FormatList
from cnnviz.ui.exporting.look_fields import LookFields
from cnnviz.ui.exporting.preview import Preview
from cnnviz.ui.exporting.range_fields import RangeFields, Span
from cnnviz.ui.exporting.shots_shown import ShotsShown
from cnnviz.ui.plain import in_title

_SIZE = 980, 660
_OPTIONS = 236  # pixels
_PATIENCE = 250  # milliseconds without a change, after which it is worked out how large the file will be
_USUAL = {".gif": Span.CHAPTER, ".html": Span.RUN}
_BESIDE_OPTIONS = 48  # pixels for their margins and the bar that scrolls them
_BEGINNING = 4000  # characters of a text that are shown


class ExportDialog(Dialog):
    """Shows what comes out, and asks for the file.

    Signals
    -------
    chosen : (`Format`, `ExportOptions`)
    """

    chosen = pyqtSignal(object, object)

    def __init__(
        self, subject: Subject, palette: Palette, suffix: str, parent: QWidget | None = None
    ) -> None:
        super().__init__("export", parent)
        self.setWindowTitle(self.tr("Export {0}").format(in_title(subject.name)))
        self._subject = subject
        frame = subject.frame()
        self._formats = FormatList(palette, self)
        self._range = RangeFields(frame, self)
        self._look = LookFields(palette.name, *_arrays(subject), self)
        self._preview = Preview(palette, self)
        self._shots = ShotsShown(subject, self._preview)
        self._percent, self._facts = QLabel(self), Facts(self)
        self._note = QLabel(self)
        self._buttons, self._done = self.done_and_cancel("export_done", self.tr("Export…"))
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_PATIENCE)
        self._wait.timeout.connect(self._weigh)
        self._lay_out()
        self._formats.chosen.connect(self._on_format)
        self._range.changed.connect(self._show)
        self._look.changed.connect(self._show)
        self._preview.sought.connect(self._seek)
        self._preview.resized.connect(self._on_room)
        self.tell_of(self._range)
        self._formats.choose(suffix)
        self._formats.setFocus()
        self.be_as_large(*_SIZE)

    @property
    def format(self) -> Format:
        """The kind of file that is chosen."""
        return self._formats.format

    @property
    def options(self) -> ExportOptions:
        """All that is chosen."""
        form, options = self.format, self._look.options(self.format)
        if "steps" not in form.takes:
            return options
        here = self._subject.frame()
        span, key = self._range.span, here.chapter.key
        if span is Span.RUN:
            return options if form.suffix == ".html" else options._replace(chapter=ALL)
        step = here.position.step + 1
        steps = {Span.STEP: (step, step), Span.CHAPTER: None, Span.PART: self._range.part}[span]
        return options._replace(chapter=key, steps=steps)

    def accept(self) -> None:
        """Hand over what is chosen."""
        self.chosen.emit(self.format, self.options)
        super().accept()

    def done(self, result: int) -> None:
        """Let go of what it painted with."""
        self._preview.stop()
        self._wait.stop()
        self._shots.drop()
        super().done(result)

    def _on_format(self, form: Format) -> None:
        with_steps = "steps" in form.takes
        self._steps.setVisible(with_steps)
        self._range.setVisible(with_steps)
        self._range.offer(many=form.many, span=_USUAL.get(form.suffix, Span.STEP))
        self._look.offer(form)
        self._show()

    def _show(self) -> None:
        """Show what comes out by what is chosen now."""
        self._shots.drop()
        form, options = self.format, self.options
        self.unsay()
        self._facts.show_facts([])
        try:
            if form.draws or form.many:
                self._shots.show(form, options)
                self._say_percent()
            else:
                self._preview.set_count(1, 0, 1.0)
                self._preview.show_text(self.tr("What is written is shown in a moment."))
        except ValueError as error:
            self.say(str(error))
            self._done.setEnabled(False)
            return
        self._done.setEnabled(True)
        self._note.setText(_notes(self, form))
        self._wait.start()

    def _seek(self, at: int) -> None:
        self._shots.paint(at)
        self._say_percent()

    def _on_room(self) -> None:
        self._shots.fill()
        self._say_percent()

    def _say_percent(self) -> None:
        percent = self._preview.percent
        self._percent.setText("" if percent is None else f"{percent} %")

    def _weigh(self) -> None:
        """Say how large the file will be, and show what there is of text in it."""
        form, options = self.format, self.options
        try:
            if not form.draws and not form.many:
                self._percent.clear()
                self._preview.show_text(form.told(self._subject, options)[:_BEGINNING])
            size = about_bytes(form, self._subject, options)
        except ValueError as error:
            self.say(str(error))
            return
        self._facts.show_facts(facts(form, options, self._shots.count, size))

    def _lay_out(self) -> None:
        self._steps = _section(self.tr("Range"), self)
        options = QWidget(self)
        options.setObjectName("export_options")
        column = QVBoxLayout(options)
        column.setContentsMargins(20, 8, 14, 16)
        for part in (self._steps, self._range, self._look):
            column.addWidget(part)
        scrolled = QScrollArea(self)
        scrolled.setObjectName("export_scrolled")
        scrolled.setWidget(options)
        scrolled.setWidgetResizable(True)
        scrolled.setFixedWidth(text_pixels(_OPTIONS) + _BESIDE_OPTIONS)
        scrolled.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scrolled.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        heading = QHBoxLayout()
        title = QLabel(self.tr("What comes out"), self)
        title.setProperty("kind", "strong")
        self._percent.setProperty("kind", "muted")
        heading.addWidget(title, 1)
        heading.addWidget(self._percent)
        right = QVBoxLayout()
        right.setContentsMargins(16, 16, 24, 12)
        right.setSpacing(10)
        right.addLayout(heading)
        right.addWidget(self._preview, 1)
        right.addWidget(self._facts)
        right.addWidget(self.reason("export_reason"))
        upper = QHBoxLayout()
        upper.setSpacing(0)
        upper.addWidget(self._formats)
        upper.addWidget(scrolled)
        upper.addLayout(right, 1)
        self._note.setProperty("kind", "muted")
        self._note.setWordWrap(True)
        below = QHBoxLayout()
        below.setContentsMargins(24, 12, 24, 12)
        below.addWidget(self._note, 1)
        below.addWidget(self._buttons)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(upper, 1)
        whole.addWidget(_line(self))
        whole.addLayout(below)


_CARRY = (".png", ".svg", ".pdf")


def _notes(dialog: QWidget, form: Format) -> str:
    if form.suffix in _CARRY:
        return dialog.tr("The file carries the document: opened with cnnviz, it leads back to this step.")
    if form.many and not form.draws:
        return dialog.tr("One file that any browser opens, without a network.")
    return ""


def _arrays(subject: Subject) -> tuple[Mapping[str, str], str]:
    """Return what the arrays of a run are called, by their names as code, and the name of the one in hand."""
    known, frame = exported(subject.run), subject.frame()
    now = own(frame.chapter, frame.step.updates[0].target.array)
    in_hand = next((name for name, array in known.items() if same(array.numbers, now)), next(iter(known)))
    return {name: array.label for name, array in known.items()}, in_hand


def _section(text: str, parent: QWidget) -> QLabel:
    label = QLabel(text.upper(), parent)
    label.setProperty("kind", "part")
    return label


def _line(parent: QWidget) -> QWidget:
    line = QFrame(parent)
    line.setProperty("kind", "line")
    line.setFixedHeight(1)
    return line
