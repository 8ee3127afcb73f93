"""The scrubber: the whole run as a line of chapters, and where one is in it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import sqrt

from cnnviz.canvas.palette import Palette
from cnnviz.qt import (
    QAbstractSlider,
    QApplication,
    QEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPointF,
    QRectF,
    QResizeEvent,
    QSize,
    QSizePolicy,
    Qt,
    QWidget,
    has_room,
    pyqtSignal,
)
from cnnviz.run.chapter import Phase
from cnnviz.run.timeline import Timeline
from cnnviz.ui.fields.held import quiet
from cnnviz.ui.panels.transport.scrubber_line import BAR, BAR_TOP, draw_knob, draw_segments, radius
from cnnviz.ui.panels.transport.scrubber_names import Stretch, Texts, grown, shares

_LEAST, _LEAST_SHARE = 5, 0.05  # added to the root of a chapter's steps, so that a short one can be hit
_GAP = 4
_SIDE = 10
_HEIGHT = 60
_RING = 3.5  # pixels around the knob
_KEYS = 9  # chapters that a digit goes to


class Scrubber(QAbstractSlider):
    """Shows each chapter as a segment; a click or a drag goes there.

    Signals
    -------
    sought : the step of the whole run that a person asks for
    """

    sought = pyqtSignal(int)

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("scrubber")
        self.setAccessibleName(self.tr("Position in the run"))
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self._palette = palette
        self._timeline: Timeline | None = None
        self._shares: list[float] = [0.0, 1.0]
        self._weights: Sequence[float] = (1.0,)
        self._segments: Sequence[Stretch] = ()
        self._texts = Texts((), (), 0)
        self._hovered: int | None = None
        self._held: int | None = None  # where a name is pressed
        self.valueChanged.connect(self.sought)  # by the wheel or by a screen reader

    def sizeHint(self) -> QSize:
        """Return room for phase, line and chapter names."""
        return QSize(360, grown(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Return the least that can be used."""
        return QSize(200, grown(_HEIGHT))

    def set_palette(self, palette: Palette) -> None:
        """Use another theme's colours."""
        self._palette = palette
        self.update()

    def fit_text(self) -> None:
        """Write names in the size that is chosen for text."""
        self.updateGeometry()
        if has_room(self):
            self._lay_out()

    @property
    def _middle(self) -> float:
        """Where the line is, from above."""
        return grown(BAR_TOP) + grown(BAR) / 2 - self._texts.lift

    @property
    def _reach(self) -> float:
        """How far from there the knob reaches, with its ring."""
        return radius() + _RING

    def set_timeline(self, timeline: Timeline) -> None:
        """Show another run; one of the same chapters and steps looks the same."""
        before, self._timeline = self._timeline, timeline
        self._hover(None)
        if before is not None and _outline(before) == _outline(timeline):
            return
        roots = [sqrt(len(chapter.trace)) for chapter in timeline.chapters]
        self._weights = [root + max(_LEAST, _LEAST_SHARE * sum(roots)) for root in roots]
        self._shares = shares(timeline.chapters, self._weights, self._length)
        with quiet(self):
            self.setRange(0, len(timeline) - 1)
        if has_room(self):
            self._lay_out()

    def set_index(self, index: int) -> None:
        """Show which step of the run one is at."""
        if index == self.value() or self._timeline is None:
            return
        least, before = min(self.x_of(self.value()), self.x_of(index)), self._chapter
        to = max(self._filled_to(self.value()), self._filled_to(index))
        with quiet(self):
            self.setValue(index)
        if before != self._chapter:
            self._update_names()
        left = least - self._reach
        area = QRectF(left, self._middle - self._reach, to + self._reach - left, 2 * self._reach)
        self.update(area.toAlignedRect())  # phases stay as they are

    def sliderChange(self, change: QAbstractSlider.SliderChange) -> None:
        """Leave it to `set_index` and `set_timeline` what is painted again."""

    def index_at(self, x: float) -> int:
        """Return the step of the run under a horizontal place."""
        assert self._timeline is not None
        share = min(max((x - _SIDE) / self._length, 0.0), 1.0)
        chapters = range(len(self._timeline.chapters))
        chapter = next((k for k in chapters if share < self._shares[k + 1]), chapters[-1])
        within = (share - self._shares[chapter]) / (self._shares[chapter + 1] - self._shares[chapter])
        steps = len(self._timeline.chapters[chapter].trace)
        return self._timeline.starts[chapter] + min(int(within * steps), steps - 1)

    def x_of(self, index: int) -> float:
        """Return the horizontal middle of a step of the run."""
        assert self._timeline is not None
        at = self._timeline.at(index)
        steps = len(self._timeline.chapters[at.chapter].trace)
        left, right = self._shares[at.chapter], self._shares[at.chapter + 1]
        return _SIDE + (left + (right - left) * (at.step + 0.5) / steps) * self._length

    def _filled_to(self, index: int) -> float:
        """Return how far the line is filled at a step of the run: with its last one a chapter is done."""
        assert self._timeline is not None
        at = self._timeline.at(index)
        is_last = at.step == len(self._timeline.chapters[at.chapter].trace) - 1
        return _SIDE + self._shares[at.chapter + 1] * self._length if is_last else self.x_of(index)

    def chapter_at(self, x: float) -> int:
        """Return the chapter under a horizontal place."""
        assert self._timeline is not None
        return self._timeline.at(self.index_at(x)).chapter

    @property
    def _chapter(self) -> int:
        assert self._timeline is not None
        return self._timeline.at(self.value()).chapter

    @property
    def _length(self) -> float:
        return max(self.width() - 2 * _SIDE, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew which names there is room for."""
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        if self._timeline is None:
            return
        self._shares = shares(self._timeline.chapters, self._weights, self._length)
        ends = [_SIDE + share * self._length for share in self._shares]
        self._segments = [Stretch(left, right - left - _GAP) for left, right in pairwise(ends)]
        self._texts = Texts(self._timeline.chapters, self._segments, self.width())
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw segments, names and the knob."""
        if self._timeline is None:
            return
        painter, exposed = QPainter(self), event.rect()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        knob = self.x_of(self.value())
        parts = zip(self._segments, self._timeline.chapters, strict=True)
        painter.translate(0, -self._texts.lift)
        filled = self._filled_to(self.value())
        draw_segments(painter, parts, (exposed.left(), exposed.right()), filled, self._palette)
        if exposed.top() < self._middle - self._reach - 1:
            self._texts.write_phases(painter, self._palette)
        painter.translate(0, self._texts.lift)
        if exposed.bottom() > self._texts.top:
            self._texts.write_names(painter, self._palette, self._chapter, self._hovered)
        draw_knob(painter, QPointF(knob, self._middle), self._palette, ring=self.hasFocus())

    def _hover(self, chapter: int | None) -> None:
        """Name the chapter under the pointer, with the digit that goes there."""
        if chapter == self._hovered or self._timeline is None:
            return
        self._hovered = chapter
        self._update_names()
        if chapter is not None:
            title = self._timeline.chapters[chapter].title
            self.setToolTip(f"{chapter + 1} · {title}" if chapter < _KEYS else title)

    def _update_names(self) -> None:
        top = self._texts.top
        self.update(0, top, self.width(), self.height() - top)

    def leaveEvent(self, event: QEvent) -> None:
        """Name no chapter any more but those that there is room for."""
        super().leaveEvent(event)
        self._hover(None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to where one presses: on a name to where its chapter begins."""
        if event.button() == Qt.MouseButton.LeftButton and self._timeline is not None:
            shown = [self._chapter, *(() if self._hovered is None else (self._hovered,))]
            named = self._texts.named_at(event.x(), event.y(), shown)
            self._held = None if named is None else event.x()
            self.sought.emit(self.index_at(event.x()) if named is None else self._timeline.starts[named])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow a drag, each position as it passes; name what is under the pointer."""
        if self._timeline is None:
            return
        self._hover(self.chapter_at(event.x()))
        if self._held is not None and abs(event.x() - self._held) < QApplication.startDragDistance():
            return  # the hand trembles on a name
        self._held = None
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.sought.emit(self.index_at(event.x()))


def _outline(timeline: Timeline) -> list[tuple[str, Phase, int]]:
    return [(chapter.name, chapter.phase, len(chapter.trace)) for chapter in timeline.chapters]
