"""The run as what it is made of: its document."""

from dataclasses import replace

from cnnviz.export.subject import ExportOptions, Subject


def document_file(subject: Subject, options: ExportOptions) -> bytes:
    """Return the document, at the step that is wanted."""
    from cnnviz.storage.writing import text_of

    frame = subject.frame(options)
    document = replace(subject.document, position=frame.position, decimals=frame.decimals)
    return text_of(document).encode("utf-8")
