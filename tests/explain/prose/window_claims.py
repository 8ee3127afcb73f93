"""What sentences claim about windows that come before and after, and about the loss, looked up in the steps."""

import math

import numpy as np

from cnnviz.run.chapter import ChapterKind, Phase
from cnnviz.trace.steps import value_of

WORDS = {"first": 0, "last": -1}


def met(frame):
    """Return how far each window of the way forward begins from each cell that it covers, and the weight there.

    Both are counted in cells of the kernel, so that a kernel whose cells lie apart is like any other.
    """
    chapter = next(
        one
        for one in frame.timeline.chapters
        if one.kind is ChapterKind.CONVOLVE and one.layer == frame.chapter.layer
    )
    found = {}
    for step in (chapter.trace[n] for n in range(min(len(chapter.trace), 12))):
        terms = [term for term in step.updates[0].terms if len(term) == 2]
        cells = [next(f for f in term if f.array == "x_pad").index[1:3] for term in terms]
        begins = min(cells)
        for cell, term in zip(cells, terms, strict=True):
            away = tuple(np.subtract(cell, begins).tolist())
            found[away] = next(f for f in term if f.array == "weight").index[:2]
    return found


def corners(e, frame, found):
    """Return whether the nearest window and the farthest have a cell under the weights that are named."""
    places = met(frame)
    rows, columns = next(array.shape[:2] for name, array in e.chapter.arrays.items() if name == "weight")
    named = [
        (WORDS[word] % rows, WORDS[word] % columns)
        for word in (word.strip("*") for word in (found[1], found[2]))
    ]
    return [places[min(places)], places[max(places)]] == named


def later(e, frame, found):
    """Return whether a window that begins farther away has the cell under a later weight, along rows and columns."""
    places = met(frame)
    return all(
        (one[axis] < other[axis]) == (places[one][axis] < places[other][axis])
        for one in places
        for other in places
        for axis in (0, 1)
    )


def turned(e, frame, found):
    """Return whether in a row of dy the weights go to the side that is named."""
    side = {"left": -1, "right": 1}
    assert found[1] == found[3]
    met_here = [
        tuple(next(f.index for f in term if f.array == name) for name in ("dy", "weight"))
        for term in e.update.terms
    ]
    steps = [
        (there[0][2] - here[0][2], there[1][1] - here[1][1])
        for here in met_here
        for there in met_here
        if here[0][3] == there[0][3] and here[0][1] == there[0][1] and there[0][2] > here[0][2]
    ]
    return steps and all(np.sign(weights) == side[found[2]] for _, weights in steps)


def earlier(e, frame, found):
    """Return whether so many steps gave something before, and what the cell held is what they gave."""
    given = []
    for n in range(frame.position.step):
        for update in e.chapter.trace[n].updates:
            if update.target == e.target:
                given.append(sum(math.prod(value_of(f, e.after) for f in term) for term in update.terms))
    count = 1 if found[1] == "an" else int(found[1])
    assert (found[2][-1] == "s") == (count != 1)
    held = float(e.before[e.target.array][e.target.index])
    close = not math.isfinite(held) or math.isclose(sum(given), held, rel_tol=1e-9, abs_tol=1e-9)
    return close and sum(one != 0 for one in given) == count


def minus_log(e, frame, found):
    """Return whether the loss is −log of the share that the true class has."""
    probability = e.chapter.trace.state(len(e.chapter.trace))["probability"]
    label = e.experiment.fitted_loss.labels[e.chapter.sample]
    share, loss = float(probability[e.chapter.sample, label]), e.of_cell(e.target)
    return not share or math.isclose(-math.log(share), loss, rel_tol=1e-9, abs_tol=1e-9)


def stride(e):
    return e.experiment.layers[e.chapter.layer].window.stride


WINDOW_CLAIMS = {
    r"begins at the cell itself has it under its (\S+) weight, the farthest one under its (\S+)\.": corners,
    r"The farther away a window begins, the later": later,
    r"Going to the (\w+) in \S+, one goes to the (\w+) in .* begins further (\w+) has": turned,
    r"from (an|\d+) earlier (\w+)": earlier,
    r"the windows' steps": lambda e, f, m: stride(e) != (1, 1),
    r"lies nearer to the edge, and": lambda e, f, m: all(
        by == 1 or windows == 1
        for by, windows in zip(stride(e), e.chapter.arrays["dy"].shape[1:3], strict=True)
    ),
    r"lies under (\d+) windows?, others under as many as (\d+)": lambda e, f, m: (
        (int(m[1]), int(m[2])) == (e.count("windows", ""), e.count("most", "")) and int(m[1]) < int(m[2])
    ),
    r"went into (\d+) outputs\. Change": lambda e, f, m: int(m[1]) == e.count("times", "") > 1,
    r"went into (\d+) outputs: one of each filter that reads it, under every window": lambda e, f, m: (
        int(m[1]) == e.count("times", "") > e.count("windows", "") and not int(m[1]) % e.count("windows", "")
    ),
    r"each of these outputs changes by": lambda e, f, m: len(e.update.terms) > 1,
    r": that output changes by": lambda e, f, m: len(e.update.terms) == 1,
    r"is −log p\.": minus_log,
    r"with the same X": lambda e, f, m: e.chapter.phase is Phase.UPDATE,
    r"Nothing here is learnt": lambda e, f, m: (
        not any(one.phase is Phase.UPDATE for one in f.timeline.chapters)
    ),
}
"""What may be said of windows and of the round only where it is so."""
