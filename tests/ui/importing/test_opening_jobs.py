"""What takes long to be read is read beside everything else; what one does meanwhile stays."""

import gc

import numpy as np
import pytest
from gates import Gate, watch
from import_tools import expected, picture, put
from layer_tools import named
from PyQt5.QtCore import QMimeData, Qt
from PyQt5.QtWidgets import QApplication, QComboBox, QLabel, QPushButton
from ui_tools import complaint, dialog, drag_and_drop, drop, press, until

from cnnviz.importing import Refused, files
from cnnviz.session.jobs import jobs as module
from cnnviz.ui.importing import bringing, pasting

KEY = Qt.Key


@pytest.fixture
def gate(monkeypatch):
    """Return the gate behind which files, and what is pasted, are read."""
    monkeypatch.setattr(module, "AT_ONCE", 0)
    monkeypatch.setattr(module, "LAST_WAIT", 0.001)  # what is held up is not waited for
    gate = Gate()

    def held(read):
        def slowly(*given):
            gate.pass_through()
            return read(*given)

        return slowly

    monkeypatch.setattr(bringing, "open_file", held(files.open_file))
    monkeypatch.setattr(bringing, "offered", held(pasting.offered))
    yield gate
    gate.open()


@pytest.fixture
def small(tmp_path):
    return picture(tmp_path / "small.png")


def by_dialog(window, path):
    window.open(str(path))


def by_drop(window, path):
    assert drag_and_drop(window.stage.viewport(), path)


def by_paste(window, path):
    QApplication.clipboard().setText(str(path))
    window.actions_by_id["edit.paste"].trigger()


@pytest.mark.parametrize("way", [by_dialog, by_drop, by_paste])
def test_what_is_done_while_a_file_is_read_stays_and_the_image_goes_under_it(window, small, gate, way):
    session = window.session
    way(window, small)
    gate.await_work()
    assert session.jobs.job.title == "open small.png"
    assert session.jobs.job.words() == "Opening small.png"
    at = session.position
    press(KEY.Key_Right)
    assert session.position != at
    session.edit(session.experiment.with_layer(0, session.experiment.layers[0].with_filters(3)), "3 filters")
    assert session.jobs.job is not None
    gate.open()
    watch(session.jobs, lambda: session.undo_stack.count() == 2)
    np.testing.assert_array_equal(session.experiment.image, expected(small, 8))
    assert session.experiment.layers[0].filters == 3
    session.undo()
    assert session.experiment.image_name == "letter E"
    assert session.experiment.layers[0].filters == 3


def test_a_cancelled_file_changes_nothing_even_when_it_has_been_read(window, small, gate):
    before = window.session.experiment
    window.open(str(small))
    gate.await_work()
    press(KEY.Key_Escape)
    gate.open()
    watch(window.session.jobs, lambda: True)
    assert window.session.experiment is before
    assert window.session.undo_stack.count() == 0


def test_a_large_picture_asks_when_it_has_been_read(window, large, gate):
    window.open(str(large))
    gate.await_work()
    assert dialog(window, "import") is None
    gate.open()
    watch(window.session.jobs, lambda: dialog(window, "import") is not None)
    dialog(window, "import").reject()


def test_a_bad_file_is_one_sentence_when_it_has_been_read(window, tmp_path, gate):
    (tmp_path / "bad.png").write_text("nonsense")
    window.open(str(tmp_path / "bad.png"))
    gate.open()
    watch(window.session.jobs, lambda: window.findChild(object, "complaint"))
    assert "bad.png is not an image" in complaint(window)


def test_a_second_file_is_refused_while_the_first_is_read(window, small, gate):
    window.open(str(small))
    gate.await_work()
    window.open(str(small))
    assert complaint(window) == "“open small.png” is still going on: wait for it, or stop it first."


def test_a_table_is_read_beside_everything_else_too(window, gate):
    data = QMimeData()
    data.setText("1 2 3\n4 5 6")
    drop(window.stage.viewport(), data)
    gate.await_work()
    data.clear()  # what was dropped is gone when the drop is over
    gate.open()
    watch(window.session.jobs, lambda: window.session.undo_stack.count() == 1)
    np.testing.assert_array_equal(window.session.experiment.image[..., 0], [[1, 2, 3], [4, 5, 6]])


def test_a_target_is_read_so_too_and_fits_what_the_output_is_then(window, small, gate):
    session = window.session
    window.setup.target_asked.emit()
    chooser = dialog(window, "open")
    chooser.fileSelected.emit(str(small))
    chooser.reject()
    gate.await_work()
    session.edit(session.experiment.with_image(np.ones((5, 9, 1)), "other"), "other")
    gate.open()
    watch(session.jobs, lambda: dialog(window, "resize_target") is not None)
    named(window, "resize_target_agree").click()
    assert session.undo_stack.count() == 2
    assert session.experiment.loss.targets[0].shape == session.experiment.shapes[-1]
    assert session.experiment.loss.targets[0].any()


def test_memory_that_is_full_is_one_sentence_and_nothing_is_lost(window, small, monkeypatch):
    def full(_):
        raise MemoryError

    monkeypatch.setattr(bringing, "open_file", full)
    before = window.session.experiment
    window.open(str(small))
    words = "There is not enough memory for “open small.png”: everything is as it was."
    assert complaint(window) == words
    assert window.session.experiment is before


def test_an_image_too_large_for_a_linear_layer_is_one_sentence(window, tmp_path, monkeypatch):
    from cnnviz.experiment import layers
    from cnnviz.experiment.layers import Flatten, linear_layer

    session = window.session
    session.edit(
        session.experiment.with_layers([*session.experiment.layers, Flatten(), linear_layer(1, 4)]), ""
    )
    before = session.experiment
    monkeypatch.setattr(layers, "MOST_WEIGHTS", 200)
    window.open(str(picture(tmp_path / "large.png", 20, 20)))
    assert "million weights" in complaint(window)
    assert session.experiment is before


@pytest.fixture
def asking(window, tmp_path, monkeypatch):
    """Return the dialog over two arrays, and the gate behind which the second is read."""
    from cnnviz.importing.reduction import source_of
    from cnnviz.ui.importing import import_dialog

    np.savez(tmp_path / "two.npz", a=np.zeros((4, 4)), b=np.ones((5, 5)))
    window.open(str(tmp_path / "two.npz"))
    preview, gate = dialog(window, "import"), Gate()

    def slowly(offer, choice):
        gate.pass_through()
        return source_of(offer, choice)

    monkeypatch.setattr(import_dialog, "source_of", slowly)
    monkeypatch.setattr(module, "AT_ONCE", 0)
    monkeypatch.setattr(module, "LAST_WAIT", 0.001)  # what is held up is not waited for
    yield preview, gate
    gate.open()


def choose_second(preview):
    box = preview.findChild(QComboBox, "import_array")
    box.setFocus()
    press(KEY.Key_Down)
    return box


def test_another_array_of_a_file_is_read_beside_the_dialog_and_not_used_before(window, asking):
    preview, gate = asking
    before = window.session.experiment
    choose_second(preview)
    gate.await_work()
    assert "being read" in preview.findChild(QLabel, "import_reason").text()
    preview.accept()
    assert preview.isVisible()
    assert window.session.experiment is before
    put(preview, "longer_side", 3)
    gate.open()
    until(lambda: preview.findChild(QPushButton, "import_use").isEnabled())
    preview.accept()
    np.testing.assert_array_equal(window.session.experiment.image, np.ones((3, 3, 1)))


def test_a_dialog_that_is_left_while_an_array_is_read_leaves_everything_as_it_was(window, asking):
    preview, gate = asking
    before = window.session.experiment
    choose_second(preview)
    gate.await_work()
    preview.reject()
    gate.open()
    until(gc.isenabled)
    assert window.session.experiment is before


def test_an_array_that_cannot_be_read_leaves_the_first_one_chosen(asking, monkeypatch):
    from cnnviz.ui.importing import import_dialog

    def damaged(*_):
        gate.pass_through()
        raise Refused("two.npz, b is cut short")

    preview, gate = asking
    monkeypatch.setattr(import_dialog, "source_of", damaged)
    box = choose_second(preview)
    gate.await_work()
    assert not preview.findChild(QPushButton, "import_use").isEnabled()
    gate.open()
    until(lambda: preview.findChild(QLabel, "import_reason").text() == "two.npz, b is cut short.")
    assert box.currentIndex() == 0
    assert preview.findChild(QPushButton, "import_use").isEnabled()
    preview.reject()
