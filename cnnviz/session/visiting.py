"""A session that visits another experiment for a while: what is one's own is kept as it is, with nothing to undo."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from cnnviz.experiment.document import Experiment
from cnnviz.frozen import NamedTuple
from cnnviz.qt import QObject
from cnnviz.session.predicting.predicts import Predicting
from cnnviz.session.undo import Opened, Place

if TYPE_CHECKING:
    from cnnviz.run.options import RunOptions
    from cnnviz.storage import Document


class Own(NamedTuple):
    """What is one's own while another experiment is visited.

    Parameters
    ----------
    opened, options, place : what is shown again when one comes back
    document : what is saved meanwhile
    """

    opened: Opened
    options: RunOptions
    place: Place
    document: Document


class Visiting(Predicting):
    """A run beside which another one may be looked at; what is saved meanwhile is one's own.

    An edit of what is visited keeps it, and undo brings one's own back.

    Signals
    -------
    experiment_changed, frame_changed, grain_changed, rounds_changed, refused : as in `OpenRun`
    predicting_changed, talk_changed : as in `Predicting`
    """

    def __init__(
        self, experiment: Experiment | None, clock: Callable[[], float], parent: QObject | None = None
    ) -> None:
        super().__init__(experiment, clock, parent)
        self._opened: Document | None = None
        self._own: Own | None = None

    @property
    def document(self) -> Document:
        """All that is one's own, as it can be kept; what no view shows of what was opened stays with it."""
        if self._own is not None:
            return self._own.document
        from cnnviz.session.documents import document_of  # a start does not wait for it

        return document_of(self, self._opened)

    @property
    def is_as_given(self) -> bool:
        """Whether what is one's own is an example as the gallery has it: there is nothing to save in it."""
        return self._is_as_given if self._own is None else self._own.opened.is_as_given

    def visit(self, experiment: Experiment, options: RunOptions) -> bool:
        """Show another experiment, or one's own in another way, until `come_back`; return whether there is room."""
        if not self._has_room(experiment, options, self.tr("show it")):
            return False
        if self._own is None:
            self._own = Own(self._opened_now(), self._options, self._here, self.document)
        opened = self._own.opened
        self._go_into(opened if experiment is opened.experiment else Opened(experiment, ()), options)
        return True

    def come_back(self) -> bool:
        """Show one's own again, at the step where one was; return whether another one was visited."""
        own, self._own = self._own, None
        if own is not None:
            self._go_into(own.opened, own.options)
            self.seek(own.place.position)
        return own is not None

    def _go_into(self, opened: Opened, options: RunOptions) -> None:
        """Show an experiment in one of the ways to go through it."""
        self.player.pause()
        self._stroke.end()
        is_open = opened.experiment is self._experiment and opened.rounds is self._rounds
        self._options = options
        self._set_open(opened)
        if is_open:
            self._run()

    @property
    def _edited_at(self) -> Place:
        """Where one is in what an edit leads away from: in one's own, also while another is visited."""
        return self._here if self._own is None else self._own.place

    def _before_edit(self) -> Opened:
        """Return what undo will show again, and have what is visited be one's own: an edit keeps it."""
        own, self._own = self._own, None
        return self._opened_now() if own is None else own.opened
