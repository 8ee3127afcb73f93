"""What training has made of a kernel, beneath the stage while its update is shown and where there is room."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from cnnviz.application import text_pixels
from cnnviz.explain.naming import filter_text
from cnnviz.explain.numbers import shown
from cnnviz.qt import QObject
from cnnviz.run.frames.frame import Frame
from cnnviz.session.session import Session
from cnnviz.trace.steps import Array
from cnnviz.ui.appearance import appearance
from cnnviz.ui.panels.work_area import WorkArea

if TYPE_CHECKING:
    from cnnviz.run.lessons.milestones import Milestone
    from cnnviz.ui.panels.on_its_way import OnItsWay

_WEIGHT = "weight"
_STAGE = 200  # pixels that the stage keeps at least


def go_to_way(session: Session) -> None:
    """Go to where the way of a kernel is shown, unless one is there."""
    chapter = session.timeline.kernel_update
    if chapter is not None and not session.frame.chapter.updates_kernel:
        session.go_to_chapter(chapter)


class Learned(QObject):
    """Shows and hides the way of a kernel; what it needs is made when it is first shown."""

    def __init__(self, session: Session, work: WorkArea) -> None:
        super().__init__(work)
        self._session, self._work = session, work
        self._shown: tuple[object, ...] = ()
        self._known: tuple[object, Sequence[Milestone]] = (None, ())
        changes = session.frame_changed, session.rounds_changed, session.predicting_changed
        for signal in (*changes, appearance().changed, work.resized):
            signal.connect(self._renew)

    @cached_property
    def _way(self) -> OnItsWay:
        from cnnviz.ui.panels.on_its_way import OnItsWay  # a start does not wait for it

        way = OnItsWay(self._work)
        way.round_chosen.connect(self._session.go_to_round)
        self._work.put_beneath(way)
        return way

    def _renew(self, *_: object) -> None:
        frame, rows = self._session.frame, 0
        if self._is_asked_for(frame):
            from cnnviz.ui.panels.on_its_way import height_of

            room = self._work.stage.height() + (self._way.height() if self._way.isVisible() else 0)
            rows = next((rows for rows in (2, 1) if room >= height_of(rows) + text_pixels(_STAGE)), 0)
        if rows:
            self._show(frame, rows)
        if rows or "_way" in vars(self):
            self._way.setVisible(bool(rows))

    def _is_asked_for(self, frame: Frame) -> bool:
        """Return whether a trained kernel is updated; where numbers are hidden its way would tell them."""
        if not frame.chapter.updates_kernel or self._session.predicting or frame.hidden:
            return False
        return sum(round_.is_known for round_ in self._session.rounds) > 1

    def _show(self, frame: Frame, rows: int) -> None:
        from cnnviz.run.lessons.milestones import goal
        from cnnviz.ui.panels.way_stop import WayStop

        session, palette = self._session, appearance().palette
        channel, filter_ = frame.step.updates[0].target.index[2:]
        stops = self._milestones(frame.chapter.layer, frame.chapter.sample)
        what = (id(stops), session.round, channel, filter_, rows, palette, frame.decimals, text_pixels(100))
        if what == self._shown:
            return
        self._shown = what

        def planes(kernel: Array, made: Array | None) -> tuple[Array, ...]:
            both = (kernel[:, :, channel, filter_], None if made is None else made[:, :, filter_])
            return tuple(plane for plane in both[:rows] if plane is not None)

        shown_stops = [
            WayStop(
                self.tr("round {0}").format(stop.number),
                "" if stop.loss is None else self.tr("loss"),
                planes(stop.kernel, stop.made),
                stop.number,
                stop.number == session.round,
                "" if stop.loss is None else shown(stop.loss, frame.decimals),
            )
            for stop in stops
        ]
        aim = goal(session.experiment, frame.chapter.layer, frame.chapter.sample)
        name = session.experiment.loss.target_kernel
        if aim is not None:
            shown_stops.append(WayStop(name, self.tr("target"), planes(*aim), None))
        words = [self.tr("to {0}").format(name)] if aim is not None else []
        if stops[0].kernel.shape[3] > 1:
            words.append(filter_text(filter_))
        if stops[0].kernel.shape[2] > 1:
            words.append(self.tr("channel {0}").format(channel))
        if min(len(stop.planes) for stop in shown_stops) > 1:
            words.append(self.tr("beneath it, what it makes of the image"))
        names = frame.chapter.label(_WEIGHT), self._made_name(frame)
        self._way.show_stops(", ".join(words), shown_stops, palette, names)

    def _made_name(self, frame: Frame) -> str:
        """Return what that is called which the kernel makes of the image."""
        made_in = frame.timeline.forward_of(frame.chapter.layer)
        return "" if made_in is None else made_in.label("y")

    def _milestones(self, layer: int, sample: int) -> Sequence[Milestone]:
        """Return the rounds to look back at, the same as before where nothing has changed."""
        from cnnviz.run.lessons.milestones import milestones

        session = self._session
        asked = (tuple(session.rounds), session.round, layer, sample)
        if self._known[0] != asked:
            self._known = (asked, milestones(*asked))
        return self._known[1]
