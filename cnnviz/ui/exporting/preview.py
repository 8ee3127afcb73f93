"""What comes out, before it is written: the sheet itself, at any of its steps; of what is text, its beginning."""

from cnnviz.application import mono_typeface, text_pixels
from cnnviz.canvas.palette import Palette
from cnnviz.qt import (
    QColor,
    QHBoxLayout,
    QImage,
    QLabel,
    QPainter,
    QPaintEvent,
    QRect,
    QResizeEvent,
    QSize,
    QSizePolicy,
    QSlider,
    Qt,
    QTimer,
    QToolButton,
    QVBoxLayout,
    QWidget,
    pyqtSignal,
)
from cnnviz.ui.fields.held import quiet
from cnnviz.ui.icons import icon

_LEAST = QSize(360, 225)
_LINE, _MARGIN = 16, 14


class Preview(QWidget):
    """Shows a picture as large as there is room for, or the first lines of a text.

    Signals
    -------
    sought : the number of the step that a person wants to see, counted from 0
    resized : there is more or less room than before
    """

    sought = pyqtSignal(int)
    resized = pyqtSignal()

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = _Picture(palette, self)
        self._play = QToolButton(self)
        self._play.setObjectName("export_play")
        self._play.setProperty("kind", "round")
        self._icons = icon("play", palette), icon("pause", palette)
        self._slider = QSlider(Qt.Orientation.Horizontal, self)
        self._slider.setObjectName("export_slider")
        self._slider.setAccessibleName(self.tr("Step that is shown"))
        self._slider.valueChanged.connect(self._on_slide)
        self._place = QLabel(self)
        self._place.setProperty("kind", "muted")
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._next)
        self._play.clicked.connect(self._toggle)
        self._show_playing()
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._play)
        row.addWidget(self._slider, 1)
        row.addWidget(self._place)
        self._moving = QWidget(self)
        self._moving.setLayout(row)
        row.setContentsMargins(0, 4, 0, 0)
        policy = self._moving.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._moving.setSizePolicy(policy)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._picture, 1)
        column.addWidget(self._moving)

    def set_count(self, count: int, at: int, fps: float) -> None:
        """Have so many steps to go through, or pages, which are not played: `fps` is 0 then."""
        self._play.setVisible(fps > 0)
        if fps > 0:
            self._timer.setInterval(round(1000 / fps))
        with quiet(self._slider):
            self._slider.setRange(0, max(count - 1, 0))
            self._slider.setValue(at)
        self._moving.setVisible(count > 1)
        if count < 2:
            self.stop()
        self._show_place()

    @property
    def at(self) -> int:
        """Which step is shown, counted from 0."""
        return self._slider.value()

    @property
    def room(self) -> tuple[int, int]:
        """How wide and high a picture can be that is shown as it is."""
        return max(self._picture.width(), _LEAST.width()), max(self._picture.height(), _LEAST.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell that there is other room."""
        super().resizeEvent(event)
        self.layout().activate()  # so that it is known now
        self.resized.emit()

    def show_picture(self, image: QImage) -> None:
        """Show a picture."""
        self._picture.show_picture(image)

    def show_text(self, text: str) -> None:
        """Show the beginning of a text."""
        self.stop()
        self._picture.show_text(text)

    @property
    def percent(self) -> int | None:
        """How large the picture is shown, None where there is none."""
        return self._picture.percent

    def stop(self) -> None:
        """Play no longer."""
        self._timer.stop()
        self._show_playing()

    def _toggle(self) -> None:
        if self._timer.isActive():
            self._timer.stop()
        else:
            self._timer.start()
        self._show_playing()

    def _show_playing(self) -> None:
        plays = self._timer.isActive()
        self._play.setIcon(self._icons[plays])
        self._play.setAccessibleName(self.tr("Pause") if plays else self.tr("Play"))

    def _next(self) -> None:
        self._slider.setValue((self.at + 1) % (self._slider.maximum() + 1))

    def _on_slide(self, at: int) -> None:
        self._show_place()
        self.sought.emit(at)

    def _show_place(self) -> None:
        self._place.setText(self.tr("{0} of {1}").format(self.at + 1, self._slider.maximum() + 1))


class _Picture(QWidget):
    def __init__(self, palette: Palette, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("export_preview")
        self.setAccessibleName(self.tr("What comes out"))
        self.setMinimumSize(_LEAST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._palette, self._image, self._text = palette, QImage(), ""

    def show_picture(self, image: QImage) -> None:
        self._image, self._text = image, ""
        self.setAccessibleDescription("")
        self.update()

    def show_text(self, text: str) -> None:
        self._image, self._text = QImage(), text
        self.setAccessibleDescription(text)
        self.update()

    @property
    def percent(self) -> int | None:
        return None if self._image.isNull() else round(100 * self._place.width() / self._logical.width())

    @property
    def _logical(self) -> QSize:
        return self._image.size() / self._image.devicePixelRatio()

    @property
    def _place(self) -> QRect:
        """Where the picture stands: as it is if there is room, else smaller."""
        size = self._logical
        if size.width() > self.width() or size.height() > self.height():
            size = size.scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        return QRect(
            (self.width() - size.width()) // 2,
            (self.height() - size.height()) // 2,
            size.width(),
            size.height(),
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._image.isNull():
            self._write(painter)
            return
        ratio, place = self.devicePixelRatioF(), self._place
        shown = self._image
        if place.size() != self._logical:
            pixels = QSize(round(place.width() * ratio), round(place.height() * ratio))
            mode = Qt.TransformationMode.SmoothTransformation
            shown = shown.scaled(pixels, Qt.AspectRatioMode.IgnoreAspectRatio, mode)
        painter.drawImage(place, shown)
        painter.setPen(QColor(self._palette.role("line")))
        painter.drawRect(place.adjusted(0, 0, -1, -1))

    def _write(self, painter: QPainter) -> None:
        painter.fillRect(self.rect(), self._palette.role("field"))
        painter.setPen(self._palette.role("line"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.setClipRect(self.rect().adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN))
        painter.setFont(mono_typeface(text_pixels(12)))
        painter.setPen(self._palette.role("text"))
        for number, line in enumerate(self._text.splitlines()):
            top = _MARGIN + (number + 1) * text_pixels(_LINE)
            if top > self.height() - _MARGIN:
                break
            painter.drawText(_MARGIN, top, line.expandtabs(4))
