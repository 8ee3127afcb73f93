"""A step told in one sentence, for whoever goes by, and with its place for whoever hears it rather than sees it."""

from cnnviz.explain.prose import why
from cnnviz.explain.sums.formula import formula
from cnnviz.explain.withheld import is_withheld
from cnnviz.run.frames.frame import Frame

WITHHELD = "A number of this step is hidden."


def sentence(frame: Frame) -> str:
    """Return what happens in the step in one sentence, as it stands beside its place and its result."""
    return WITHHELD if is_withheld(frame) else "".join(span.text for span in why.told(frame))


def narration(frame: Frame, told: str = "", *, anew: bool = True) -> str:
    """Return which step it is, what comes out, and how, in the sentence `told` if that is there already.

    The chapter is named only where one has come to it `anew`.
    """
    chapter, position, at = frame.chapter, frame.position, formula(frame)
    where = f"step {position.step + 1} of {len(chapter.trace)}"
    where = f"{chapter.title}, {where}" if anew else where.capitalize()
    if position.term is not None:
        where += f", term {position.term} of {frame.step.operations}"
    result = "" if is_withheld(frame) else f"{at.target.text} = {at.result}. "
    return f"{where}. {result}{told or sentence(frame)}"
