"""What each window has of its own, and the next one begins with: the speed, and what one step means."""

from typing import Any

from cnnviz.qt import QObject
from cnnviz.run.timeline import Grain
from cnnviz.session.session import Session
from cnnviz.session.settings.setting import Setting
from cnnviz.session.settings.settings import GRAIN, SPEED, settings
from cnnviz.ui.panels.transport.transport import Transport


class OwnSettings(QObject):
    """Takes up what is remembered, remembers what is chosen, and has the transport show it."""

    def __init__(self, session: Session, transport: Transport, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._transport = session, transport
        session.player.speed_changed.connect(self._on_speed)
        session.grain_changed.connect(self._on_grain)
        for setting in (SPEED, GRAIN):
            self.use(setting, settings().get(setting))
        transport.show_speed(session.player.speed)
        transport.show_grain(session.grain)

    def use(self, setting: Setting, value: Any) -> None:
        """Take up the value of a setting, if it is one of these."""
        if setting is SPEED:
            self._session.player.set_speed(value)
        elif setting is GRAIN:
            self._session.set_grain(Grain[value.upper()])

    def _on_speed(self, speed: float) -> None:
        settings().set(SPEED, speed)
        self._transport.show_speed(speed)

    def _on_grain(self, grain: Grain) -> None:
        settings().set(GRAIN, grain.name.lower())
        self._transport.show_grain(grain)
