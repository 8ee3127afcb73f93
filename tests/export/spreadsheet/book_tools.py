"""A spreadsheet of an experiment, and where the engine's numbers are in it."""

from dataclasses import replace

import numpy as np

from cnnviz.experiment.layers import MaxPooling
from cnnviz.export.spreadsheet.book import xlsx
from cnnviz.export.spreadsheet.formulas import PADDING, Formulas
from cnnviz.export.subject import ExportOptions, Subject
from cnnviz.run.compute import run_of
from cnnviz.storage import Document


def made(experiment, options):
    return xlsx(Subject(Document(experiment, options), name="lesson"), ExportOptions())


def arrays(experiment, options):
    """Return where every array is, and what the engine makes of it."""
    return list(Formulas(experiment, run_of(experiment, replace(options, follow=None))).arrays())


def compare(sheets, experiment, options):
    """Compare every number of a spreadsheet with the engine's."""
    for filled in arrays(experiment, options):
        for index in np.ndindex(filled.numbers.shape):
            found, right = (
                sheets.value(filled.sheet.name, *filled.sheet.place(index)),
                float(filled.numbers[index]),
            )
            said = f"{filled.sheet.name} {index} is {found}, not {right}"
            if right == -np.inf:
                assert found == PADDING, said
            else:
                assert abs(found - right) <= 1e-9 * max(abs(right), 1), said


def told_apart_by_rounding_alone(experiment, options):
    """Return whether sums which a kink is behind differ by no more than rounding left.

    They differ from 0, or where a maximum is behind from one another: to the engine not the same, to a spreadsheet.
    """
    most = any(isinstance(layer, MaxPooling) for layer in experiment.layers)
    for one in arrays(experiment, options):
        rounded = (part for parts in one.parts.values() for part in parts if part.startswith("ROUND("))
        decimals = {int(part[:-1].rpartition(",")[2]) for part in rounded}
        if decimals:
            (least,) = (10.0**-number for number in decimals)
            sizes, sums = np.abs(one.numbers), np.unique(one.numbers)
            if ((sizes > 0) & (sizes < least)).any() or (most and (np.diff(sums) < least).any()):
                return True
    return False
