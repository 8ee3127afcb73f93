"""The menu of worked examples, grouped by what they are about."""

from PyQt5.QtWidgets import QMenu, QWidget

from cnnviz.gallery.examples import FIRST, GALLERY, Example
from cnnviz.session.session import Session


def examples_menu(session: Session, parent: QWidget) -> QMenu:
    """Return a menu that opens each example at the step that it is about."""
    menu = QMenu(parent.tr("E&xamples"), parent)
    _add(menu, FIRST, session)
    menu.addSeparator()
    for title, examples in GALLERY.items():
        group = menu.addMenu(parent.tr(title))
        for example in examples:
            _add(group, example, session)
    return menu


def _add(menu: QMenu, example: Example, session: Session) -> None:
    action = menu.addAction(menu.tr(example.title))
    action.setObjectName(f"example.{example.key}")
    action.triggered.connect(lambda: session.open_example(example))
