"""The scenes of chapters that were shown last."""

from collections.abc import Sequence

from cnnviz.canvas.staging.scene import StageScene
from cnnviz.qt import delete_later
from cnnviz.run.frames.frame import Frame

_MOST = 16


class KeptScenes:
    """Holds scenes, the one that is shown first."""

    def __init__(self) -> None:
        self._scenes: list[StageScene] = []

    def of_chapter(self, frame: Frame) -> StageScene | None:
        """Return a scene of the frame's chapter, if there is one."""
        return next((scene for scene in self._scenes if scene.frame.chapter is frame.chapter), None)

    def put_first(self, scene: StageScene, instead_of: StageScene | None) -> None:
        """Keep a scene before all others, of which one goes."""
        self.keep_only([scene, *(kept for kept in self._scenes if kept is not instead_of)][:_MOST])

    def keep_only(self, scenes: Sequence[StageScene]) -> None:
        """Keep these and no others."""
        for old in self._scenes:
            if old not in scenes:
                delete_later(old)
        self._scenes = list(scenes)
