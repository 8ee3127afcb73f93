"""The pipeline strip: every array of the run as a thumbnail; a click goes to where it is made."""

from PyQt5.QtCore import QRect, QSize, Qt, pyqtSignal
from PyQt5.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen, QPixmap
from PyQt5.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QScrollArea, QWidget

from cnnviz.canvas.palette import Palette
from cnnviz.canvas.thumbnail import thumbnail
from cnnviz.explain.numbers import size_text
from cnnviz.trace.timeline import Product, Timeline

_SIDE = 54
_CARD = QSize(82, 98)
_ARROW = 40


class ProductCard(QAbstractButton):
    """One array: thumbnail, name and size."""

    def __init__(self, product: Product, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(_CARD)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setText(product.label)
        self.setAccessibleName(product.label)
        self.setObjectName(f"product_{product.label}")
        self._current = False

    def show_product(self, product: Product, palette: Palette, channel: int) -> None:
        """Show the array as it is in the present run."""
        array = product.array[0]
        channel = min(channel, array.shape[2] - 1)
        ratio = round(self.devicePixelRatioF())
        self._palette = palette
        self._size = size_text(array.shape)
        self._picture = thumbnail(array, _SIDE, palette, image=product.image, channel=channel, ratio=ratio)
        self.setToolTip(self.tr("{0}, {1}: go to where it is made").format(product.label, self._size))
        self.update()

    def set_current(self, current: bool) -> None:
        """Mark the array that is being made."""
        if current != self._current:
            self._current = current
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the card."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        strong = self._current or self.hasFocus()
        colour = self._palette.role("accent" if strong else "line")
        if self.underMouse() and not strong:
            colour = self._palette.role("muted")
        painter.setPen(QPen(colour, 2 if strong else 1))
        painter.setBrush(self._palette.role("panel"))
        painter.drawRoundedRect(QRect(1, 1, self.width() - 3, self.height() - 3), 7, 7)
        self._draw_picture(painter)
        self._write(painter, self.text(), 64, 12, QFont.Weight.DemiBold, self._palette.role("text"))
        self._write(painter, self._size, 79, 11, QFont.Weight.Normal, self._palette.role("muted"))

    def _draw_picture(self, painter: QPainter) -> None:
        picture: QPixmap = self._picture
        width = round(picture.width() / picture.devicePixelRatio())
        height = round(picture.height() / picture.devicePixelRatio())
        painter.drawPixmap((self.width() - width) // 2, 7 + (_SIDE - height) // 2, picture)

    def _write(
        self, painter: QPainter, text: str, top: int, pixels: int, weight: int, colour: QColor
    ) -> None:
        font = QFont(self.font())
        font.setPixelSize(pixels)
        font.setWeight(weight)
        painter.setFont(font)
        painter.setPen(colour)
        painter.drawText(QRect(0, top, self.width(), 16), Qt.AlignmentFlag.AlignCenter, text)


class _Arrow(QWidget):
    """An arrow from one array to the next."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(_ARROW, _CARD.height())

    def set_palette(self, palette: Palette) -> None:
        """Use a theme's colours."""
        self._palette = palette
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the arrow."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._palette.role("muted"), 1.4))
        middle, left, right = 7 + _SIDE // 2, 10, self.width() - 10
        painter.drawLine(left, middle, right, middle)
        painter.drawLine(right - 5, middle - 5, right, middle)
        painter.drawLine(right - 5, middle + 5, right, middle)


class PipelineStrip(QScrollArea):
    """All arrays of a run, from the image on.

    Signals
    -------
    chapter_chosen : the index of the chapter that makes the clicked array; the image belongs to the first
    """

    chapter_chosen = pyqtSignal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pipeline")
        self.setAccessibleName(self.tr("Pipeline"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedHeight(_CARD.height() + 22)
        self._made: list[tuple[str, int | None]] = []
        self._cards: list[ProductCard] = []
        self._arrows: list[_Arrow] = []

    def show_run(self, timeline: Timeline, palette: Palette, channel: int) -> None:
        """Show the arrays of another run; of those with filters, the one that is followed."""
        made = [(product.label, product.chapter) for product in timeline.products]
        if made != self._made:
            self._made = made
            self._make_cards(timeline)
        for card, product in zip(self._cards, timeline.products, strict=True):
            card.show_product(product, palette, channel)
        for arrow in self._arrows:
            arrow.set_palette(palette)

    def _make_cards(self, timeline: Timeline) -> None:
        contents = QWidget(self)
        contents.setObjectName("pipeline_contents")
        layout = QHBoxLayout(contents)
        layout.setContentsMargins(20, 10, 20, 10)
        layout.setSpacing(4)
        self._cards, self._arrows = [], []
        for number, product in enumerate(timeline.products):
            if number:
                self._arrows.append(_Arrow(contents))
                layout.addWidget(self._arrows[-1])
            card = ProductCard(product, contents)
            card.clicked.connect(lambda _, chapter=product.chapter or 0: self.chapter_chosen.emit(chapter))
            layout.addWidget(card)
            self._cards.append(card)
        layout.addStretch(1)
        self.setWidget(contents)

    def set_chapter(self, chapter: int) -> None:
        """Mark the array that the chapter makes."""
        for card, (_, made_in) in zip(self._cards, self._made, strict=True):
            card.set_current(made_in == chapter)
