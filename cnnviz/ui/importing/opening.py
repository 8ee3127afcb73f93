"""The ways to another image: by dialog, drop, paste or command line."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from cnnviz.qt import (
    QDropEvent,
    QEvent,
    QGuiApplication,
    QMainWindow,
    QMimeData,
    QObject,
    pyqtSignal,
)
from cnnviz.session.session import Session
from cnnviz.session.settings.settings import FOLDER, settings

if TYPE_CHECKING:
    from cnnviz.ui.importing.bringing import Bringing

_DRAG, _DROP = QEvent.Type.DragEnter, QEvent.Type.Drop  # looked up once for all events


class Opening(QObject):
    """Lets the person choose what is brought into the session, or takes what is dropped or pasted.

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
        self._window, self._session = window, session
        self._first_use: Bringing | None = None
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    @property
    def _bringing(self) -> Bringing:
        if self._first_use is None:
            from cnnviz.ui.importing.bringing import Bringing  # a start does not wait for it

            self._first_use = Bringing(self._window, self._session)
            self._first_use.said.connect(self.said)
            self._first_use.document_given.connect(self.document_given)
            self._first_use.code_given.connect(self.code_given)
        return self._first_use

    @property
    def can_resize(self) -> bool:
        """Whether it is still known what the image in use was made of."""
        return self._first_use is not None and self._first_use.can_resize

    def ask(self) -> None:
        """Let the person choose a file, which may be a document too."""
        self._choose_file(self.tr("Open"), self.open, documents=True)

    def ask_target(self) -> None:
        """Let the person choose an image that the output should come to look like."""
        self._choose_file(self.tr("Open target"), self.open_target)

    def open(self, path: str) -> None:
        """Open a file: at once where it leaves no choice, else by way of its preview."""
        self._bringing.open(path)

    def open_picture(self, path: str) -> None:
        """Open a figure as the picture that it is, whatever it carries."""
        self._bringing.bring(path)

    def open_at_start(self, path: str) -> None:
        """Open a file with nothing to lose: use it at once, then let it be chosen how."""
        self._bringing.open(path, at_once=True)

    def open_target(self, path: str) -> None:
        """Use an image as the target of the mean squared error."""
        self._bringing.open_target(path)

    def resize(self) -> None:
        """Choose anew what is made of the opened image."""
        self._bringing.resize()

    def paste(self) -> None:
        """Use what is on the clipboard."""
        self._bringing.take(QGuiApplication.clipboard().mimeData() or QMimeData())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what is dragged over the window, where it may be an image, and use it when it is dropped."""
        if event.type() not in (_DRAG, _DROP):
            return False
        assert isinstance(event, QDropEvent)
        if self._bringing.may_take(event.mimeData()):
            event.acceptProposedAction()
            if event.type() == _DROP:
                self._bringing.take(event.mimeData())
        return True

    def _choose_file(self, title: str, use: Callable[[str], None], *, documents: bool = False) -> None:
        from cnnviz.importing.files import ARRAYS, PICTURES
        from cnnviz.storage.names import ENDINGS
        from cnnviz.ui.dialogs.file_dialog import choose_file, patterns

        kinds = {
            self.tr("Images and arrays ({0})"): (*PICTURES, *ARRAYS),
            self.tr("Images ({0})"): PICTURES,
            self.tr("Arrays and tables ({0})"): ARRAYS,
        }
        if documents:
            everything = self.tr("Documents, images and arrays ({0})")
            carrying = (*ENDINGS, "svg", "pdf")  # and pictures may be figures of cnnviz too
            kinds = {
                everything: (*carrying, *PICTURES, *ARRAYS),
                self.tr("Documents ({0})"): ENDINGS,
                **kinds,
            }
        words = [text.format(patterns(endings)) for text, endings in kinds.items()]
        choose_file(self._window, title, [*words, self.tr("All files (*)")], settings().get(FOLDER), use)
