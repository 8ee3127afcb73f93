"""Which mistakes are recognised in the steps of a chapter."""

from collections.abc import Sequence

from cnnviz.explain.mistakes.bank import BANK
from cnnviz.run.chapter import Chapter

_MOST = 9


def mistakes_known(chapter: Chapter) -> Sequence[str]:
    """Return the names of the mistakes that can be made in a chapter's steps, the likeliest first."""
    kind = chapter.kind
    return [
        mistake.brief
        for mistake in BANK
        if any(variant.step is not None and kind in variant.kinds for variant in mistake.variants)
    ][:_MOST]
