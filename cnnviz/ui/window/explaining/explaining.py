"""Explain in its window: what it is shown, what it asks for, and when there is room for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from cnnviz.canvas.stage import Stage
from cnnviz.qt import QAction, QEvent, QGuiApplication, QMenu, QObject, Qt, QTimer, QWidget, pyqtSignal
from cnnviz.session.session import Session
from cnnviz.session.settings.settings import EXPLAIN, TAB, settings
from cnnviz.trace.steps import Cell
from cnnviz.ui.appearance import appearance
from cnnviz.ui.explain.dock import ExplainDock
from cnnviz.ui.panels.setup.setup import Setup
from cnnviz.ui.window.explaining.following import Following

if TYPE_CHECKING:
    from cnnviz.run.frames.frame import Frame
    from cnnviz.ui.explain.panel import ExplainPanel
    from cnnviz.ui.window.explaining.narrating import Narrating

_LIBRARIES = {"numpy": "NumPy", "torch": "PyTorch"}
_IN_EXPLAIN = "cell_terms", "cell_nudge"  # entries of the menu of a cell
ROOM_FOR_BOTH = 1360
"""Pixels of the window from which Explain and the set-up can be open at the same time."""
_SHOW, _RESIZE, _PAINT = (
    QEvent.Type.Show,
    QEvent.Type.Resize,
    QEvent.Type.Paint,
)  # looked up once for all events


class Explaining(QObject):
    """Passes on between the session, the stage and the dock of Explain.

    Signals
    -------
    said : why a cell leads nowhere
    told : what happens in a step, in a sentence; nothing while steps go by
    menu_made : the menu of a cell of the stage, and the `Cell`
    """

    said = pyqtSignal(str)
    told = pyqtSignal(str)
    menu_made = pyqtSignal(QMenu, object)

    def __init__(self, session: Session, stage: Stage, setup: Setup, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._stage, self._setup, self._window = session, stage, setup, window
        self._settings, self._restored, self._painted = settings(), False, False
        self._steps: Sequence[QAction] = ()
        self._narrating: Narrating | None = None
        self._part_away, self._away = "", False  # the part of the set-up, and whether Explain, that gave way
        self.dock = dock = ExplainDock(appearance().palette, window)
        self._following = Following(session, stage, self)
        self._following.said.connect(self.said)
        self._following.menu_made.connect(self._on_menu)
        session.frame_changed.connect(self._on_frame)
        self._following.terms_asked.connect(self._show_terms)
        self._following.nudge_asked.connect(lambda cell: self._show_terms(cell, "check"))
        stage.cell_clicked.connect(self._nudge_clicked)
        window.installEventFilter(self)
        appearance().changed.connect(dock.set_palette)
        appearance().text_changed.connect(dock.fit_text)
        dock.made.connect(self._on_made)
        dock.opened.connect(self._on_opened)
        dock.left.connect(stage.setFocus)
        setup.opened.connect(self._on_setup)

    def commands(self, actions: Mapping[str, QAction]) -> Mapping[str, Callable[[], object]]:
        """Return what actions do here; Backspace asks on the stage alone, as elsewhere it erases."""
        made = actions["play.made"]
        self._steps = actions["play.previous"], actions["play.next"]
        self._window.removeAction(made)
        made.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self._stage.addAction(made)
        self.dock.opened.connect(actions["view.explain"].setChecked)
        self._setup.opened.connect(lambda part: actions["view.setup"].setChecked(bool(part)))
        return {
            "view.explain": self.dock.toggle,
            "help.glossary": self._look_up,
            "view.table": self._show_table,
            "play.next_adding": partial(self._following.go_on, 1),
            "play.previous_adding": partial(self._following.go_on, -1),
            "play.made": self._following.ask,
            "play.return": self._following.back,
        }

    def _on_frame(self, frame: Frame) -> None:
        """Have a step told where somebody stays at it."""
        if self._narrating is None:
            from cnnviz.ui.window.explaining.narrating import Narrating  # a start does not wait for it

            others = self._setup, self.dock
            self._narrating = Narrating(self._stage, others, self._session.player, self)
            self._narrating.told.connect(self.told)
        self._narrating.tell(frame)

    def _tell_first(self) -> None:
        if self._narrating is None:
            self._on_frame(self._session.frame)

    def _look_up(self, word: str = "") -> None:
        """Open the glossary."""
        from cnnviz.ui.window.explaining.looking_up import look_up  # a start does not wait for it

        look_up(self._session, self._setup, self.dock, self._window, word)

    def _show_table(self) -> None:
        """Open the table of the array in hand beside the window, or bring the one that is open to the front."""
        from cnnviz.ui.explain.table.array_dialog import ArrayDialog  # a start does not wait for it

        table = self._window.findChild(ArrayDialog)
        if table is None:
            table = ArrayDialog(appearance().palette, self._steps, self._window)
            self._session.frame_changed.connect(table.show_frame)
            appearance().changed.connect(table.set_palette)
        table.show_frame(self._session.frame)
        table.show()
        table.activateWindow()

    def _on_menu(self, menu: QMenu, cell: Cell) -> None:
        """Offer in the menu of a cell what Explain shows where it is to be seen, and pass the menu on."""
        for name in _IN_EXPLAIN:
            action = menu.findChild(QAction, name)
            if action is not None:
                action.setVisible(not self.dock.isHidden())
        self.menu_made.emit(menu, cell)

    def _show_terms(self, cell: Cell, tab: str = "ledger") -> None:
        """Open the ledger of a cell, or another tab that is about one; not while Explain is away as a whole."""
        if self.dock.isHidden():
            return
        self.dock.open(True)
        self.dock.panel.choose(tab)
        self.dock.panel.set_cell(cell)

    def _nudge_clicked(self, cell: Cell) -> None:
        """While one checks, a click on a number that was set up has it checked."""
        is_given = self._session.frame.chapter.info[cell.array].edit is not None
        if is_given and self.dock.is_open and self.dock.panel.name == "check":
            self.dock.panel.set_cell(cell)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Open what was open the last time, fold the set-up away where it has no room any more; tell the first step."""
        if event.type() == _SHOW and not self._restored:
            self._restored = True
            self.dock.open(self._settings.get(EXPLAIN) and not self._too_narrow_with(self._setup.part))
        elif event.type() == _RESIZE and self.dock.is_open:
            self._fold_setup()
        elif event.type() == _PAINT and not self._painted:
            self._painted = True
            QTimer.singleShot(0, self._tell_first)  # a first paint does not wait for it
        return False

    def _too_narrow_with(self, part: str) -> bool:
        return bool(part) and self._window.width() < ROOM_FOR_BOTH

    def _on_made(self, widget: QWidget) -> None:
        panel: ExplainPanel = self.dock.panel
        panel.choose(self._settings.get(TAB))
        panel.chosen.connect(lambda name: self._settings.set(TAB, name))
        panel.cells_hovered.connect(self._stage.emphasise)
        self._stage.cell_hovered.connect(panel.point_at)
        panel.asked.connect(self._following.go)
        panel.adding_asked.connect(self._stage.setFocus)  # the link is gone there
        panel.adding_asked.connect(partial(self._following.go_on, 1))
        panel.term_asked.connect(self._look_up)
        panel.script_asked.connect(self._copy_script)
        panel.job_asked.connect(lambda job: self._session.jobs.start(job))
        self._session.frame_changed.connect(panel.set_frame)  # also while it is folded away
        panel.set_frame(self._session.frame)

    def _copy_script(self, library: str) -> None:
        """Put the run on the clipboard, as a program."""
        from cnnviz.export.source import script_of  # loaded when somebody asks for it

        frame = self._session.frame
        if frame.timeline.is_veiled:
            self.said.emit(self.tr("Numbers are hidden, and a program would tell them"))
            return
        script = script_of(library, self._session.experiment, frame.timeline, frame.decimals)
        QGuiApplication.clipboard().setText(script)
        self.said.emit(self.tr("Copied the run as a program for {0}").format(_LIBRARIES[library]))

    def _on_opened(self, is_open: bool) -> None:
        """Have the set-up give way where there is no room for both, and come back when Explain goes again."""
        self._settings.set(EXPLAIN, is_open)
        self._away = False
        if is_open:
            self._fold_setup()
        elif self._part_away:
            self._setup.open(self._part_away)

    def _fold_setup(self) -> None:
        part = self._setup.part
        if self._too_narrow_with(part):
            self._setup.open("")
            self._part_away = part

    def _on_setup(self, part: str) -> None:
        """Have Explain give way where there is no room for both, and come back when the set-up goes again."""
        self._part_away = ""
        if self.dock.is_open and self._too_narrow_with(part):
            self.dock.open(False)
            self._away = True
        elif not part and self._away:
            self.dock.open(True)
