"""Files of documents: opened within bounds, written whole or not at all."""

import os
from pathlib import Path
from typing import TypeAlias

from cnnviz.importing.places import located
from cnnviz.importing.reading import check_file
from cnnviz.importing.sentences import file_name, full_path, why_unreadable
from cnnviz.importing.source import Refused
from cnnviz.saving import save_text
from cnnviz.storage.document import Document
from cnnviz.storage.figures import carried
from cnnviz.storage.names import is_document
from cnnviz.storage.reading import document_of
from cnnviz.storage.writing import text_of

Stamp: TypeAlias = tuple[int, int, int]
MOST_BYTES = 320 * 2**20
"""Bytes of a file that is read; the largest run's parameters take no more."""


def load_file(path: str | os.PathLike[str]) -> Document:
    """Return what a file holds, or raise `Refused`."""
    place = located(path)
    content = content_of(place)
    try:
        return document_of(content if is_document(place) else carried(content) or content)
    except MemoryError as error:
        raise Refused(f"{file_name(place)} cannot be opened: there is not enough memory for it") from error
    except Refused as error:
        raise Refused(f"{file_name(place)} cannot be opened: {error}") from error


def content_of(place: Path) -> bytes:
    """Return the bytes of a file, of which there are not too many, or raise `Refused`."""
    try:
        if place.is_file() and not place.stat().st_size:
            raise Refused(f"{file_name(place)} is empty: there is no document in it")
        size = check_file(place)
        if size > MOST_BYTES:
            raise Refused(
                f"{file_name(place)} has {size // 2**20} MB: documents of up to {MOST_BYTES // 2**20} MB are read"
            )
        with place.open("rb") as file:
            return file.read(size)
    except OSError as error:
        raise Refused(f"{file_name(place)} cannot be read: {why_unreadable(error)}") from error


def save_file(document: Document, path: str | os.PathLike[str]) -> None:
    """Write a document, whole or not at all; where a link leads, there it is written. Or raise `Refused`."""
    write(text_of(document), Path(os.path.realpath(located(path))))


def write(text: str, place: Path) -> None:
    """Write the text of a document, or raise `Refused`."""
    try:
        save_text(place, text)
    except (OSError, ValueError) as error:
        raise Refused(f"{full_path(place)} cannot be written: {why_unreadable(error)}") from error


def absolute(path: str | os.PathLike[str]) -> Path:
    """Return where a file is, wherever the program is; a link is called as it is."""
    return Path(os.path.abspath(located(path)))


def stamp(place: Path) -> Stamp | None:
    """Return what changes when a file is written, or None where there is none."""
    try:
        about = os.stat(place)
    except (OSError, ValueError):
        return None
    return about.st_mtime_ns, about.st_size, about.st_ino
