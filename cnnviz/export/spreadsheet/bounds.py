"""What is too large for a spreadsheet, or has no place in one, is refused before anything is worked out."""

import numpy as np

from cnnviz.export.data.arrays import exported
from cnnviz.run.timeline import Timeline

MOST_CELLS, MOST_TERMS = 100_000, 400_000
_ROWS, _COLUMNS = 1_048_576, 16_384


def refuse_what_does_not_fit(timeline: Timeline) -> None:
    """Raise ValueError, with one sentence, where a run is too large or has numbers that a spreadsheet has not."""
    numbers, terms = size_of(timeline)
    if numbers > MOST_CELLS or terms > MOST_TERMS:
        raise ValueError(
            f"a spreadsheet of this run has {numbers:,} numbers and {terms:,} products in its formulas, and up to "
            f"{MOST_CELLS:,} and {MOST_TERMS:,} are written: take a smaller image, or fewer filters"
        )
    for one in exported(timeline).values():
        found = one.numbers[~np.isfinite(one.numbers)]
        padding = one.chapter.info[one.key].ring != ((0, 0), (0, 0)) and np.isneginf(found).all()
        if found.size and not padding:
            raise ValueError(f"{one.label} has {found[0]:g} in it, which is no number to a spreadsheet")
        rows, columns, channels, filters = (*one.numbers.shape, *(1, 1, 1, 1))[:4]
        if rows * filters + 2 * filters > _ROWS or (columns + 2) * channels > _COLUMNS:
            raise ValueError(
                f"{one.label} does not fit on a sheet, which has {_ROWS:,} rows and {_COLUMNS:,} columns"
            )


def size_of(timeline: Timeline) -> tuple[int, int]:
    """Return how many numbers a spreadsheet of a run has, and how many terms its formulas."""
    arrays = sum(one.numbers.size for one in exported(timeline).values())
    traces = [chapter.trace for chapter in timeline.chapters]
    return arrays, sum(int(trace.counts(name).sum()) for trace in traces for name in trace.outputs)
