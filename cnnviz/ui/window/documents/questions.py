"""What is asked before something would be lost: boxes over a window, which wait for nobody."""

from collections.abc import Callable, Mapping

from cnnviz.qt import QMessageBox, QWidget

Answer = Callable[[], object]
_ROLES = QMessageBox.ButtonRole


def ask(
    window: QWidget, name: str, words: tuple[str, str], answers: Mapping[str, tuple[str, Answer]]
) -> QMessageBox:
    """Show a box with a sentence and what it means, a button for each answer, and Cancel, which does nothing.

    Parameters
    ----------
    name : what the box is called
    answers : by the name of its button, its text and what is done; Enter does the first
    """
    box = QMessageBox(QMessageBox.Icon.NoIcon, "cnnviz", words[0], parent=window)
    box.setObjectName(name)
    box.setInformativeText(words[1])
    chosen: dict[object, Answer] = {}
    for button_name, (text, answer) in answers.items():
        role = _ROLES.DestructiveRole if button_name == "discard" else _ROLES.AcceptRole
        button = box.addButton(text, role)
        button.setObjectName(button_name)
        if not chosen:
            box.setDefaultButton(button)
        chosen[button] = answer
    cancel = box.addButton(box.tr("Cancel"), _ROLES.RejectRole)
    cancel.setObjectName("cancel")
    box.setEscapeButton(cancel)

    def finish(_: int) -> None:
        answer = chosen.get(box.clickedButton())
        box.deleteLater()
        if answer is not None:
            answer()

    box.finished.connect(finish)
    box.open()
    return box
