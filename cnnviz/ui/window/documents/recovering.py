"""What was not saved when the program died is offered at the next start, each document in a window of its own."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from cnnviz.explain.words import sentence
from cnnviz.importing.sentences import counted, full_path
from cnnviz.qt import QCoreApplication, QMainWindow
from cnnviz.session.files.places import log_file, recovery_folder
from cnnviz.session.jobs.jobs import Job
from cnnviz.storage import Document
from cnnviz.storage.recovery import Found, left_behind
from cnnviz.ui.dialogs.complaint import complain
from cnnviz.ui.report import tell_untold
from cnnviz.ui.window.documents.documents import Documents
from cnnviz.ui.window.documents.questions import ask
from cnnviz.ui.window.documents.windows import open_another

_MOST_NAMES = 3


def protect(window: QMainWindow, documents: Documents) -> None:
    """Keep copies of what is not saved, tell of a crash that nobody could be told of, and offer what it left."""
    documents.protect()
    told = tell_untold(log_file(), window)
    if told is None:
        offer(window)
    else:
        told.finished.connect(partial(_offer_then, window))


def _offer_then(window: QMainWindow, _: int) -> None:
    offer(window)


def offer(window: QMainWindow) -> None:
    """Ask what becomes of the copies that were left behind, if there are any."""
    found = left_behind(recovery_folder())
    if not found:
        return
    one = _translated("cnnviz ended before {0} was saved.")
    several = _translated("cnnviz ended before {0} were saved.")
    words = (one if len(found) == 1 else several).format(_names(found))
    rule = _translated("A copy from a moment before is still there.")
    answers = {
        "recover": (
            _translated("&Open it") if len(found) == 1 else _translated("&Open them"),
            partial(_open, window, found),
        ),
        "discard": (_translated("&Discard"), partial(_discard, found)),
    }
    ask(window, "recovery", (words, rule), answers, (_translated("&Later"), partial(_leave, found)))


def _names(found: Sequence[Found]) -> str:
    """Return them as a sentence has them: “a”, “b” and 2 others."""
    names = [f"“{one.name}”" for one in found[:_MOST_NAMES]]
    others = len(found) - len(names)
    if others:
        names.append(counted(others, _translated("other")))
    first = ", ".join(names[:-1])
    return _translated("{0} and {1}").format(first, names[-1]) if first else names[-1]


def _open(window: QMainWindow, found: Sequence[Found]) -> None:
    for one in found:
        documents = window.findChild(Documents)
        if documents is None or documents.is_in_use:
            window = open_another(window)
            documents = window.findChild(Documents)
        assert documents is not None
        _open_in(window, documents, one)


def _open_in(window: QMainWindow, documents: Documents, found: Found) -> None:
    copy, about = found.copy, found.copy.about()
    path = None if about.path is None else Path(about.path)

    def done(document: Document) -> None:
        documents.restore(document, path, about.known, copy)

    def failed(reason: str) -> None:
        place = full_path(copy.set_aside())
        words = _translated("the copy of “{0}” cannot be opened, and is left in {1}: {2}")
        complain(sentence(words.format(found.name, place, reason)), window)

    title = _translated("recover {0}").format(found.name)
    documents.begin_restoring(Job(title, copy.read, done, failed, copy.leave))


def _discard(found: Sequence[Found]) -> None:
    for one in found:
        one.copy.remove()


def _leave(found: Sequence[Found]) -> None:
    for one in found:
        one.copy.leave()


def _translated(text: str) -> str:
    return QCoreApplication.translate("recovering", text)
