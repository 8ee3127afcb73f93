"""How a frame stands around cells: a line with a light one on both its sides, clear of the numbers beside it."""

from cnnviz.qt import QRectF

_WIDER = (
    2  # pixels that the light line takes more of the cells at most: on orange the line alone is hardly seen
)
_OUTSIDE = 3.0  # pixels that it takes of the cells around at most
_LEAST = 1.5  # pixels that numbers leave free beside them in cells of any size
_ROOMY = 2.0  # pixels of them with which the line need not be thinner


def halo_and_line(cells: QRectF, beside: float | None) -> tuple[tuple[QRectF, float], tuple[QRectF, float]]:
    """Return a rectangle and the width of its line for the light line, and for the line that is drawn over it.

    The line lies in the gap around the cells, and on what is outside. Both take no more of the cells around than
    numbers leave free `beside` them; None where no numbers stand there.
    """
    outside = _OUTSIDE if beside is None else min(max(beside, _LEAST), _OUTSIDE)
    wider = max(min(int(beside or 0) - 1, _WIDER), 0)
    away, thick = (1.5, 2.5) if outside >= _ROOMY else (1.0, 2.0)
    return (_around(cells, (outside - wider) / 2), outside + wider + 2), (_around(cells, away), thick)


def _around(cells: QRectF, away: float) -> QRectF:
    """Return a rectangle so far away from cells; to the right and below the gap is theirs."""
    return cells.adjusted(-away, -away, away - 1, away - 1)
