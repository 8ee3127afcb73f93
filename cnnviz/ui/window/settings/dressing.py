"""What a window goes by of the settings while open: theme, size of text, keys, and whether things move."""

from cnnviz.application import text_pixels
from cnnviz.canvas.map.map_view import MapView
from cnnviz.canvas.motion.pace import LIVELY, STILL
from cnnviz.canvas.palette import Palette
from cnnviz.canvas.stage import Stage
from cnnviz.qt import QObject, pyqtSignal
from cnnviz.session.player import Player
from cnnviz.session.settings.settings import PRESENTER_KEYS, REDUCED_MOTION, settings
from cnnviz.ui.appearance import appearance


class Dressing(QObject):
    """Knows the colours and the size of text that a window is painted with.

    Signals
    -------
    text_changed : what holds text needs another room
    changed : all is to be painted in another theme, or with text of another size
    """

    text_changed = pyqtSignal()
    changed = pyqtSignal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._appearance = appearance()
        self._appearance.renew()  # before there are widgets that it would have to go through
        self.palette: Palette = self._appearance.palette
        self._other = self._appearance.other  # which is offered
        self._percent = text_pixels(100)

    def listen(self, listens: bool) -> None:
        """Follow the application from now on, and put on what has changed meanwhile; or leave off."""
        seen = self._appearance
        for signal, slot in ((seen.changed, self._wear), (seen.text_changed, self._fit)):
            (signal.connect if listens else signal.disconnect)(slot)
        if listens:
            self._wear(seen.palette)
            self._fit()

    def _wear(self, palette: Palette) -> None:
        other = self._appearance.other
        if palette is not self.palette or other is not self._other:
            self.palette, self._other = palette, other
            self.changed.emit()

    def _fit(self) -> None:
        if self._percent != text_pixels(100):
            self._percent = text_pixels(100)
            self.text_changed.emit()
            self.changed.emit()


class Motion(QObject):
    """Lets frames glide and numbers fly, or has all of it there at once; playing, as far as a step has time for it."""

    def __init__(self, player: Player, stage: Stage, map_: MapView, parent: QObject) -> None:
        super().__init__(parent)
        self._player, self._moving = player, (stage, map_)
        player.speed_changed.connect(self.renew)
        player.playing_changed.connect(self.renew)

    def renew(self, _: object = None) -> None:
        """Go by what is chosen now, and by how fast it plays."""
        pace = LIVELY
        if settings().get(REDUCED_MOTION):
            pace = STILL
        elif self._player.playing:
            pace = LIVELY.within(1000 / self._player.speed)
        for view in self._moving:
            view.motion = pace


def presents_steps() -> bool:
    """Return whether a presenter's keys are set to go by steps."""
    return bool(settings().get(PRESENTER_KEYS) == "steps")
