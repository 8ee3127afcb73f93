"""Whether a painter makes shapes and texts, as in SVG and PDF, or pixels: what is drawn by pixmaps asks for it."""

from cnnviz.qt import QPaintEngine, QPainter

_TYPE = QPaintEngine.Type
_PIXELS = frozenset(
    {_TYPE.Raster, _TYPE.OpenGL, _TYPE.OpenGL2, _TYPE.Direct3D, _TYPE.Direct2D, _TYPE.Blitter}
)


def is_vector(painter: QPainter) -> bool:
    """Return whether what is painted stays shapes, in whatever size it is looked at."""
    engine = painter.paintEngine()
    return engine is not None and engine.type() not in _PIXELS
