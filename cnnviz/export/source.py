"""The run as what it can be made of again: its document, or a program."""

from dataclasses import replace

from cnnviz.experiment.document import Experiment
from cnnviz.export.subject import ExportOptions, Subject
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Timeline


def document_file(subject: Subject, options: ExportOptions) -> bytes:
    """Return the document, at the step that is wanted."""
    return document_text(subject, subject.frame(options)).encode("utf-8")


def document_text(subject: Subject, frame: Frame) -> str:
    """Return the text of the document, at a step of its run."""
    from cnnviz.storage.writing import text_of

    return text_of(replace(subject.document, position=frame.position, decimals=frame.decimals))


def script(subject: Subject, options: ExportOptions) -> bytes:
    """Return a program that computes the run and checks what the screen shows of it.

    Raises
    ------
    ValueError
        With one sentence, where numbers are hidden.
    """
    subject.refuse_hidden("a program")
    decimals = subject.document.decimals if options.decimals is None else options.decimals
    library = options.library or "numpy"
    return script_of(library, subject.document.experiment, subject.run, decimals).encode("utf-8")


def script_of(library: str, experiment: Experiment, timeline: Timeline, decimals: int = 0) -> str:
    """Return that program for a library: "numpy" or "torch"."""
    if library == "torch":
        from cnnviz.export.scripts.torch_script import torch_script

        return torch_script(experiment, timeline, decimals)
    from cnnviz.export.scripts.numpy_script import numpy_script

    return numpy_script(experiment, timeline, decimals)
