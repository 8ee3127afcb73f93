"""Whose the keys are in a window: guarded, handed back after a choice, and said in the status bar."""

from cnnviz.application import application
from cnnviz.qt import QMainWindow, QMenuBar, QObject, Qt, QWidget
from cnnviz.ui.window.keyboard.handing_back import HandingBack
from cnnviz.ui.window.keyboard.key_hint import KeyHint
from cnnviz.ui.window.keyboard.keys import KeyGuard


class Keyboard(QObject):
    """Follows the focus with all that goes by it; a click on what takes no keyboard gives it home.

    Parameters
    ----------
    home : where the keyboard is unless one works with something else
    """

    def __init__(self, window: QMainWindow, home: QWidget) -> None:
        super().__init__(window)
        self.hint = KeyHint(window)
        self._guard, self._handing = KeyGuard(window), HandingBack(window, home)
        window.centralWidget().setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def know_menus(self, bar: QMenuBar) -> None:
        """Have what is typed taken before a menu of the bar is used, and hand back after it."""
        self._handing.know_menus(bar)

    def listen(self, listens: bool) -> None:
        """Go along with the focus from now on, or leave off."""
        changed = application().focusChanged
        (changed.connect if listens else changed.disconnect)(self._follow)

    def _follow(self, old: QWidget | None, new: QWidget | None) -> None:
        """Go along with the focus; what may move it on comes last."""
        self._guard.follow(old, new)
        self.hint.follow(old, new)
        self._handing.follow(old, new)
