"""The menu of worked examples."""

from PyQt5.QtCore import QCoreApplication
from PyQt5.QtWidgets import QMenu, QWidget

from cnnviz.experiment.examples import EXAMPLES
from cnnviz.session.session import Session


def examples_menu(session: Session, parent: QWidget) -> QMenu:
    """Return a menu that opens each example at the step that it is about."""
    menu = QMenu(_translated("E&xamples"), parent)
    for example in EXAMPLES:
        action = menu.addAction(_translated(example.title))
        action.setObjectName(f"example.{example.key}")
        action.triggered.connect(lambda _, example=example: session.open_example(example))
    return menu


def _translated(text: str) -> str:
    return QCoreApplication.translate("examples", text)
