"""The theme and the size of text in force: the application has one, and all its windows wear it."""

from cnnviz.application import application, least_digits, read_from_afar
from cnnviz.canvas.palette import Palette
from cnnviz.qt import QApplication, QObject, pyqtSignal
from cnnviz.session.settings.setting import Setting
from cnnviz.session.settings.settings import TEXT_SIZE, THEME, settings
from cnnviz.ui import theme

_DIGITS = 12 / 125
"""Pixels that digits have at the least while one presents, for each hundredth of the usual size of text: 12 of 720."""


class Appearance(QObject):
    """Dresses the application, and tells its windows, which paint much of themselves.

    Signals
    -------
    changed : the `Palette` of another theme, or of the same one where that was chosen in another way
    text_changed : text has another size
    """

    changed = pyqtSignal(object)
    text_changed = pyqtSignal()

    def __init__(self, running: QApplication) -> None:
        super().__init__(running)
        self._settings = settings()
        self._palette = theme.chosen(self._settings.get(THEME))
        self._before = self._palette  # the theme from which another one was chosen
        self._percent, self._least = self._settings.get(TEXT_SIZE), 0
        theme.apply(self._palette, self._percent)
        self._settings.changed.connect(self._on_setting)

    @property
    def palette(self) -> Palette:
        """The colours of the theme in force."""
        return self._palette

    @property
    def other(self) -> Palette:
        """The theme from which the one in force was chosen, to which `toggle` goes back; else light or dark."""
        if self._before is self._palette or not self._settings.get(THEME):
            return theme.other(self._palette)
        return self._before

    def set_palette(self, palette: Palette) -> None:
        """Put another theme in force."""
        if palette is not self._palette:
            self._palette = palette
            theme.apply(palette, self._percent)
            self.changed.emit(palette)

    def toggle(self) -> None:
        """Put the theme before in force again, and remember it; done twice it leaves all as it was."""
        self._settings.set(THEME, self.other.name)

    def renew(self) -> None:
        """Put in force what is remembered; of themes else the system's."""
        self.set_palette(theme.chosen(self._settings.get(THEME)))
        percent, least = max(self._settings.get(TEXT_SIZE), self._least), round(_DIGITS * self._least)
        if (percent, least) != (self._percent, least_digits()):
            self._percent = percent
            read_from_afar(least)
            theme.apply(self._palette, percent)
            self.text_changed.emit()

    def enlarge(self, percent: int) -> None:
        """Write at least so large while one presents, whatever is chosen; 0 ends it."""
        self._least = percent
        self.renew()

    def ask_system(self) -> None:
        """Put the desktop's theme in force when it is told, unless one is chosen."""
        if not self._settings.get(THEME):
            from cnnviz.ui.system_theme import follow_system  # a start does not wait for it

            follow_system(application(), self.renew)

    def _on_setting(self, setting: Setting) -> None:
        if setting is THEME:
            self._before = self._palette
        if setting in (THEME, TEXT_SIZE):
            self.renew()
            if setting is THEME and self._palette is self._before:
                self.changed.emit(self._palette)  # it looks alike, but `other` may be another one
            self.ask_system()


def appearance() -> Appearance:
    """Return the appearance of the running application, with which it lives and dies."""
    running = application()
    return running.findChild(Appearance) or Appearance(running)
