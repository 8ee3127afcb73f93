"""A figure opens the experiment that it carries, at its step; one that carries a damaged one is a picture still."""

import pytest
from document_tools import do
from figure_tools import subject_of
from PyQt5.QtWidgets import QApplication, QFileDialog
from ui_tools import complaint, drag_and_drop

from cnnviz.export.rendering import render
from cnnviz.storage import save
from cnnviz.storage.figures import chunk
from cnnviz.ui import open_window
from cnnviz.ui.importing.import_dialog import ImportDialog


@pytest.fixture(scope="module")
def figures(qapp, tmp_path_factory):
    folder = tmp_path_factory.mktemp("figures")
    save(subject_of("a").document, folder / "lesson.cnnviz")
    for ending in ("png", "svg", "pdf"):
        render(folder / "lesson.cnnviz", folder / f"step.{ending}", steps=(3, 3))
    return folder


def shown(window):
    return window.session.frame.chapter.key, window.session.position.step


@pytest.mark.parametrize("ending", ["png", "svg", "pdf"])
def test_it_is_opened_at_its_step_and_stays_a_figure(window, figures, ending):
    figure = figures / f"step.{ending}"
    before = figure.read_bytes()
    drag_and_drop(window.stage, figure)
    assert shown(window) == ("scatter", 2)
    assert window.windowTitle() == "cnnviz[*]"
    assert not window.isWindowModified()
    do(window, "file.save")  # which asks for a name of its own
    window.findChild(QFileDialog, "save").reject()
    assert figure.read_bytes() == before
    do(window, "file.open_recent")


def test_a_start_with_it_shows_it(qtbot, figures):
    opened = open_window(figures / "step.svg")
    qtbot.addWidget(opened)
    assert shown(opened) == ("scatter", 2)


def test_a_damaged_one_is_a_picture_after_one_sentence(window, figures, tmp_path):
    content = (figures / "step.png").read_bytes()
    at = content.index(b"iTXt") - 4
    damaged = content[:at] + chunk(b"iTXt", b"cnnviz\0\0\0\0\0AAAA") + chunk(b"IEND", b"")
    (tmp_path / "damaged.png").write_bytes(damaged)
    window.documents.open(str(tmp_path / "damaged.png"))
    assert complaint(window) == "Damaged.png cannot be opened: the document that it carries is damaged."
    QApplication.processEvents()
    preview = window.findChild(ImportDialog)
    assert preview is not None
    preview.reject()


def test_a_pdf_without_one_says_so(window, tmp_path):
    (tmp_path / "paper.pdf").write_bytes(b"%PDF-1.4\n")
    window.documents.open(str(tmp_path / "paper.pdf"))
    assert "is a PDF" in complaint(window)
