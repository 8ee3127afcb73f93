"""Copies of what is not saved: one file for each window, and what was left by those that did not end as they should.

Its first line says which file it is about, the rest is the document. Beside it a lock is held while a window is open.
"""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import msgspec

from cnnviz.frozen import NamedTuple
from cnnviz.importing.sentences import file_name
from cnnviz.storage.document import Document
from cnnviz.storage.files import Stamp, content_of, write
from cnnviz.storage.kept_types import Kept
from cnnviz.storage.locks import Lock, lock
from cnnviz.storage.reading import document_of
from cnnviz.storage.writing import text_of

_ENDING, _LOCK, _DAMAGED = ".recovery", ".lock", ".damaged"
MOST = 50
"""Copies that are looked at."""
_LONGEST = 20_000  # bytes of the first line


class About(Kept):
    """Which file a copy is about, None where it was never saved, and what that was like when it was last known."""

    path: str | None
    known: tuple[int, int, int] | None


class Copy:
    """A place for a copy, which nobody else uses."""

    def __init__(self, file: Path, held: Lock) -> None:
        self.file, self._lock = file, held

    def write(self, document: Document, path: Path | None, known: Stamp | None) -> None:
        """Write a document that is about a file, or raise `Refused`."""
        about = msgspec.json.encode(About(None if path is None else str(path), known)).decode()
        write(f"{about}\n{text_of(document)}", self.file)

    def about(self) -> About:
        """Return which file it is about, as far as that can be read."""
        try:
            with self.file.open("rb") as file:
                return msgspec.json.decode(file.readline(_LONGEST), type=About)
        except (OSError, ValueError, RecursionError):
            return About(None, None)

    def read(self) -> Document:
        """Return the document, or raise `Refused`."""
        _, _, text = content_of(self.file).partition(b"\n")
        return document_of(text)

    def remove(self) -> None:
        """Remove it: there is nothing in it that is not saved."""
        with suppress(OSError):
            self.file.unlink()
        self._lock.release()

    def leave(self) -> None:
        """Leave it for the next start."""
        self._lock.leave()

    def set_aside(self) -> Path:
        """Keep what is damaged, where it is not found again, and return where."""
        place = self.file.with_suffix(_DAMAGED)
        with suppress(OSError):
            os.replace(self.file, place)
        self._lock.release()
        return place


class Found(NamedTuple):
    """A copy that was left, and what it is called in sentences."""

    copy: Copy
    name: str


def new_copy(folder: Path) -> Copy:
    """Return a place for a copy in a folder, which is made; or raise an OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{os.urandom(8).hex()}{_ENDING}"
    held = lock(file.with_suffix(_LOCK))
    if held is None:
        raise OSError("somebody else has taken the same name out of very many")
    return Copy(file, held)


def left_behind(folder: Path) -> list[Found]:
    """Return the copies that nobody is at work on; from here on nobody else finds them."""
    found = []
    for file in _files(folder):
        try:
            held = lock(file.with_suffix(_LOCK))
        except OSError:
            continue
        if held is None:
            continue
        if not file.exists():  # it was removed, or set aside, in this very moment
            held.release()
            continue
        copy = Copy(file, held)
        path = copy.about().path
        found.append(Found(copy, "Untitled" if path is None else file_name(Path(path))))
    return found


def _files(folder: Path) -> Iterator[Path]:
    try:
        names = sorted(os.listdir(folder))
    except OSError:
        return
    yield from [folder / name for name in names if name.endswith(_ENDING)][:MOST]
