"""What comes out as a page is seen before it is written: its steps, one at a time, from where it opens."""

import numpy as np
import pytest
from page_reader import read
from PyQt5.QtCore import Qt
from PyQt5.QtGui import QImage, QPainter
from PyQt5.QtWidgets import QApplication, QLabel, QRadioButton, QSlider, QWidget
from seen_pixels import pixels_of

from cnnviz.canvas.palette import palette
from cnnviz.export.figures.look import FigureLook
from cnnviz.export.figures.png import painted
from cnnviz.export.figures.sheet import FigureSheet
from cnnviz.export.subject import Subject
from cnnviz.gallery.first_example import first_example
from cnnviz.run.frames.frame import Frame
from cnnviz.run.options import RunOptions
from cnnviz.run.timeline import Position
from cnnviz.storage import Document
from cnnviz.ui.exporting.export_dialog import ExportDialog

HERE = Position(1, 27)
WIDE = 960
"""Pixels of a page on a desk."""


@pytest.fixture
def export(qtbot):
    """Return a dialog in which a page is chosen."""
    document = Document(first_example(), RunOptions(0), HERE)
    made = ExportDialog(Subject(document, name="lesson"), palette("light"), ".html")
    made.subject = Subject(document, name="lesson")
    qtbot.addWidget(made)
    made.show()
    QApplication.processEvents()
    return made


def seen(export):
    """Return what the preview shows, without the line around it."""
    preview = export.findChild(QWidget, "export_preview")
    image = QImage(preview.size(), QImage.Format.Format_RGB32)
    painter = QPainter(image)
    preview.render(painter)
    painter.end()
    return pixels_of(image)[2:-2, 2:-2].astype(int)


def sheet_of(export, position, theme="light"):
    """Return a step as wide as a page is on a desk, made as large as the preview."""
    room = export.findChild(QWidget, "export_preview").size()
    sheet = FigureSheet(FigureLook((WIDE, room.height() * WIDE // room.width()), theme=theme), "lesson")
    image = painted(sheet, Frame(export.subject.run, position))
    sheet.close()
    fitted = image.scaled(room, transformMode=Qt.TransformationMode.SmoothTransformation)
    return pixels_of(fitted)[2:-2, 2:-2].astype(int)


def is_like(one, other):
    return np.abs(one - other).mean() < 1


def positions(export):
    """Return the steps that the page has which would be written, and the number of the one at which it opens."""
    page = read(export.subject, **{k: v for k, v in export.options._asdict().items() if v is not None})
    keys = [chapter.key for chapter in export.subject.run.chapters]
    chapter, step = page.data["start"]
    found = [Position(keys.index(told["key"]), own[0] - 1) for told in page.chapters for own in told["steps"]]
    return found, sum(len(told["steps"]) for told in page.chapters[:chapter]) + step


@pytest.mark.some(1)
@pytest.mark.parametrize("span", ["step", "chapter", pytest.param("run", marks=pytest.mark.long)])
def test_a_page_is_seen_at_the_step_at_which_it_opens(export, span):
    export.findChild(QRadioButton, f"export_{span}").click()
    QApplication.processEvents()
    steps, opens = positions(export)
    slider = export.findChild(QSlider, "export_slider")
    assert (slider.maximum() + 1, slider.value()) == (len(steps), opens)
    assert steps[opens] == HERE
    assert is_like(seen(export), sheet_of(export, HERE))


def test_every_step_of_it_can_be_sought_in_every_theme(export):
    export.findChild(QRadioButton, "export_chapter").click()
    steps, _ = positions(export)
    slider = export.findChild(QSlider, "export_slider")
    for at, theme in ((0, "dark"), (len(steps) // 2, "light"), (len(steps) - 1, "high_contrast")):
        export.findChild(QWidget, f"export_{theme}").click()
        slider.setValue(at)
        assert is_like(seen(export), sheet_of(export, steps[at], theme))
        assert not is_like(seen(export), sheet_of(export, HERE, theme))


def test_it_fills_what_room_there_is(export):
    export.findChild(QRadioButton, "export_chapter").click()
    slider = export.findChild(QSlider, "export_slider")
    slider.setValue(3)
    export.resize(export.width() + 60, export.height() - 80)
    QApplication.processEvents()
    steps, _ = positions(export)
    assert slider.value() == 3
    assert is_like(seen(export), sheet_of(export, steps[3]))
    share = export.findChild(QWidget, "export_preview").width() / WIDE
    assert f"{100 * share:.0f} %" in {label.text() for label in export.findChildren(QLabel)}
