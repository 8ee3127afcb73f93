"""A text becomes what there is to choose, or an array at once."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from cnnviz.importing.reading import OpenedFile
from cnnviz.importing.sentences import quoted
from cnnviz.importing.source import Offer, Refused
from cnnviz.importing.text.brackets.bracketed import read_brackets, words_in_front
from cnnviz.importing.text.decoding import decoded, plain
from cnnviz.importing.text.prints.prompts import without_prompts
from cnnviz.importing.text.prints.r_vectors import read_vector
from cnnviz.importing.text.prints.sections import read_sections
from cnnviz.importing.text.readings import MOST_BYTES, Readings
from cnnviz.importing.text.tables.table import read_table


def open_text(text: str, name: str) -> Offer:
    """Read numbers from a text: a table, or what a program has printed, or what is written as code.

    Raises
    ------
    Refused
        With one sentence: which row and column, and what is wrong there; or the words that do not belong to it.
    """
    return _readings(text).offer(name)


def open_table(opened: OpenedFile) -> Offer:
    """Read a file of text.

    Raises
    ------
    Refused
        With one sentence that names the file, the row and the column.
    """
    opened.check_size(MOST_BYTES, "tables")
    try:
        offer = open_text(decoded(opened.file.read(MOST_BYTES + 1)), opened.name)
    except Refused as error:
        raise Refused(f"{opened.name}: {error}") from error
    return replace(offer, refusal=offer.refusal and f"{opened.name}: {offer.refusal}")


def table(text: str) -> NDArray[np.float64]:
    """Return the numbers of a text (rows, columns, channels), as they are there.

    Of a stack of images it is the first. Where two orders of the axes are as likely, or two meanings of a comma, it
    is what a person would be offered first.

    Raises
    ------
    Refused
        With one sentence, also where it would be a guess which of two numbers is meant.
    """
    return _readings(text).at_once()


def _readings(text: str) -> Readings:
    text = without_prompts(plain(text))
    for read in (read_sections, read_vector, read_brackets):
        found = read(text)
        if found is not None:
            return found
    try:
        return read_table(text)
    except Refused as error:
        words = words_in_front(text)
        if words:
            raise Refused(f"{quoted(words)} in front of the numbers is not known: copy them alone") from error
        raise
