"""Predict in its window: the card in the place of the sum, the keyboard at it, and clicks on cells as answers."""

from __future__ import annotations

from cnnviz.qt import QAction, QObject, QWidget
from cnnviz.session.session import Session
from cnnviz.session.settings.setting import Setting
from cnnviz.session.settings.settings import ASK, settings
from cnnviz.trace.steps import Cell
from cnnviz.ui.appearance import appearance
from cnnviz.ui.panels.question.question_card import QuestionCard
from cnnviz.ui.panels.work_area import WorkArea

_GOES_ON = "Space goes on · ← → step · ↑ ↓ row · Esc leaves Predict"
_REVEALS = "Space reveals the next hidden number · ← → step · Esc leaves Predict"


class PredictMode(QObject):
    """Passes on between the talk of a session and the card that shows it."""

    def __init__(self, session: Session, work: WorkArea, action: QAction, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._work, self._action = session, work, action
        self.card = QuestionCard(appearance().palette, work)
        work.put_at_sum(self.card)
        self.card.answered.connect(session.answer)
        self.card.again_asked.connect(session.try_again)
        self.card.show_asked.connect(session.show_answer)
        self.card.next_asked.connect(session.next_question)
        session.talk_changed.connect(self._show)
        session.predicting_changed.connect(self._on_predicting)
        work.stage.cell_clicked.connect(self._click)
        work.stage.cell_hovered.connect(lambda _: self._mark())
        appearance().changed.connect(self.card.set_palette)
        appearance().text_changed.connect(self._fit)
        work.resized.connect(self._fit)
        self._use_scope()
        settings().changed.connect(self._on_setting)

    def _on_setting(self, setting: Setting) -> None:
        if setting is ASK:
            self._use_scope()

    def _use_scope(self) -> None:
        from cnnviz.run.frames.asking import Scope

        self._session.set_scope(Scope(settings().get(ASK)))

    def toggle(self) -> None:
        """Predict, or no longer, as the action says."""
        self._session.predict(self._action.isChecked())

    def _on_predicting(self, on: bool) -> None:
        self._action.setChecked(on)
        self._show()
        self._work.stage.setFocus()

    def _show(self) -> None:
        """Show the talk, with the keyboard where the answer goes."""
        talk, stage = self._session.talk, self._work.stage
        at_stage = stage.hasFocus() or self.card.isAncestorOf(_focus(self.card))
        if talk is not None:
            self.card.show_talk(talk)
            self.card.set_space(reveals=self._has_hidden())
        self._fit()
        home = self.card.home if talk is not None else None
        stage.setFocusProxy(home)  # type: ignore[arg-type]  # or none
        self._tell_keys(talk is not None)
        if at_stage or talk is None:
            if home is None:
                stage.clearFocus()  # so that its keys are told anew
            stage.setFocus()
        self._mark()

    def _tell_keys(self, predicts: bool) -> None:
        """Have the status bar say what Space does on the stage, where nothing is asked."""
        hint = None
        if predicts:
            hint = self.tr(_REVEALS) if self._has_hidden() else self.tr(_GOES_ON)
        self._work.stage.setProperty("key_hint", hint)

    def _has_hidden(self) -> bool:
        """Return whether there is a number that somebody has hidden, to be shown next."""
        from cnnviz.session.hiding import next_hidden

        return bool(self._session.hidden) and next_hidden(self._session.frame) is not None

    def _fit(self) -> None:
        asks = self._session.talk is not None
        self._work.formula.set_tall(asks)
        self.card.fit(self._work.formula.height())
        self._work.show_card(asks, beside=asks and self.card.shows_sum)

    def _click(self, cell: Cell) -> None:
        if self._session.predicting:
            self.card.click(cell)
            self._mark()
            self._work.stage.setFocus()

    def _mark(self) -> None:
        """Outline the cells that are chosen so far."""
        if self._session.predicting and self.card.cells:
            self._work.stage.emphasise(tuple(self.card.cells))


def _focus(of: QWidget) -> QWidget:
    from cnnviz.qt import QApplication

    return QApplication.focusWidget() or of.window()
