"""The line that says how far a job is: not for a moment's work, in nobody's way, and one stops the job with it."""

import pytest
from gates import Gate, watch
from layer_tools import click, named
from PyQt5.QtCore import QPoint, Qt
from PyQt5.QtWidgets import QApplication, QWidget
from ui_tools import give_keyboard, press, type_over

from cnnviz.progress import report
from cnnviz.session.jobs import jobs as module
from cnnviz.session.jobs.jobs import Job
from cnnviz.ui.window.job_progress import SHOWN_AFTER

KEY = Qt.Key


@pytest.fixture
def gate(monkeypatch):
    monkeypatch.setattr(module, "AT_ONCE", 0)
    monkeypatch.setattr(module, "LAST_WAIT", 0.001)  # what is held up is not waited for
    gate = Gate()
    yield gate
    gate.open()


@pytest.fixture
def on_its_way(window, gate, clock):
    """Begin a job that is two fifths done, and let so much time pass that it is to be seen."""

    def begin(title="open a.png", **more):
        done = []

        def work():
            report(0.4)
            gate.pass_through()
            report(0.5)

        window.session.jobs.start(Job(title, work, done.append, done.append, **more))
        gate.await_work()
        clock.wait(SHOWN_AFTER + 0.01)
        window.session.jobs.look()
        return done

    return begin


def line(window):
    """Return the line, None where none is seen."""
    found = window.findChild(QWidget, "job")
    return found if found is not None and found.isVisible() else None


def places(window):
    """Return where everything is."""
    QApplication.processEvents()
    parts = [window.stage, window.transport, window.statusBar(), window.work.formula, window.setup]
    return [(part.mapTo(window, QPoint(0, 0)), part.size()) for part in parts]


def test_it_is_not_seen_for_a_moment_s_work(window, gate, clock):
    jobs = window.session.jobs
    jobs.start(Job("open a.png", gate.pass_through, print, print))
    gate.await_work()
    clock.wait(SHOWN_AFTER - 0.01)
    jobs.look()
    assert line(window) is None
    clock.wait(0.02)
    jobs.look()
    assert line(window) is not None


@pytest.mark.parametrize("size", [(1024, 700), (1440, 900)])
def test_it_says_what_is_done_and_how_far_and_nothing_moves_by_a_pixel(window, on_its_way, size):
    window.resize(*size)
    before = places(window)
    on_its_way(words=lambda: "Training · round 12 of 30 · loss 0.25")
    assert places(window) == before
    assert named(window, "job_words").text() == "Training · round 12 of 30 · loss 0.25"
    assert named(window, "job_bar").value() == 400
    assert not named(window, "key_hint").isVisible()
    press(KEY.Key_Escape)
    assert line(window) is None
    assert named(window, "key_hint").isVisible()
    assert places(window) == before


def test_where_nobody_knows_how_far_it_is_there_is_no_bar_and_nothing_moves(window, gate, clock):
    window.session.jobs.start(Job("open a.png", gate.pass_through, print, print))
    gate.await_work()
    clock.wait(1)
    window.session.jobs.look()
    QApplication.processEvents()
    bar, words = named(window, "job_bar"), named(window, "job_words")
    before = words.geometry()
    assert not bar.isVisible()
    bar.show()
    QApplication.processEvents()
    assert words.geometry() == before


def test_all_of_it_has_room_and_a_long_name_is_shortened_in_the_middle(window, on_its_way):
    window.resize(1024, 700)
    on_its_way("open " + "a" * 200 + ".png <b>")
    words, stop = named(window, "job_words"), named(window, "job_stop")
    QApplication.processEvents()
    assert "…" in words.text()
    assert words.text().endswith("<b>")
    assert words.fontMetrics().horizontalAdvance(words.text()) <= words.width()
    for part in (words, named(window, "job_bar"), stop):
        assert line(window).rect().contains(part.geometry())
    assert stop.height() >= stop.fontMetrics().height()


def test_escape_cancels_it_at_once_and_says_so(window, on_its_way, gate):
    done = on_its_way()
    press(KEY.Key_Escape)
    assert window.session.jobs.job is None
    assert line(window) is None
    assert named(window, "place").text() == "Cancelled: open a.png"
    gate.open()
    watch(window.session.jobs, lambda: True)
    assert not done


def test_the_button_does_too_and_the_keyboard_goes_back_to_the_stage(window, on_its_way):
    on_its_way(keeps="what is done is kept")
    button = named(window, "job_stop")
    assert (button.text(), button.toolTip()) == ("Stop", "Stop here: what is done is kept (Esc)")
    button.setFocus()
    press(KEY.Key_Space)
    assert window.session.jobs.job is None
    assert named(window, "place").text() == "Stopped: what is done is kept"
    assert window.stage.hasFocus()


def test_escape_leaves_what_is_seen_first_and_a_job_that_is_a_line_beneath_it_last(window, on_its_way):
    present = window.actions_by_id["view.present"]
    present.trigger()
    on_its_way()
    window.session.predict(True)
    press(KEY.Key_B)
    press(KEY.Key_Escape)
    assert window.session.predicting  # what lies beneath the cover is still there
    press(KEY.Key_Escape)
    assert not window.session.predicting
    assert present.isChecked()
    press(KEY.Key_Escape)
    assert not present.isChecked()
    assert window.session.jobs.job is not None
    press(KEY.Key_Escape)
    assert window.session.jobs.job is None


def test_one_goes_on_meanwhile(window, on_its_way):
    on_its_way()
    at = window.session.position
    press(KEY.Key_Right)
    assert window.session.position != at
    filters = named(window, "filters")
    filters.stepBy(1)
    assert window.session.experiment.layers[0].filters == 2
    window.actions_by_id["view.theme"].trigger()
    assert line(window) is not None
    assert window.session.jobs.job is not None


def test_a_window_that_closes_stops_its_job_and_is_not_told_of_it(window, on_its_way, gate):
    done = on_its_way()
    gate.open()
    window.close()
    assert window.session.jobs.job is None
    assert not done
    window.show()
    watch(window.session.jobs, lambda: True)
    assert not done


def test_a_refusal_is_one_sentence_and_the_controls_show_what_is_set(window, monkeypatch):
    from ui_tools import complaint

    from cnnviz.experiment import size

    monkeypatch.setattr(size, "MOST_BYTES", 1000)
    before = window.session.experiment
    window.actions_by_id["image.invert"].trigger()
    assert complaint(window).startswith("A run of this would take")
    assert window.session.experiment is before
    filters = named(window, "filters")
    give_keyboard(window)
    type_over(filters, "2")
    press(KEY.Key_Return)
    assert filters.value() == 1
    assert "of memory" in named(named(window, "layer_0"), "reason").text()


def test_training_that_cannot_be_is_said_in_its_card(window, monkeypatch):
    from cnnviz.session import memory

    monkeypatch.setattr(memory, "ROUNDS_BYTES", 0)
    click(named(window, "train_10"))
    assert "one more round" in named(named(window, "training"), "reason").text()
    assert len(window.session.rounds) == 1
