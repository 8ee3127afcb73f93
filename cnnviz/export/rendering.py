"""Files of runs, made without a window."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from cnnviz.export.formats import format_of
from cnnviz.export.subject import ExportOptions, opened
from cnnviz.importing.sentences import why_unreadable
from cnnviz.saving import save_bytes


def render(path: str | os.PathLike[str], out: str | os.PathLike[str], **options: Any) -> None:
    """Write what a file holds as another kind of file: a document, or the first example over an image.

    Parameters
    ----------
    path : the document, or the image, array or table
    out : what it ends in says what is written, see `formats`
    options : the fields of `ExportOptions`

    Raises
    ------
    ValueError
        For a chapter, a step, a size, a theme or a kind of file that there is not, or a file that cannot be used.
    OSError
        Where the file cannot be written.
    """
    save(made(path, Path(out).suffix, ExportOptions(**options)), Path(out))


def made(path: str | os.PathLike[str], suffix: str, options: ExportOptions) -> bytes:
    """Return the content of a file that ends in `suffix`, made of what another file holds; see `render`."""
    form = format_of(suffix)
    refuse_others(form.suffix, options)
    return form.make(opened(path), options)


def refuse_others(suffix: str, options: ExportOptions) -> None:
    """Raise ValueError where something is set that files which end so do not go by."""
    form = format_of(suffix)
    for name, value in options._asdict().items():
        if value is not None and name not in form.takes:
            raise ValueError(f"--{name} says nothing about {form.suffix} files: leave it out")


def save(content: bytes, out: Path) -> None:
    """Write a file whole or not at all; where a link leads, there it is written, and a pipe or a device as it is."""
    try:
        if out.exists() and not out.is_file() and not out.is_dir():
            out.write_bytes(content)
        else:
            save_bytes(Path(os.path.realpath(out)), content)
    except (OSError, ValueError) as error:
        raise OSError(f"{out} cannot be written: {why_unreadable(error)}") from error
