"""What lies over a window that is presented: black, white, or dark but for a spot at the pointer."""

from cnnviz.qt import QColor, QPainter, QPainterPath, QPaintEvent, QPoint, QRect, QRectF, QRegion, Qt, QWidget

_DARK = QColor(0, 0, 0, 170)
_SPOT = 6  # its radius is a sixth of the window's smaller side
_ROUND = 7  # pixels of the corners of a note


class Cover(QWidget):
    """Hides a whole window behind one colour; a click takes it away."""

    def __init__(self, colour: QColor, parent: QWidget) -> None:
        super().__init__(parent)
        self.setCursor(Qt.CursorShape.BlankCursor)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.colour = colour
        self.setGeometry(parent.rect())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill it."""
        QPainter(self).fillRect(event.rect(), self.colour)


class Spotlight(QWidget):
    """Darkens a window but for a round spot that goes with the pointer; the mouse goes through it.

    What is said at the pointer is lit, too: the children of `beneath` that are called `lit`, wherever they stand.
    """

    def __init__(self, parent: QWidget, beneath: QWidget, lit: str) -> None:
        super().__init__(parent)
        self._beneath, self._lit = beneath, lit
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setGeometry(parent.rect())
        self._at = parent.rect().center()

    @property
    def spot(self) -> QRect:
        """The square around what is lit."""
        radius = min(self.width(), self.height()) // _SPOT
        return QRect(self._at - QPoint(radius, radius), self._at + QPoint(radius, radius))

    def light(self, point: QPoint) -> None:
        """Move the spot to a point of the window, and paint what differs alone."""
        before = self.spot
        self._at = point
        self.update(QRegion(before).united(self.spot))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Darken all but the spot and what is lit; where that goes, its old place and its new one are painted."""
        dark, light = QPainterPath(), QPainterPath()
        light.setFillRule(Qt.FillRule.WindingFill)
        dark.addRect(QRectF(event.rect()))
        light.addEllipse(QRectF(self.spot))
        for note in self._beneath.findChildren(QWidget, self._lit):
            if note.isVisible():
                lit = QRectF(QRect(note.mapTo(self.window(), QPoint(0, 0)), note.size()))
                light.addRoundedRect(lit, _ROUND, _ROUND)
        dark = dark.subtracted(light)
        painter = QPainter(self)
        painter.setClipRect(event.rect())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillPath(dark, _DARK)
