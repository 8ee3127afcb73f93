"""Bringing an image in, wherever it is from, with a preview where there is something to choose."""

from dataclasses import replace

from cnnviz.experiment.arrays import Array
from cnnviz.importing import axes
from cnnviz.importing.files import open_file
from cnnviz.importing.places import located
from cnnviz.importing.reduction import Choice, first_choice, made, source_of, stretched, unasked
from cnnviz.importing.source import Offer, Refused
from cnnviz.qt import QMainWindow, QMessageBox, QMimeData, QObject, pyqtSignal
from cnnviz.session.session import Session
from cnnviz.session.settings import FOLDER, LONGER_SIDE, settings
from cnnviz.ui.importing.pasting import file_named, local_files, may_offer, offered


class Bringing(QObject):
    """Brings images into the session; what was open stays as it was until the person has agreed to another.

    Signals
    -------
    said : why nothing came of it, where that is no fault of what was there
    """

    said = pyqtSignal(str)

    def __init__(self, window: QMainWindow, session: Session) -> None:
        super().__init__(window)
        self._window, self._session, self._settings = window, session, settings()
        self._used: tuple[Offer, Choice] | None = None
        self._made: Array | None = None  # the image that came of it

    @property
    def can_resize(self) -> bool:
        """Whether it is still known what the image in use was made of."""
        return self._used is not None and self._session.experiment.image is self._made

    def open(self, path: str, *, at_once: bool = False) -> None:
        """Open a file: at once where it leaves no choice, else, or then too, by way of its preview."""
        try:
            place = located(path)
            offer = open_file(place)
            self._settings.set(FOLDER, str(place.resolve().parent))
            self._bring(offer, self.tr("open {0}").format(offer.name), at_once=at_once)
        except Refused as error:
            self._complain(str(error))

    def open_target(self, path: str) -> None:
        """Use an image as the target of the mean squared error."""
        shape = self._session.experiment.shapes[-1]
        height, width, channels = shape if len(shape) == 3 else (1, shape[0], 1)
        try:
            offer = open_file(path)
            source = source_of(offer, unasked(offer))
            target = stretched(source, (height, width, channels)).reshape(shape)
        except ValueError as error:
            self._complain(str(error))
            return
        loss = self._session.experiment.fitted_loss.with_target(0, target)
        text = self.tr("target {0}").format(source.name)
        self._session.edit(replace(self._session.experiment, loss=loss), text)

    def may_take(self, data: QMimeData) -> bool:
        """Return whether there may be an image in what is dragged over the window."""
        return may_offer(data)

    def take(self, data: QMimeData) -> None:
        """Use what was dropped or is pasted: the first of the files, what a text names, the table or the picture."""
        try:
            file = next(iter(local_files(data)), None) or file_named(data)
            if file is not None:
                self.open(file)
                return
            found = offered(data)
            if found is None:
                self.said.emit(self.tr("There is neither an image nor a table of numbers to paste"))
            else:
                self._bring(*found)
        except Refused as error:
            self._complain(str(error))

    def resize(self) -> None:
        """Choose anew what is made of the opened image."""
        if self._used is not None:
            offer, choice = self._used
            self._preview(offer, choice, self.tr("use {0} otherwise").format(offer.name))

    def _bring(self, offer: Offer, text: str, *, at_once: bool = False) -> None:
        """Use an offer: at once where it leaves no choice, or nothing can be lost."""
        choice = first_choice(offer, self._settings.get(LONGER_SIDE))
        asks = _leaves_a_choice(offer, choice)
        if (at_once and not offer.refusal) or not asks:
            self._use(offer, choice, text, made(source_of(offer, choice), choice))
        if asks:
            self._preview(offer, choice, text)

    def _preview(self, offer: Offer, choice: Choice, text: str) -> None:
        from cnnviz.ui.importing.import_dialog import ImportDialog  # a start with a file does not wait for it

        dialog = ImportDialog(offer, choice, self._window)
        dialog.chosen.connect(lambda image, chosen: self._choose(offer, chosen, text, image))
        dialog.open()

    def _choose(self, offer: Offer, choice: Choice, text: str, image: Array) -> None:
        self._settings.set(LONGER_SIDE, choice.longer_side)
        self._use(offer, choice, text, image)

    def _use(self, offer: Offer, choice: Choice, text: str, image: Array) -> None:
        name = source_of(offer, choice).name
        experiment = self._session.experiment.with_image(image, name)
        self._used, self._made = (offer, choice), experiment.image
        self._session.edit(experiment, text)

    def _complain(self, sentence: str) -> None:
        box = QMessageBox(QMessageBox.Icon.Warning, "cnnviz", f"{sentence}.", parent=self._window)
        box.setObjectName("complaint")
        box.open()
        box.finished.connect(box.deleteLater)


def _leaves_a_choice(offer: Offer, choice: Choice) -> bool:
    """Return whether a person has to say what is to be made of an offer."""
    source, part = source_of(offer, choice), offer.parts[choice.part]
    several = sum(not part.why_not for part in offer.parts) > 1 or axes.count(part.shape, choice.order) > 1
    return several or part.unclear or source.in_bytes or max(source.width, source.height) > choice.longer_side
