"""Which line of each listing a step is, and what is shown beside it."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from cnnviz.explain.listings.values import Scope
from cnnviz.explain.listings.watches import (
    Watch,
    at,
    factors,
    last,
    letters,
    made,
    place,
    products,
    read,
    share,
    span,
)
from cnnviz.trace.steps import Const

KEEPS = "+= keeps what was there"


class Way(NamedTuple):
    """How a listing follows the steps.

    Parameters
    ----------
    line : how the line begins with which a step is done, or what finds that out
    watches : what is shown beside it
    term : how the line begins that is at work while only some of the terms are done; the same where it is ""
    """

    line: str | Callable[[Scope], str]
    watches: tuple[Watch, ...]
    term: str = ""


_ROWS, _COLS = slice(0, 1), slice(1, 2)
_WINDOW = span("rows", "x_pad", 0), span("cols", "x_pad", 1)
_GIVEN = span("rows", "dx_pad", 0), span("cols", "dx_pad", 1)
_EACH = made("a[at]", "a")


def _pad_line(scope: Scope) -> str:
    filled = isinstance(scope.updates[0].terms[0][0], Const)
    return "x_pad[p, q] = value" if filled else "x_pad[p, q] = x"


def _spread_line(scope: Scope) -> str:
    filled = isinstance(scope.updates[0].terms[0][0], Const)
    return "dy_spread[p, q] = 0" if filled else "dy_spread[p, q] = dy"


def _softmax_line(scope: Scope) -> str:
    """Return the line of the number that is worked out; of a class the power is the last."""
    target = scope.frame.done.updates[-1].target.array if scope.within else scope.updates[-1].target.array
    return f"{target}[c] =" if target in ("shifted", "power", "probability") else f"{target} ="


def _activation(slope: str = "") -> Way:
    if slope:
        watches = at, read("z[at]", "z"), read("da[at]", "da"), share("slope"), made("dz[at]", "dz")
        return Way("dz[at] =", watches)
    return Way("a[at] =", (at, read("z[at]", "z"), _EACH))


def _max_back() -> Way:
    watches = (
        letters("h", "w", "c"),
        *_GIVEN,
        read("window", "x_pad"),
        factors("mask"),
        read("dy[h, w, c]", "dy"),
        made("dx_pad[rows, cols, c]", "dx_pad", KEEPS),
    )
    return Way("dx_pad[rows, cols, c] +=", watches, "part =")


_FUNCTIONS = "relu", "leaky_relu", "sigmoid", "tanh", "identity"
WAYS: Mapping[str, Way] = {
    "pad": Way(
        _pad_line,
        (letters("p", "q"), place("i, j", "x", slice(0, 2)), made("x_pad[p, q]", "x_pad", at_once=False)),
    ),
    "convolve": Way(
        "y[h, w, f] =",
        (
            letters("h", "w", "f"),
            *_WINDOW,
            span("own", "x_pad", 2),
            read("window", "x_pad"),
            read("weight[..., f]", "weight"),
            products("part", "x_pad"),
            read("b[h, w, f]", "bias"),
            made("y[h, w, f]", "y"),
        ),
        "part =",
    ),
    **{f"activate_{name}": _activation() for name in _FUNCTIONS},
    **{f"activate_back_{name}": _activation("slope") for name in _FUNCTIONS},
    "max_pool": Way(
        "y[h, w, c] =",
        (letters("h", "w", "c"), *_WINDOW, read("window", "x_pad"), made("y[h, w, c]", "y")),
    ),
    "average_pool": Way(
        "y[h, w, c] =",
        (
            letters("h", "w", "c"),
            *_WINDOW,
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
    "flatten": Way("y[i] =", (letters("h", "w", "c"), place("i", "y", _ROWS), made("y[i]", "y"))),
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
    "mse_back": Way("dy[at] =", (at, read("difference[at]", "difference"), made("dy[at]", "dy"))),
    "cross_entropy": Way(
        _softmax_line,
        (
            place("c", "power", _ROWS, written=True),
            place("c", "probability", _ROWS, written=True),
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
    "cross_entropy_back": Way(
        "dlogits[c] =",
        (letters("c"), read("probability[c]", "probability"), made("dlogits[c]", "dlogits")),
    ),
    "upstream": Way("dy[at] =", (at, made("dy[at]", "dy"))),
    "linear_weight": Way(
        "dweight[i, o] =",
        (letters("i", "o"), read("x[i]", "x"), read("dy[o]", "dy"), made("dweight[i, o]", "dweight")),
    ),
    "linear_input": Way(
        "dx[i] =",
        (
            letters("i"),
            read("weight[i]", "weight"),
            read("dy", "dy"),
            products("part", "dy"),
            made("dx[i]", "dx"),
        ),
        "part =",
    ),
    "flatten_back": Way(
        "dx[h, w, c] =", (letters("h", "w", "c"), place("i", "dy", _ROWS), made("dx[h, w, c]", "dx"))
    ),
    "max_pool_back_first": _max_back(),
    "max_pool_back_all": _max_back(),
    "max_pool_back_split": _max_back(),
    "average_pool_back": Way(
        "dx_pad[rows, cols, c] +=",
        (
            letters("h", "w", "c"),
            *_GIVEN,
            read("dy[h, w, c]", "dy"),
            share("1 / size"),
            made("dx_pad[rows, cols, c]", "dx_pad", KEEPS, at_once=False),
        ),
    ),
    "global_pool_back": Way(
        "dx[..., c] =",
        (letters("c"), read("dy[c]", "dy"), share("share"), made("dx[..., c]", "dx", at_once=False)),
    ),
    "accumulate": Way(
        "dbias[at] +=",
        (
            letters("h", "w", "f"),
            *_WINDOW,
            span("own", "x_pad", 2),
            read("window", "x_pad"),
            read("dy[h, w, f]", "dy"),
            products("part", "x_pad"),
            made("dweight[..., f]", "dweight", KEEPS),
            made("dbias[at]", "dbias", KEEPS),
        ),
        "part =",
    ),
    "correlate": Way(
        "dweight[u, v, k, f] =",
        (
            letters("f", "k", "u", "v"),
            *_WINDOW,
            read("seen", "x_pad"),
            products("part", "x_pad"),
            made("dweight[u, v, k, f]", "dweight"),
        ),
        "part =",
    ),
    "bias_gradient": Way("dbias[at] =", (at, read("dy[..., *at]", "dy"), made("dbias[at]", "dbias"))),
    "scatter": Way(
        "dx_pad[rows, cols, own] +=",
        (
            letters("h", "w", "f"),
            *_GIVEN,
            span("own", "dx_pad", 2),
            read("dy[h, w, f]", "dy"),
            products("part", "dx_pad"),
            made("dx_pad[rows, cols, own]", "dx_pad", KEEPS),
        ),
        "part =",
    ),
    "gather": Way(
        "dx_pad[i, j, c] =",
        (
            letters("i", "j", "c"),
            last("seen", "weight"),
            last("dy[h, w, f]", "dy"),
            made("total", "dx_pad", at_once=False),
            made("dx_pad[i, j, c]", "dx_pad"),
        ),
        "total +=",
    ),
    "spread": Way(
        _spread_line,
        (
            letters("p", "q"),
            place("h, w", "dy", slice(0, 2)),
            made("dy_spread[p, q]", "dy_spread", at_once=False),
        ),
    ),
    "turn": Way(
        "weight_turned[p, q] =",
        (
            letters("p", "q"),
            place("u, v", "weight", slice(0, 2)),
            read("weight[u, v]", "weight"),
            made("weight_turned[p, q]", "weight_turned", at_once=False),
        ),
    ),
    "full": Way(
        "dx_pad[i, j, c] =",
        (
            letters("i", "j", "c"),
            span("rows", "dy_spread", 0),
            span("cols", "dy_spread", 1),
            span("own", "dy_spread", 2),
            read("window", "dy_spread"),
            products("part", "dy_spread"),
            made("dx_pad[i, j, c]", "dx_pad"),
        ),
        "part =",
    ),
    "crop": Way(
        "dx[i, j] =",
        (
            letters("i", "j"),
            read("dx_pad[top + i, left + j]", "dx_pad"),
            made("dx[i, j]", "dx", at_once=False),
        ),
    ),
    "crop_fold": Way(
        "dx[i, j] +=",
        (
            letters("p", "q"),
            place("i, j", "dx", slice(0, 2)),
            read("dx_pad[p, q]", "dx_pad"),
            made("dx[i, j]", "dx", KEEPS, at_once=False),
        ),
    ),
    "update_weight": Way(
        "weight_new[u, v, k, f] =",
        (
            letters("f", "k", "u", "v"),
            read("slope", "dweight"),
            read("old", "weight"),
            made("weight_new[u, v, k, f]", "weight_new"),
        ),
        "old =",
    ),
    "update_weight_matrix": Way(
        "weight_new[at] =",
        (at, read("slope", "dweight"), read("weight[at]", "weight"), made("weight_new[at]", "weight_new")),
        "slope =",
    ),
    "update_bias": Way(
        "bias_new[at] =",
        (at, read("slope", "dbias"), read("bias[at]", "bias"), made("bias_new[at]", "bias_new")),
        "slope =",
    ),
}
"""By the names of the files."""
