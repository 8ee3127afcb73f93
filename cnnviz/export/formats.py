"""What a run can be written as: a table by the ending of a file's name. Nothing is imported before it is made."""

from __future__ import annotations

from collections.abc import Callable, Collection, Generator
from importlib import import_module
from typing import TYPE_CHECKING

from cnnviz.frozen import NamedTuple

if TYPE_CHECKING:
    from cnnviz.export.subject import ExportOptions, Subject

    Maker = Callable[[Subject, ExportOptions], bytes]


class Format(NamedTuple):
    """A kind of file.

    Parameters
    ----------
    suffix : what its name ends in
    name : what it is called where a person chooses
    maker : the function that makes its bytes of a `Subject` and `ExportOptions`, as "module:function"; it says by
        `progress.report` how far it is, and raises ValueError with one sentence where it cannot be made
    takes : the fields of `ExportOptions` that it goes by; others are refused where somebody sets them
    draws : whether Qt paints for it, which then only the GUI thread does, piece by piece: the maker's module has a
        generator called as it is with "_pieces" behind, which yields how much is done and returns the bytes
    many : whether it shows many steps
    inside : the function that says what is in it, called as the maker is, where it is neither a picture nor a text
    """

    suffix: str
    name: str
    maker: str
    takes: Collection[str] = ()
    draws: bool = False
    many: bool = False
    inside: str = ""

    @property
    def short(self) -> str:
        """What it is called by those who know it."""
        return self.suffix.removeprefix(".").upper()

    def told(self, subject: Subject, options: ExportOptions) -> str:
        """Return what comes out as text, where it is no picture; or raise ValueError as `make` does."""
        if not self.inside:
            return self.make(subject, options).decode("utf-8", "replace")
        module, _, function = self.inside.partition(":")
        told: str = getattr(import_module(module), function)(subject, options)
        return told

    def pieces(self, subject: Subject, options: ExportOptions) -> Generator[float, None, bytes]:
        """Do what `make` does piece by piece, where it draws."""
        module, _, function = self.maker.partition(":")
        made: Generator[float, None, bytes] = getattr(import_module(module), f"{function}_pieces")(
            subject, options
        )
        return made

    def make(self, subject: Subject, options: ExportOptions) -> bytes:
        """Return the content of the file.

        Raises
        ------
        ValueError
            With one sentence, for a chapter, a step, an array and the like that there is not, or too large a run.
        """
        module, _, function = self.maker.partition(":")
        maker: Maker = getattr(import_module(module), function)
        return maker(subject, options)


_DRAWN = ("chapter", "steps", "size", "theme", "decimals", "scale", "caption", "alone")
_SHEET = ("worksheet", "answers", "blank", "seed", "paper")
FORMATS = (
    Format(".png", "Picture of a step", "cnnviz.export.figures.png:png", _DRAWN, draws=True),
    Format(".svg", "The same, for any size", "cnnviz.export.figures.svg:svg", _DRAWN, draws=True),
    Format(
        ".pdf",
        "Pages, one a step",
        "cnnviz.export.figures.pdf:pdf",
        (*_DRAWN, *_SHEET),
        draws=True,
        many=True,
    ),
    Format(
        ".gif", "Moving picture", "cnnviz.export.figures.gif:gif", (*_DRAWN, "fps"), draws=True, many=True
    ),
    Format(
        ".html",
        "Page for a browser",
        "cnnviz.export.pages.page:html",
        ("chapter", "steps", "theme", "decimals"),
        many=True,
    ),
    Format(
        ".npz",
        "Every array, for NumPy",
        "cnnviz.export.data.archives:npz",
        inside="cnnviz.export.data.archives:in_npz",
    ),
    Format(
        ".npy",
        "One array, for NumPy",
        "cnnviz.export.data.archives:npy",
        ("array", "chapter"),
        inside="cnnviz.export.data.archives:in_npy",
    ),
    Format(".csv", "One array as a table", "cnnviz.export.data.tables:csv", ("array", "chapter")),
    Format(
        ".md", "Tables in Markdown", "cnnviz.export.data.tables:markdown", ("array", "chapter", "decimals")
    ),
    Format(".tex", "Tables in LaTeX", "cnnviz.export.data.tables:latex", ("array", "chapter", "decimals")),
    Format(".py", "Source that computes it", "cnnviz.export.source:script", ("decimals", "library")),
    Format(
        ".xlsx",
        "Spreadsheet of formulas",
        "cnnviz.export.spreadsheet.book:xlsx",
        inside="cnnviz.export.spreadsheet.book:in_xlsx",
    ),
    Format(".cnnviz", "Document", "cnnviz.export.source:document_file", ("chapter", "steps", "decimals")),
)
"""All of them, in the order in which they are offered."""


def format_of(suffix: str) -> Format:
    """Return the format whose files end so, in large letters or small.

    Raises
    ------
    ValueError
        With one sentence that names those that there are.
    """
    found = next((one for one in FORMATS if one.suffix == suffix.lower()), None)
    if found is None:
        known = ", ".join(one.suffix for one in FORMATS)
        what = (
            f"{suffix!r} is not one of the endings"
            if suffix
            else "OUT has no ending, which says what is written:"
        )
        raise ValueError(f"{what} {known}")
    return found
