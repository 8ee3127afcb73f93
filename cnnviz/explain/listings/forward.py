"""Which line a step is, and what is shown beside it: the listings of the way forward, and of the loss."""

from collections.abc import Mapping

from cnnviz.explain.listings.values import ListingScope
from cnnviz.explain.listings.watches import (
    ROW,
    WINDOW,
    at,
    letters,
    made,
    place,
    products,
    read,
    share,
    span,
)
from cnnviz.explain.listings.way import FUNCTIONS, KEEPS, Way
from cnnviz.trace.steps import Const

_EACH = Way("a[at] =", (at, read("z[at]", "z"), made("a[at]", "a")))


def _pad_line(scope: ListingScope) -> str:
    filled = isinstance(scope.updates[0].terms[0][0], Const)
    return "x_pad[p, q] = value" if filled else "x_pad[p, q] = x"


def _softmax_line(scope: ListingScope) -> str:
    """Return the line of the number that is worked out; of a class the power is the last."""
    target = scope.frame.done.updates[-1].target.array if scope.within else scope.updates[-1].target.array
    return f"{target}[c] =" if target in ("shifted", "power", "probability") else f"{target} ="


FORWARD: Mapping[str, Way] = {
    "pad": Way(
        _pad_line,
        (letters("p", "q"), place("i, j", "x", slice(0, 2)), made("x_pad[p, q]", "x_pad", at_once=False)),
    ),
    "convolve": Way(
        "y[h, w, f] =",
        (
            letters("h", "w", "f"),
            *WINDOW,
            span("own", "x_pad", 2),
            read("window", "x_pad"),
            read("weight[..., f]", "weight"),
            products("part", "x_pad"),
            read("b[h, w, f]", "bias"),
            made("y[h, w, f]", "y"),
        ),
        "part =",
    ),
    **{f"activate_{name}": _EACH for name in FUNCTIONS},
    "max_pool": Way(
        "y[h, w, c] =",
        (letters("h", "w", "c"), *WINDOW, read("window", "x_pad"), made("y[h, w, c]", "y")),
    ),
    "average_pool": Way(
        "y[h, w, c] =",
        (
            letters("h", "w", "c"),
            *WINDOW,
            read("window", "x_pad"),
            share("share"),
            products("window * share", "x_pad"),
            made("y[h, w, c]", "y"),
        ),
    ),
    "global_pool": Way(
        "y[c] =",
        (
            letters("c"),
            read("x[..., c]", "x"),
            share("share"),
            products("x[..., c] * share", "x"),
            made("y[c]", "y"),
        ),
    ),
    "flatten": Way("y[i] =", (letters("h", "w", "c"), place("i", "y", ROW), made("y[i]", "y"))),
    "linear": Way(
        "y[o] =",
        (
            letters("o"),
            read("x", "x"),
            read("weight[:, o]", "weight"),
            products("part", "x"),
            read("bias[o]", "bias"),
            made("y[o]", "y"),
        ),
        "part =",
    ),
    "loss_sum": Way("loss[0] +=", (at, read("y[at]", "y"), made("loss[0]", "loss", KEEPS))),
    "loss_cell": Way("loss[0] =", (at, read("y[at]", "y"), made("loss[0]", "loss"))),
    "mse": Way(
        "loss[0] +=",
        (
            at,
            read("y[at]", "y"),
            read("target[at]", "target"),
            made("difference[at]", "difference"),
            made("loss[0]", "loss", KEEPS),
        ),
        "difference[at] =",
    ),
    "cross_entropy": Way(
        _softmax_line,
        (
            place("c", "power", ROW, written=True),
            place("c", "probability", ROW, written=True),
            made("largest", "largest"),
            made("shifted[c]", "shifted"),
            made("power[c]", "power"),
            made("total", "total"),
            made("inverse", "inverse"),
            made("probability[c]", "probability"),
            made("log_total", "log_total"),
            made("loss", "loss"),
        ),
    ),
}
