"""Check: a number is nudged, and what the loss does stands beside the gradient."""

from __future__ import annotations

from cnnviz.canvas.palette import Palette
from cnnviz.explain.checks.beginning import spot_in_hand
from cnnviz.explain.checks.remarks import remarks_of
from cnnviz.explain.checks.spot import Spot, givens, spot_of, why_computed
from cnnviz.qt import QHideEvent, QPushButton, QShowEvent, QWidget
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Timeline
from cnnviz.trace.steps import Cell
from cnnviz.ui.explain.check.check_numbers import CheckNumbers
from cnnviz.ui.explain.check.check_plot import CheckPlot
from cnnviz.ui.explain.check.check_work import CheckWork
from cnnviz.ui.explain.check.plot_legend import PlotLegend
from cnnviz.ui.explain.check.remark_cards import RemarkCards
from cnnviz.ui.explain.check.spot_choice import SpotChoice
from cnnviz.ui.explain.tab import Tab


class CheckTab(Tab):
    """Shows a `Check` of the number that is chosen, and what is to be said of it."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(palette, parent)
        self._frame: Frame | None = None
        self._cell: Cell | None = None
        self._timeline: Timeline | None = None
        self._spot: Spot | None = None
        self._is_chosen = False  # by a person
        self._is_opened = False  # and nothing was shown since
        self._work = CheckWork(self)
        self.line("title").setText(self.tr("Nudge a number, watch the loss"))
        self.column.addSpacing(8)
        self._note = self.line("muted")
        self._made = self.link(self.tr("What made it?"), "check_made")
        self._made.clicked.connect(self.ledger_asked)
        self.choice = SpotChoice(palette, self.contents)
        self.column.addWidget(self.choice)
        self.column.addSpacing(12)
        self._do = QPushButton(self.tr("Work it out"), self.contents)
        self._do.setObjectName("check_do")
        self._do.setToolTip(self.tr("This network is large: a check of it takes a while"))
        self.column.addWidget(self._do)
        self._numbers = CheckNumbers(self.contents)
        self._remarks = RemarkCards(self.contents)
        self.column.addWidget(self._numbers)
        self.column.addSpacing(10)
        self.column.addWidget(self._remarks)  # why they differ is read without scrolling
        self._caption = self.line("part")
        self._plot, self._legend = CheckPlot(palette, self.contents), PlotLegend(palette, self.contents)
        for part in (self._plot, self._legend):
            self.column.addWidget(part)
        self.column.addStretch(1)
        self._connect()

    def _connect(self) -> None:
        self.choice.spot_chosen.connect(self._choose)
        self.choice.nudge_changed.connect(self._renew)
        self._do.clicked.connect(self._ask)
        self._work.found.connect(self._show_check)
        self._work.grown.connect(self._show_curve)
        self._work.job_asked.connect(self.job_asked)
        self._work.failed.connect(self._say)

    @property
    def spot(self) -> Spot | None:
        """The number that is nudged."""
        return self._spot

    def set_palette(self, palette: Palette) -> None:
        """Use another theme's colours."""
        super().set_palette(palette)
        for part in (self.choice, self._plot, self._legend):
            part.set_palette(palette)

    def show_frame(self, frame: Frame, cell: Cell | None) -> None:
        """Show a check of a cell that was chosen, else of a number of the step in hand, which it goes along with.

        What a person has chosen stays until another chapter comes, or until it is opened again.
        """
        last, before, run = self._frame, self._spot, frame.timeline
        new, asked = run is not self._timeline, cell is not None and cell != self._cell
        begins = self._is_opened or last is None or last.chapter.key != frame.chapter.key
        goes_on = not self._is_chosen and last is not None and not _tells_the_same(last, frame)
        decimals = last is None or frame.decimals != last.decimals
        self._frame, self._cell, self._is_opened = frame, cell, False
        if new:
            self._timeline = run
            self.choice.show_givens(givens(run))
        if begins:
            self._spot, self._is_chosen = spot_in_hand(frame), False
        else:
            if new:
                self._spot = self._again()
            if goes_on:
                self._spot = spot_in_hand(frame, self._spot)
        if asked or new or begins:
            self._follow(cell)
        is_another = before is None or self._spot is None or not self._spot.is_same(before)
        if is_another or new or asked or begins or decimals or self._work.check is None:
            self._renew()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with a number of the step that is shown next."""
        self._is_opened |= not event.spontaneous()  # to bring a window back is no opening
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Work nothing out that nobody sees."""
        self._work.stop()
        super().hideEvent(event)

    def _follow(self, cell: Cell | None) -> None:
        """Nudge a cell that was chosen, or say why it cannot be."""
        assert self._frame is not None
        frame = self._frame
        spot = None if cell is None else spot_of(frame.timeline, frame.chapter, cell)
        self._say("" if cell is None or spot is not None else why_computed(frame.chapter, cell))
        self._made.setVisible(cell is not None and cell.array in frame.chapter.trace.outputs)
        if spot is not None:
            self._made.hide()
            self._spot, self._is_chosen = spot, True

    def _again(self) -> Spot:
        """Return the number that was nudged, as it is in another run; else one of the step in hand."""
        assert self._frame is not None
        before = self._spot
        if before is not None:
            every = givens(self._frame.timeline)
            same = next((one for one in every if one.is_same(before.given)), None)
            if same is not None and same.array.shape == before.given.array.shape:
                return Spot(same, before.at)
        return spot_in_hand(self._frame)

    def _choose(self, spot: Spot) -> None:
        self._spot, self._is_chosen = spot, True
        self._say("")
        self._made.hide()
        self._renew()

    def _say(self, words: str) -> None:
        self._note.setText(words)
        self._note.setVisible(bool(words))

    def _renew(self) -> None:
        """Nudge as it is chosen now, or wait to be asked where it takes long."""
        frame, spot = self._frame, self._spot
        if frame is None or spot is None or not self.isVisible():
            return
        self.choice.show_spot(spot, frame.decimals)
        self._caption.setText(self.tr("Loss against {0}").format(spot.name))
        long = self._work.takes_long(frame.timeline, spot)
        self._do.setVisible(long)
        for part in (self._numbers, self._plot, self._legend, self._remarks, self._caption):
            part.setVisible(not long)
        if not long:
            self._work.work_out(frame.timeline, spot, self.choice.eps, self.choice.way)

    def _ask(self) -> None:
        assert self._frame is not None
        assert self._spot is not None
        self._is_chosen = True  # nobody asks for what is gone at the next step
        self._work.ask(self._frame.timeline, self._spot, self.choice.eps, self.choice.way)

    def _show_check(self) -> None:
        check, decimals = self._work.check, 0 if self._frame is None else self._frame.decimals
        assert check is not None
        for part in (self._numbers, self._plot, self._legend, self._remarks, self._caption):
            part.show()
        self._numbers.show_check(check, decimals)
        self._legend.show_check(check)
        self._remarks.show_remarks(remarks_of(check, decimals))
        self._show_curve()

    def _show_curve(self) -> None:
        if self._work.check is not None:
            self._plot.show_check(self._work.check, self._work.curve, *self._work.range)


def _tells_the_same(one: Frame, other: Frame) -> bool:
    """Return whether the sum beneath the stage is about the same cell of the same step."""
    return (one.position, one.pointed) == (other.position, other.pointed)
