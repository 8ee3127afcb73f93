"""A target as a small picture."""

from cnnviz.canvas.grids.thumbnail import thumbnail
from cnnviz.canvas.palette import Palette
from cnnviz.experiment.arrays import Array
from cnnviz.qt import QPixmap, QWidget


def target_picture(place: QWidget, target: Array, side: int, palette: Palette, channel: int = 0) -> QPixmap:
    """Return a target, or a list of numbers as a row, in colours; of several channels one, or the last there is."""
    plane = target if target.ndim == 3 else target[None, :, None]
    shown, ratio = min(channel, plane.shape[2] - 1), max(1, round(place.devicePixelRatioF()))
    return thumbnail(plane, side, palette, image=False, channel=shown, ratio=ratio)
