"""The field in which a setting is chosen: a box to check, a list of choices, or a number, by what the setting is."""

from typing import Any

from cnnviz.experiment.limits import Limit
from cnnviz.explain.numbers import written
from cnnviz.qt import QCheckBox, QHBoxLayout, QLabel, QWidget, pyqtSignal
from cnnviz.session.settings.setting import Setting
from cnnviz.ui.fields.choice_field import ChoiceField
from cnnviz.ui.fields.held import quiet
from cnnviz.ui.fields.number_fields import NumberField
from cnnviz.ui.fields.numeral import RealLimit
from cnnviz.ui.fields.real_field import RealField

_NUMBER_STEP = 10  # of numbers that are hundreds
_FAR = 100


class SettingField(QWidget):
    """Shows the value of a setting, and asks for another.

    Signals
    -------
    chosen : the value that a person has set
    refused : the sentence that says why what was typed is not taken
    """

    chosen = pyqtSignal(object)
    refused = pyqtSignal(str)

    def __init__(self, setting: Setting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._setting = setting
        self._field = self._made(f"set_{setting.key.replace('/', '_')}")
        self._field.setAccessibleDescription(self.tr(setting.meaning))
        self.setFocusProxy(self._field)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._field, int(bool(setting.choices)))
        if setting.unit:
            row.addWidget(QLabel(self.tr(setting.unit).strip(), self))
        if not setting.choices:
            row.addStretch(1)

    def show_value(self, value: Any) -> None:
        """Show what is chosen."""
        if isinstance(self._field, QCheckBox):
            with quiet(self._field):
                self._field.setChecked(value)
        else:
            self._field.show_value(value)

    def _made(self, name: str) -> "QCheckBox | ChoiceField | NumberField | RealField":
        setting = self._setting
        label = self.tr(setting.label)
        if setting.choices:
            return self._choice(ChoiceField(name, label, self))
        if setting.type is bool:
            box = QCheckBox(self.tr("On"), self)
            box.setObjectName(name)
            box.setAccessibleName(label)
            box.toggled.connect(lambda on: self.chosen.emit(on))
            return box
        field: NumberField | RealField
        why = self.tr("{0} is as far as it goes")
        ends = why.format(written(setting.least)), why.format(written(setting.most))
        if setting.type is float:
            field = RealField(name, label, RealLimit(setting.least, setting.most, *ends, 0.5), self)
        else:
            field = NumberField(name, label, self)
            step = _NUMBER_STEP if setting.default >= _FAR else 1
            limit = Limit(int(setting.least), int(setting.most), *ends, step)
            field.show_value(setting.default, limit)
        field.edited.connect(lambda value: self.chosen.emit(value))
        field.refused.connect(self.refused)
        return field

    def _choice(self, field: ChoiceField) -> ChoiceField:
        for value, text in self._setting.choices:
            field.addItem(self.tr(text), value)
        field.activated.connect(lambda row: self.chosen.emit(field.itemData(row)))
        return field
