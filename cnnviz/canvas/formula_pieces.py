"""How the pieces of a formula are drawn: each in the ink of its role, a term in hand or pointed at in a frame."""

from collections.abc import Mapping

from cnnviz.canvas.formula_lines import NEAR, Fonts, baseline_on, text_width
from cnnviz.canvas.palette import Palette
from cnnviz.explain.sums.pieces import Piece, Role
from cnnviz.frozen import NamedTuple
from cnnviz.qt import QFontMetrics, QPainter, QPen, QRect, QRectF

_INKS: Mapping[Role, str] = {
    Role.TERM: "text",
    Role.PENDING: "disabled",
    Role.OPERATOR: "muted",
    Role.NOTE: "muted",
}
_FRAME, _ROUND = 1.5, 4  # pixels of a frame around a term, and of its corners


class Pieces(NamedTuple):
    """Draws pieces on lines of so many pixels."""

    palette: Palette
    fonts: Fonts
    line: int

    def paint(self, painter: QPainter, piece: Piece, rect: QRect, *, frame: str, in_hand: bool) -> None:
        """Draw one: what is `in_hand` in the accent, in a frame of its own unless it has one of the role `frame`."""
        if frame or in_hand:
            self._paint_frame(painter, rect, frame or "accent")
        font = self.fonts.small if piece.role is Role.NOTE else self.fonts.large
        baseline = rect.top() + baseline_on(self.line, self.fonts)
        painter.setFont(font)
        painter.setPen(self.palette.role("accent" if in_hand else _INKS[piece.role]))
        painter.drawText(rect.left(), baseline, piece.text)
        if piece.label:
            left = rect.left() + NEAR + text_width(piece.text, font)
            painter.setFont(self.fonts.small)
            painter.setPen(
                self.palette.role(_INKS[Role.PENDING if piece.role is Role.PENDING else Role.NOTE])
            )
            painter.drawText(left, baseline, piece.label)

    def _paint_frame(self, painter: QPainter, rect: QRect, role: str) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette.role(role), _FRAME))
        high = min(QFontMetrics(self.fonts.large).height() + 4, rect.height()) - 1
        inside = QRectF(rect.left() - 4, rect.center().y() - high / 2 + 0.5, rect.width() + 7, high)
        painter.drawRoundedRect(inside, _ROUND, _ROUND)
        painter.restore()
