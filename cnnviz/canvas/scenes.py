"""What stands on the stage in each kind of chapter, and what leads to what."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cnnviz.canvas.leaves import Leaves
from cnnviz.canvas.plan import Group, Lead, Leaf, Plan, Size
from cnnviz.trace.timeline import Chapter


def plan(chapter: Chapter, focus: int) -> Plan:
    """Return what the stage shows of `chapter` while channel or filter `focus` is in hand."""
    return _SCENES[chapter.kind](Leaves(chapter, focus))


def _copy(source: str, target: str) -> Callable[[Leaves], Plan]:
    """Show every channel of one array beside the same channel of another."""

    def scene(leaves: Leaves) -> Plan:
        before, after = leaves.channels(source), leaves.channels(target)
        links = tuple(((a.key,), b.key) for a, b in zip(before, after, strict=True))
        return Plan(_pairs(before, after), links)

    return scene


def _one_to_one(*names: str) -> Callable[[Leaves], Plan]:
    """Show the channel in hand of some arrays in a row, the others of the last one small."""

    def scene(leaves: Leaves) -> Plan:
        shown = [leaves.one(name) for name in names if name in leaves]
        links = ((tuple(leaf.key for leaf in shown[:-1][-1:]), shown[-1].key),) if len(shown) > 1 else ()
        return Plan((Group("row", (*shown, *leaves.others(names[-1]))),), links)

    return scene


def _activation(*names: str) -> Callable[[Leaves], Plan]:
    """Show the arrays of an activation one to one, its curve between input and output."""

    def scene(leaves: Leaves) -> Plan:
        plan = _one_to_one(*names)(leaves)
        first = plan.arrangements[0].children
        curve = Leaf("curve", "", (), "", leaves.chapter.name, Size.PLOT)
        at = len(names) - 1
        return Plan((Group("row", (*first[:at], curve, *first[at:]), 40),), ())

    return scene


def _max_pool(leaves: Leaves) -> Plan:
    source, result = leaves.one("x_pad"), leaves.one("y")
    mask = leaves.one("mask")
    return Plan((Group("row", (source, result, mask, *leaves.others("y"))),), (((source.key,), result.key),))


def _pool_back(leaves: Leaves) -> Plan:
    gradient, result = leaves.one("dy"), leaves.one("dx_pad")
    winners = [leaves.one("x_pad")] if "x_pad" in leaves else []
    row = Group("row", (*winners, gradient, result, *leaves.others("dx_pad")))
    return Plan((row,), (((gradient.key,), result.key),))


def _convolve(leaves: Leaves) -> Plan:
    inputs, kernels = leaves.channels("x_pad"), leaves.channels("weight", Size.KERNEL)
    return _summed(inputs, kernels, leaves.one("y"), leaves.bias("bias"), leaves.others("y"))


def _gather(leaves: Leaves) -> Plan:
    inputs, kernels = leaves.channels("dy"), leaves.filters("weight")
    return _summed(inputs, kernels, leaves.one("dx_pad"), [], leaves.others("dx_pad"))


def _full(leaves: Leaves) -> Plan:
    inputs, kernels = leaves.channels("dy_spread"), leaves.turned("weight_turned")
    return _summed(inputs, kernels, leaves.one("dx_pad"), [], leaves.others("dx_pad"))


def _summed(
    inputs: Sequence[Leaf],
    kernels: Sequence[Leaf],
    result: Leaf,
    bias: Sequence[Leaf],
    others: Sequence[Group],
) -> Plan:
    """Show planes, each with its kernel, that are summed into one result."""
    links: list[Lead] = [((a.key,), b.key) for a, b in zip(inputs, kernels, strict=True)]
    links.append((tuple(kernel.key for kernel in kernels), result.key))
    if len(inputs) == 1:
        middle = Group("column", (kernels[0], *bias), 24)
        return Plan((Group("row", (inputs[0], middle, result, *others)),), tuple(links))
    last = Group("column", (result, *bias), 24)
    return Plan(
        tuple(Group("row", (pairs, last, *others)) for pairs in _pairs(inputs, kernels)), tuple(links)
    )


def _weight_gradient(leaves: Leaves) -> Plan:
    inputs, results = leaves.channels("x_pad"), leaves.channels("dweight", Size.KERNEL)
    gradient, bias = leaves.one("dy"), leaves.bias("dbias")
    links: list[Lead] = [((a.key,), b.key) for a, b in zip(inputs, results, strict=True)]
    if len(inputs) == 1:
        last = Group("column", (results[0], *bias), 24)
        return Plan((Group("row", (gradient, inputs[0], last)),), tuple(links))
    rows = tuple(Group("row", (gradient, pairs, *bias)) for pairs in _pairs(inputs, results))
    return Plan(rows, tuple(links))


def _scatter(leaves: Leaves) -> Plan:
    kernels, results = leaves.channels("weight", Size.KERNEL), leaves.channels("dx_pad")
    gradient = leaves.one("dy")
    if len(results) == 1:
        stacked = Group("row", (Group("column", (gradient, kernels[0]), 24), results[0]))
        beside = Group("row", (kernels[0], gradient, results[0]))
        return Plan((stacked, beside), (((gradient.key,), results[0].key),))
    links: list[Lead] = [((a.key,), b.key) for a, b in zip(kernels, results, strict=True)]
    return Plan(tuple(Group("row", (gradient, pairs)) for pairs in _pairs(kernels, results)), tuple(links))


def _turn(leaves: Leaves) -> Plan:
    before, after = leaves.channels("weight")[0], leaves.channels("weight_turned")[0]
    return Plan((Group("row", (before, after)),), (((before.key,), after.key),))


def _flatten(leaves: Leaves) -> Plan:
    sources, result = leaves.channels("x"), leaves.row("y")
    links = tuple(((leaf.key,), result.key) for leaf in sources)
    return Plan((Group("column", (Group("row", tuple(sources), 24), result), 40),), links)


def _flatten_back(leaves: Leaves) -> Plan:
    source, results = leaves.row("dy"), leaves.channels("dx")
    links = tuple(((source.key,), leaf.key) for leaf in results)
    return Plan((Group("column", (source, Group("row", tuple(results), 24)), 40),), links)


def _linear(leaves: Leaves) -> Plan:
    source = leaves.whole("x")
    middle = Group("column", (leaves.whole("weight"), leaves.row("bias"), leaves.row("y")), 20)
    return Plan((Group("row", (source, middle)),), (((source.key,), "weight"),))


def _linear_weight(leaves: Leaves) -> Plan:
    source = leaves.whole("x")
    middle = Group("column", (leaves.row("dy"), leaves.whole("dweight")), 20)
    return Plan((Group("row", (source, middle)),), (((source.key,), "dweight"),))


def _linear_input(leaves: Leaves) -> Plan:
    middle = Group("column", (leaves.row("dy"), leaves.whole("weight")), 20)
    result = leaves.whole("dx")
    return Plan((Group("row", (middle, result)),), ((("weight",), result.key),))


def _loss(leaves: Leaves) -> Plan:
    source, result = leaves.one("y"), leaves.whole("loss", Size.KERNEL)
    return Plan((Group("row", (source, result, *leaves.others("y"))),), (((source.key,), result.key),))


def _mse(leaves: Leaves) -> Plan:
    first, target, difference = (leaves.one(name) for name in ("y", "target", "difference"))
    result = leaves.whole("loss", Size.KERNEL)
    row = Group("row", (first, target, difference, result, *leaves.others("difference")), 40)
    return Plan((row,), (((difference.key,), result.key),))


def _cross_entropy(leaves: Leaves) -> Plan:
    lists = [leaves.whole(name) for name in ("logits", "shifted", "power", "probability")]
    numbers = (
        Group("column", tuple(leaves.whole(name, Size.KERNEL) for name in names), 12)
        for names in (("largest", "total", "inverse"), ("log_total", "loss"))
    )
    return Plan((Group("row", (*lists, *numbers), 48),), ())


def _update(name: str) -> Callable[[Leaves], Plan]:
    def scene(leaves: Leaves) -> Plan:
        names = (name, f"d{name}", f"{name}_new")
        planes = [leaves.channels(part) for part in names]
        if leaves.chapter.arrays[name].ndim == 1:
            return Plan((Group("column", tuple(leaf for (leaf,) in planes), 24),), ())
        rows = tuple(Group("row", trio, 48) for trio in zip(*planes, strict=True))
        return Plan((Group("column", rows, 18),), ())

    return scene


def _bias_gradient(leaves: Leaves) -> Plan:
    source = leaves.one("dy")
    result = leaves.bias("dbias")[0] if leaves.chapter.arrays["dy"].ndim == 4 else leaves.whole("dbias")
    return Plan((Group("row", (source, result)),), (((source.key,), result.key),))


_SCENES: dict[str, Callable[[Leaves], Plan]] = {
    "pad": _copy("x", "x_pad"),
    "convolve": _convolve,
    "activate": _activation("z", "a"),
    "max_pool": _max_pool,
    "average_pool": _one_to_one("x_pad", "y"),
    "flatten": _flatten,
    "linear": _linear,
    "loss": _loss,
    "mse": _mse,
    "cross_entropy": _cross_entropy,
    "upstream": _one_to_one("y", "dy"),
    "mse_back": _one_to_one("difference", "dy"),
    "cross_entropy_back": _one_to_one("probability", "dlogits"),
    "linear_weight": _linear_weight,
    "linear_input": _linear_input,
    "flatten_back": _flatten_back,
    "max_pool_back": _pool_back,
    "average_pool_back": _pool_back,
    "activate_back": _activation("z", "da", "dz"),
    "accumulate": _weight_gradient,
    "correlate": _weight_gradient,
    "bias_gradient": _bias_gradient,
    "scatter": _scatter,
    "gather": _gather,
    "spread": _one_to_one("dy", "dy_spread"),
    "turn": _turn,
    "full": _full,
    "crop": _copy("dx_pad", "dx"),
    "update_weight": _update("weight"),
    "update_bias": _update("bias"),
}


def _pairs(first: Sequence[Leaf], second: Sequence[Leaf]) -> tuple[Group, ...]:
    """Return pairs of grids beside each other, and under each other."""
    both = list(zip(first, second, strict=True))
    beside = Group("column", tuple(Group("row", pair) for pair in both), 18)
    below = Group("row", tuple(Group("column", pair, 48) for pair in both), 24)
    return (beside, below)
