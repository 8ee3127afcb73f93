"""Whether things move on the stage and the map: where that is wanted, and as long as there is time for it."""

from cnnviz.canvas.map.map_view import MapView
from cnnviz.canvas.motion.pace import LIVELY, STILL
from cnnviz.canvas.stage import Stage
from cnnviz.qt import QObject
from cnnviz.session.player import Player
from cnnviz.session.settings.settings import REDUCED_MOTION, settings


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
