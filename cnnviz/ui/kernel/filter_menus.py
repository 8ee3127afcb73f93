"""The menus of a convolution's card: what is done to kernels, and to the filters as a row."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial

from cnnviz.experiment.kernels.operations import negated, normalised, transposed, turned
from cnnviz.experiment.kernels.profiles import Kernel
from cnnviz.qt import QAction, QMenu, QToolButton, QWidget
from cnnviz.ui.plain import in_menu

_DIVIDE = "Divide by the sum; where that is 0, by the sum of the absolute values"
_SWAP = "Swap rows and columns; of all filters unless the kernel is square"

OPERATIONS: Mapping[str, tuple[Callable[[Kernel], Kernel], str, str, str]] = {
    "normalise": (normalised, "normalise {0}", "&Normalise", _DIVIDE),
    "negate": (negated, "negate {0}", "Ne&gate", "Turn every sign"),
    "transpose": (transposed, "transpose {0}", "&Transpose", _SWAP),
    "turn": (turned, "turn {0} by 180°", "Turn by &180°", "What makes a cross-correlation a convolution"),
}
"""What is done to a whole kernel: the function, what undo says, what the menu says, and what its tool tip says."""


def entry(menu: QMenu, name: str, text: str, callback: Callable[[], object], tip: str = "") -> QAction:
    """Append an entry to a menu."""
    action: QAction = menu.addAction(text)
    action.setObjectName(name)
    action.setToolTip(tip)
    action.triggered.connect(lambda: callback())
    return action


def allow(action: QAction, reason: str | None, tip: str = "") -> None:
    """Grey out an entry that is impossible, and let its tool tip say why."""
    action.setEnabled(reason is None)
    action.setToolTip(reason or tip)


def menu_button(name: str, label: str, menu: QMenu, parent: QWidget) -> QToolButton:
    """Make a button that opens a menu."""
    button = QToolButton(parent)
    button.setObjectName(name)
    button.setAccessibleName(label)
    button.setToolTip(label)
    button.setProperty("kind", "menu")
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    menu.setParent(button, menu.windowFlags())
    menu.setToolTipsVisible(True)
    button.setMenu(menu)
    return button


def operations(menu: QMenu, prefix: str, callback: Callable[[str], object]) -> None:
    """Append what is done to a whole kernel; `callback` gets its name."""
    for name, (_, _, text, tip) in OPERATIONS.items():
        entry(menu, f"{prefix}_{name}", menu.tr(text), partial(callback, name), menu.tr(tip))


def refill(menu: QMenu, texts: Iterable[str], callback: Callable[[str], object]) -> None:
    """Put an entry for each text into a menu instead of what was there."""
    menu.clear()
    for text in texts:
        entry(menu, text, in_menu(text), partial(callback, text))
    menu.menuAction().setVisible(not menu.isEmpty())
