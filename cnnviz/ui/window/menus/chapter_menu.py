"""The chapters of the run as a menu, the first nine of them under the digits."""

from functools import partial

from cnnviz.qt import QAction, QKeySequence, QMenu, QObject, QWidget
from cnnviz.session.session import Session

_KEYS = range(1, 10)


class ChapterMenu(QObject):
    """Keeps a menu of chapters, and the keys 1 to 9 that go to the first ones."""

    def __init__(self, session: Session, menu: QMenu, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._menu, self._window = session, menu, window
        for number in _KEYS:
            action = self._action(number)
            action.setShortcut(QKeySequence(str(number)))
            window.addAction(action)  # the menu bar is hidden in a presentation, and with it its keys

    def fill(self) -> None:
        """Offer every chapter of the run as it is now."""
        chapters = self._session.timeline.chapters
        while len(self._menu.actions()) < len(chapters):
            self._action(len(self._menu.actions()) + 1)
        for number, action in enumerate(self._menu.actions()):
            action.setVisible(number < len(chapters))
            if number < len(chapters):
                action.setText(f"{number + 1}  {chapters[number].name}".replace("&", "&&"))
                action.setCheckable(True)
                action.setChecked(number == self._session.position.chapter)

    def _action(self, number: int) -> QAction:
        action: QAction = self._menu.addAction(self.tr("Chapter {0}").format(number))
        action.setObjectName(f"play.chapter_{number}")
        action.triggered.connect(partial(self._go, number - 1))
        return action

    def _go(self, chapter: int, *_: object) -> None:
        self._session.go_to_chapter(chapter)
