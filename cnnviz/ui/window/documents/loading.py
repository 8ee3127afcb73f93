"""Reading a document beside everything else; what was open stays as it is until it is there."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from cnnviz.explain.words import sentence
from cnnviz.frozen import NamedTuple
from cnnviz.importing.places import located
from cnnviz.importing.sentences import file_name
from cnnviz.qt import QCoreApplication, QWidget
from cnnviz.session.jobs.jobs import Job
from cnnviz.session.settings.settings import FOLDER, settings
from cnnviz.storage import Document, load
from cnnviz.storage.figures import is_picture
from cnnviz.storage.files import Stamp, absolute, stamp
from cnnviz.storage.names import is_document
from cnnviz.ui.dialogs.complaint import complain
from cnnviz.ui.window.documents import recent

Use = Callable[[Path, Document, Stamp | None], object]


class _Loaded(NamedTuple):
    path: Path
    document: Document
    known: Stamp | None


def load_job(path: str, use: Use, window: QWidget, open_picture: Callable[[str], object]) -> Job:
    """Return what reads a document and hands it over; what is wrong with it is said over the window.

    A figure that carries a damaged one is still a picture, which is opened as such.
    """
    name = file_name(Path(path))

    def done(loaded: _Loaded) -> None:
        settings().set(FOLDER, str(loaded.path.parent))
        use(*loaded)

    def failed(reason: str) -> None:
        if not located(path).exists():
            recent.forget(absolute(path))
        complain(sentence(reason), window)
        if not is_document(path) and is_picture(path):
            open_picture(path)

    words = QCoreApplication.translate("loading", "Opening {0}").format(name)
    title = QCoreApplication.translate("loading", "open {0}").format(name)
    return Job(title, partial(_loaded, path), done, failed, words=lambda: words)


def _loaded(path: str) -> _Loaded:
    place = located(path)
    known = stamp(place)  # before it is read: what is written meanwhile is another file
    document = load(place)
    return _Loaded(absolute(place), document, known)
