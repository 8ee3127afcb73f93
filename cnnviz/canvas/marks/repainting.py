"""Places of a scene are painted again, each by itself, when all items have told what has become of them."""

from collections.abc import Iterable

from cnnviz.qt import QGraphicsItem, QGraphicsRectItem, QGraphicsScene, QRectF


class Repainting:
    """Tells a scene what to paint again, place by place: of all that one item tells Qt paints the rectangle around it.

    Qt would paint such places before it has asked the items, and an item whose size has changed meanwhile would leave
    what was seen of it. So an item of which nothing is seen tells of itself first: then all of them are asked, and
    everything is painted at once.
    """

    def __init__(self, scene: QGraphicsScene) -> None:
        self._scene, self._first = scene, QGraphicsRectItem()
        self._first.setFlag(QGraphicsItem.GraphicsItemFlag.ItemHasNoContents)
        scene.addItem(self._first)

    def paint_again(self, places: Iterable[QRectF]) -> None:
        """Have places painted again."""
        self._first.update()
        for place in places:
            self._scene.update(place)
