"""The signs between grids that are read as one line: as large as there is room for, or none at all."""

from collections.abc import Mapping, Sequence

from cnnviz.application import text_pixels, typeface
from cnnviz.canvas.palette import Palette
from cnnviz.canvas.plans.stage_plan import Sign
from cnnviz.canvas.staging.lettering.heading import subtitle_font
from cnnviz.qt import QFont, QFontMetrics, QGraphicsSimpleTextItem, QRectF

_SIZES = (20, 16, 13, 11)
_CLEAR = 2  # pixels at either side


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
        """Stand in the middle between two grids each; what has no room there is not there at all."""
        for sign, text, said in zip(self._signs, self._texts, self._said, strict=True):
            left, right = (bounds[key] for key in sign.between)
            room = right.left() - left.right() - 2 * _CLEAR
            across = (left.right() + right.left()) / 2
            middle = (max(left.top(), right.top()) + min(left.bottom(), right.bottom())) / 2
            fonts = (typeface(text_pixels(size), QFont.Weight.Medium) for size in _SIZES)
            font = next((one for one in fonts if _width(one, sign.text) <= room), None)
            text.setVisible(font is not None)
            said.setVisible(font is not None and _width(said.font(), sign.said) + 2 * _CLEAR <= room)
            if font is None:
                continue
            text.setFont(font)
            high = QFontMetrics(font).height()
            text.setPos(round(across - _width(font, sign.text) / 2), round(middle - high / 2))
            said.setPos(round(across - _width(said.font(), sign.said) / 2), round(middle + high / 2))


def _width(font: QFont, text: str) -> int:
    return QFontMetrics(font).horizontalAdvance(text)
