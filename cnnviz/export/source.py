"""The run as what it can be made of again: its document, or a program."""

from dataclasses import replace

from cnnviz.export.subject import ExportOptions, Subject


def document_file(subject: Subject, options: ExportOptions) -> bytes:
    """Return the document, at the step that is wanted."""
    from cnnviz.storage.writing import text_of

    frame = subject.frame(options)
    document = replace(subject.document, position=frame.position, decimals=frame.decimals)
    return text_of(document).encode("utf-8")


def script(subject: Subject, options: ExportOptions) -> bytes:
    """Return a program that computes the run and checks what the screen shows of it."""
    from cnnviz.export.scripts.numpy_script import numpy_script
    from cnnviz.export.scripts.torch_script import torch_script

    write = torch_script if options.library == "torch" else numpy_script
    decimals = subject.document.decimals if options.decimals is None else options.decimals
    return write(subject.document.experiment, subject.run, decimals).encode("utf-8")
