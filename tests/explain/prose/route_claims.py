"""What sentences claim about where gradients go, and of what a gradient was added up, looked up in the steps."""

import math

import numpy as np
from told_claims import read, tied

from cnnviz.run.chapter import ChapterKind
from cnnviz.trace.steps import Cell, value_of


def parts(e):
    """Return every product that was added up to the gradient that an update reads, step by step."""
    (name,) = {f.array for t in e.update.terms for f in t if isinstance(f, Cell) and f.array.startswith("d")}
    (cell,) = {f for t in e.update.terms for f in t if isinstance(f, Cell) and f.array == name}
    label, found = e.chapter.info[name].label, []
    for chapter in e.timeline.chapters[: e.position.chapter]:
        for own in (own for own in chapter.trace.outputs if chapter.info[own].label == label):
            assert all(chapter.arrays[of].shape[0] == 1 for of in chapter.arrays if chapter.info[of].sampled)
            target = Cell(own, cell.index)
            for step in (chapter.trace[n] for n in chapter.trace.steps_of(target)):
                for update in (one for one in step.updates if one.target == target):
                    found += [math.prod(value_of(f, chapter.arrays) for f in t) for t in update.terms]
    return found


def share(e, frame, found):
    """Return whether a power divided by all powers together is the probability that comes of it."""
    whole = e.chapter.trace.state(len(e.chapter.trace))
    probability = float(whole["probability"][e.target.index])
    powers = np.exp(whole["shifted"][e.target.index[0]])
    return math.isclose(
        math.exp(e.of_cell(e.target)) / powers.sum(), probability, rel_tol=1e-9, abs_tol=1e-12
    )


def first_or_alone(e, frame, found):
    """Return whether the gradient goes to one cell alone."""
    return "first" in e.chapter.rules or tied(e, frame) == 1


ROUTE_CLAIMS = {
    r"Where ReLU let through, the gradient passes": lambda e, f, m: read(e, "da") != 0 < read(e, "z"),
    r"Where no gradient comes, none": lambda e, f, m: read(e, "da") == 0,
    r"Every window has something to say": lambda e, f, m: (
        any(e.of_cell(cell) for cell in e.step.cells if cell.array == "x_pad") and read(e, "dy") != 0
    ),
    r"All under the window is 0|to the bias alone": lambda e, f, m: (
        not any(e.of_cell(cell) for cell in e.step.cells if cell.array == "x_pad") and read(e, "dy") != 0
    ),
    r"the bias gets \S+ as it is": lambda e, f, m: (
        any(update.target.array == "dbias" for update in e.step.updates) and read(e, "dy") != 0
    ),
    r"and nowhere else|The whole of .* goes to": first_or_alone,
    r"Each of the (\d+) that have the maximum": lambda e, f, m: (
        "all" in e.chapter.rules and int(m[1]) == tied(e, f) > 1
    ),
    r"so a rule says what goes back to each": lambda e, f, m: (
        tied(e, f) > 1 and "first" not in e.chapter.rules
    ),
    r"divided by the powers of all classes": share,
    r"has a kink\. By convention its slope": lambda e, f, m: read(e, "dy") == 0,
    r"by the rule in force the first takes": lambda e, f, m: any(
        "first" in one.rules for one in f.timeline.chapters if one.kind is ChapterKind.MAX_POOL_BACK
    ),
    r"(Every product|All) that was added up to \w[^.:]* is 0": lambda e, f, m: (
        (own := parts(e)) and not any(own)
    ),
    r"that were added up to \w[^.:]* cancel": lambda e, f, m: sum(own := parts(e)) == 0 and any(own),
}
"""What may be said of ways that gradients take only where it is so."""
