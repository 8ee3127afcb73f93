"""Arrays as NumPy keeps them: bit for bit, and without anything that would have to be run to read them."""

import io

import numpy as np

from cnnviz.export.data.arrays import Exported, chosen, exported
from cnnviz.export.data.tables import table
from cnnviz.export.subject import ExportOptions, Subject
from cnnviz.importing.sentences import times
from cnnviz.progress import report


def npz(subject: Subject, options: ExportOptions) -> bytes:
    """Return an archive of every array of the run, by name."""
    report(0.1)
    arrays = {name: one.numbers for name, one in exported(subject.run).items()}
    report(0.5)
    stream = io.BytesIO()
    np.savez_compressed(stream, allow_pickle=False, **arrays)
    return stream.getvalue()


def npy(subject: Subject, options: ExportOptions) -> bytes:
    """Return one array."""
    stream = io.BytesIO()
    np.save(stream, np.ascontiguousarray(chosen(subject, options).numbers), allow_pickle=False)
    return stream.getvalue()


def in_npz(subject: Subject, options: ExportOptions) -> str:
    """Return the names and the sizes of what is in an archive."""
    return "".join(f"{_sized(one)}\n" for one in exported(subject.run).values())


def in_npy(subject: Subject, options: ExportOptions) -> str:
    """Return the name, the size and the numbers of one array."""
    one = chosen(subject, options)
    return f"{_sized(one)}\n\n{table(one, '.csv')}"


def _sized(one: Exported) -> str:
    return f"{one.name:16}{times(one.numbers.shape):16}{one.label}"
