"""Whose the keys are in a window: guarded, handed back after a choice, and said in the status bar."""

from typing import cast

from cnnviz.application import application
from cnnviz.qt import (
    QAbstractButton,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QEvent,
    QKeyEvent,
    QLineEdit,
    QMainWindow,
    QMenu,
    QMenuBar,
    QObject,
    Qt,
    QTimer,
    QWidget,
)
from cnnviz.ui.fields.held import Typed
from cnnviz.ui.window.keyboard.key_hint import KeyHint
from cnnviz.ui.window.keyboard.keys import KeyGuard, belongs


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


_KNOWN = "hands_back"


class HandingBack(QObject):
    """Follows the focus: whatever kind of control has it, its choice is known when it is made.

    The mouse leaves the keyboard only where one types or draws. What Tab has come to keeps it as long as one goes on
    from there by keys: a button pressed by Space, a slider moved by arrows; a list, a menu, a number and a dialog are
    done with when something is chosen, the menu bar also when a key of the window's is pressed. Each control is known
    once it has had the focus, so that none can be forgotten.

    Parameters
    ----------
    home : where the keyboard goes back to
    """

    def __init__(self, window: QMainWindow, home: QWidget) -> None:
        super().__init__(window)
        self._window, self._home = window, home
        self._pressed: QObject | None = None  # what the mouse works, and no key since
        self._menu: QMenu | None = None  # the one that is used
        self._offered = False  # a key to the menu bar, which has not had it yet

    def follow(self, old: QWidget | None, new: QWidget | None) -> None:
        """Go along with the focus, as far as it stays with the window."""
        if old is not None:
            old.removeEventFilter(self)
        if new is None:
            if QApplication.activeWindow() is self._window:  # what had the keyboard is gone
                self._home.setFocus()
        elif new is self._window.centralWidget():  # a click on what takes no keyboard
            self._home.setFocus()
        elif new.window() is self._window:
            if old is not None and old.window().windowType() == Qt.WindowType.Popup:
                self._later(new)  # a list has closed
            new.installEventFilter(self)
            self._know(new)
        elif belongs(new, self._window) and isinstance(new.window(), QDialog):
            self._know_dialog(cast(QDialog, new.window()))

    def settle(self) -> None:
        """Have what is being typed taken, or refused, before something else is done."""
        focus = self._window.focusWidget()
        if isinstance(focus, QLineEdit) or (isinstance(focus, Typed) and focus.typing):
            self._home.setFocus()

    def know_menus(self, bar: QMenuBar) -> None:
        """Settle before a menu of the bar is used, and hand back after it."""
        for action in bar.actions():
            self._know_menu(action.menu())
            action.menu().aboutToShow.connect(self.settle)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See whether mouse or keys work what has the focus, and when the mouse has done so."""
        kind = event.type()
        if kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick):
            self._pressed = watched
        elif kind == QEvent.Type.ShortcutOverride and isinstance(watched, QMenuBar):
            self._offered = True
            QTimer.singleShot(0, lambda: self._offered and self._home.setFocus())  # a shortcut had it
        elif kind == QEvent.Type.KeyPress:
            self._pressed, self._offered = None, False
            if cast(QKeyEvent, event).key() == Qt.Key.Key_Escape and _is_kept(watched):
                self._home.setFocus()
                return True
        elif kind == QEvent.Type.MouseButtonRelease:
            if isinstance(watched, QAbstractSlider | QAbstractSpinBox):
                self._home.setFocus()
            else:
                self._later(watched)
        return False

    def _know(self, control: QWidget) -> None:
        """Hear of the choices that are made with a control."""
        if control.property(_KNOWN):
            return
        control.setProperty(_KNOWN, True)
        if isinstance(control, QComboBox):
            control.activated.connect(self._hand_back)
        elif isinstance(control, QAbstractButton):
            control.clicked.connect(lambda: self._on_click(control))
            menu = getattr(control, "menu", lambda: None)()
            if isinstance(menu, QMenu):
                self._know_menu(menu)
                menu.aboutToHide.connect(lambda: self._later(control))
        elif isinstance(control, Typed):
            control.left.connect(self._hand_back)

    def _know_menu(self, menu: QMenu) -> None:
        """Hand back when an entry is chosen in a menu, but not when its key is pressed somewhere else."""
        menu.aboutToShow.connect(lambda: self._use(menu))
        menu.aboutToHide.connect(lambda: QTimer.singleShot(0, lambda: self._use(None, menu)))
        menu.triggered.connect(lambda _: self._menu is menu and QTimer.singleShot(0, self._home.setFocus))

    def _use(self, menu: QMenu | None, instead: QMenu | None = None) -> None:
        if instead in (None, self._menu):
            self._menu = menu

    def _know_dialog(self, dialog: QDialog) -> None:
        if not dialog.property(_KNOWN):
            dialog.setProperty(_KNOWN, True)
            dialog.finished.connect(self._on_finished)

    def _on_finished(self, result: int) -> None:
        if result != QDialog.DialogCode.Rejected:
            self._home.setFocus()

    def _on_click(self, button: QWidget) -> None:
        if self._pressed is button:
            self._home.setFocus()

    def _hand_back(self, *_: object) -> None:
        self._home.setFocus()

    def _later(self, control: QObject) -> None:
        """Hand back what the mouse has left without a choice, once it is seen that it has."""
        if isinstance(control, QAbstractButton | QComboBox):
            QTimer.singleShot(0, lambda: self._hand_back_from(control))

    def _hand_back_from(self, control: QWidget) -> None:
        if self._pressed is control is self._window.focusWidget():
            self._home.setFocus()


def _is_kept(watched: QObject) -> bool:
    """Return whether Escape would be kept by a menu bar: in its corner, or where no menu of it is marked any more."""
    if isinstance(watched, QMenuBar):
        return watched.activeAction() is None
    return isinstance(watched.parent(), QMenuBar)
