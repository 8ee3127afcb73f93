"""Predict, Check my code and Present in the corner of the menu bar, and the theme: modes at one click."""

from collections.abc import Mapping

from cnnviz.qt import (
    QAction,
    QApplication,
    QEvent,
    QHBoxLayout,
    QKeyEvent,
    QMenuBar,
    QObject,
    QSize,
    Qt,
    QToolButton,
    QWidget,
)
from cnnviz.ui.panels.stage_header import flat_button

MODES = ("learn.predict", "learn.check_code", "view.present")
_AROUND, _BETWEEN, _SIDE = 24, 4, 8  # pixels: beside the words of a button, from button to button, at the end
_NAME = 96  # pixels that are left for the name of the document
_OTHER_ROOM = QEvent.Type.Resize, QEvent.Type.FontChange, QEvent.Type.StyleChange
_LAYOUT = QEvent.Type.LayoutRequest  # looked up once for all events


class ModeButtons(QWidget):
    """Shows the actions of modes as words, or as icons where there is no room for these."""

    def __init__(self, actions: Mapping[str, QAction], bar: QMenuBar) -> None:
        super().__init__(bar)
        self.setObjectName("modes")
        self._bar = bar
        self._actions = [actions[name] for name in MODES]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, _SIDE, 0)
        row.setSpacing(_BETWEEN)
        self.buttons = [self._button(action) for action in self._actions]
        self._theme = flat_button(actions["view.theme"], self)
        for button in (*self.buttons, self._theme):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        bar.installEventFilter(self)
        self.fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go by the room that the bar has."""
        if event.type() in _OTHER_ROOM:
            self.fit()
        return False

    def event(self, event: QEvent) -> bool:
        """Take the room that the buttons need, also once another theme has dressed them."""
        done = super().event(event)
        if event.type() == _LAYOUT:
            self.fit()
        return done

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave to the window what no button has taken: the menu bar would keep it."""
        QApplication.sendEvent(self.window(), event)

    def fit(self) -> None:
        """Say what the modes are called where menus and the document's name leave room for it, else show icons."""
        metrics = self.buttons[0].fontMetrics()
        words = [metrics.horizontalAdvance(action.iconText()) + _AROUND for action in self._actions]
        menus = (self._bar.actionGeometry(action).right() for action in self._bar.actions())
        room = self._bar.width() - max(menus, default=0) - self._theme.sizeHint().width() - _NAME
        fits = sum(words) + _BETWEEN * len(words) + _SIDE <= room
        style = Qt.ToolButtonStyle.ToolButtonTextOnly if fits else Qt.ToolButtonStyle.ToolButtonIconOnly
        for button in self.buttons if style != self.buttons[0].toolButtonStyle() else ():
            button.setToolButtonStyle(style)
        if self.width() != self.sizeHint().width():
            self.adjustSize()
            self._bar.setCornerWidget(self)  # it has another width now

    def _button(self, action: QAction) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(f"mode_{action.objectName().rpartition('.')[2]}")
        button.setDefaultAction(action)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        button.setProperty("kind", "mode")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAccessibleName(action.iconText())
        button.setIconSize(QSize(18, 18))
        return button
