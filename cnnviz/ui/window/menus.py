"""Menus that are filled when they open: chapters, the first nine under the digits, what is followed, and examples."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from cnnviz.experiment.convolution import Convolution
from cnnviz.explain.naming import channel_text
from cnnviz.qt import QAction, QKeySequence, QMenu, QObject, QWidget
from cnnviz.session.session import Session

if TYPE_CHECKING:
    from cnnviz.gallery.examples import Example


_KEYS = range(1, 10)


class ChapterMenu(QObject):
    """Keeps a menu of chapters, and the keys 1 to 9 that go to the first ones."""

    def __init__(self, session: Session, menu: QMenu, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._menu, self._window = session, menu, window
        for number in _KEYS:
            window.addAction(
                self._action(number)
            )  # the menu bar is hidden in a presentation, and with it its keys
        self._give_keys(False)
        session.predicting_changed.connect(self._give_keys)

    def _give_keys(self, predicts: bool) -> None:
        """Have digits go to chapters, but while someone predicts: there they are answers."""
        for number, action in zip(_KEYS, self._menu.actions(), strict=False):
            action.setShortcut(QKeySequence() if predicts else QKeySequence(str(number)))

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


class FollowMenu(QObject):
    """Fills a menu with the filters that can be followed, and all of them in turn; the one in force is marked."""

    def __init__(self, session: Session, menu: QMenu) -> None:
        super().__init__(menu)
        self._session, self._menu = session, menu

    def fill(self) -> None:
        """Offer every filter of the experiment as it is now."""
        self._menu.clear()
        experiment, followed = self._session.experiment, self._session.options.follow
        count = experiment.most_channels
        filters = any(isinstance(layer, Convolution) for layer in experiment.layers)
        for number in (None, *range(count)):
            if number is None:
                text = self.tr("&All in turn")
            else:
                text = channel_text(number, count, image=not filters, filters=filters)
            action = self._menu.addAction(text or self.tr("the only one"))
            action.setObjectName("play.follow_all" if number is None else f"play.follow_{number}")
            action.setCheckable(True)
            action.setChecked(number == followed)
            action.setEnabled(count > 1)
            action.triggered.connect(partial(self._follow, number))

    def _follow(self, number: int | None, *_: object) -> None:
        self._session.follow(number)


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
