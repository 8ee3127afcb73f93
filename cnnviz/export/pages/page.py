"""A run as one file for a browser, which needs no network, no program and no teacher beside it."""

from __future__ import annotations

import json
import os
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cnnviz.export.pages.chapters import Pages
from cnnviz.export.pages.files import assembled
from cnnviz.export.pages.selection import opened_at, selected
from cnnviz.export.pages.tables import Tables
from cnnviz.export.subject import ExportOptions, Subject
from cnnviz.resource import THEMES
from cnnviz.storage.document import Document

if TYPE_CHECKING:
    from cnnviz.experiment.document import Experiment

_HEIGHT = 760  # pixels in a notebook


class Page:
    """A page: its text, which a notebook shows, and which can be saved."""

    def __init__(self, html: str) -> None:
        self.html = html

    def _repr_html_(self) -> str:
        """Return the page as a part of another one, where it can do nothing but run."""
        frame = f'<iframe title="cnnviz" sandbox="allow-scripts" width="100%" height="{_HEIGHT}"'
        return f'{frame} style="border:0" srcdoc="{escape(self.html)}"></iframe>'

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the page to a file, whole or not at all.

        Raises
        ------
        OSError
            Where the file cannot be written.
        """
        from cnnviz.export.rendering import save

        save(self.html.encode("utf-8"), Path(path))


def page(subject: Experiment | Document | Subject, **options: Any) -> Page:
    """Return a run as a page to be stepped through in any browser.

    Parameters
    ----------
    subject : an experiment, a document, or what `cnnviz.export.subject` opens
    options : "chapter", "steps", "theme" and "decimals", as `ExportOptions` has them; all of the run by default

    Raises
    ------
    ValueError
        With one sentence, where there is no such chapter or step, or where the run is too large for a page.
    """
    if not isinstance(subject, Subject):
        subject = Subject(subject if isinstance(subject, Document) else Document(subject))
    return Page(_written(subject, ExportOptions(**options)))


def html(subject: Subject, options: ExportOptions) -> bytes:
    """Return the page's file."""
    return _written(subject, options).encode("utf-8")


def _written(subject: Subject, options: ExportOptions) -> str:
    chosen = selected(subject, options)
    decimals = subject.document.decimals if options.decimals is None else options.decimals
    tables = Tables()
    pages = Pages(subject.run, decimals, tables, sum(len(one.steps) for one in chosen))
    chapters = [pages.chapter(one) for one in chosen]
    data = {
        "name": subject.name,
        "text": subject.document.text,
        "themes": THEMES,
        "theme": options.theme or "",
        "start": list(opened_at(chosen, subject)),
        "strings": tables.strings,
        "looks": tables.looks,
        "glyphs": tables.glyphs,
        "chapters": chapters,
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return assembled(subject.name, text.replace("<", "\\u003c"))
