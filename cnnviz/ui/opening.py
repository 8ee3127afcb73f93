"""Bringing an image in: by dialog, drop or command line, with a preview before a large one is used."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PyQt5.QtCore import QMimeData, QObject
from PyQt5.QtWidgets import QFileDialog, QMainWindow, QMessageBox

from cnnviz.canvas.palette import Palette
from cnnviz.experiment.images import Array, ImageError, SourceImage, open_image, reduce, stretched
from cnnviz.session.session import Session
from cnnviz.session.settings import FOLDER, LONGER_SIDE, Settings
from cnnviz.ui.import_dialog import ImportDialog

_FILTER = "*.png *.jpg *.jpeg *.bmp *.gif"


class Opening(QObject):
    """Opens images into the session; what was open stays as it was until the person has agreed to another."""

    def __init__(self, window: QMainWindow, session: Session, settings: Settings, palette: Palette) -> None:
        super().__init__(window)
        self._window, self._session, self._settings = window, session, settings
        self.palette = palette
        self._source: SourceImage | None = None
        self._made: Array | None = None  # the image that came from the source

    @property
    def can_resize(self) -> bool:
        """Whether the image in use came from a file that is still known."""
        return self._source is not None and self._session.experiment.image is self._made

    def ask(self) -> None:
        """Let the person choose a file."""
        self._choose_file(self.open)

    def ask_target(self) -> None:
        """Let the person choose an image that the output should come to look like."""
        self._choose_file(self.open_target)

    def open_target(self, path: str) -> None:
        """Use an image as the target of the mean squared error."""
        source = self._read(path)
        shape = self._session.experiment.shapes[-1]
        if source is None:
            return
        height, width, channels = shape if len(shape) == 3 else (1, shape[0], 1)
        target = stretched(source, (height, width, channels)).reshape(shape)
        loss = replace(self._session.experiment.loss.fitted(shape), target=target)
        text = self.tr("target {0}").format(source.name)
        self._session.edit(replace(self._session.experiment, loss=loss), text)

    def _choose_file(self, use: Callable[[str], None]) -> None:
        dialog = QFileDialog(self._window, self.tr("Open image"), self._settings.get(FOLDER))
        dialog.setObjectName("open")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([self.tr("Images ({0})").format(_FILTER), self.tr("All files (*)")])
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog, not _has_desktop_dialog())
        dialog.fileSelected.connect(use)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def open(self, path: str) -> None:
        """Open an image: one that is small enough at once, a larger one by way of its preview."""
        source = self._read(path)
        if source is None:
            return
        self._settings.set(FOLDER, str(Path(path).resolve().parent))
        longest = max(source.width, source.height)
        if longest <= self._settings.get(LONGER_SIDE):
            self._use(source, reduce(source, longest, source.has_colour))
        else:
            self._preview(source)

    def open_at_start(self, path: str) -> None:
        """Open an image with nothing to lose: use it at once, then let its size be chosen."""
        source = self._read(path)
        if source is None:
            return
        side: int = self._settings.get(LONGER_SIDE)
        self._use(source, reduce(source, min(side, max(source.width, source.height)), source.has_colour))
        if max(source.width, source.height) > side:
            self._preview(source)

    def resize(self) -> None:
        """Choose the size of the opened image anew."""
        if self._source is not None:
            self._preview(self._source)

    def can_drop(self, data: QMimeData) -> bool:
        """Return whether what is dragged over the window is a file."""
        return any(url.isLocalFile() for url in data.urls())

    def drop(self, data: QMimeData) -> None:
        """Open the first of the dropped files."""
        self.open(next(url.toLocalFile() for url in data.urls() if url.isLocalFile()))

    def _read(self, path: str) -> SourceImage | None:
        try:
            return open_image(path)
        except ImageError as error:
            self._complain(str(error))
            return None

    def _preview(self, source: SourceImage) -> None:
        dialog = ImportDialog(source, self._settings.get(LONGER_SIDE), self.palette, self._window)
        dialog.chosen.connect(lambda image, side: self._choose(source, image, side))
        dialog.open()

    def _choose(self, source: SourceImage, image: Array, side: int) -> None:
        self._settings.set(LONGER_SIDE, side)
        self._use(source, image)

    def _use(self, source: SourceImage, image: Array) -> None:
        experiment = self._session.experiment.with_image(image, source.name)
        self._source, self._made = source, experiment.image
        self._session.edit(experiment, self.tr("open {0}").format(source.name))

    def _complain(self, sentence: str) -> None:
        box = QMessageBox(QMessageBox.Icon.Warning, "cnnviz", f"{sentence}.", parent=self._window)
        box.setObjectName("complaint")
        box.open()
        box.finished.connect(box.deleteLater)


def _has_desktop_dialog() -> bool:
    """Return whether the desktop brings a file dialog of its own; bare window managers do not."""
    return bool(os.environ.get("XDG_CURRENT_DESKTOP"))
