"""Which line a step is, and what is shown beside it: the listings of the way back, and of the update."""

from collections.abc import Mapping

from cnnviz.explain.listings.values import ListingScope
from cnnviz.explain.listings.watches import (
    ROW,
    WINDOW,
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
from cnnviz.explain.listings.way import FUNCTIONS, KEEPS, Way
from cnnviz.trace.steps import Const

_GIVEN = span("rows", "dx_pad", 0), span("cols", "dx_pad", 1)
_SLOPE = Way("dz[at] =", (at, read("z[at]", "z"), read("da[at]", "da"), share("slope"), made("dz[at]", "dz")))
_MAXIMUM = Way(
    "dx_pad[rows, cols, c] +=",
    (
        letters("h", "w", "c"),
        *_GIVEN,
        read("window", "x_pad"),
        factors("mask"),
        read("dy[h, w, c]", "dy"),
        made("dx_pad[rows, cols, c]", "dx_pad", KEEPS),
    ),
    "part =",
)


def _spread_line(scope: ListingScope) -> str:
    filled = isinstance(scope.updates[0].terms[0][0], Const)
    return "dy_spread[p, q] = 0" if filled else "dy_spread[p, q] = dy"


BACKWARD: Mapping[str, Way] = {
    **{f"activate_back_{name}": _SLOPE for name in FUNCTIONS},
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
        "dx[h, w, c] =", (letters("h", "w", "c"), place("i", "dy", ROW), made("dx[h, w, c]", "dx"))
    ),
    "max_pool_back_first": _MAXIMUM,
    "max_pool_back_all": _MAXIMUM,
    "max_pool_back_split": _MAXIMUM,
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
            *WINDOW,
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
            *WINDOW,
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
    "mse_back": Way("dy[at] =", (at, read("difference[at]", "difference"), made("dy[at]", "dy"))),
    "cross_entropy_back": Way(
        "dlogits[c] =",
        (letters("c"), read("probability[c]", "probability"), made("dlogits[c]", "dlogits")),
    ),
}
