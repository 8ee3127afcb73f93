"""Check my code as a mode of its window: settings, arrays and what it looks like in the place of set-up and Explain.

The stage comes into the middle, instead of the arrays, with the step where numbers part; the settings and what was said
of them stay beside it. A narrow window has both at its right, one over the other.
"""

from __future__ import annotations

from cnnviz.application import text_pixels
from cnnviz.checking.report import Report
from cnnviz.checking.text import verdict
from cnnviz.qt import (
    QAction,
    QBoxLayout,
    QEvent,
    QHBoxLayout,
    QMainWindow,
    QObject,
    Qt,
    QVBoxLayout,
    QWidget,
    pyqtSignal,
)
from cnnviz.session.session import Session
from cnnviz.ui.appearance import appearance
from cnnviz.ui.checking.bar import ARRAYS, STAGE, CheckBar
from cnnviz.ui.checking.report_view import ReportView
from cnnviz.ui.panels.transport.transport import Transport
from cnnviz.ui.panels.work_area import WorkArea

_WIDE = 1360  # pixels of a window that has room at both sides
_SIDE, _NARROW = 330, 300
_RUNS = "Your functions are being run beside the engine, in a process of their own."
_HELD = ("view.setup", "view.explain")
_ANY = 16777215  # pixels: as high as there is room for
_OF_RUN = ("play.",)  # what steps, while nobody sees the stage


class CheckMode(QObject):
    """Puts the parts of a check into a window, and takes them out of it.

    Signals
    -------
    said : what came of the check, in one sentence
    changed : whether the window is in this mode
    """

    said = pyqtSignal(str)
    changed = pyqtSignal(bool)

    def __init__(self, session: Session, window: QMainWindow) -> None:
        super().__init__(window)
        self._session, self._window = session, window
        self._on, self._page, self._understood = False, ARRAYS, ""
        centre = window.centralWidget()
        self.bar, self.view = CheckBar(centre), ReportView(centre)
        self._sides = [QWidget(centre), QWidget(centre)]
        for side, name in zip(self._sides, ("left", "right"), strict=True):
            side.setObjectName(f"check_{name}")
            side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
            rows = QVBoxLayout(side)
            rows.setContentsMargins(0, 0, 0, 0)
            rows.setSpacing(0)
        self._place(centre)
        self._disabled: list[QAction] = []
        for part in self._own:
            part.hide()
        self.bar.page_chosen.connect(self.show_page)
        self.view.refused.connect(self.said)
        self.view.looked_at.connect(self._name)
        self.view.row_chosen.connect(lambda: self.show_page(ARRAYS))
        window.installEventFilter(self)
        session.jobs_changed.connect(self._on_jobs)
        session.predicting_changed.connect(lambda on: self.leave() if on else None)
        appearance().changed.connect(self.view.renew)
        appearance().text_changed.connect(self._fit)

    def _place(self, centre: QWidget) -> None:
        """Have a place in the window for each part."""
        rows = centre.layout()
        assert isinstance(rows, QBoxLayout)
        upper = next(rows.itemAt(at).layout() for at in range(rows.count()) if rows.itemAt(at).layout())
        assert isinstance(upper, QHBoxLayout)
        work, transport = self._window.findChild(WorkArea), self._window.findChild(Transport)
        assert isinstance(work, WorkArea)
        assert isinstance(transport, Transport)
        self._work, self._transport = work, transport
        others = [part for at in range(upper.count()) if (part := upper.itemAt(at).widget()) is not None]
        self._away = [part for part in others if part is not work]
        rows.insertWidget(0, self.bar)
        upper.insertWidget(0, self._sides[0])
        upper.insertWidget(upper.indexOf(work), self.view.arrays, 1)
        upper.addWidget(self._sides[1])

    @property
    def _own(self) -> list[QWidget]:
        return [self.bar, *self._sides, self.view.arrays]

    @property
    def on(self) -> bool:
        """Whether the window is in this mode."""
        return self._on

    @property
    def page(self) -> str:
        """What stands in the middle."""
        return self._page

    def show_report(self, report: Report) -> None:
        """Show what came of a check, at the setting where something differs first."""
        self.view.show_report(report)
        self.bar.set_has_arrays(True)
        self.enter()
        self._fit()
        self.show_page(ARRAYS)
        self.view.settings.setFocus()

    def wait(self, name: str) -> None:
        """Say that a file is being run."""
        self.bar.show_file(name, self.tr("is being run …"))
        if self.view.report is None:
            self.view.diagnosis.say(self.tr(_RUNS))
            self.bar.set_has_arrays(False)
            self.enter()
            self.show_page(STAGE)

    def give_up(self) -> None:
        """Show what there was before it was run."""
        if self.view.report is None:
            self.leave()
        else:
            self.bar.show_file(self.view.report.name, self._understood)

    def enter(self) -> None:
        """Have the window in this mode."""
        self.view.settings.setVisible(self.view.report is not None)
        if self._on:
            return
        self._on = True
        self._session.predict(False)
        self._session.player.pause()
        for part in self._away:
            part.hide()
        self._fit()
        self.bar.show()
        self.show_page(self._page)
        self.changed.emit(True)

    def leave(self, *, keeps_numbers: bool = False) -> bool:
        """Have the window as it was, and return whether it was in this mode."""
        if not self._on:
            return False
        self._on = False
        for part in self._own:
            part.hide()
        for part in (*self._away, self._work, self._transport):
            part.show()
        self._work.set_aside(False)
        self._enable()
        if not keeps_numbers:
            self._session.set_beside(None)
            self._session.come_back()
        self._page = ARRAYS
        self._work.stage.setFocus()
        self.changed.emit(False)
        return True

    def show_page(self, page: str) -> None:
        """Have the arrays in the middle, or the stage."""
        if not self._on:
            return
        self._page = page
        stage = page == STAGE
        self.bar.show_page(page)
        self._enable()
        self._disable(_HELD if stage else (*_HELD, *_OF_RUN))
        if not stage:
            self._session.player.pause()
        for part in (self._work, self._transport):
            part.setVisible(stage)
        self._work.set_aside(stage)
        self.view.arrays.setVisible(not stage)
        report = self.view.report
        if stage:
            self._work.stage.setFocus()
        elif report is not None:
            self.said.emit(f"{report.name} · {verdict(report)}")

    def _disable(self, names: tuple[str, ...]) -> None:
        """Have actions do nothing whose parts of the window are away."""
        actions = self._window.findChildren(QAction)
        self._disabled = [one for one in actions if one.objectName().startswith(names) and one.isEnabled()]
        for action in self._disabled:
            action.setEnabled(False)

    def _enable(self) -> None:
        for action in self._disabled:
            action.setEnabled(True)
        self._disabled = []

    def _name(self, understood: str) -> None:
        self._understood = understood
        if self.view.report is not None:
            self.bar.show_file(self.view.report.name, understood)

    def _on_jobs(self) -> None:
        job = self._session.jobs.job
        self.bar.show_running(job is not None and job.title.startswith(CHECKS))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go by the width of the window."""
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return False

    def _fit(self) -> None:
        """Have the settings at the left, and what was said of them at the right, or both at the right."""
        wide = self._window.width() >= text_pixels(_WIDE)
        left, right = self._sides
        home, had = left if wide else right, self.view.settings.hasFocus()
        if self.view.settings.parentWidget() is not home or self.view.diagnosis.parentWidget() is not right:
            for layout, part in ((home.layout(), self.view.settings), (right.layout(), self.view.diagnosis)):
                assert isinstance(layout, QVBoxLayout)
                layout.addWidget(part, 1)
                part.setVisible(part is self.view.diagnosis or self.view.report is not None)
            if had:
                self.view.settings.setFocus()
        for side in self._sides:
            side.setFixedWidth(text_pixels(_SIDE if wide else _NARROW))
        half = min(self.view.settings.whole, self._window.height() // 3)
        self.view.settings.setMaximumHeight(_ANY if wide else half)
        left.setVisible(self._on and wide)
        right.setVisible(self._on)
        self.bar.fit_text()


CHECKS = "check "
"""What the titles of jobs begin with that run somebody's code."""
