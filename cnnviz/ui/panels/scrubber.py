"""The scrubber: the whole run as a line of chapters, and where one is in it."""

from __future__ import annotations

from itertools import accumulate
from math import sqrt

from cnnviz.canvas.palette import Palette
from cnnviz.qt import (
    QAbstractSlider,
    QColor,
    QFont,
    QFontMetrics,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPointF,
    QRectF,
    QSize,
    QSizePolicy,
    Qt,
    QWidget,
    pyqtSignal,
)
from cnnviz.run.chapter import Phase
from cnnviz.run.timeline import Timeline
from cnnviz.ui.fields.quiet import quiet

_LEAST, _LEAST_SHARE = (
    5,
    0.05,
)  # added to the root of a chapter's steps, so that a short one can still be hit and named
_PHASE = 46  # pixels that the name of the last phase takes
_GAP = 3
_SIDE = 10
_BAR = QRectF(0, 27, 0, 7)
_KNOB = 7.5
_NAMES = 42  # where the names of the chapters begin
_TEXT, _SMALL_TEXT = 12, 10


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
        self._palette = palette
        self._timeline: Timeline | None = None
        self._shares: list[float] = [0.0, 1.0]
        self.valueChanged.connect(self.sought)  # by the wheel or by a screen reader

    def sizeHint(self) -> QSize:
        """Return room for phase, line and chapter names."""
        return QSize(360, 60)

    def minimumSizeHint(self) -> QSize:
        """Return the least that can be used."""
        return QSize(200, 60)

    def set_palette(self, palette: Palette) -> None:
        """Use another theme's colours."""
        self._palette = palette
        self.update()

    def set_timeline(self, timeline: Timeline) -> None:
        """Show another run; one of the same chapters and steps looks the same."""
        before, self._timeline = self._timeline, timeline
        if before is not None and _outline(before) == _outline(timeline):
            return
        roots = [sqrt(len(chapter.trace)) for chapter in timeline.chapters]
        lengths = [root + max(_LEAST, _LEAST_SHARE * sum(roots)) for root in roots]
        total = sum(lengths)
        self._shares = [0.0, *accumulate(length / total for length in lengths)]
        with quiet(self):
            self.setRange(0, len(timeline) - 1)
        self.update()

    def set_index(self, index: int) -> None:
        """Show which step of the run one is at."""
        if index == self.value() or self._timeline is None:
            return
        passed = sorted((self.x_of(self.value()), self.x_of(index)))
        with quiet(self):
            self.setValue(index)
        reach = _KNOB + 3.5
        top = _BAR.center().y() - reach
        area = QRectF(passed[0] - reach, top, passed[1] - passed[0] + 2 * reach, 2 * reach)
        self.update(area.toAlignedRect())  # names and phases stay as they are

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

    @property
    def _length(self) -> float:
        return max(self.width() - 2 * _SIDE, 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw segments, names and the knob."""
        if self._timeline is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        exposed = QRectF(event.rect())
        knob = self.x_of(self.value())
        pixels = self._name_pixels() if exposed.bottom() > _NAMES else _TEXT
        phase = None
        for number, chapter in enumerate(self._timeline.chapters):
            left = _SIDE + self._shares[number] * self._length
            width = (self._shares[number + 1] - self._shares[number]) * self._length
            segment = QRectF(left, _BAR.top(), width - _GAP, _BAR.height())
            colour = self._palette.role(chapter.phase.value)
            if segment.intersects(exposed):
                self._draw_segment(painter, segment, colour, knob)
            name = QRectF(left, _NAMES, width - _GAP, 16)
            if name.intersects(exposed):
                muted = self._palette.role("muted")
                self._write(painter, name, chapter.name, muted, pixels, centred=True)
            heading = QRectF(min(left, self.width() - _PHASE), 2, 200, 16)
            if chapter.phase is not phase and heading.intersects(exposed):
                phase_text = self._phase_text(chapter.phase)
                self._write(painter, heading, phase_text, colour, _TEXT, centred=False)
            phase = chapter.phase
        self._draw_knob(painter, knob)

    def _draw_segment(self, painter: QPainter, segment: QRectF, colour: QColor, knob: float) -> None:
        """Draw one chapter, what is behind one in full colour and what is ahead pale."""
        pale = QColor(colour)
        pale.setAlphaF(0.28)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(pale)
        painter.drawRoundedRect(segment, 2, 2)
        done = QRectF(
            segment.left(), segment.top(), min(knob - segment.left(), segment.width()), segment.height()
        )
        if done.width() > 0:
            painter.setBrush(colour)
            painter.drawRoundedRect(done, 2, 2)

    def _draw_knob(self, painter: QPainter, x: float) -> None:
        centre = QPointF(x, _BAR.center().y())
        painter.setBrush(self._palette.role("accent"))
        painter.setPen(QPen(self._palette.role("panel"), 2))
        painter.drawEllipse(centre, _KNOB, _KNOB)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._palette.role("accent"), 1.5))
            painter.drawEllipse(centre, _KNOB + 3, _KNOB + 3)

    def _write(
        self, painter: QPainter, rect: QRectF, text: str, colour: QColor, pixels: int, *, centred: bool
    ) -> None:
        font = self._font(pixels)
        painter.setFont(font)
        painter.setPen(colour)
        text = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, int(rect.width()) + 2)
        side = Qt.AlignmentFlag.AlignHCenter if centred else Qt.AlignmentFlag.AlignLeft
        painter.drawText(rect, int(side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip), text)

    def _name_pixels(self) -> int:
        """Return how large the chapters' names are: all alike, smaller where one of them would not fit."""
        assert self._timeline is not None
        metrics = QFontMetrics(self._font(_TEXT))
        fits = all(
            metrics.horizontalAdvance(chapter.name)
            < (self._shares[k + 1] - self._shares[k]) * self._length - _GAP
            for k, chapter in enumerate(self._timeline.chapters)
        )
        return _TEXT if fits else _SMALL_TEXT

    def _font(self, pixels: int) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(pixels)
        return font

    def _phase_text(self, phase: Phase) -> str:
        return self.tr(phase.value)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to where one presses."""
        if event.button() == Qt.MouseButton.LeftButton and self._timeline is not None:
            self.sought.emit(self.index_at(event.x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow a drag, each position as it passes."""
        if event.buttons() & Qt.MouseButton.LeftButton and self._timeline is not None:
            self.sought.emit(self.index_at(event.x()))


def _outline(timeline: Timeline) -> list[tuple[str, Phase, int]]:
    return [(chapter.name, chapter.phase, len(chapter.trace)) for chapter in timeline.chapters]
