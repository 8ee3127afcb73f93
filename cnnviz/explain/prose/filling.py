"""A template with its names filled in."""

from collections.abc import Iterator
from string import Formatter

from cnnviz.explain.prose.spans import Paragraph, Span, SpanKind
from cnnviz.explain.prose.values import Values

_STRESS = "**"


def filled(template: str, values: Values) -> Paragraph:
    """Return a template as pieces of text: `{name}` or `{how:name}` stand for what the step says, ** for stress."""
    return tuple(_joined(_pieces(template, values)))


def _pieces(template: str, values: Values) -> Iterator[Span]:
    stressed = False
    for literal, name, of, _ in Formatter().parse(template):
        for number, part in enumerate(literal.split(_STRESS)):
            stressed ^= number > 0
            if part:
                yield Span(part, SpanKind.STRONG if stressed else SpanKind.PLAIN)
        if name is not None:
            for span in values.spans(name, of or ""):
                plain = span.kind is SpanKind.PLAIN and stressed
                yield span._replace(kind=SpanKind.STRONG) if plain else span


def _joined(spans: Iterator[Span]) -> Iterator[Span]:
    """Yield spans, neighbours of plain text as one."""
    last: Span | None = None
    for span in spans:
        same = last is not None and span.kind is last.kind and span.kind in (SpanKind.PLAIN, SpanKind.STRONG)
        if last is not None and same and not span.source and not last.source:
            last = last._replace(text=last.text + span.text)
            continue
        if last is not None:
            yield last
        last = span
    if last is not None:
        yield last
