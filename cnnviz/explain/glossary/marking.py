"""Which words of a text the glossary explains: each where it is met first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from cnnviz.explain.glossary.terms import term_named, words
from cnnviz.explain.prose.spans import Paragraph, Span, SpanKind

_WRITTEN = SpanKind.PLAIN, SpanKind.STRONG


class Marking:
    """Marks words in one paragraph after another, none of them twice."""

    def __init__(self) -> None:
        self._met: set[str] = set()

    def paragraphs(self, given: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
        """Return paragraphs in which the words that are new are spans of their own."""
        return tuple(tuple(piece for span in one for piece in self._pieces(span)) for one in given)

    def _pieces(self, span: Span) -> Iterator[Span]:
        if span.kind not in _WRITTEN or span.source:
            yield span
            return
        begin = 0
        for start, end, name in _found(span.text):
            if name in self._met:
                continue
            self._met.add(name)
            if start > begin:
                yield span._replace(text=span.text[begin:start])
            yield span._replace(text=span.text[start:end], term=name)
            begin = end
        if begin < len(span.text):
            yield span._replace(text=span.text[begin:])


@lru_cache(maxsize=2048)
def _found(text: str) -> Sequence[tuple[int, int, str]]:
    """Return where words of the glossary stand in a text, and which."""
    found = [(match.start(), match.end(), term_named(match.group())) for match in words().finditer(text)]
    return [(start, end, term.name) for start, end, term in found if term is not None]
