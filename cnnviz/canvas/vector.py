"""Whether a painter makes shapes and texts, as in SVG and PDF, or pixels: what is drawn by pixmaps asks for it."""

from cnnviz.qt import QPaintEngine, QPainter

_SHAPES = frozenset(
    {QPaintEngine.Type.Pdf, QPaintEngine.Type.SVG, QPaintEngine.Type.Picture, QPaintEngine.Type.User}
)


def is_vector(painter: QPainter) -> bool:
    """Return whether what is painted stays shapes, in whatever size it is looked at."""
    engine = painter.paintEngine()
    return engine is not None and engine.type() in _SHAPES
