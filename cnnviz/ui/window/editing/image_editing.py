"""Drawing on the image, changing all of it, making another: what a person asks for becomes an edit of the session."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count
from typing import TYPE_CHECKING

from cnnviz.canvas.palette import Palette
from cnnviz.experiment.arrays import Array
from cnnviz.explain.numbers import written
from cnnviz.explain.words import place
from cnnviz.qt import QAction, QApplication, QObject, QPoint, QWidget, pyqtSignal
from cnnviz.run.timeline import hides_given
from cnnviz.session.session import Session
from cnnviz.ui.panels.setup.setup import Setup

if TYPE_CHECKING:
    from cnnviz.experiment.drawing.painting import Place
    from cnnviz.ui.cards.image_card import ImageCard
    from cnnviz.ui.drawing.pad.pad import DrawPad
    from cnnviz.ui.drawing.window import DrawWindow

_PLACE = QPoint(24, 64)  # of the large pad in the window: what is at the right of the stage stays to be seen


class ImageEditing(QObject):
    """Joins the pads, the actions of the Image menu and the session.

    Signals
    -------
    said : what the cell under the pointer is, or why what was typed is not taken
    """

    said = pyqtSignal(str)

    def __init__(
        self, session: Session, setup: Setup, actions: Mapping[str, QAction], window: QWidget
    ) -> None:
        super().__init__(window)
        self._session, self._setup, self._actions, self._window = session, setup, actions, window
        self._card: ImageCard | None = None
        self._large: DrawWindow | None = None
        self._palette: Palette | None = None
        self._pointed: Place | None = None
        self._seeds = count()  # other noise each time, and the same in the same lesson
        setup.image_made.connect(self._join)
        session.experiment_changed.connect(self._show)

    def set_palette(self, palette: Palette) -> None:
        """Dress the large pad in a theme."""
        self._palette = palette
        self._show()

    def draw(self) -> None:
        """Open the window in which the image is large, or bring it to the front."""
        assert self._palette is not None
        if hides_given(self._session.timeline):
            self.said.emit(self.tr("Numbers that are set up are hidden: reveal them before you draw"))
            return
        if self._large is None:
            from cnnviz.ui.drawing.window import DrawWindow  # a start does not wait for it

            self._large = DrawWindow(self._setup.image.brush, self._actions, self._palette, self._window)
            self._large.pad.drawn.connect(self._edit)
            self._connect(self._large.pad)
            self._large.move(self._window.geometry().topLeft() + _PLACE)
        self._large.show()
        self._show()
        self._large.raise_()
        self._large.activateWindow()
        self._large.pad.setFocus()

    def change(self, key: str) -> None:
        """Change the whole image in one of the ways of `CHANGES`, or fill it with one of the `NOISES`."""
        from cnnviz.experiment.drawing.painting import scattered  # a start does not wait for them
        from cnnviz.ui.drawing.changes import CHANGES, NOISES

        image = self._session.experiment.image
        if key in CHANGES:
            text, changed = CHANGES[key]
            image = changed(image)
        else:
            text, normal = NOISES[key]
            image = scattered(image.shape, next(self._seeds), normal=normal)
        self._edit(image, self.tr(text))

    def has_keyboard(self) -> bool:
        """Return whether the keyboard is at the image, be it small or large."""
        focus, places = QApplication.focusWidget(), (self._card, self._large)
        return focus is not None and any(place and place.isAncestorOf(focus) for place in places)

    def ask_new(self) -> None:
        """Ask what a new image should be like."""
        from cnnviz.ui.drawing.size_dialogs import NewImageDialog

        dialog = NewImageDialog(self._session.experiment.image, next(self._seeds), self._asking())
        dialog.chosen.connect(self._make)
        dialog.open()

    def ask_size(self) -> None:
        """Ask for another size of the image."""
        from cnnviz.ui.drawing.size_dialogs import ResizeDialog

        dialog = ResizeDialog(self._session.experiment.image, self._asking())
        dialog.chosen.connect(self._edit)
        dialog.open()

    def _join(self, card: ImageCard) -> None:
        """Take what is drawn on the card of the set-up, now that it is there."""
        self._card = card
        card.drawn.connect(self._edit)
        card.made.connect(self._make)
        card.refused.connect(self.said)
        card.settled.connect(self._say_again)
        self._connect(card.pad)

    def _connect(self, pad: DrawPad) -> None:
        pad.change_asked.connect(lambda key: self._actions[f"image.{key}"].trigger())
        pad.hovered.connect(self._hover)
        pad.said.connect(self.said)
        pad.settled.connect(self._say_again)

    def _asking(self) -> QWidget:
        """Return the window that dialogs belong to."""
        return self._large if self._large is not None and self._large.isActiveWindow() else self._window

    def _make(self, image: Array, text: str) -> None:
        self._edit(image, text, name=self.tr("drawing"))

    def _edit(self, image: Array, text: str, part_of: int = -1, name: str = "") -> None:
        experiment = self._session.experiment
        try:
            changed = experiment.with_image(image, name or experiment.image_name)
        except ValueError as error:
            self._session.refused.emit(str(error))
            return
        self._session.ask(changed, text, part_of)
        if self._pointed is not None:
            self._hover(self._pointed)  # the new number of the cell, not the step that the stage shows

    def _say_again(self) -> None:
        """Say in the place of what was refused what is there now."""
        self._hover(self._pointed)

    def _hover(self, cell: Place | None) -> None:
        from cnnviz.explain.changes import changes  # a start does not wait for it

        self._pointed = cell
        image = self._session.experiment.image
        if cell is not None and (cell[0] >= image.shape[0] or cell[1] >= image.shape[1]):
            self._pointed = cell = None
        words = "" if cell is None else self._words(image, cell)
        hint = changes(self._session.frame) or self.tr(
            "the right button erases, a double click types a number"
        )
        self.said.emit(f"{words} · {hint}" if words else place(self._session.frame))
        if self._large is not None:
            self._large.say(words)

    def _words(self, image: Array, cell: Place) -> str:
        """Return where a cell of the image is and what is in it."""
        values = [written(value) for value in image[cell].tolist()]
        if len(values) == 3:
            colours = (self.tr("red"), self.tr("green"), self.tr("blue"))
            values = [f"{colour} {value}" for colour, value in zip(colours, values, strict=True)]
        return self.tr("Image, row {0}, column {1} · X[{0}, {1}] = {2}").format(*cell, ", ".join(values))

    def _show(self) -> None:
        """Show the image where it is large, and which of the actions are possible."""
        experiment = self._session.experiment
        channels = experiment.image.shape[2]
        self._actions["image.grey"].setEnabled(channels != 1)
        self._actions["image.colour"].setEnabled(channels != 3)
        if self._large is not None and hides_given(self._session.timeline):
            self._large.hide()
        elif self._large is not None and self._palette is not None and self._large.isVisible():
            self._large.show_image(experiment.image, experiment.image_name, self._palette)
