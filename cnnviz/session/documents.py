"""What is open as a document, and the rounds of training that a document tells of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cnnviz.run.numbers.training import Round
from cnnviz.storage import Document

if TYPE_CHECKING:
    from cnnviz.session.open_run import OpenRun


def document_of(session: OpenRun, opened: Document | None) -> Document:
    """Return what is open in a session, with what nobody can change of the document that was `opened`."""
    rounds = session.rounds
    trained = len(rounds) > 1
    return Document(
        session.experiment,
        session.options,
        session.position,
        tuple(known.loss for known in rounds) if trained else (),
        session.round if trained else 0,
        opened.selected if opened else None,
        session.frame.decimals,
        opened.panels if opened else (),
        tuple(sorted(session.hidden, key=lambda cell: (cell.array, cell.index))),
        opened.text if opened else "",
    )


def rounds_of(document: Document) -> Sequence[Round]:
    """Return the rounds of a document: the one that is open is known, of the others the loss alone."""
    at = document.round
    return [Round(document.experiment if k == at else None, loss) for k, loss in enumerate(document.losses)]
