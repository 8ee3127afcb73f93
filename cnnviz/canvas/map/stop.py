"""A stop of the map as a button: an array, a parameter, or the loss."""

from functools import partial

from cnnviz.canvas.map.contents import Stop, StopKind
from cnnviz.canvas.map.drawing import draw_caption, draw_frame, font, name_width, rect, text_width, write
from cnnviz.canvas.map.pictures import Reached, Shown, reached
from cnnviz.canvas.map.plan import StopPlan
from cnnviz.canvas.map.style import map_pixels
from cnnviz.explain.numbers import shown, written
from cnnviz.qt import (
    QAbstractButton,
    QColor,
    QEvent,
    QFont,
    QFontMetrics,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QRect,
    QShowEvent,
    QSize,
    Qt,
    QWidget,
)

_VALUE = (16, 14, 12, 11, 10, 9)  # pixels of the loss, as large as there is room for it


class StopButton(QAbstractButton):
    """Shows a stop as it is in a frame; its size is its frame's."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setMouseTracking(True)
        self._plan: StopPlan | None = None
        self._place: QRect | None = None  # of the picture
        self.caption: QRect | None = (
            None  # where the name stands on the map; it may be within the frame, or nowhere
        )

    def show_stop(self, stop: Stop, shown_: Shown) -> None:
        """Stand for a stop from now on."""
        self.stop, self._shown = stop, shown_
        self.setObjectName(f"product_{stop.label}")
        self.setText(stop.label)
        self.setAccessibleName(stop.label)
        self.tell()

    def tell(self) -> None:
        """Say what it is and leads to, and how large it is where that is not asked."""
        size = "" if self.asks_size else self.stop.size
        self.setToolTip(self._leads_to().format(f"{self.stop.label}, {size}" if size else self.stop.label))
        self.setAccessibleDescription(size)
        self.update()  # as it covers the map, what is painted there does not reach it

    def _leads_to(self) -> str:
        kind = self.stop.kind
        if self.stop.made_in is not None and kind is not StopKind.LOSS:
            return self.tr("{0}: go to where it is made")
        return {
            StopKind.LOSS: self.tr("{0}: go there; “–” until a value is there"),
            StopKind.TARGET: self.tr("{0}: go to the loss"),
            StopKind.PARAMETER: self.tr("{0}: go to its update"),
            StopKind.ARRAY: self.tr("{0}: go to the beginning"),
        }[kind]

    def lay_out(self, plan: StopPlan | None) -> None:
        """Lie where the plan has it, if it has a place for it."""
        self._plan = plan
        self._place = self.caption = None
        if plan is not None:
            within = plan.caption is None or plan.hot.meets(plan.caption)
            self.caption = None if plan.caption is None or within else rect(plan.caption)
            self._place = None if plan.picture is None else rect(plan.picture, plan.hot)
            self.setGeometry(rect(plan.hot))
        self.setVisible(plan is not None)

    @property
    def laid_out(self) -> bool:
        """Whether there is a place for it."""
        return self._plan is not None

    def sizeHint(self) -> QSize:
        """Return how large it is laid out."""
        return self.size()

    @property
    def asks_size(self) -> bool:
        """Whether somebody is to say how large it is, or could tell that by it."""
        frame, made = self._shown.frame, self.stop.made_in
        if not frame.waits or frame.asking is None or not frame.asking.of_size:
            return False
        return made is not None and made >= self._shown.chapter

    @property
    def current(self) -> bool:
        """Whether it is marked in the frame."""
        return self._shown.chapter in self.stop.marked_in

    def is_made_in(self, chapter: int) -> bool:
        """Return whether it is no parameter, and marked where a chapter makes it."""
        return chapter in self.stop.marked_in and self.stop.kind is not StopKind.PARAMETER

    @property
    def ink(self) -> QColor:
        """The colour of its name: the accent where it is current, and muted as long as the run has not got there."""
        there = reached(self.stop, self._shown.chapter) is not Reached.NOT
        return self._shown.palette.role("accent" if self.current else "text" if there else "muted")

    @property
    def _hovered(self) -> bool:
        """Whether the pointer is on it, which is not told where the map moves away from under it."""
        return self.underMouse() and self.rect().contains(self.mapFromGlobal(self.cursor().pos()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Be hovered: where the map comes back beneath a pointer that rests, nobody tells that it has entered."""
        if not self.underMouse():
            self.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
            self.update()
        super().mouseMoveEvent(event)

    def fill(self) -> None:
        """Show a further step of the same chapter."""
        self.update(self.rect() if self._place is None else self._place)

    def showEvent(self, event: QShowEvent) -> None:
        """Have nothing behind painted: a style, which is there by now, takes that back."""
        super().showEvent(event)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def changeEvent(self, event: QEvent) -> None:
        """Have nothing behind painted, after another style, too."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the frame and what is in it; of a step alone, the picture."""
        picture = self._picture()  # made before the painter is there: what fails leaves none behind
        painter = QPainter(self)
        if self._place is not None and self._place.contains(event.rect()):
            self._draw_picture(painter, picture)
            return
        painter.fillRect(self.rect(), self._shown.palette.role("stage"))
        match self.stop.kind:
            case StopKind.LOSS:
                self._draw_frame(painter, 7, line=True)
                self._draw_loss(painter)
            case StopKind.PARAMETER:
                self._draw_frame(painter, 4, line=True)
                self._draw_picture(painter, picture)
            case _:
                self._draw_frame(painter, 6, line=False)
                self._draw_picture(painter, picture)
        within = self._plan is not None and self.caption is None and self._plan.caption
        if self._plan is not None and within:
            self.draw_caption(painter, rect(within, self._plan.hot))

    def draw_caption(self, painter: QPainter, place: QRect) -> None:
        """Write the name, and the size where there is a place for it."""
        label, size = self.stop.label, "" if self.asks_size else self.stop.size
        size = size if place.width() >= name_width(label) + text_width(size) else ""
        draw_caption(painter, place, label, size, (self.ink, self._shown.palette.role("muted")))

    def _draw_frame(self, painter: QPainter, radius: int, *, line: bool) -> None:
        """Draw the frame, in ink where it has the keyboard; only some have one that is always there."""
        parameter = self.stop.kind is StopKind.PARAMETER
        marked, chosen = self.current and (parameter or not self._shown.sliding), self.hasFocus()
        states = ("text", chosen), ("accent", marked), ("muted", self._hovered), ("line", line)
        role = next((role for role, holds in states if holds), None)
        if role is not None:
            fill = self._shown.palette.role("panel" if line or marked else "stage")
            width = 2 if (marked or chosen) and not (parameter and not chosen) else 1
            draw_frame(painter, self.rect(), self._shown.palette.role(role), width, fill, radius)

    def _picture(self) -> QPixmap | None:
        """Return what it shows, None where it has no place for it, or nothing is there yet."""
        if self._place is None or self.stop.kind is StopKind.LOSS:
            return None
        return self._shown.pictures.of(self.stop, self._place.width(), self._shown.frame)

    def _draw_picture(self, painter: QPainter, picture: QPixmap | None) -> None:
        place = self._place
        if place is None:
            return
        if picture is None:
            painter.fillRect(place, self._shown.palette.cells["empty"])
        else:
            painter.drawPixmap(_centred(picture, place).topLeft(), picture)
        if self.stop.kind is not StopKind.PARAMETER:  # an array of zeros has the colour of what is behind it
            painter.setPen(self._shown.palette.role("line"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            around = place if picture is None else _centred(picture, place)
            painter.drawRect(around.adjusted(-1, -1, 0, 0))

    def _draw_loss(self, painter: QPainter) -> None:
        muted, text = self._shown.palette.role("muted"), self._shown.palette.role("text")
        compact, width = self.height() < map_pixels(80), self.width()
        value = self._value()
        line = partial(self._line, painter)
        line(13 if not compact else 12, 16, self.tr("loss"), font(), muted)
        pixels = next((size for size in _VALUE if _fits(value, size, width - 8)), _VALUE[-1])
        line(32 if not compact else 34, 22, value, font(pixels, strong=True), text)
        if not compact:
            middle, top, bottom = width // 2, map_pixels(61), map_pixels(83)
            painter.setPen(muted)
            painter.drawLine(middle, top, middle, bottom)
            for side in (-4, 4):
                painter.drawLine(middle + side, bottom - 4, middle, bottom)
            line(88, 16, self.tr("gradient"), font(), muted)

    def _line(
        self, painter: QPainter, top: int, height: int, text: str, typeface: QFont, colour: QColor
    ) -> None:
        """Write a line of the card of the loss, whose place is that for text of the usual size."""
        place = QRect(0, map_pixels(top), self.width(), map_pixels(height))
        write(painter, place, text, typeface, colour)

    def _value(self) -> str:
        """Return the loss as soon as it is there; a gradient may be given without any."""
        frame, made = self._shown.frame, self.stop.made_in
        run, position = frame.timeline, frame.position
        if run.loss is None:
            return self.tr("none")
        if made is None or position.chapter < made:
            return "–"
        last = len(run.chapters[made].trace) - 1
        if position.chapter == made and (position.step < last or position.term is not None):
            return "–"
        value = shown(run.loss, frame.decimals)
        return value if _fits(value, _VALUE[-1], self.width() - 8) else written(run.loss)


def _centred(picture: QPixmap, place: QRect) -> QRect:
    ratio = picture.devicePixelRatio()
    width, height = round(picture.width() / ratio), round(picture.height() / ratio)
    return QRect(
        place.x() + (place.width() - width) // 2, place.y() + (place.height() - height) // 2, width, height
    )


def _fits(text: str, pixels: int, width: int) -> bool:
    return QFontMetrics(font(pixels, strong=True)).horizontalAdvance(text) <= width
