"""A step told in a sentence or two, for whoever hears it rather than sees it."""

from cnnviz.explain.prose.files import HEADINGS
from cnnviz.explain.prose.why import why
from cnnviz.explain.withheld import is_withheld
from cnnviz.run.frames.frame import Frame


def narration(frame: Frame) -> str:
    """Return which step it is, and what happens in it, with its numbers."""
    chapter, position = frame.chapter, frame.position
    term = f", term {position.term} of {frame.step.operations}" if position.term is not None else ""
    where = f"{chapter.title}, step {position.step + 1} of {len(chapter.trace)}{term}."
    if is_withheld(frame):
        return f"{where} A number of it is hidden."
    told = why(frame)
    happens = next((part for part in told.parts if part.heading == HEADINGS["what"]), None)
    what = "".join(span.text for span in happens.paragraphs[0]) if happens is not None else f"{told.title}."
    return f"{where} {what}"
