"""The tools to draw with, the size of the brush, and the value or the colour that it draws."""

from functools import partial

from cnnviz.canvas.palette import Palette
from cnnviz.experiment.arrays import Array
from cnnviz.experiment.drawing.painting import LARGEST_BRUSH
from cnnviz.experiment.drawing.strokes import Tool
from cnnviz.experiment.limits import Limit
from cnnviz.explain.numbers import written
from cnnviz.explain.words import sentence
from cnnviz.qt import (
    QButtonGroup,
    QColor,
    QColorDialog,
    QHBoxLayout,
    QKeySequence,
    QLabel,
    QMenu,
    QPushButton,
    QSize,
    QSizePolicy,
    Qt,
    QToolButton,
    QVBoxLayout,
    QWidget,
    pyqtSignal,
)
from cnnviz.ui.drawing.brush import Brush
from cnnviz.ui.drawing.pad.editor import numbers_text
from cnnviz.ui.drawing.pad.keys import TOOL_KEYS
from cnnviz.ui.drawing.value_field import SWATCH, ValueField, look, swatch
from cnnviz.ui.drawing.value_row import VALUES
from cnnviz.ui.fields.number_fields import NumberField
from cnnviz.ui.icons import icon

_TIPS = {
    Tool.BRUSH: "Brush: draws the value; the right button draws 0",
    Tool.ERASER: "Eraser: draws 0",
    Tool.LINE: "Straight line",
    Tool.RECTANGLE: "Rectangle",
    Tool.FILL: "Fill an area of equal cells",
    Tool.PICKER: "Take the value of a cell; so does the middle button, or Alt and a click",
}
_ICON = 18


class DrawTools(QWidget):
    """Shows what a `Brush` is set to and sets it: in two rows, or in one where there is room (`wide`).

    Signals
    -------
    refused : one sentence that says why what was typed is not taken
    settled : what was typed is taken or dropped
    """

    refused = pyqtSignal(str)
    settled = pyqtSignal()

    def __init__(self, brush: Brush, parent: QWidget | None = None, *, wide: bool = False) -> None:
        super().__init__(parent)
        self._brush = brush
        self._image: Array | None = None
        self._palette: Palette | None = None
        self._shown: object = None
        self._buttons = {tool: self._tool_button(tool) for tool in Tool}
        self._size = NumberField("brush_size", self.tr("Size of the brush"), self)
        self._size.edited.connect(brush.set_size)
        self._value = ValueField("draw_value", self.tr("Value that is drawn"), self)
        self._value.edited.connect(brush.set_value)
        for field in (self._size, self._value):
            field.refused.connect(lambda reason: self.refused.emit(sentence(reason)))
            field.settled.connect(self.settled)
        self._swatch = self._swatch_button()
        self._colour = QPushButton(self)
        self._colour.setObjectName("draw_colour")
        self._colour.setProperty("kind", "narrow")
        self._colour.setAutoDefault(False)  # Enter in the window around it does not press it
        self._colour.setToolTip(self.tr("Colour that is drawn: red, green and blue from 0 to 1"))
        self._colour.clicked.connect(self._choose_colour)
        self._lay_out(wide)
        brush.changed.connect(self._show)

    def show_image(self, image: Array, palette: Palette) -> None:
        """Show the value as it would look on an image."""
        if palette is not self._palette:
            self._palette = palette
            for tool, button in self._buttons.items():
                button.setIcon(icon(tool.value, palette))
        self._image = image
        self._show()

    def _show(self) -> None:
        brush, image, palette = self._brush, self._image, self._palette
        if image is None or palette is None:
            return
        coloured = image.shape[2] == 3
        colour = look(brush.ink(image.shape[2]), image, palette)
        shown = brush.tool, brush.size, brush.value, brush.colour, coloured, colour.rgb(), palette.name
        if shown == self._shown:
            return
        self._shown = shown
        self._buttons[brush.tool].setChecked(True)
        one, none = self.tr("one cell is the least"), self.tr("larger brushes are not offered")
        self._size.show_value(brush.size, Limit(1, LARGEST_BRUSH, one, none))
        self._value.show_value(brush.value)
        for widget in (self._value, self._swatch):
            widget.setVisible(not coloured)
        self._colour.setVisible(coloured)
        self._colour.setText(numbers_text(brush.colour))
        for button in (self._colour, self._swatch):
            button.setIcon(swatch(colour, palette, self._ratio))

    @property
    def _ratio(self) -> int:
        return round(self.devicePixelRatioF())

    def _tool_button(self, tool: Tool) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(f"tool_{tool.value}")
        button.setProperty("kind", "tool")
        button.setCheckable(True)
        button.setProperty("keeps_keys", True)  # arrow keys go on to the next tool
        button.setIconSize(QSize(_ICON, _ICON))
        tip = self.tr(_TIPS[tool])
        keys = QKeySequence(TOOL_KEYS[tool]).toString()
        button.setToolTip(self.tr("{0} ({1} on the image)").format(tip, keys))
        button.setAccessibleName(tip)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        button.clicked.connect(partial(self._brush.take, tool))
        return button

    def _swatch_button(self) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName("draw_swatch")
        button.setProperty("kind", "tool")
        button.setIconSize(QSize(SWATCH, SWATCH))
        button.setToolTip(self.tr("How the value looks; choose another"))
        button.setAccessibleName(self.tr("Choose the value that is drawn"))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        menu.aboutToShow.connect(partial(self._fill_menu, menu))
        button.setMenu(menu)
        return button

    def _fill_menu(self, menu: QMenu) -> None:
        """Offer common values, each with its look on the image as it is now."""
        assert self._image is not None
        assert self._palette is not None
        menu.clear()
        for value in VALUES:
            colour = look(value, self._image, self._palette)
            action = menu.addAction(swatch(colour, self._palette, self._ratio), written(value))
            action.setIconVisibleInMenu(True)
            action.triggered.connect(partial(self._brush.set_value, value))

    def _choose_colour(self) -> None:
        colour = [min(max(share, 0.0), 1.0) for share in self._brush.colour]
        dialog = QColorDialog(QColor.fromRgbF(*colour), self.window())
        dialog.setObjectName("colours")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.colorSelected.connect(lambda chosen: self._brush.set_colour(_shares(chosen)))
        dialog.open()

    def _lay_out(self, wide: bool) -> None:
        group = QButtonGroup(self)
        upper, lower = QHBoxLayout(), QHBoxLayout()
        for button in self._buttons.values():
            group.addButton(button)
            upper.addWidget(button, 1)
        for text, fields in (
            (self.tr("Draws"), ((self._swatch, 0), (self._value, 3), (self._colour, 4))),
            (self.tr("Brush"), ((self._size, 2),)),
        ):
            label = QLabel(text, self)
            label.setProperty("kind", "muted")
            lower.addWidget(label)
            for field, stretch in fields:
                if field is not self._swatch:
                    field.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
                lower.addWidget(field, stretch)
        rows = QHBoxLayout(self) if wide else QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(12 if wide else 6)
        for layout, spacing in ((upper, 3), (lower, 5)):
            layout.setSpacing(spacing)
            rows.addLayout(layout, 1)


def _shares(colour: QColor) -> tuple[float, ...]:
    """Return red, green and blue from 0 to 1, in thousandths."""
    return tuple(round(share, 3) for share in colour.getRgbF()[:3])
