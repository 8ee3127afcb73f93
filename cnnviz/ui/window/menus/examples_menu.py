"""The menu of worked examples, grouped by what they are about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnviz.qt import QMenu, QWidget
from cnnviz.session.session import Session

if TYPE_CHECKING:
    from cnnviz.gallery.examples import Example


def examples_menu(session: Session, parent: QWidget) -> QMenu:
    """Return a menu that opens each example at the step that it is about."""
    menu = QMenu(parent.tr("E&xamples"), parent)
    menu.aboutToShow.connect(lambda: _fill(menu, session))
    return menu


def _fill(menu: QMenu, session: Session) -> None:
    """Offer the examples, where they are not there yet."""
    from cnnviz.gallery.examples import FIRST, GALLERY  # a start does not wait for them

    if not menu.isEmpty():
        return
    _add(menu, FIRST, session)
    menu.addSeparator()
    for title, examples in GALLERY.items():
        group = menu.addMenu(menu.tr(title))
        for example in examples:
            _add(group, example, session)


def _add(menu: QMenu, example: Example, session: Session) -> None:
    action = menu.addAction(menu.tr(example.title))
    action.setObjectName(f"example.{example.key}")
    action.triggered.connect(lambda: session.open_example(example))
