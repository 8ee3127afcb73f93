"""A grid by itself, as it is painted."""

from PyQt5.QtCore import QPointF, QRectF
from PyQt5.QtGui import QImage, QPainter
from PyQt5.QtWidgets import QGraphicsScene
from seen_pixels import pixels_of


def shot(item, ratio=1):
    """Return what a grid looks like, in device pixels."""
    scene = QGraphicsScene()
    scene.addItem(item)
    size = item.boundingRect().size()
    image = QImage(size.toSize() * ratio, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(0)
    painter = QPainter(image)
    scene.render(painter, QRectF(QPointF(), size), item.boundingRect())
    painter.end()
    scene.removeItem(item)
    return pixels_of(image)
