"""The glossary in its window: at which word it opens, and how its places are reached."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from cnnviz.explain.glossary.showing import can_be_reached, here, in_your_experiment
from cnnviz.explain.glossary.terms import Place, Term, term_for, term_of_chapter
from cnnviz.gallery.examples import EXAMPLES, Example
from cnnviz.qt import QApplication, QWidget
from cnnviz.run.timeline import Timeline
from cnnviz.session.session import Session
from cnnviz.ui.dialogs.glossary_dialog import GlossaryDialog
from cnnviz.ui.dialogs.glossary_picture import picture_of
from cnnviz.ui.explain.dock import ExplainDock
from cnnviz.ui.panels.setup.setup import Setup


def look_up(session: Session, setup: Setup, explain: ExplainDock, window: QWidget, word: str = "") -> None:
    """Open the glossary at a word; else at that under the pointer, of what has the keyboard, or of the chapter."""
    frame = session.frame
    dialog = GlossaryDialog(
        word or word_in_hand(session, explain),
        lambda term: where(term.place, frame.timeline),
        lambda term: in_your_experiment(term.place, frame),
        lambda term, *look: picture_of(term.place, frame, *look),
        window,
    )
    dialog.place_asked.connect(partial(show_place, session, setup, explain))
    dialog.open()


def word_in_hand(session: Session, explain: ExplainDock) -> str:
    """Return the word under the pointer in Explain, else that of the focused control, else that of the chapter."""
    if explain.is_open and explain.panel.hovered_term:
        return explain.panel.hovered_term
    at: QWidget | None = QApplication.focusWidget()
    while at is not None:
        term = term_for(at.objectName()) if at.objectName() else None
        if term is not None:
            return term.name
        at = at.parentWidget()
    return term_of_chapter(session.frame.chapter.kind).name


def where(place: Place, timeline: Timeline) -> str:
    """Return in a few words where a place is."""
    position = here(place, timeline)
    if position is not None:
        return f"{timeline.chapters[position.chapter].name}, step {position.step + 1}"
    if can_be_reached(place, timeline):
        return f"your run, {place.dx or place.dw}"
    return f"example: {example_of(place).title}" if place.example else f"set-up: {place.panel}"


def show_place(session: Session, setup: Setup, explain: ExplainDock, term: Term) -> None:
    """Go to where a word is to be seen: in the run in hand, else in an example, which undo takes away again.

    A panel that is away, as while one presents, stays as it is.
    """
    place, ways = term.place, _ways(term.place)
    if here(place, session.timeline) is None and can_be_reached(place, session.timeline):
        session.set_options(**ways)
    position = here(place, session.timeline)
    if position is not None:
        session.player.pause()
        session.seek(position)
    elif place.example:
        example = example_of(place)
        options = replace(example.options, **ways)
        session.open_example(replace(example, chapter=place.chapter, step=place.step, options=options))
    if place.panel and position is None and not setup.isHidden():
        setup.open(place.panel)
    if place.tab and not explain.isHidden():
        explain.open(True)
        explain.panel.choose(place.tab)


def example_of(place: Place) -> Example:
    """Return the example of the gallery in which a place is."""
    return next(example for example in EXAMPLES if example.key == place.example)


def _ways(place: Place) -> dict[str, Any]:
    ways = {"input_gradient": place.dx, "weight_gradient": place.dw}
    return {name: way for name, way in ways.items() if way}
