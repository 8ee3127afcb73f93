"""The dialog of a worksheet shows its pages, and has them saved or printed."""

import re

import pytest
from document_tools import choose, do
from layer_tools import click
from PyQt5.QtPrintSupport import QPrinter
from PyQt5.QtWidgets import QCheckBox, QComboBox, QLabel, QPushButton, QWidget
from ui_tools import dialog, field

from cnnviz.storage import load
from cnnviz.ui.exporting.printing import print_on
from cnnviz.ui.exporting.worksheet_dialog import WorksheetDialog


@pytest.fixture
def sheet(window):
    do(window, "file.worksheet")
    shown = window.findChild(WorksheetDialog)
    yield shown
    if dialog(window, "worksheet") is not None:
        shown.reject()


def pick(sheet, name, data):
    chosen = sheet.findChild(QComboBox, f"worksheet_{name}")
    chosen.setCurrentIndex(chosen.findData(data))
    chosen.activated.emit(chosen.currentIndex())


def count(sheet):
    return int(re.search(r"of (\d+)", " ".join(label.text() for label in sheet.findChildren(QLabel)))[1])


def test_what_is_chosen_is_what_is_shown_and_saved(window, sheet, tmp_path):
    assert sheet.options.chapter == "convolve"
    with_key = count(sheet)
    click(sheet.findChild(QCheckBox, "worksheet_key"))
    assert 1 <= count(sheet) < with_key
    for name, data in {"chapter": "scatter", "blank": 10, "paper": "letter"}.items():
        pick(sheet, name, data)
    seed = field(sheet, "worksheet_seed").value()
    assert (
        sheet.options._asdict().items()
        >= {
            "chapter": "scatter",
            "blank": 10,
            "paper": "letter",
            "seed": seed,
            "answers": None,
            "worksheet": True,
        }.items()
    )
    click(sheet.findChild(QPushButton, "worksheet_save"))
    choose(window, "save", tmp_path / "sheet.pdf")
    content = (tmp_path / "sheet.pdf").read_bytes()
    assert b"/MediaBox [0 0 612" in content
    assert load(tmp_path / "sheet.pdf").experiment.image_name == window.session.experiment.image_name


def test_what_has_no_room_is_said_and_cannot_be_saved(window, sheet, monkeypatch):
    def refuse(*_):
        raise ValueError("Y has 64×64 cells, which have no room")

    with monkeypatch.context() as patched:
        patched.setattr("cnnviz.export.worksheet.sheet.fitting", refuse)
        pick(sheet, "blank", 2)
        assert sheet.findChild(QLabel, "worksheet_reason").text() == "Y has 64×64 cells, which have no room."
        assert not sheet.findChild(QPushButton, "worksheet_save").isEnabled()
    pick(sheet, "blank", 10)
    assert sheet.findChild(QLabel, "worksheet_reason").text() == ""
    assert sheet.findChild(QPushButton, "worksheet_save").isEnabled()


def test_it_is_printed_as_large_as_it_is(window, sheet, tmp_path):
    from cnnviz.export.subject import Subject
    from cnnviz.export.worksheet.worksheet import questions

    printer = QPrinter()
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setFullPage(True)
    subject = Subject(window.session.document, window.session.timeline)
    print_on(printer, questions(subject, sheet.options), sheet.options)
    content = (tmp_path / "printed.pdf").read_bytes()
    assert len(re.findall(rb"/Type /Page\b", content)) == count(sheet)
    assert b"/Subtype /Image" not in content
    assert sheet.findChild(QWidget, "worksheet_print").isEnabled()
