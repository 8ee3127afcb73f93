"""What is made where a word is to be seen, as a small picture, worked out when it is first looked at."""

from __future__ import annotations

from collections.abc import Callable

from cnnviz.application import text_pixels
from cnnviz.canvas.grids.thumbnail import ArrayColours, as_thumbnail, every_of
from cnnviz.canvas.palette import Palette
from cnnviz.explain.glossary.showing import here
from cnnviz.explain.glossary.terms import Place
from cnnviz.explain.withheld import is_withheld
from cnnviz.qt import QPainter, QPaintEvent, QPixmap, QWidget
from cnnviz.run.frames.frame import Frame
from cnnviz.ui.appearance import appearance

_SIDE = 48


class GlossaryPicture(QWidget):
    """Shows what `make` gives, in the palette in force, or nothing."""

    def __init__(self, make: Callable[[Palette, int, int], QPixmap | None], parent: QWidget) -> None:
        super().__init__(parent)
        self._make, self._known = make, False
        self._picture: QPixmap | None = None
        self._side = text_pixels(_SIDE)
        self.setFixedSize(self._side + 2, self._side + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it with a line around it."""
        palette = appearance().palette
        if not self._known:
            self._known = True
            self._picture = self._make(palette, self._side, round(self.devicePixelRatioF()))
        if self._picture is None:
            return
        painter, ratio = QPainter(self), self._picture.devicePixelRatioF()
        width, height = round(self._picture.width() / ratio), round(self._picture.height() / ratio)
        left, top = (self.width() - width) // 2, (self.height() - height) // 2
        painter.drawPixmap(left, top, self._picture)
        painter.setPen(palette.role("line"))
        painter.drawRect(left - 1, top - 1, width + 1, height + 1)


def picture_of(place: Place, frame: Frame, palette: Palette, side: int, ratio: int) -> QPixmap | None:
    """Return what the step at a place of a frame's run writes, as far as it is by then; None where there is nothing.

    Of an image it is the channel in hand, of a kernel that of the filter in hand.
    """
    position = here(place, frame.timeline)
    there = None if position is None else Frame(frame.timeline, position, frame.decimals)
    if there is None or is_withheld(there):
        return None
    chapter, sample = there.chapter, there.chapter.sample
    targets = (update.target.array for update in there.step.updates)
    name = next((one for one in targets if chapter.arrays[one].ndim == 4), None)
    if name is None:
        return None
    info, finished = chapter.info[name], chapter.arrays[name]
    plane = (sample,) if info.sampled else (..., there.focus)
    every = every_of(finished[plane].shape, side * ratio)
    channel = there.focus if info.sampled else 0
    colours = ArrayColours(finished[plane], palette, image=bool(info.picture), channel=channel, every=every)
    return as_thumbnail(colours.of(there.arrays[name][plane], there.progress[name][plane]), side, ratio=ratio)
