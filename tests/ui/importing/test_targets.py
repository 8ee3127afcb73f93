"""A target of another size than the output is resized only after saying so."""

from dataclasses import replace

import numpy as np
import pytest
from import_tools import saved
from layer_tools import named
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QFileDialog, QMessageBox
from ui_tools import dialog, press, until

from cnnviz.experiment.loss import Loss
from cnnviz.session.jobs import jobs

SENTENCE = "array.npy is 10×12, and the output is 4×4: as the target it would be resized."


@pytest.fixture
def aimed(window, monkeypatch, tmp_path):
    """Return what opens an array as the target, by the file dialog."""
    monkeypatch.setattr(jobs, "AT_ONCE", 600)
    session = window.session
    session.edit(replace(session.experiment, loss=Loss("mse")), "aim")

    def open_target(array):
        named(window, "loss_image").click()
        chooser = dialog(window, "open")
        assert isinstance(chooser, QFileDialog)
        assert chooser.windowTitle() == "Open target"
        path = saved(tmp_path, array)
        chooser.fileSelected.emit(str(path))
        chooser.reject()
        return session

    return open_target


def test_what_fits_is_taken_at_once(window, aimed):
    array = np.arange(16.0).reshape(4, 4)
    session = aimed(array)
    assert dialog(window, "resize_target") is None
    np.testing.assert_array_equal(session.experiment.loss.targets[0][..., 0], array)
    assert session.experiment.loss.target_kernel == ""


def test_what_does_not_fit_is_asked_first_and_taken_when_one_agrees(window, aimed):
    session = aimed(np.arange(120.0).reshape(10, 12))
    box = dialog(window, "resize_target")
    assert isinstance(box, QMessageBox)
    assert box.text().endswith(SENTENCE.partition(" ")[2])
    assert not session.experiment.fitted_loss.targets[0].any()
    press(Qt.Key.Key_Return)
    target = session.experiment.loss.targets[0]
    assert target.shape == (4, 4, 1)
    assert target.mean() == pytest.approx(59.5)
    until(lambda: dialog(window, "resize_target") is None)


def test_who_does_not_agree_has_everything_as_it_was(window, aimed):
    session = aimed(np.arange(120.0).reshape(10, 12))
    before = session.experiment
    dialog(window, "resize_target")
    press(Qt.Key.Key_Escape)
    until(lambda: dialog(window, "resize_target") is None)
    assert session.experiment is before
