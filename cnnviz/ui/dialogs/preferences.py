"""The preferences: a row for each setting that a person chooses, made from the table of settings.

What is chosen is in force at once; the button behind it brings back the default.
"""

from functools import partial
from itertools import groupby
from typing import Any

from cnnviz.application import text_pixels
from cnnviz.qt import (
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSize,
    Qt,
    QVBoxLayout,
    QWidget,
    pyqtSignal,
)
from cnnviz.session.settings.setting import Setting
from cnnviz.session.settings.settings import SETTINGS, settings
from cnnviz.ui.appearance import appearance
from cnnviz.ui.dialogs.dialog import Dialog
from cnnviz.ui.fields.setting_field import SettingField

_SIZE = 640, 640
_FIELD = 200  # pixels
_GROUP_APART = 14


class Preferences(Dialog):
    """Shows what is chosen, in groups.

    Signals
    -------
    chosen : (the `Setting`, the value that a person has chosen)
    """

    chosen = pyqtSignal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("preferences", parent)
        self.setWindowTitle(self.tr("Preferences"))
        self._rows: dict[Setting, tuple[SettingField, QPushButton]] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 12)
        column.addWidget(self._scrolled(self._grid()), 1)
        below = QVBoxLayout()
        below.setContentsMargins(24, 0, 24, 0)
        below.addWidget(self.reason("preferences_reason"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        buttons.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        below.addWidget(buttons)
        column.addLayout(below)
        settings().changed.connect(self._on_setting)
        appearance().text_changed.connect(self._fit)
        for setting in self._rows:
            self._on_setting(setting)
        self._fit()

    def _grid(self) -> QWidget:
        contents = QWidget(self)
        contents.setObjectName("preferences_contents")
        grid = QGridLayout(contents)
        grid.setContentsMargins(24, 16, 24, 16)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(0, 1)
        labelled = [setting for setting in SETTINGS if setting.label]
        for group, members in groupby(labelled, key=lambda setting: setting.group):
            title = QLabel(self.tr(group).upper(), contents)
            title.setProperty("kind", "section")
            if grid.rowCount() > 1:
                grid.setRowMinimumHeight(grid.rowCount(), _GROUP_APART)
            grid.addWidget(title, grid.rowCount(), 0, 1, 3)
            for setting in members:
                self._add_row(grid, setting, contents)
        grid.setRowStretch(grid.rowCount(), 1)
        return contents

    def _add_row(self, grid: QGridLayout, setting: Setting, parent: QWidget) -> None:
        top, row = Qt.AlignmentFlag.AlignTop, grid.rowCount()
        field = SettingField(setting, parent)
        field.chosen.connect(partial(self._choose, setting))
        field.refused.connect(self.say)
        button = QPushButton(self.tr("Default"), parent)
        button.setObjectName(f"default_{setting.key.replace('/', '_')}")
        button.setProperty("kind", "default")
        button.setAutoDefault(False)
        button.setAccessibleName(self.tr("{0}: back to the default").format(self.tr(setting.label)))
        button.clicked.connect(lambda: self._choose(setting, setting.default))
        self._rows[setting] = field, button
        grid.addWidget(_words(self.tr(setting.label), self.tr(setting.meaning), field, parent), row, 0, top)
        grid.addWidget(field, row, 1, top)
        grid.addWidget(button, row, 2, top)

    def _scrolled(self, contents: QWidget) -> QScrollArea:
        area = QScrollArea(self)
        area.setObjectName("preferences_area")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(contents)
        return area

    def _choose(self, setting: Setting, value: Any) -> None:
        """Put a value in force, for all windows and for good."""
        self.unsay()
        settings().set(setting, value)
        self.chosen.emit(setting, value)

    def _on_setting(self, setting: Setting) -> None:
        """Show what is chosen, be it here or anywhere else."""
        if setting in self._rows:
            field, button = self._rows[setting]
            value = settings().get(setting)
            field.show_value(value)
            button.setEnabled(value != setting.default)

    def _fit(self) -> None:
        """Give all fields the width that their words need, and all of it as much room as there is."""
        for field, _ in self._rows.values():
            field.setFixedWidth(text_pixels(_FIELD))
        room = self.parentWidget().window().size() if self.parentWidget() else QSize(*_SIZE)
        self.resize(QSize(*map(text_pixels, _SIZE)).boundedTo(room))


def _words(label: str, meaning: str, field: QWidget, parent: QWidget) -> QWidget:
    """Return what a setting is called, above what it means."""
    words = QWidget(parent)
    column = QVBoxLayout(words)
    column.setContentsMargins(0, 4, 0, 0)
    column.setSpacing(2)
    title, sentence = QLabel(label, words), QLabel(meaning, words)
    title.setBuddy(field)
    sentence.setProperty("kind", "muted")
    sentence.setWordWrap(True)
    column.addWidget(title)
    column.addWidget(sentence)
    return words
