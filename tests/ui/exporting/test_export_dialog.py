"""The dialog of an export shows what comes out, offers what a kind of file goes by, and writes all of it or nothing."""

import io
import os

import numpy as np
import pytest
from document_tools import choose, do
from layer_tools import click
from PIL import Image
from PyQt5.QtCore import Qt
from PyQt5.QtGui import QImage, QPainter
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import (
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QWidget,
)
from seen_pixels import pixels_of
from ui_tools import complaint, dialog, until

from cnnviz.export.formats import FORMATS
from cnnviz.export.subject import ExportOptions
from cnnviz.session.jobs import jobs
from cnnviz.storage import load
from cnnviz.ui.exporting.export_dialog import ExportDialog


@pytest.fixture
def export(window):
    """Return the dialog of the window."""
    do(window, "file.export")
    shown = window.findChild(ExportDialog)
    yield shown
    if dialog(window, "export") is not None:
        shown.reject()


def kind(export, suffix):
    listed = export.findChild(QListWidget, "export_formats")
    listed.setCurrentRow([form.suffix for form in FORMATS].index(suffix))


def pick(export, name, text):
    field = export.findChild(QComboBox, f"export_{name}")
    field.setCurrentIndex(field.findText(text))
    field.activated.emit(field.currentIndex())


def write(window, export, path):
    """Export to a file."""
    click(export.findChild(QPushButton, "export_done"))
    choose(window, "save", path)


def test_every_kind_of_file_is_offered_with_what_it_goes_by(export):
    listed = export.findChild(QListWidget, "export_formats")
    assert [listed.item(row).text().split("\n")[0] for row in range(listed.count())] == [
        form.suffix[1:].upper() for form in FORMATS
    ]
    for form in FORMATS:
        kind(export, form.suffix)
        given = {name for name, value in export.options._asdict().items() if value is not None}
        assert given <= set(form.takes), form.suffix


def test_nothing_of_the_options_is_behind_the_bar_that_scrolls_them(export):
    scrolled = export.findChild(QScrollArea, "export_scrolled")
    options = scrolled.widget()
    assert options.minimumSizeHint().width() <= scrolled.viewport().width()
    assert options.width() == scrolled.viewport().width()


@pytest.mark.some(3)
@pytest.mark.parametrize(
    ("suffix", "button", "wanted"),
    [
        (".png", "step", {"chapter": "convolve", "steps": (28, 28)}),
        (".pdf", "step", {"chapter": "convolve", "steps": (28, 28)}),
        (".pdf", "chapter", {"chapter": "convolve", "steps": None}),
        (".gif", "chapter", {"chapter": "convolve", "steps": None, "fps": 4.0}),
        (".gif", "run", {"chapter": "all", "steps": None}),
        (".html", "run", {"chapter": None, "steps": None}),
        (".html", "part", {"chapter": "convolve", "steps": (28, 64)}),
    ],
)
def test_a_range_is_what_is_written(export, suffix, button, wanted):
    kind(export, suffix)
    export.findChild(QRadioButton, f"export_{button}").click()
    found = export.options._asdict()
    assert {name: found[name] for name in wanted} == wanted


def test_a_picture_has_one_step_alone(export):
    kind(export, ".gif")
    export.findChild(QRadioButton, "export_run").click()
    kind(export, ".svg")
    assert export.options.steps == (28, 28)
    assert not export.findChild(QRadioButton, "export_run").isEnabled()


@pytest.mark.parametrize("theme", ["light", pytest.param("dark", marks=pytest.mark.long)])
def test_what_is_shown_is_what_is_written(window, export, tmp_path, theme):
    export.resize(1000, 660)  # on a screen that has room for the picture as it is
    kind(export, ".png")
    pick(export, "size", "480 × 300")
    click(export.findChild(QWidget, f"export_{theme}"))
    caption = export.findChild(QLineEdit, "export_caption")
    QTest.keyClicks(caption, "Every window")
    preview = export.findChild(QWidget, "export_preview")
    seen = QImage(preview.size(), QImage.Format.Format_RGB32)
    painter = QPainter(seen)
    preview.render(painter)
    painter.end()
    top, left = (preview.height() - 300) // 2, (preview.width() - 480) // 2
    shown = pixels_of(seen)[top : top + 300, left : left + 480]
    write(window, export, tmp_path / "step.png")
    with Image.open(tmp_path / "step.png") as image:
        made = np.asarray(image.convert("RGB"))
    np.testing.assert_array_equal(shown[1:-1, 1:-1], made[1:-1, 1:-1])
    assert load(tmp_path / "step.png").position == window.session.position


def test_facts_are_told_before_anything_is_written(export, qtbot):
    kind(export, ".gif")
    size = export.findChild(QLabel, "export_fact_2")
    qtbot.waitUntil(lambda: size.text() != "")
    assert export.findChild(QLabel, "export_fact_0").text() == "64, one a step"
    assert export.findChild(QLabel, "export_fact_1").text() == "16 s, then again"
    assert size.text().startswith("about ")


def test_a_film_is_written_and_said(window, export, tmp_path):
    kind(export, ".gif")
    export.findChild(QRadioButton, "export_part").click()
    pick(export, "size", "480 × 300")
    pick(export, "fps", "8 steps a second")
    write(window, export, tmp_path / "lesson.gif")
    with Image.open(io.BytesIO((tmp_path / "lesson.gif").read_bytes())) as image:
        assert image.n_frames == 37
        assert image.info["duration"] in (120, 130)
    assert window.findChild(QLabel, "place").text() == f"Exported {tmp_path / 'lesson.gif'}"


def test_a_cancelled_export_leaves_no_half_file(window, export, tmp_path, monkeypatch, qtbot):
    monkeypatch.setattr(jobs, "AT_ONCE", 0)
    kind(export, ".gif")
    export.findChild(QRadioButton, "export_run").click()
    write(window, export, tmp_path / "lesson.gif")
    qtbot.waitUntil(lambda: window.session.jobs.share > 0)
    QTest.keyClick(window.stage, Qt.Key.Key_Escape)
    assert window.session.jobs.job is None
    QTest.qWait(1)
    assert os.listdir(tmp_path) == []


def test_what_cannot_be_written_is_one_sentence(window, export, tmp_path):
    kind(export, ".csv")
    click(export.findChild(QPushButton, "export_done"))
    (tmp_path / "folder.csv").mkdir()
    window.documents.exporting.write(tmp_path / "folder.csv", export.format, export.options)
    assert complaint(window).startswith(f"{tmp_path / 'folder.csv'} cannot be written: ")
    assert os.listdir(tmp_path) == ["folder.csv"]


def test_data_is_shown_as_it_is_written(export, qtbot):
    kind(export, ".csv")
    preview = export.findChild(QWidget, "export_preview")
    qtbot.waitUntil(lambda: preview.accessibleDescription().startswith("0,-0.7"))
    pick(export, "array", "W")
    assert export.options == ExportOptions(array="W")
    qtbot.waitUntil(lambda: preview.accessibleDescription().startswith("1,0,-1"))


def test_a_preview_plays(export, qtbot):
    kind(export, ".gif")
    slider = export.findChild(QWidget, "export_slider")
    assert slider.value() == 27
    click(export.findChild(QWidget, "export_play"))
    until(lambda: slider.value() == 29)
    click(export.findChild(QWidget, "export_play"))


def test_a_page_is_weighed_before_it_is_made_and_written_whole(window, export, tmp_path, qtbot):
    kind(export, ".html")
    fact = export.findChild(QLabel, "export_fact_0")
    qtbot.waitUntil(lambda: fact.text().startswith("about "))
    export.findChild(QRadioButton, "export_chapter").setChecked(True)
    assert export.options.chapter == "convolve"
    write(window, export, tmp_path / "step.html")
    until(lambda: (tmp_path / "step.html").exists())
    html = (tmp_path / "step.html").read_text(encoding="utf-8")
    assert html.startswith("<!DOCTYPE html>")
    assert '"key":"convolve"' in html
    assert '"start":[0,27]' in html
