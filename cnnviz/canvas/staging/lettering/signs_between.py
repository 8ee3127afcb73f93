"""The signs between grids that are read as one line, or one below the other: as large as there is room for, or none."""

from collections.abc import Iterator, Mapping, Sequence

from cnnviz.application import text_pixels, typeface
from cnnviz.canvas.palette import Palette
from cnnviz.canvas.plans.stage_plan import Sign
from cnnviz.canvas.staging.lettering.heading import subtitle_font
from cnnviz.qt import QFont, QFontMetrics, QGraphicsSimpleTextItem, QRectF

_SIZES = (20, 16, 13, 11)
_CLEAR, _BEHIND = 2, 8  # pixels at either side, and between a sign and what is said behind it


class SignsBetween:
    """A sign with what is said beneath it for each pair of grids."""

    def __init__(self, signs: Sequence[Sign], palette: Palette) -> None:
        self._signs = signs
        self._texts = [QGraphicsSimpleTextItem(sign.text) for sign in signs]
        self._said = [QGraphicsSimpleTextItem(sign.said) for sign in signs]
        for text, said in zip(self._texts, self._said, strict=True):
            text.setBrush(palette.role("text"))
            said.setBrush(palette.role("muted"))
            said.setFont(subtitle_font())
        self.items = [*self._texts, *self._said]

    @property
    def rects(self) -> list[QRectF]:
        """Where text stands."""
        return [item.sceneBoundingRect() for item in self.items if item.isVisible() and item.text()]

    def place(self, bounds: Mapping[str, QRectF]) -> None:
        """Stand in the middle between two grids each; what has no room there is not there at all.

        What is said of them is said of all or of none: the lens says it too.
        """
        for sign, text, said in zip(self._signs, self._texts, self._said, strict=True):
            first, second = (bounds[key] for key in sign.between)
            if second.top() > first.bottom():
                _place_below(text, said, first, second)
            else:
                _place_beside(text, said, first, second)
        if self._is_said_over_others(bounds):
            for said in self._said:
                said.setVisible(False)

    def _is_said_over_others(self, bounds: Mapping[str, QRectF]) -> bool:
        """Return whether anything beneath a sign stands over a grid, or over the sign of the line that follows."""
        for number, said in enumerate(self._said):
            others = (text for other, text in enumerate(self._texts) if other != number and text.isVisible())
            taken = (*bounds.values(), *(text.sceneBoundingRect() for text in others))
            if said.isVisible() and said.text() and any(map(said.sceneBoundingRect().intersects, taken)):
                return True
        return False


def _place_beside(
    text: QGraphicsSimpleTextItem, said: QGraphicsSimpleTextItem, left: QRectF, right: QRectF
) -> None:
    """Stand between grids side by side, with what is said beneath."""
    room = right.left() - left.right() - 2 * _CLEAR
    across = (left.right() + right.left()) / 2
    middle = (max(left.top(), right.top()) + min(left.bottom(), right.bottom())) / 2
    font = next((one for one in _fonts() if _width(one, text.text()) <= room), None)
    text.setVisible(font is not None)
    said.setVisible(font is not None and _width(said.font(), said.text()) + 2 * _CLEAR <= room)
    if font is not None:
        text.setFont(font)
        high = QFontMetrics(font).height()
        text.setPos(round(across - _width(font, text.text()) / 2), round(middle - high / 2))
        said.setPos(round(across - _width(said.font(), said.text()) / 2), round(middle + high / 2))


def _place_below(
    text: QGraphicsSimpleTextItem, said: QGraphicsSimpleTextItem, upper: QRectF, lower: QRectF
) -> None:
    """Stand between grids one below the other, beside the heading of the lower one, with what is said behind."""
    room, middle = lower.top() - upper.bottom() - 2 * _CLEAR, (upper.bottom() + lower.top()) / 2
    font = next((one for one in _fonts() if QFontMetrics(one).height() <= room), None)
    for item in (text, said):
        item.setVisible(font is not None)
    if font is not None:
        text.setFont(font)
        x = round((max(upper.left(), lower.left()) + min(upper.right(), lower.right())) / 2)
        x -= _width(font, text.text()) // 2
        text.setPos(x, round(middle - QFontMetrics(font).height() / 2))
        x += _width(font, text.text()) + text_pixels(_BEHIND)
        said.setPos(x, round(middle - QFontMetrics(said.font()).height() / 2))


def _fonts() -> Iterator[QFont]:
    """Yield the fonts of a sign, the largest first."""
    return (typeface(text_pixels(size), QFont.Weight.Medium) for size in _SIZES)


def _width(font: QFont, text: str) -> int:
    return QFontMetrics(font).horizontalAdvance(text)
