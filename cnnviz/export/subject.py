"""What is exported, and how: a document with its run, and what somebody wants to have of it."""

from __future__ import annotations

import os
from functools import cached_property
from typing import TYPE_CHECKING

from cnnviz.frozen import NamedTuple
from cnnviz.importing.source import Refused
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.options import RunOptions
from cnnviz.run.timeline import Position, Timeline
from cnnviz.run.veil import Known, Veil
from cnnviz.storage.document import Document
from cnnviz.storage.names import holds_document

if TYPE_CHECKING:
    from cnnviz.experiment.document import Experiment

_LONGER_SIDE = 28


class ExportOptions(NamedTuple):
    """What is wanted of a run; what is None is as the document has it, or as it is usual for the kind of file.

    Parameters
    ----------
    chapter : its key: "pad", "convolve" and so on
    steps : first and last step, counted from 1 as the window counts them
    size : (width, height) in pixels
    theme : one of `THEMES`
    decimals : of numbers that are not whole, 0 for as many as they need
    array : which array, by the name that it has on the screen or as `plain_name` writes it
    library : of source: "numpy" or "torch"
    scale : how many pixels of a picture each of `size` becomes
    caption : what stands beneath
    alone : whether there is the stage without heading and sum
    fps : steps a second
    worksheet : whether a sheet to be filled in is wanted instead of pages that show steps
    answers : whether its key is wanted too
    blank : how many cells apart those are that are left blank on it: 3 for every third
    seed : decides which cells are left blank, where `blank` is None
    paper : "a4" or "letter"
    """

    chapter: str | None = None
    steps: tuple[int, int] | None = None
    size: tuple[int, int] | None = None
    theme: str | None = None
    decimals: int | None = None
    array: str | None = None
    library: str | None = None
    scale: int | None = None
    caption: str | None = None
    alone: bool | None = None
    fps: float | None = None
    worksheet: bool | None = None
    answers: bool | None = None
    blank: int | None = None
    seed: int | None = None
    paper: str | None = None


class Subject:
    """A document and its run, which is computed when it is first asked for unless it is there.

    Parameters
    ----------
    document
    run
    name : what it is called, as files are: without an ending
    known : how far someone who predicts may see the run; None where nobody does
    """

    def __init__(
        self, document: Document, run: Timeline | None = None, name: str = "", known: Known | None = None
    ) -> None:
        self.document, self._run, self.known = document, run, known
        self.name = name or document.experiment.image_name

    @cached_property
    def run(self) -> Timeline:
        """The run, in the way that the document has it, with what is hidden there."""
        run = self._run or run_of(self.document.experiment, self.document.options)
        return run if run.is_veiled else Veil(run).over(self.document.hidden, self.known)

    def refuse_hidden(self, what: str) -> None:
        """Raise ValueError, with one sentence, where numbers are hidden that something which is written would tell."""
        if self.known is not None:
            raise ValueError(f"while you predict, {what} would tell the answers: leave Predict first")
        if self.run.is_veiled:
            raise ValueError(f"numbers are hidden, and {what} would tell them: reveal them first")

    def frame(self, options: ExportOptions = ExportOptions()) -> Frame:  # noqa: B008  # it is frozen
        """Return the step that is wanted: the last of a range, the end of a chapter, else where the document is."""
        decimals = self.document.decimals if options.decimals is None else options.decimals
        if options.chapter is None and options.steps is None:
            return Frame(self.run, self.run.nearest(self.document.position), decimals)
        chapter, (_, last) = self.chosen(options)
        return Frame(self.run, Position(chapter, last - 1), decimals)

    def chosen(self, options: ExportOptions) -> tuple[int, tuple[int, int]]:
        """Return the chapter that is wanted, and its first and last step, counted from 1; all of them by default.

        Raises
        ------
        ValueError
            With one sentence, where there is no such chapter or no such step.
        """
        keys = [part.key for part in self.run.chapters]
        wanted = options.chapter or keys[self.run.nearest(self.document.position).chapter]
        if wanted not in keys:
            raise ValueError(f"chapter {wanted!r} is not one of {', '.join(keys)}")
        chapter = keys.index(wanted)
        count = len(self.run.chapters[chapter].trace)
        first, last = options.steps or (1, count)
        if not 1 <= first <= last <= count:
            raise ValueError(
                f"steps {first}:{last}: {wanted} has steps 1 to {count}, the first not behind the last"
            )
        return chapter, (first, last)


def opened(path: str | os.PathLike[str]) -> Subject:
    """Return what a file holds: a document, or the first example over an image, array or table, convolved.

    A figure carries its document. Of several arrays it is the first, of a stack the first image.

    Raises
    ------
    ValueError
        With one sentence, where the file cannot be used.
    """
    name = os.path.splitext(os.path.basename(path))[0]
    document = _document(path)
    if document is not None:
        return Subject(document, name=name)
    experiment, options = _experiment(path), RunOptions(follow=0)
    run = run_of(experiment, options)
    chapter = [part.key for part in run.chapters].index("convolve")
    end = Position(chapter, len(run.chapters[chapter].trace) - 1)
    return Subject(Document(experiment, options, end), run, name)


def _document(path: str | os.PathLike[str]) -> Document | None:
    """Return the document that a file is, or carries; None of an image, and of a figure that carries a damaged one."""
    from cnnviz.storage import load
    from cnnviz.storage.figures import is_picture

    if not holds_document(path):
        return None
    try:
        return load(path)
    except Refused:
        if is_picture(path):
            return None
        raise


def _experiment(path: str | os.PathLike[str]) -> Experiment:
    from cnnviz.gallery.first_example import first_example
    from cnnviz.importing.files import open_file
    from cnnviz.importing.reduction import made, source_of, unasked

    offer = open_file(path)
    choice = unasked(offer, _LONGER_SIDE)
    source = source_of(offer, choice)
    return first_example().with_image(made(source, choice), source.name)
