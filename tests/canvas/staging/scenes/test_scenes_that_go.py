"""A scene that is not kept is held until Qt has deleted it, and one that is gone already is left alone."""

import gc
import weakref

import pytest
from PyQt5 import sip
from PyQt5.QtCore import QCoreApplication, QEvent, QObject, QTimer

from cnnviz.canvas.motion.glide import Glide
from cnnviz.canvas.motion.pace import Pace
from cnnviz.canvas.palette import palette
from cnnviz.canvas.stage import Stage
from cnnviz.gallery.first_example import first_example
from cnnviz.qt import delete_later
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.options import RunOptions
from cnnviz.run.timeline import Position


@pytest.fixture
def stage(qtbot):
    made = Stage(palette("light"))
    qtbot.addWidget(made)
    made.resize(700, 420)
    made.set_frame(Frame(run_of(first_example(), RunOptions(0)), Position(1, 5)))
    return made


def sweep():
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()


def test_a_scene_is_there_until_qt_has_deleted_it_and_then_it_is_gone(stage):
    scene, kind = weakref.ref(stage.scene()), type(stage.scene())
    item = weakref.ref(stage.scene().items()[0])
    stage.set_palette(palette("dark"))
    gc.collect()
    assert isinstance(scene(), kind)
    assert not sip.isdeleted(scene())
    assert item() is not None
    sweep()
    assert scene() is None


def test_a_scene_that_qt_has_deleted_already_is_left_alone(stage):
    stage.set_frame(Frame(stage.scene().frame.timeline, Position(2, 0)))
    old = stage.scene()
    stage.set_frame(Frame(stage.scene().frame.timeline, Position(3, 0)))
    sip.delete(old)
    stage.set_palette(palette("dark"))
    assert stage.scene() is not old


def test_what_glides_and_flies_goes_with_its_scene(stage):
    frame = stage.scene().frame
    stage.motion = Pace(10_000, 10_000)
    stage.set_frame(Frame(frame.timeline, Position(1, 6)))
    glides = stage.scene().findChildren(Glide)
    timers = [timer for glide in glides for timer in glide.findChildren(QTimer)]
    assert [timer.isActive() for timer in timers] == [True, True]
    stage.set_palette(palette("dark"))
    sweep()
    assert all(sip.isdeleted(gone) for gone in (*glides, *timers))


def test_what_is_put_away_twice_goes_once(qapp):
    thing = QObject()
    gone = []
    thing.destroyed.connect(lambda: gone.append(True))
    delete_later(thing)
    delete_later(thing)
    del thing
    gc.collect()
    assert not gone
    sweep()
    assert gone == [True]
    assert not [left for left in gc.get_objects() if issubclass(type(left), QObject) and sip.isdeleted(left)]
