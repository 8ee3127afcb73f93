"""The arrows of the map where they lie: what each says and leads to, and how they are drawn."""

from collections.abc import Iterator, Sequence

from cnnviz.canvas.map.drawing import arrow_place, draw_arrow, rect
from cnnviz.canvas.map.plan import ArrowPlan
from cnnviz.canvas.palette import Palette
from cnnviz.frozen import NamedTuple
from cnnviz.qt import QPainter, QPoint, QRect, QRegion
from cnnviz.run.chapter import Chapter


class Arrows(NamedTuple):
    """The arrows of a plan; those that stand `alone` speak for the parameters as well, which have no place."""

    plans: Sequence[ArrowPlan] = ()
    alone: bool = False

    def draw(self, painter: QPainter, exposed: QRegion, chapter: int, palette: Palette) -> None:
        """Draw those that are exposed as they are in a chapter."""
        for plan in self.plans:
            if exposed.intersects(arrow_place(plan)):
                word, marked = self._said(plan, chapter)
                draw_arrow(painter, plan, word, palette, marked=marked)

    def changed(self, old: int, new: int) -> Iterator[QRect]:
        """Yield the places of those that look otherwise in another chapter."""
        return (arrow_place(plan) for plan in self.plans if self._said(plan, old) != self._said(plan, new))

    def leads_to(self, at: QPoint) -> int | None:
        """Return the chapter that a click goes to, None where there is none."""
        plan = self._at(at)
        return None if plan is None or plan.arrow is None else plan.arrow.leads_to

    def tip(self, at: QPoint, chapters: Sequence[Chapter]) -> str:
        """Return what is done at an arrow, in which chapters and with which parameters; nothing where none is."""
        plan = self._at(at)
        if plan is None or plan.arrow is None or plan.arrow.leads_to is None:
            return ""
        words = {**plan.arrow.words, **plan.arrow.beside} if self.alone else plan.arrow.words
        return "\n".join(f"{words[index]}: {chapters[index].title}" for index in sorted(words))

    def _said(self, plan: ArrowPlan, chapter: int) -> tuple[str, bool]:
        """Return what an arrow says in a chapter, and whether it is marked."""
        if plan.arrow is None:
            return "", False
        return plan.arrow.word_in(chapter, alone=self.alone), plan.arrow.marked_in(chapter, alone=self.alone)

    def _at(self, at: QPoint) -> ArrowPlan | None:
        return next((plan for plan in self.plans if rect(plan.zone).contains(at)), None)
