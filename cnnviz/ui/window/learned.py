"""What training has made of weights, beneath the stage while some are updated and where there is room.

Of all of them those are shown among which one has changed most: a filter of W, or what a unit of W₂ weighs.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from cnnviz.application import text_pixels
from cnnviz.explain.naming import filter_text
from cnnviz.explain.numbers import shown
from cnnviz.qt import QObject
from cnnviz.run.array_info import ArrayInfo
from cnnviz.run.frames.frame import Frame
from cnnviz.session.session import Session
from cnnviz.trace.steps import Array
from cnnviz.ui.appearance import appearance
from cnnviz.ui.panels.work_area import WorkArea

if TYPE_CHECKING:
    from cnnviz.run.lessons.milestones import Milestone, Moved
    from cnnviz.ui.panels.on_its_way import OnItsWay

_WEIGHT = "weight"
_STAGE = 200  # pixels that the stage keeps at least


def go_to_way(session: Session) -> None:
    """Go to the update of the weights whose way is shown, unless one is there."""
    from cnnviz.run.lessons.milestones import most_moved

    moved = most_moved(session.rounds)
    chapter = None if moved is None else session.timeline.weight_updates.get(moved.layer)
    if chapter is not None and chapter != session.position.chapter:
        session.go_to_chapter(chapter)


class Learned(QObject):
    """Shows and hides the way of weights; what it needs is made when it is first shown."""

    def __init__(self, session: Session, work: WorkArea) -> None:
        super().__init__(work)
        self._session, self._work = session, work
        self._shown: tuple[object, ...] = ()
        self._known: tuple[object, Moved | None, Sequence[Milestone]] = (None, None, ())
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
        """Return whether trained weights are updated; where numbers are hidden their way would tell them."""
        if not frame.chapter.updates_weights or self._session.predicting or frame.hidden:
            return False
        return sum(round_.is_known for round_ in self._session.rounds) > 1

    def _show(self, frame: Frame, rows: int) -> None:
        from cnnviz.run.lessons.milestones import goal
        from cnnviz.ui.panels.way_stop import WayStop

        session, palette = self._session, appearance().palette
        moved, stops = self._milestones(frame.chapter.sample)
        assert moved is not None  # what is updated is among what may have moved
        what = id(stops), session.round, rows, palette, frame.decimals, text_pixels(100)
        if what == self._shown:
            return
        self._shown = what
        chapter = frame.timeline.chapters[frame.timeline.weight_updates[moved.layer]]
        info = chapter.info[_WEIGHT]

        def planes(weights: Array, made: Array | None) -> tuple[Array, ...]:
            own = _among(weights, moved.place, info)
            return (own,) if made is None or rows == 1 else (own, _made(made, moved.place))

        shown_stops = [
            WayStop(
                self.tr("round {0}").format(stop.number),
                "" if stop.loss is None else self.tr("loss"),
                planes(stop.weights, stop.made),
                stop.number,
                stop.number == session.round,
                "" if stop.loss is None else shown(stop.loss, frame.decimals),
            )
            for stop in stops
        ]
        aim = goal(session.experiment, moved.layer, frame.chapter.sample)
        name = session.experiment.loss.target_kernel
        if aim is not None:
            shown_stops.append(WayStop(name, self.tr("target"), planes(*aim), None))
        words = [self.tr("to {0}").format(name)] if aim is not None else []
        if place := _place(moved.place, stops[0].weights.shape, info):
            words.append(self.tr("{0}, which changed most").format(place))
        if min(len(stop.planes) for stop in shown_stops) > 1:
            words.append(self.tr("beneath it, what it makes of the image"))
        made_in = frame.timeline.forward_of(moved.layer)
        names = chapter.label(_WEIGHT), "" if made_in is None else made_in.label("y")
        self._way.show_stops("; ".join(words), shown_stops, palette, names)

    def _milestones(self, sample: int) -> tuple[Moved | None, Sequence[Milestone]]:
        """Return what has moved and the rounds to look back at, the same as before where nothing has changed."""
        from cnnviz.run.lessons.milestones import milestones, most_moved

        rounds, now = tuple(self._session.rounds), self._session.round
        asked = rounds, now, sample
        if self._known[0] != asked:
            moved = most_moved(rounds)
            self._known = asked, moved, milestones(rounds, now, moved.layer, sample) if moved else ()
        return self._known[1:]


def _among(weights: Array, index: Sequence[int], info: ArrayInfo) -> Array:
    """Return the plane that a weight lies in: of a filter a channel, of what a unit weighs a map, or else all of it."""
    if info.is_plane:
        return weights[:, :, index[2], index[3]]
    own = weights[:, index[1]]
    return own[None] if info.weighs is None else own.reshape(info.weighs)[:, :, index[0] % info.weighs[2]]


def _made(made: Array, index: Sequence[int]) -> Array:
    """Return what comes of a filter, or of all units."""
    return made[None] if made.ndim == 1 else made[:, :, index[-1]]


def _place(index: Sequence[int], shape: Sequence[int], info: ArrayInfo) -> str:
    """Return which filter and channel, or unit and map, a weight belongs to, where there are others."""
    if info.is_plane:
        parts = (filter_text(index[3]), shape[3]), (f"channel {index[2]}", shape[2])
    else:
        maps = 1 if info.weighs is None else info.weighs[2]
        parts = (f"unit {index[1]}", shape[1]), (f"map {index[0] % maps}", maps)
    return ", ".join(text for text, count in parts if count > 1)
