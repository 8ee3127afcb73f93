"""What the short line on the stage claims, looked up in the arrays."""

import math

from told_claims import read, tied

from cnnviz.trace.steps import Cell


def moved(e):
    """Return by how much a parameter is changed."""
    return e.of_cell(e.target) - read(e, e.target.array.removesuffix("_new"))


def gradient(e):
    return read(e, f"d{e.target.array.removesuffix('_new')}")


def won_alone(e, frame):
    """Return whether only the cell that won a window changes, where no other held its maximum."""
    changed = [cell for cell in e.step.writes if e.before[cell.array][cell.index] != e.of_cell(cell)]
    return tied(e, frame) == 1 >= len(changed)


def share(e):
    """Return the only constant that numbers are multiplied by."""
    (value,) = {f.value for u in e.step.updates for t in u.terms for f in t if not isinstance(f, Cell)}
    return value


def products(e):
    """Return what all products of the step come to, without a bias."""
    return math.fsum(math.prod(map(e.of_cell, term)) for term in e.update.terms if len(term) == 2)


REASON_CLAIMS = {
    r"Products above 0 outweigh": lambda e, f, m: products(e) > 0,
    r"Products below 0 outweigh": lambda e, f, m: products(e) < 0,
    r"The products come to 0": lambda e, f, m: math.isclose(products(e), 0, abs_tol=1e-12),
    r"is above 0, where the slope is 1": lambda e, f, m: (
        read(e, "z") > 0 and e.of_cell(e.target) == read(e, "da")
    ),
    r"is below 0 and was cut off": lambda e, f, m: read(e, "z") < 0 == e.of_cell(e.target),
    r"is 0, at the kink": lambda e, f, m: read(e, "z") == 0 == e.of_cell(e.target),
    r"nothing comes that could go on": lambda e, f, m: read(e, "da") == 0,
    r"A larger (weight|bias) makes .* larger: so the (weight|bias) goes down": lambda e, f, m: (
        gradient(e) > 0 >= moved(e)
    ),
    r"A larger (weight|bias) makes .* smaller: so the (weight|bias) goes up": lambda e, f, m: (
        gradient(e) < 0 <= moved(e)
    ),
    r"changes nothing, so it stays": lambda e, f, m: gradient(e) == 0 == moved(e),
    r"so its gradient is 1": lambda e, f, m: e.of_cell(e.target) == 1,
    r"the gradient here is 0": lambda e, f, m: e.of_cell(e.target) == 0,
    r"it alone gets the gradient": lambda e, f, m: won_alone(e, f),
    r"nothing to hand on": lambda e, f, m: read(e, "dy") == 0,
    r"its slope is 2/(\d+) times": lambda e, f, m: (
        math.isclose(e.of_cell(e.target), 2 / int(m[1]) * read(e, "difference"))
        and int(m[1]) == e.chapter.arrays["dy"][0].size
    ),
    r"Each cell gave 1/(\d+) of itself": lambda e, f, m: math.isclose(share(e), 1 / int(m[1])),
    r"p − 1 is what it lacks": lambda e, f, m: e.of_cell(e.target) == read(e, "probability") - 1,
    r"all of p is too much": lambda e, f, m: e.of_cell(e.target) == read(e, "probability"),
    r"no power is above 1": lambda e, f, m: e.chapter.arrays["power"].max() <= 1,
    r"all powers are added first": lambda e, f, m: math.isclose(
        e.of_cell(e.target), e.chapter.arrays["power"][e.target.index[0]].sum()
    ),
    r"nothing comes back": lambda e, f, m: e.of_cell(e.target) == 0,
    r"the gradient or the weight is 0": lambda e, f, m: all(
        any(e.of_cell(cell) == 0 for cell in term) for term in e.update.terms
    ),
    r"gradient of its only output is 0": lambda e, f, m: len(e.update.terms) == 1 and read(e, "dy") == 0,
    r"only weight that it met is 0": lambda e, f, m: len(e.update.terms) == 1 and read(e, "weight") == 0,
    r"No output was made of this cell": lambda e, f, m: not e.update.terms,
    r"went into one output as it is": lambda e, f, m: len(e.update.terms) == 1,
    r"went into every output as it is": lambda e, f, m: len(e.update.terms) > 1,
    r"what the copy got belongs to it": lambda e, f, m: "zeros" not in e.chapter.rules,
    r"the target is met": lambda e, f, m: read(e, "difference") == 0,
    r"What the filter found is kept": lambda e, f, m: e.of_cell(e.target) == read(e, "z") > 0,
    r"Not above 0 counts as not found": lambda e, f, m: e.of_cell(e.target) == 0 >= read(e, "z"),
    r"A zero adds nothing": lambda e, f, m: e.of_cell(e.target) == 0 and "zeros" in e.chapter.rules,
    r"−∞ never wins": lambda e, f, m: e.of_cell(e.target) == -math.inf,
    r"Inside nothing changes": lambda e, f, m: e.of_cell(e.target) == read(e, "x"),
    r"Every cell counts alike": lambda e, f, m: (
        len({f.value for t in e.update.terms for f in t if not isinstance(f, Cell)}) <= 1
    ),
    r"Only the largest goes on": lambda e, f, m: e.of_cell(e.target) == max(e.numbers),
}
"""What may stand on the stage only where it is so."""
