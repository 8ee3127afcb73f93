"""What the one sentence about a step claims, looked up in the arrays."""

from cnnviz.run.chapter import ChapterKind
from cnnviz.trace.steps import Cell


def read(e, array):
    """Return the first number that the sum in hand reads of an array, or the one in the place of what it writes."""
    cells = [f for t in e.update.terms for f in t if isinstance(f, Cell) and f.array == array]
    cells += [
        f for u in e.step.updates for t in u.terms for f in t if isinstance(f, Cell) and f.array == array
    ]
    return e.of_cell(cells[0]) if cells else float(e.chapter.arrays[array][e.target.index])


def is_padding(e):
    (top, bottom), (left, right) = e.chapter.info["x_pad"].ring
    _, rows, columns, _ = e.chapter.arrays["x_pad"].shape
    _, row, column, _ = e.target.index
    return not (top <= row < rows - bottom and left <= column < columns - right)


def tied(e, frame):
    """Return how many cells of the window have its maximum."""
    chapter = next(
        one
        for one in frame.timeline.chapters
        if one.kind is ChapterKind.MAX_POOL and one.layer == e.chapter.layer
    )
    (update,) = chapter.trace[frame.position.step].updates
    numbers = [
        float(chapter.arrays[c.array][c.index]) for t in update.terms for c in t if isinstance(c, Cell)
    ]
    return numbers.count(max(numbers))


TOLD_CLAIMS = {
    r"^All (\d+) products .*0[;.]|^All (\d+) products are 0": lambda e, f, m: (
        not any(e.products) and int(m[1] or m[2]) == len(e.products)
    ),
    r"products .*cancel[;:.]": lambda e, f, m: sum(e.products) == 0 and any(e.products),
    r"products: \S+ from those above 0": lambda e, f, m: min(e.products) < 0 < max(e.products),
    r"^(\d+) products": lambda e, f, m: int(m[1]) == len(e.products),
    r"; the bias \S+ is left": lambda e, f, m: e.numbers[-1] == e.of_cell(e.target) != 0,
    r"nothing goes back to its window|: nothing is added\.$|nothing to (share|hand on)": lambda e, f, m: (
        e.chapter.kind is ChapterKind.MSE or read(e, "dy") == 0
    ),
    r"is off by 0: nothing": lambda e, f, m: read(e, "difference") == 0,
    r"ReLU makes it 0": lambda e, f, m: read(e, "z") < 0 == e.of_cell(e.target),
    r"is above 0: it goes through": lambda e, f, m: read(e, "z") > 0,
    r"No window covers this cell": lambda e, f, m: not e.update.terms,
    r"^(\d+) gradients come back": lambda e, f, m: int(m[1]) == len(e.update.terms),
    r"^(\d+) cells have the maximum": lambda e, f, m: int(m[1]) == tied(e, f) > 1,
    r"have the maximum: the first": lambda e, f, m: "first" in e.chapter.rules,
    r"have the maximum: each takes all": lambda e, f, m: "all" in e.chapter.rules,
    r"have the maximum: each takes \d": lambda e, f, m: "split" in e.chapter.rules,
    r"goes to where the maximum stood": lambda e, f, m: tied(e, f) == 1,
    r"^It lies in the border": lambda e, f, m: is_padding(e),
    r"the border comes around it": lambda e, f, m: not is_padding(e),
    r"The gradient is 0: it stays": lambda e, f, m: (
        e.of_cell(e.target) == float(e.chapter.arrays[e.target.array.removesuffix("_new")][e.target.index])
    ),
    r"^The true class": lambda e, f, m: e.target.index[-1] == e.chapter.true_class,
    r"^Not the true class": lambda e, f, m: e.target.index[-1] != e.chapter.true_class,
    r"has no cell here: a 0": lambda e, f, m: e.of_cell(e.target) == 0,
}
"""What may be told in the one sentence only where it is so."""
