"""Why: what is said about a step, chosen by what is so in it."""

from collections.abc import Sequence
from functools import lru_cache

from cnnviz.explain.lenses.plain_reasons import plain_reason, plain_reasons
from cnnviz.explain.prose.files import HEADINGS, OF_TERM, Saying, general, prose_of
from cnnviz.explain.prose.filling import filled
from cnnviz.explain.prose.spans import Paragraph, Part, Span, Why
from cnnviz.explain.prose.step_facts import StepFacts, facts_of
from cnnviz.explain.prose.values import Values
from cnnviz.run.frames.frame import Frame

_OF_LEAST = "rule:least"  # what is said of the −∞ in the border of a maximum


@lru_cache(maxsize=4)
def why(frame: Frame) -> Why:
    """Return what happens in the step of a frame, why, and what follows, with its numbers."""
    facts = facts_of(frame)
    values, told, always = Values(facts), prose_of(frame.chapter.kind), general()
    title = next(saying for saying in told.titles if _holds(saying, facts))
    parts = []
    for name, usual in HEADINGS.items():
        if name in OF_TERM and not facts.term_in_hand:
            continue
        heading, own = told.parts.get(name, (usual, ()))
        paragraphs = _paragraphs([*own, *always.parts.get(name, ("", ()))[1]], facts, values)
        if paragraphs:
            parts.append(Part(heading, paragraphs))
    text = "".join(span.text for span in filled(title.text, values))
    return Why(text, tuple(parts), facts.adds_nothing)


def title(frame: Frame) -> str:
    """Return what stands above all that is said about a step."""
    return why(frame).title


def told(frame: Frame) -> Paragraph:
    """Return what happens in a step in one sentence, beside which its place and its result stand."""
    facts = facts_of(frame)
    sayings = (*general().told, *prose_of(frame.chapter.kind).told)
    saying = next(saying for saying in sayings if _holds(saying, facts))
    return filled(saying.text, Values(facts))


def reason(frame: Frame) -> str:
    """Return why the number is there that a step writes, in one short line; nothing where that is plain."""
    facts = facts_of(frame)
    if plain := plain_reason(facts.frame):
        return plain if facts.finite else ""
    told = prose_of(frame.chapter.kind).reasons
    saying = next((saying for saying in told if _holds(saying, facts)), None)
    if saying is None or not (facts.finite or _OF_LEAST in saying.when):
        return ""
    return _text(saying, facts)


def reasons(frame: Frame) -> Sequence[str]:
    """Return all that `reason` may come to in the steps of a frame's chapter, with the numbers of this one."""
    kind, facts = frame.chapter.kind, facts_of(frame)
    return plain_reasons(kind) or [_text(saying, facts) for saying in prose_of(kind).reasons]


def _text(saying: Saying, facts: StepFacts) -> str:
    return "".join(span.text for span in filled(saying.text, Values(facts)))


def remarks(frame: Frame) -> str:
    """Return what is to be said beneath the law of a chapter."""
    facts = facts_of(frame)
    told = _paragraphs(prose_of(frame.chapter.kind).remarks, facts, Values(facts))
    return " ".join("".join(span.text for span in one) for one in told)


def _paragraphs(sayings: Sequence[Saying], facts: StepFacts, values: Values) -> tuple[Paragraph, ...]:
    paragraphs: list[Paragraph] = []
    said = False
    for saying in sayings:
        if saying.otherwise and said:
            continue
        said = _holds(saying, facts)
        if said:
            text = filled(saying.text, values)
            if paragraphs and not saying.apart:
                paragraphs[-1] = (*paragraphs[-1], Span(" "), *text)
            else:
                paragraphs.append(text)
    return tuple(paragraphs)


def _holds(saying: Saying, facts: StepFacts) -> bool:
    return all(facts.holds(name) for name in saying.when)
