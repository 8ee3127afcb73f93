"""How what is exported looks: only what a kind of file goes by is there to be set."""

from collections.abc import Mapping

from cnnviz.export.figures.look import DEFAULT_SIZE, LONGEST_CAPTION
from cnnviz.export.formats import Format
from cnnviz.export.subject import ExportOptions
from cnnviz.qt import (
    QButtonGroup,
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
    pyqtSignal,
)
from cnnviz.resource import THEMES
from cnnviz.ui.fields.choice_field import ChoiceField

_SIZES = ((480, 300), (720, 450), DEFAULT_SIZE, (1280, 720), (1440, 900), (1920, 1080))
_SCALES = (1, 2, 3, 4)
_SPEEDS = {
    0.5: "a step in 2 seconds",
    1.0: "1 step a second",
    2.0: "2 steps a second",
    4.0: "4 steps a second",
}
_SPEEDS |= {8.0: "8 steps a second", 15.0: "15 steps a second"}
_THEME_NAMES = {"light": "Light", "dark": "Dark", "high_contrast": "Contrast"}
_ONE_ARRAY = (".csv", ".npy")
_LIBRARIES = {"numpy": "NumPy", "torch": "PyTorch"}


class LookFields(QWidget):
    """Lets a person choose how it looks, and which of `arrays`: what they are called, by their names as code.

    Signals
    -------
    changed : something else is chosen
    """

    changed = pyqtSignal()

    def __init__(
        self, theme: str, arrays: Mapping[str, str], in_hand: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._parts: dict[str, QWidget] = {}
        self._themes = self._make_themes(theme)
        sizes = {size: f"{size[0]} × {size[1]}" for size in _SIZES}
        self._size = self._choice("size", self.tr("Size"), sizes, DEFAULT_SIZE)
        scales = {scale: self.tr("{0} pixels for each").format(scale) for scale in _SCALES[1:]}
        self._scale = self._choice(
            "scale", self.tr("Sharpness"), {1: self.tr("as on the screen"), **scales}, 1
        )
        speeds = {fps: self.tr(words) for fps, words in _SPEEDS.items()}
        self._speed = self._choice("fps", self.tr("Speed"), speeds, 4.0)
        decimals = {-1: self.tr("as on the stage"), 0: self.tr("automatic")} | {
            n: str(n) for n in range(2, 7)
        }
        self._decimals = self._choice("decimals", self.tr("Decimals"), decimals, -1)
        self._in_hand = in_hand
        self._array = self._choice("array", self.tr("Array"), {"": self.tr("every one"), **arrays}, in_hand)
        self._library = self._choice("library", self.tr("Written in"), _LIBRARIES, "numpy")
        self._alone = QCheckBox(self.tr("The stage alone"), self)
        self._alone.setObjectName("export_alone")
        self._alone.clicked.connect(self.changed)
        self._add("alone", self._alone)
        self._caption = QLineEdit(self)
        self._caption.setObjectName("export_caption")
        self._caption.setAccessibleName(self.tr("Caption"))
        self._caption.setPlaceholderText(self.tr("a sentence beneath it"))
        self._caption.setMaxLength(LONGEST_CAPTION)
        self._caption.textEdited.connect(self.changed)
        self._add("caption", self._titled(self.tr("Caption"), self._caption))
        self._column.addStretch(1)

    def offer(self, form: Format) -> None:
        """Show what a kind of file goes by."""
        for name, part in self._parts.items():
            part.setVisible(name in form.takes and (name != "scale" or form.suffix == ".png"))
        alone = form.suffix in _ONE_ARRAY
        self._array.show_value(self._in_hand, {"": self.tr("There is room for one") if alone else ""})

    def options(self, form: Format) -> ExportOptions:
        """Return what is chosen, as far as the kind of file goes by it."""
        decimals = self._decimals.currentData()
        chosen = {
            "theme": self._themes.checkedButton().property("theme"),
            "size": self._size.currentData(),
            "scale": self._scale.currentData() if form.suffix == ".png" else None,
            "fps": self._speed.currentData(),
            "decimals": None if decimals < 0 else decimals,
            "array": self._array.currentData() or None,
            "library": self._library.currentData(),
            "alone": self._alone.isChecked() or None,
            "caption": None if self._alone.isChecked() else self._caption.text().strip() or None,
        }
        return ExportOptions(**{name: value for name, value in chosen.items() if name in form.takes})

    def _make_themes(self, theme: str) -> QButtonGroup:
        group, row = QButtonGroup(self), QHBoxLayout()
        row.setSpacing(0)
        for name in THEMES:
            button = QToolButton(self)
            button.setText(self.tr(_THEME_NAMES[name]))
            button.setObjectName(f"export_{name}")
            button.setProperty("kind", "segment")
            button.setProperty("begins", not row.count())
            button.setProperty("theme", name)
            button.setCheckable(True)
            button.setChecked(name == theme)
            button.clicked.connect(self.changed)
            group.addButton(button)
            row.addWidget(button, 1)
        row.addStretch(0)
        holder = QWidget(self)
        holder.setLayout(row)
        row.setContentsMargins(1, 0, 0, 0)
        self._add("theme", self._titled(self.tr("Theme"), holder))
        return group

    def _choice(self, name: str, title: str, entries: dict, value: object) -> ChoiceField:  # type: ignore[type-arg]
        field = ChoiceField(f"export_{name}", title, self)
        for data, words in entries.items():
            field.addItem(words, data)
        field.show_value(value)
        field.activated.connect(self.changed)
        self._add(name, self._titled(title, field))
        return field

    def _titled(self, title: str, field: QWidget) -> QWidget:
        holder = QWidget(self)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(4)
        label = QLabel(title.upper(), holder)
        label.setProperty("kind", "part")
        label.setBuddy(field)
        column.addWidget(label)
        column.addWidget(field)
        return holder

    def _add(self, name: str, part: QWidget) -> None:
        self._parts[name] = part
        self._column.addWidget(part)
