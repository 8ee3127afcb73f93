"""What is asked for in the parts of a window goes to its session."""

from cnnviz.qt import QWidget
from cnnviz.session.session import Session
from cnnviz.ui.importing.opening import Opening
from cnnviz.ui.panels.setup.setup import Setup
from cnnviz.ui.panels.transport.transport import Transport
from cnnviz.ui.panels.work_area import WorkArea
from cnnviz.ui.window.job_progress import JobProgress
from cnnviz.ui.window.learned import Learned


def connect_setup(
    setup: Setup, session: Session, opening: Opening, progress: JobProgress, home: QWidget
) -> None:
    """Do what is asked for in the set-up; when it, or what is on its way, has done with the keyboard, it is at home."""
    setup.edited.connect(session.ask)
    setup.filter_chosen.connect(session.follow)
    setup.resize_asked.connect(opening.resize)
    setup.target_asked.connect(opening.ask_target)
    setup.rounds_asked.connect(session.train)
    setup.round_chosen.connect(session.go_to_round)
    setup.go_on_asked.connect(session.go_on)
    setup.lesson_asked.connect(session.teach)
    setup.stop_asked.connect(progress.stop)
    for part in (setup, progress):
        part.left.connect(home.setFocus)


def connect_views(work: WorkArea, transport: Transport, session: Session) -> None:
    """Go where is asked for on the stage and around it."""
    work.ways.way_chosen.connect(lambda option, way: session.set_options(**{option: way}))
    work.map.chapter_chosen.connect(session.go_to_chapter)
    work.stage.filter_chosen.connect(session.follow)
    Learned(session, work)
    transport.scrubber.sought.connect(lambda index: session.seek(session.timeline.at(index)))
    transport.grain_chosen.connect(session.set_grain)
    transport.speed_chosen.connect(session.player.set_speed)
