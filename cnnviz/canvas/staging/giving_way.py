"""Where words are chosen larger they give way on the stage: no digit becomes smaller for them, and than they are.

They are as large as they can be up to what is chosen; digits that are larger than these may lose a little. A scene in
which words are smaller is made, goes on and is painted
with words of that size, whatever the size of the words around the stage.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

from cnnviz.application import text_pixels, words_at
from cnnviz.canvas.lens.lettering.texts import words_width
from cnnviz.canvas.lens.ways.forms import forms_of
from cnnviz.canvas.lens.ways.offers import Chosen
from cnnviz.canvas.motion.pace import STILL, Pace
from cnnviz.canvas.palette import Palette
from cnnviz.canvas.plans.layout import Layout
from cnnviz.canvas.staging.laid_out import laid_out
from cnnviz.canvas.staging.lettering.heading import title_font
from cnnviz.canvas.staging.plane_items import plan_of
from cnnviz.canvas.staging.scene import StageScene
from cnnviz.qt import QFontMetrics, QObject
from cnnviz.run.frames.frame import Frame

_USUAL, _STEPS = (
    100,
    5,
)  # hundredths of the usual size that words have at least, and in how many steps they give way


class FittedScene(StageScene):
    """A scene with words of a size of its own, in hundredths of the usual one."""

    def __init__(
        self,
        frame: Frame,
        palette: Palette,
        parent: QObject,
        clock: Callable[[], float],
        percent: int,
        *,
        lens: bool,
    ) -> None:
        self.percent = percent
        with self.writing():
            super().__init__(frame, palette, parent, clock, lens=lens)

    def writing(self) -> AbstractContextManager[None]:
        """Have words of this size for a while."""
        return words_at(self.percent)

    def takes(self, frame: Frame) -> bool:
        """Take another channel or filter in hand."""
        with self.writing():
            return super().takes(frame)

    def renew(self, frame: Frame) -> bool:
        """Take over a frame of another run."""
        with self.writing():
            return super().renew(frame)

    def show_frame(self, frame: Frame, pace: Pace = STILL) -> None:
        """Show another step."""
        with self.writing():
            super().show_frame(frame, pace)

    def arrange(self, width: int, height: int, zoom: float) -> None:
        """Place everything in a room."""
        with self.writing():
            super().arrange(width, height, zoom)

    def settle(self) -> None:
        """Have everything be where it is going to."""
        with self.writing():
            super().settle()

    def tick(self) -> None:
        """Move what glides and flies."""
        with self.writing():
            super().tick()


def percent_for(scene: StageScene) -> int:
    """Return how large words may be, up to what is chosen, in the room that a scene is arranged for."""
    chosen = text_pixels(100)
    enough = QFontMetrics(title_font()).capHeight()
    with words_at(_USUAL, digits=_USUAL):
        least = {key: min(high, enough) for key, high in _each(scene, *_laid(scene))}
    for percent in range(chosen, _USUAL, (_USUAL - chosen) // _STEPS):
        with words_at(percent):
            if all(high >= least.get(key, 0) for key, high in _each(scene, *_laid(scene))):
                return percent
    return _USUAL


def _laid(scene: StageScene) -> tuple[Layout, Chosen | None]:
    """Return how a scene would be laid out with words of the size that is in force."""
    assert scene.room is not None
    width, height, zoom = scene.room
    forms = None if scene.lens is None else tuple(forms_of(scene.frame, words_width).values())
    plan = plan_of(scene.frame, lens=scene.lens is not None)  # gaps in it may go by the size of words
    shapes = tuple((scene.every[plane.key].rows, scene.every[plane.key].across) for plane in plan.planes)
    return laid_out(plan, shapes, (width, height), zoom, forms, text_pixels(100))


def _each(scene: StageScene, layout: Layout, chosen: Chosen | None) -> Iterator[tuple[str, float]]:
    """Yield how high the digits of each grid would be, on the stage and in the lens."""
    for key, grid in scene.every.items():
        if key in layout.spots:
            found = grid.typography(layout.spots[key].cell)
            yield key, 0 if found is None else found.glyphs.cap_height
    face = None if scene.lens is None else scene.lens.face
    if face is None or chosen is None:
        return
    for put, grid in face.grids.items():
        found = grid.typography(face.cell_with(put, chosen.cell))
        yield f"lens {put}", 0 if found is None else found.glyphs.cap_height
