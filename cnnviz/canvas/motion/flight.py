"""What flies: a picture on its way over the stage, where it is after any share of its time."""

from collections.abc import Sequence
from itertools import pairwise
from math import hypot

from cnnviz.frozen import NamedTuple
from cnnviz.qt import QEasingCurve, QPixmap, QPointF, QRectF, QSizeF

_EASED = QEasingCurve(QEasingCurve.Type.InOutQuad)
_FITS = 0.4  # share of its way by which what merges is as small as the cell that it goes to
_MERGES = 0.8  # share of its way behind which it fades into what it has come to


class Flight(NamedTuple):
    """A picture that goes from one place to another.

    Parameters
    ----------
    picture : what is seen of it
    first, last : where it begins and ends
    past : the points that its middle goes past
    leaves : the share of the time after which it sets off
    merges : whether it fades into what is there; else it arrives as it is
    """

    picture: QPixmap
    first: QRectF
    last: QRectF
    past: tuple[QPointF, ...] = ()
    leaves: float = 0.0
    merges: bool = True

    def at(self, share: float) -> tuple[QRectF, float]:
        """Return where it is after a share of the time, and how strongly it is seen."""
        gone = min(max((share - self.leaves) / (1 - self.leaves), 0.0), 1.0)
        eased = _EASED.valueForProgress(gone)
        middle = along((self.first.center(), *self.past, self.last.center()), eased)
        shrunk = min(eased / _FITS, 1.0) if self.merges else eased
        first, last = self.first.size(), self.last.size()
        size = QSizeF(
            first.width() + (last.width() - first.width()) * shrunk,
            first.height() + (last.height() - first.height()) * shrunk,
        )
        fades = self.merges and eased > _MERGES
        seen = (1 - eased) / (1 - _MERGES) if fades else 1.0
        return QRectF(middle - QPointF(size.width() / 2, size.height() / 2), size), seen


def along(points: Sequence[QPointF], share: float) -> QPointF:
    """Return the point at a share of the way along a line of points."""
    lengths = [hypot(b.x() - a.x(), b.y() - a.y()) for a, b in pairwise(points)]
    left = share * sum(lengths)
    for (a, b), length in zip(pairwise(points), lengths, strict=True):
        if left <= length and length > 0:
            return a + (b - a) * (left / length)
        left -= length
    return points[-1]
