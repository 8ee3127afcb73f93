"""Where in a run a word is to be seen, and what is said of it there."""

from __future__ import annotations

from cnnviz.explain.glossary.terms import Place
from cnnviz.explain.prose.why import why
from cnnviz.explain.withheld import is_withheld
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position, Timeline

_HAPPENS = "What happens"


def here(place: Place, timeline: Timeline) -> Position | None:
    """Return where a place is in a run: the middle of a chapter, where windows are whole; None where it is not."""
    for kind in place.kinds:
        for number, chapter in enumerate(timeline.chapters):
            if chapter.kind is kind:
                return Position(number, len(chapter.trace) // 2)
    return None


def in_your_experiment(place: Place, frame: Frame) -> str:
    """Return what happens at a place of the run in hand, with its numbers; "" where it is not in it."""
    position = here(place, frame.timeline)
    if position is None:
        return ""
    there = Frame(frame.timeline, position, frame.decimals)
    if is_withheld(there):
        return ""
    told = why(there)
    part = next((part for part in told.parts if part.heading == _HAPPENS), told.parts[0])
    return "".join(span.text for span in part.paragraphs[0])


def can_be_reached(place: Place, timeline: Timeline) -> bool:
    """Return whether a run has a place, perhaps when dX or dW is worked out in another way."""
    if here(place, timeline) is not None:
        return True
    way = "input_gradient" if place.dx else "weight_gradient" if place.dw else None
    return way is not None and any(chapter.way == way for chapter in timeline.chapters)
