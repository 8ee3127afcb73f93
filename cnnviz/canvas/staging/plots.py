"""What stands on the stage that is no grid: the curve of an activation."""

from collections.abc import Mapping

from cnnviz.canvas.palette import Palette
from cnnviz.canvas.plans.layout import Layout
from cnnviz.canvas.plans.stage_plan import StagePlan
from cnnviz.canvas.staging.curve import CurveItem
from cnnviz.qt import QGraphicsScene, QRectF
from cnnviz.run.frames.frame import Frame


class Plots:
    """The plots of a plan, in `scene`."""

    def __init__(self, plan: StagePlan, frame: Frame, palette: Palette, scene: QGraphicsScene) -> None:
        self._items = {plane.key: CurveItem(frame, palette) for plane in plan.plots}
        for item in self._items.values():
            scene.addItem(item)

    def place(self, layout: Layout) -> None:
        """Stand where a layout has them."""
        for key, item in self._items.items():
            item.setPos(layout.spots[key].x, layout.spots[key].y)

    def set_frame(self, frame: Frame) -> None:
        """Show a step."""
        for item in self._items.values():
            item.set_frame(frame)

    @property
    def bounds(self) -> Mapping[str, QRectF]:
        """The rectangle of each by key."""
        return {key: item.sceneBoundingRect() for key, item in self._items.items()}
