"""Whether frames glide: where that is wanted, and as long as there is time for it."""

from cnnviz.canvas.stage import Stage
from cnnviz.qt import QObject
from cnnviz.session.player import Player
from cnnviz.session.settings import REDUCED_MOTION, settings

_GLIDE = 160  # milliseconds from one step to the next


class Motion(QObject):
    """Lets the stage's frames glide or jump."""

    def __init__(self, player: Player, stage: Stage, parent: QObject) -> None:
        super().__init__(parent)
        self._player, self._stage = player, stage
        player.speed_changed.connect(self.renew)

    def renew(self, _: object = None) -> None:
        """Go by what is chosen now, and by how fast it plays."""
        hurries = self._player.speed * _GLIDE > 1000
        self._stage.motion = 0 if settings().get(REDUCED_MOTION) or hurries else _GLIDE
