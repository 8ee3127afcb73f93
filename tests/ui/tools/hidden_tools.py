"""Two runs that differ in numbers which are hidden in both: nothing that a window shows may tell them apart."""

from dataclasses import replace

import numpy as np
from painted_texts import texts
from PyQt5.QtWidgets import QAbstractButton, QAction, QApplication, QLabel, QListView, QWidget

from cnnviz.engine.arrays import frozen
from cnnviz.run.compute import run_of
from cnnviz.trace.steps import Cell

SENTINEL = 0.94813
"""What is hidden; in pictures its digits are to be found nowhere."""
OTHER = 0.25
_AT = 2, 3, 0


def pair(experiment):
    """Return an experiment twice, with two numbers in one cell of its image."""
    return [_with(experiment, value) for value in (SENTINEL, OTHER)]


def _with(experiment, value):
    image = np.array(experiment.images[0], float)
    image[_AT] = value
    return replace(experiment, images=(frozen(image), *experiment.images[1:]))


def differing(one, other, options):
    """Return all cells whose numbers differ between the runs of two experiments, by the labels of their arrays."""
    runs = run_of(one, options), run_of(other, options)
    found = set()
    for chapters in zip(*(run.chapters for run in runs), strict=True):
        for name in chapters[0].arrays:
            first, second = (chapter.arrays[name] for chapter in chapters)
            same = (first == second) | (np.isnan(first) & np.isnan(second))
            label = chapters[0].label(name)
            found |= {Cell(label, tuple(map(int, index))) for index in np.argwhere(~same)}
    return frozenset(found)


def said(window):
    """Return every text of a window: what is painted, and what a screen reader is told."""
    found = texts(window)
    for widget in filter(QWidget.isVisible, (window, *window.findChildren(QWidget))):
        found += [
            widget.accessibleName(),
            widget.accessibleDescription(),
            widget.toolTip(),
            widget.statusTip(),
        ]
        if isinstance(widget, QAbstractButton | QLabel):
            found.append(widget.text())
    found += [action.text() for action in window.findChildren(QAction)]
    found += [str(spoken.currentIndex().data()) for spoken in window.findChildren(QListView, "spoken")]
    return [text for text in (*found, QApplication.clipboard().text()) if text]


def picture(window):
    """Return all pixels of a window."""
    image = window.grab().toImage()
    bits = image.constBits()
    bits.setsize(image.sizeInBytes())
    return bytes(bits)


def copied():
    """Return what is on the clipboard: the text, and the pixels."""
    data = QApplication.clipboard().mimeData()
    image = QApplication.clipboard().image()
    bits = image.constBits()
    bits.setsize(image.sizeInBytes())
    return data.text(), bytes(bits)
