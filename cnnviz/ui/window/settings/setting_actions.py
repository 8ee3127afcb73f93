"""Settings in the menus: one of several choices, or on and off; each in all windows as it was chosen in any."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from cnnviz.qt import QAction, QActionGroup, QObject
from cnnviz.session.settings.setting import Setting
from cnnviz.session.settings.settings import (
    DECIMALS,
    LENS,
    MAP,
    ONE_SCALE,
    REDUCED_MOTION,
    TEXT_SIZE,
    THEME,
    settings,
)

Use = Callable[[Any], object]

MENUS = {"view.decimals": DECIMALS, "view.themes": THEME}
"""Actions with a menu, which has an entry for each choice."""
SWITCHES = {
    "view.lens": LENS,
    "view.map": MAP,
    "view.one_scale": ONE_SCALE,
    "view.reduce_motion": REDUCED_MOTION,
}
"""Actions that are checked or not."""
_TEXT_STEP = 10


class SettingActions(QObject):
    """Fills the menus, keeps the switches as they have to be, and uses what is chosen.

    Parameters
    ----------
    uses : what a window does with the value of a setting
    """

    def __init__(self, actions: Mapping[str, QAction], uses: Mapping[Setting, Use], parent: QObject) -> None:
        super().__init__(parent)
        self._uses = uses
        self._switches = {setting: actions[name] for name, setting in SWITCHES.items()}
        self._choices = {setting: self._filled(actions[name], setting) for name, setting in MENUS.items()}
        self._renew()

    @property
    def commands(self) -> Mapping[str, Callable[[], object]]:
        """What is done by the actions that settings have."""
        return {
            **{name: partial(self._show, setting) for name, setting in MENUS.items()},
            **{name: partial(self._switch, setting) for name, setting in SWITCHES.items()},
            "view.text_larger": lambda: _change_text(_TEXT_STEP),
            "view.text_smaller": lambda: _change_text(-_TEXT_STEP),
            "view.text_usual": lambda: settings().set(TEXT_SIZE, TEXT_SIZE.default),
        }

    def listen(self, listens: bool) -> None:
        """Go by what is chosen from now on, be it in another window; or leave off."""
        changed = settings().changed
        (changed.connect if listens else changed.disconnect)(self._on_setting)
        if listens:
            self._renew()

    def _on_setting(self, setting: Setting) -> None:
        self._show(setting)
        if setting in self._uses:
            self._uses[setting](settings().get(setting))

    def _renew(self) -> None:
        for setting in {*self._switches, *self._choices, *self._uses}:
            self._on_setting(setting)

    def _show(self, setting: Setting) -> None:
        value = settings().get(setting)
        if setting in self._switches:
            self._switches[setting].setChecked(value)
        if setting in self._choices:
            self._choices[setting][value].setChecked(True)

    def _switch(self, setting: Setting) -> None:
        settings().set(setting, self._switches[setting].isChecked())

    def _filled(self, action: QAction, setting: Setting) -> Mapping[Any, QAction]:
        menu, found = action.menu(), {}
        group = QActionGroup(menu)
        for value, text in setting.choices:
            found[value] = entry = menu.addAction(
                self.tr(f"&{text}"), partial(settings().set, setting, value)
            )
            entry.setObjectName(f"{action.objectName()}.{text.lower().replace(' ', '_')}")
            entry.setCheckable(True)
            group.addAction(entry)
        return found


def _change_text(by: int) -> None:
    """Make text larger or smaller, as far as it goes."""
    size = settings().get(TEXT_SIZE) + by
    settings().set(TEXT_SIZE, int(min(max(size, TEXT_SIZE.least), TEXT_SIZE.most)))
