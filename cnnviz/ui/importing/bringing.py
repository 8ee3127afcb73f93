"""Bringing an image in, wherever it is from, with a preview where there is something to choose."""

from collections.abc import Callable
from dataclasses import replace

from cnnviz.engine.arrays import Shape
from cnnviz.experiment.arrays import Array
from cnnviz.frozen import NamedTuple
from cnnviz.importing import axes
from cnnviz.importing.files import open_file
from cnnviz.importing.places import located
from cnnviz.importing.reduction import Choice, made, read_part, source_of, stretched, unasked
from cnnviz.importing.sentences import file_name
from cnnviz.importing.source import Offer, Refused, Source
from cnnviz.qt import QMainWindow, QMimeData, QObject, pyqtSignal
from cnnviz.session.jobs.jobs import Job
from cnnviz.session.session import Session
from cnnviz.session.settings.settings import FOLDER, LONGER_SIDE, settings
from cnnviz.storage.names import holds_document
from cnnviz.ui.dialogs.complaint import complain
from cnnviz.ui.dialogs.question import ask
from cnnviz.ui.importing.pasting import file_named, image_in, local_files, may_offer, offered

CODE = (".py", ".ipynb")
"""How the names of programs end, which are checked."""


class _Brought(NamedTuple):
    """What has come in.

    Parameters
    ----------
    offer : all that there is to choose from
    choice : what is proposed
    source : what it is made of, which is not read twice
    image : what would be made of it
    asks : whether a person has to say what is to be made of it
    """

    offer: Offer
    choice: Choice
    source: Source
    image: Array
    asks: bool


class Bringing(QObject):
    """Brings images into the session; what was open stays as it was until the person has agreed to another.

    All that is read, is read in a job; it goes under what is set up when it is there.

    Signals
    -------
    said : why nothing came of it, where that is no fault of what was there
    document_given : a file that is no image but a document
    code_given : a file that is a program or a notebook
    """

    said = pyqtSignal(str)
    document_given = pyqtSignal(str)
    code_given = pyqtSignal(str)

    def __init__(self, window: QMainWindow, session: Session) -> None:
        super().__init__(window)
        self._window, self._session, self._settings = window, session, settings()
        self._used: tuple[Offer, Choice, Source] | None = None
        self._made: Array | None = None  # the image that came of it

    @property
    def can_resize(self) -> bool:
        """Whether it is still known what the image in use was made of."""
        return self._used is not None and self._session.experiment.image is self._made

    def open(self, path: str, *, at_once: bool = False) -> None:
        """Open a file: at once where it leaves no choice, else, or then too, by way of its preview."""
        if path.lower().endswith(CODE):
            self.code_given.emit(path)
        elif holds_document(path):
            self.document_given.emit(path)
        else:
            self.bring(path, at_once=at_once)

    def bring(self, path: str, *, at_once: bool = False) -> None:
        """Do that with a file as an image, whatever else it may be."""
        try:
            place = located(path)
        except Refused as error:
            self._complain(str(error))
            return

        def use(brought: _Brought) -> None:
            self._settings.set(FOLDER, str(place.resolve().parent))
            self._bring(brought, self.tr("open {0}").format(brought.offer.name), at_once=at_once)

        side = self._settings.get(LONGER_SIDE)
        work = lambda: _brought(open_file(place), side)  # noqa: E731
        name = file_name(place)
        self._start(self.tr("open {0}").format(name), self.tr("Opening {0}").format(name), work, use)

    def open_target(self, path: str) -> None:
        """Use an image as the target of the mean squared error."""

        def read() -> Source:
            offer = open_file(path)
            return source_of(offer, unasked(offer))

        self._start(self.tr("open a target"), self.tr("Opening a target"), read, self._use_target)

    def _use_target(self, source: Source) -> None:
        """Use a target that is as large as the output; of another size, if a person agrees to have it resized."""
        height, width, _ = _plane(self._session.experiment.shapes[-1])
        if (source.height, source.width) == (height, width):
            self._set_target(source)
            return
        words = self.tr("{0} is {1}×{2}, and the output is {3}×{4}: as the target it would be resized.")
        sentence = words.format(source.name, source.height, source.width, height, width)
        use = lambda: self._set_target(source)  # noqa: E731
        ask("resize_target", sentence, self.tr("Use it resized"), use, self._window)

    def _set_target(self, source: Source) -> None:
        shape = self._session.experiment.shapes[-1]
        try:
            target = stretched(source, _plane(shape)).reshape(shape)
        except ValueError as error:
            self._complain(str(error))
            return
        loss = self._session.experiment.fitted_loss.with_target(0, target)
        text = self.tr("target {0}").format(source.name)
        self._session.ask(replace(self._session.experiment, loss=loss), text)

    def may_take(self, data: QMimeData) -> bool:
        """Return whether there may be an image in what is dragged over the window."""
        return may_offer(data)

    def take(self, data: QMimeData) -> None:
        """Use what was dropped or is pasted: the first of the files, what a text names, the table or the picture."""
        try:
            file = next(iter(local_files(data)), None) or file_named(data)
        except Refused as error:
            self._complain(str(error))
            return
        if file is not None:
            self.open(file)
            return
        text, image, side = data.text(), image_in(data), self._settings.get(LONGER_SIDE)

        def read() -> tuple[_Brought, str] | None:
            found = offered(text, image)
            return None if found is None else (_brought(found[0], side), found[1])

        def use(found: tuple[_Brought, str] | None) -> None:
            if found is None:
                self.said.emit(self.tr("There is neither an image nor a table of numbers to paste"))
            else:
                self._bring(*found)

        self._start(self.tr("paste"), self.tr("Reading what was pasted"), read, use)

    def resize(self) -> None:
        """Choose anew what is made of the opened image."""
        if self._used is not None:
            offer, choice, source = self._used
            self._preview(offer, choice, source, self.tr("use {0} otherwise").format(offer.name))

    def _start(self, title: str, words: str, work: Callable[[], object], use: Callable[..., object]) -> None:
        self._session.jobs.start(Job(title, work, use, self._complain, words=lambda: words))

    def _bring(self, brought: _Brought, text: str, *, at_once: bool = False) -> None:
        """Use what has come in: at once where it leaves no choice, or nothing can be lost."""
        offer, choice, source, image, asks = brought
        if (at_once and not offer.refusal) or not asks:
            self._use(offer, choice, source, text, image)
            if at_once:  # one begins with it: there is nothing to save yet
                self._session.undo_stack.setClean()
                self._session.undo_changed.emit()
        if asks:
            self._preview(offer, choice, source, text)

    def _preview(self, offer: Offer, choice: Choice, source: Source, text: str) -> None:
        from cnnviz.ui.importing.import_dialog import ImportDialog  # a start with a file does not wait for it

        def choose(image: Array, chosen: Choice, used: Source) -> None:
            self._settings.set(LONGER_SIDE, chosen.longer_side)
            self._use(offer, chosen, used, text, image)

        dialog = ImportDialog(offer, choice, source, self._window)
        dialog.chosen.connect(choose)
        dialog.open()

    def _use(self, offer: Offer, choice: Choice, source: Source, text: str, image: Array) -> None:
        try:
            experiment = self._session.experiment.with_image(image, source.name)
        except ValueError as error:
            self._complain(str(error))
            return
        self._used, self._made = (offer, choice, source), experiment.image
        self._session.ask(experiment, text)

    def _complain(self, sentence: str) -> None:
        complain(f"{sentence}.", self._window)


def _plane(shape: Shape) -> tuple[int, int, int]:
    """Return the shape of an output as that of an image: a list of numbers is a row."""
    return (shape[0], shape[1], shape[2]) if len(shape) == 3 else (1, shape[0], 1)


def _brought(offer: Offer, longer_side: int) -> _Brought:
    choice, source = read_part(offer, offer.first, longer_side)
    return _Brought(offer, choice, source, made(source, choice), _leaves_a_choice(offer, choice, source))


def _leaves_a_choice(offer: Offer, choice: Choice, source: Source) -> bool:
    """Return whether a person has to say what is to be made of an offer."""
    part = offer.parts[choice.part]
    several = sum(not part.why_not for part in offer.parts) > 1 or axes.count(part.shape, choice.order) > 1
    return several or part.unclear or source.in_bytes or max(source.width, source.height) > choice.longer_side
