"""What is asked before something would be lost: boxes over a window, which wait for nobody."""

from collections.abc import Callable, Mapping

from cnnviz.qt import QMessageBox, QWidget

Answer = Callable[[], object]
_ROLES = QMessageBox.ButtonRole


def ask(
    window: QWidget,
    name: str,
    words: tuple[str, str],
    answers: Mapping[str, tuple[str, Answer]],
    otherwise: tuple[str, Answer] | None = None,
) -> QMessageBox:
    """Show a box with a sentence and what it means, and a button for each answer.

    Parameters
    ----------
    name : what the box is called
    answers : by the name of its button, its text and what is done; Enter does the first
    otherwise : the text of the last button, which Escape is too, and what is done; Cancel, which does nothing
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
    last, nothing = otherwise or (box.tr("Cancel"), lambda: None)
    cancel = box.addButton(last, _ROLES.RejectRole)
    cancel.setObjectName("cancel")
    box.setEscapeButton(cancel)

    def finish(_: int) -> None:
        answer = chosen.get(box.clickedButton(), nothing)
        box.deleteLater()
        answer()

    box.finished.connect(finish)
    box.open()
    return box
