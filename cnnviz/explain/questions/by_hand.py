"""An answer that was worked out from what stands there: from the printed numbers of a sum, not from the true ones.

Of -0.99 - 0.4 * 0.08 the true numbers may come to -1.026, and are shown as -1.03; whoever has the printed ones gets
-1.022, or -1.02, and has reckoned rightly.
"""

from cnnviz.explain.questions.judged import printed, tolerance
from cnnviz.explain.sums.formula import come_to
from cnnviz.numerals import MINUS, typed
from cnnviz.run.frames.frame import Frame
from cnnviz.trace.steps import Cell

_ROUNDED = 1e-12  # of it: what two ways to the same number may differ by


def is_of_printed(frame: Frame, cell: Cell, given: str, answer: float) -> bool:
    """Return whether an answer is what the printed terms of a cell come to, rounded no further than the cell is."""
    found = come_to(frame, cell)
    if found is None or not found[1]:
        return False
    value = found[0] / found[1]
    written = given.rpartition("=")[2].strip()
    own = tolerance(written.replace(",", ".").replace("-", MINUS), value) if _is_number(written) else 0.0
    allowed = min(own, tolerance(printed(frame, cell, value), value))
    return abs(answer - value) <= allowed + _ROUNDED * max(1.0, abs(value))


def _is_number(text: str) -> bool:
    """Return whether digits are written, and nothing that has to be worked out."""
    return typed(text) is not None
