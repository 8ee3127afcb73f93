"""What lies over a window that is presented: black, white, or dark but for a spot at the pointer."""

from cnnviz.qt import QColor, QPainter, QPainterPath, QPaintEvent, QPoint, QRect, QRectF, QRegion, Qt, QWidget

_DARK = QColor(0, 0, 0, 170)
_SPOT = 6  # its radius is a sixth of the window's smaller side


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
    """Darkens a window but for a round spot that goes with the pointer; the mouse goes through it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
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
        """Darken all but the spot."""
        dark = QPainterPath()  # what lies in both is left out
        dark.addRect(QRectF(event.rect()))
        dark.addEllipse(QRectF(self.spot))
        painter = QPainter(self)
        painter.setClipRect(event.rect())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillPath(dark, _DARK)
