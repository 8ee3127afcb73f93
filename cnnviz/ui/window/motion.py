"""Whether frames glide: where that is wanted, and as long as there is time for it."""

from cnnviz.canvas.stage import Stage
from cnnviz.qt import QAction, QObject
from cnnviz.session.player import Player
from cnnviz.session.settings import REDUCED_MOTION, Setting, settings

_GLIDE = 160  # milliseconds from one step to the next


class Motion(QObject):
    """Lets the stage's frames glide or jump, and keeps the action that chooses as it has to be."""

    def __init__(self, player: Player, stage: Stage, action: QAction, parent: QObject) -> None:
        super().__init__(parent)
        self._player, self._stage, self._action = player, stage, action
        player.speed_changed.connect(self.renew)
        self.renew()

    def choose(self) -> None:
        """Remember what the action says, for all windows."""
        settings().set(REDUCED_MOTION, self._action.isChecked())

    def on_setting(self, setting: Setting) -> None:
        """Go by what was chosen, be it in another window."""
        if setting is REDUCED_MOTION:
            self.renew()

    def renew(self, _: float = 0.0) -> None:
        """Go by what is chosen now, and by how fast it plays."""
        reduced = settings().get(REDUCED_MOTION)
        self._action.setChecked(reduced)
        hurries = self._player.speed * _GLIDE > 1000
        self._stage.motion = 0 if reduced or hurries else _GLIDE
