"""What stands over the stage: the heading, the colour bar, the ways to a gradient, and the zoom."""

from collections.abc import Mapping

from cnnviz.application import text_pixels
from cnnviz.canvas.colour_bar import ColourBar
from cnnviz.canvas.palette import Palette
from cnnviz.explain.words import headline
from cnnviz.qt import (
    QAction,
    QApplication,
    QEvent,
    QHBoxLayout,
    QSizePolicy,
    Qt,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from cnnviz.run.frames.frame import Frame
from cnnviz.run.options import RunOptions
from cnnviz.ui.panels.stage_heading import StageHeading
from cnnviz.ui.panels.ways import WaySwitch

_HEADER, _OVER = 44, 4  # pixels of the heading with what stands over it
_APART, _CLEAR = 4, 14  # pixels between the tools, and between what is said and the first of them
_ALONE, _TOOLS = (
    32,
    38,
)  # of a heading by itself, and of the tools beneath: with switches or without, the stage stays
_WIDE, _NARROW, _STACKED, _TIGHT = 1000, 700, 620, 480  # pixels of the stage, for words of the usual size
_LONG = 1100  # and in which every chapter has room for title and subtitle on one line
_ZOOMS = ("view.zoom_out", "view.fit", "view.zoom_in")


class StageHeader(QWidget):
    """Says what happens in a chapter; where the stage is narrow the bar takes less, and zoom is left to the menu."""

    def __init__(self, actions: Mapping[str, QAction], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("stage_header")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # it keeps no window wide
        self.bar, self.ways, self._heading = ColourBar(self), WaySwitch(self), StageHeading(self)
        self._stacked: bool | None = None
        self._tools = QWidget(self)
        tools = QHBoxLayout(self._tools)
        tools.setContentsMargins(0, 0, 0, 0)
        tools.setSpacing(4)
        tools.addWidget(self.bar)
        tools.addSpacing(_APART)
        tools.addWidget(self.ways)
        self._zooms = [flat_button(actions[name], self) for name in _ZOOMS]
        for button in self._zooms:
            tools.addWidget(button)
        self._beside, self._beneath = QHBoxLayout(), QHBoxLayout()
        self._beside.setSpacing(_CLEAR)
        self._beside.addWidget(self._heading, 1)
        self._beneath.addStretch(1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, _OVER, 8, 0)
        rows.setSpacing(0)
        rows.addLayout(self._beside)
        rows.addLayout(self._beneath)

    def fit_text(self) -> None:
        """Have the height that text of the chosen size needs: with switches or without, the stage keeps its place."""
        self._heading.set_room(text_pixels(_HEADER) - _OVER)
        self.setFixedHeight(text_pixels(_HEADER))

    def fit_width(self, width: int, *, presenting: bool) -> None:
        """Where words are large for the stage, have the heading in a row of its own, a small bar, and no zoom."""
        stacked = width < text_pixels(_STACKED)
        if stacked != self._stacked:
            self._stacked = stacked
            (self._beneath if stacked else self._beside).addWidget(self._tools)
        heading = text_pixels(_ALONE if stacked else _HEADER)
        self._heading.set_room(heading - _OVER)
        self.setFixedHeight(heading + (text_pixels(_TOOLS) if stacked else 0))
        self.bar.set_compact(width < text_pixels(_TIGHT if stacked else _WIDE))
        self._heading.set_lines(2 if width < text_pixels(_LONG) and not stacked else 1)
        for button in self._zooms:
            button.setVisible(width >= text_pixels(_NARROW) and not presenting)

    def show_chapter(self, frame: Frame, options: RunOptions, palette: Palette) -> None:
        """Show what is the same in all steps of a frame's chapter."""
        chapter = frame.chapter
        self.ways.show_way(chapter, options)
        title, subtitle = headline(chapter, frame.trained)
        title = chapter.heading or title  # the switches tell the way
        self._heading.say(title, subtitle, palette.role("muted").name())
        if self.isVisible():  # else it would be painted where it was, and then where it is
            for part in (*self.ways.findChildren(QWidget), self.ways, self._tools, self):
                for due in (QEvent.Type.LayoutRequest, QEvent.Type.UpdateLater):
                    QApplication.sendPostedEvents(part, due)


def flat_button(action: QAction, parent: QWidget) -> QToolButton:
    """Return a button with nothing but the icon of an action."""
    button = QToolButton(parent)
    button.setDefaultAction(action)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
    button.setProperty("kind", "flat")
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setAccessibleName(action.text().replace("&", ""))
    return button
