"""How wide the signs of a lens are: an arrow is as long as the word over it."""

from cnnviz.application import text_pixels, typeface
from cnnviz.qt import QFontMetrics

WORD = 12
"""Pixels of the word over an arrow."""
_OPERATOR, _ARROW = 22, 34
_CLEAR = 10  # pixels by which an arrow is longer than its word


def sign_width(text: str, *, arrow: bool) -> int:
    """Return how many pixels a sign takes, in which the word of an arrow does not reach what stands beside it."""
    if not arrow:
        return text_pixels(_OPERATOR)
    word = QFontMetrics(typeface(text_pixels(WORD))).horizontalAdvance(text) if text else 0
    return max(text_pixels(_ARROW), word + text_pixels(_CLEAR))
