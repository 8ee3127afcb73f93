"""Hiding numbers in a window: by the menu of a cell, by the actions of Learn, and showing them with Space.

Whoever predicts has them hidden one after the other; what that takes is made when somebody does so first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from cnnviz.qt import QAction, QMenu, QObject
from cnnviz.session.session import Session
from cnnviz.trace.steps import Cell
from cnnviz.ui.panels.work_area import WorkArea

if TYPE_CHECKING:
    from cnnviz.ui.window.predicting import PredictMode


class Hiding(QObject):
    """Does what a teacher asks for who hides numbers.

    Parameters
    ----------
    work : where questions are asked
    actions : by id; while one presents, Space shows the next number sooner than it plays
    """

    def __init__(
        self, session: Session, work: WorkArea, actions: Mapping[str, QAction], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session, self._work, self._actions = session, work, actions
        self._predicting: PredictMode | None = None

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """Return what the actions do."""
        return {
            "learn.predict": self._predict,
            "learn.hide": self._hide_written,
            "learn.hide_array": self._hide_array,
            "learn.reveal": self._reveal_next,
            "learn.reveal_all": self._reveal_all,
        }

    def space(self) -> None:
        """Show the next hidden number where one presents or predicts, else play or pause."""
        asks = self._actions["view.present"].isChecked() or self._session.predicting
        if not (asks and self._session.hidden and self._reveal_next()):
            self._session.toggle()

    def _predict(self) -> None:
        """Predict, or no longer."""
        if self._predicting is None:
            from cnnviz.ui.window.predicting import PredictMode

            self._predicting = PredictMode(self._session, self._work, self._actions["learn.predict"], self)
        self._predicting.toggle()

    def add_to(self, menu: QMenu, cell: Cell) -> None:
        """Offer in the menu of a cell what can be done with it."""
        from cnnviz.session import hiding

        session = self._session
        hidden = hiding.is_hidden_by_hand(session, cell)
        label = session.frame.chapter.label(cell.array)
        menu.addSeparator()
        entries: list[tuple[str, str, Callable[[], object]]] = [
            ("reveal", self.tr("Reveal"), partial(hiding.reveal, session, cell))
            if hidden
            else ("hide", self.tr("Hide"), partial(hiding.hide, session, [cell])),
            (
                "hide_array",
                self.tr("Hide all of {0}").format(label),
                partial(hiding.hide_array, session, cell.array),
            ),
        ]
        if session.hidden:
            entries.append(("reveal_all", self.tr("Reveal all"), partial(hiding.reveal_all, session)))
        for name, words, does in entries:
            action = menu.addAction(words)
            action.setObjectName(f"cell_{name}")
            action.triggered.connect(lambda _, does=does: does())

    def _hide_written(self) -> None:
        from cnnviz.session import hiding

        hiding.hide(self._session, sorted(self._session.frame.step.writes, key=lambda cell: cell.index))

    def _hide_array(self) -> None:
        from cnnviz.session import hiding

        hiding.hide_array(self._session, self._session.frame.step.updates[0].target.array)

    def _reveal_next(self) -> bool:
        from cnnviz.session import hiding

        return hiding.reveal_next(self._session)

    def _reveal_all(self) -> None:
        from cnnviz.session import hiding

        hiding.reveal_all(self._session)
