"""The choice of decimals, in the View menu: as many as the numbers need, or always so many, in all windows."""

from functools import partial

from cnnviz.explain.number_format import AUTOMATIC, FEWEST, MOST
from cnnviz.qt import QAction, QActionGroup, QMenu, QObject
from cnnviz.session.session import Session
from cnnviz.session.settings import DECIMALS, Setting, settings


class Decimals(QObject):
    """Fills the menu, and has the session write numbers as was chosen."""

    def __init__(self, session: Session, menu: QMenu, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        group = QActionGroup(menu)
        self._choices = {
            decimals: self._choice(menu, group, decimals)
            for decimals in (AUTOMATIC, *range(FEWEST, MOST + 1))
        }
        self.renew()

    def _choice(self, menu: QMenu, group: QActionGroup, decimals: int) -> QAction:
        text = self.tr("&Automatic") if decimals == AUTOMATIC else f"&{decimals}"
        action = menu.addAction(text, partial(self._choose, decimals))
        action.setObjectName(f"view.decimals.{decimals or 'automatic'}")
        action.setCheckable(True)
        group.addAction(action)
        return action

    def _choose(self, decimals: int) -> None:
        """Remember a choice, for all windows."""
        settings().set(DECIMALS, decimals)

    def on_setting(self, setting: Setting) -> None:
        """Go by what was chosen, be it in another window."""
        if setting is DECIMALS:
            self.renew()

    def renew(self) -> None:
        """Go by what is chosen now."""
        decimals = settings().get(DECIMALS)
        if decimals in self._choices:
            self._choices[decimals].setChecked(True)
        self._session.set_decimals(decimals)
