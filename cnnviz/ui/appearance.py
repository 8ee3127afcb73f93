"""The theme in force: the application has one, and all its windows wear it."""

from cnnviz.application import application
from cnnviz.canvas.palette import Palette
from cnnviz.qt import QApplication, QObject, pyqtSignal
from cnnviz.session.settings import THEME, Setting, settings
from cnnviz.ui import theme


class Appearance(QObject):
    """Dresses the application, and tells its windows, which paint much of themselves.

    Signals
    -------
    changed : the `Palette` of another theme
    """

    changed = pyqtSignal(object)

    def __init__(self, running: QApplication) -> None:
        super().__init__(running)
        self._settings = settings()
        self._palette = theme.chosen(self._settings.get(THEME))
        theme.apply(self._palette)
        self._settings.changed.connect(self._on_setting)

    @property
    def palette(self) -> Palette:
        """The colours of the theme in force."""
        return self._palette

    def set_palette(self, palette: Palette) -> None:
        """Put another theme in force."""
        if palette is not self._palette:
            self._palette = palette
            theme.apply(palette)
            self.changed.emit(palette)

    def toggle(self) -> None:
        """Put the other theme in force, and remember it."""
        self._settings.set(THEME, theme.other(self._palette).name)

    def renew(self) -> None:
        """Put the theme in force that is remembered, or else the system's."""
        self.set_palette(theme.chosen(self._settings.get(THEME)))

    def _on_setting(self, setting: Setting) -> None:
        if setting is THEME:
            self.renew()


def appearance() -> Appearance:
    """Return the appearance of the running application, with which it lives and dies."""
    running = application()
    return running.findChild(Appearance) or Appearance(running)
