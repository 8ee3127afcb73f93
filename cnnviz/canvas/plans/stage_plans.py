"""What stands on the stage in each kind of chapter, and what leads to what."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module

from cnnviz.canvas.plans.lens_plans import with_lens
from cnnviz.canvas.plans.planes import Planes
from cnnviz.canvas.plans.stage_plan import Group, Lead, Plane, Size, StagePlan
from cnnviz.run.chapter import Chapter, ChapterKind


def stage_plan(
    chapter: Chapter,
    focus: int,
    *,
    lens: bool = False,
    theirs: str = "",
    run: Sequence[Chapter] = (),
    trained: int | None = None,
) -> StagePlan:
    """Return what the stage shows of a chapter.

    Parameters
    ----------
    focus : which channel or filter is in hand
    lens : whether the lens is there
    theirs : the array beside which somebody else's stands, "" where none does
    run : of which it shows with the lens what the chapter's sums come from, and what comes of them
    trained : how many rounds of training are done, where there are some
    """
    sums, shares = (
        Planes(run[other], 0, other) if lens and run and other is not None else None
        for other in (chapter.sums, chapter.shares)
    )
    plan = _STAGE_PLANS[chapter.kind](
        Planes(chapter, focus, None, sums, shares, lens=lens, boards=lens and bool(run), trained=trained)
    )
    if theirs:
        from cnnviz.canvas.plans.theirs_plans import with_theirs  # few compare

        plan = with_theirs(plan, theirs)
    return with_lens(plan, chapter) if lens else plan


def _copy(source: str, target: str) -> Callable[[Planes], StagePlan]:
    """Show every channel of one array beside the same channel of another."""

    def scene(planes: Planes) -> StagePlan:
        before, after = planes.channels(source), planes.channels(target)
        links = tuple(((a.key,), b.key) for a, b in zip(before, after, strict=True))
        return StagePlan(_pairs(before, after), links)

    return scene


def _one_to_one(*names: str) -> Callable[[Planes], StagePlan]:
    """Show the channel in hand of some arrays in a row, the others of the last one small."""

    def scene(planes: Planes) -> StagePlan:
        shown = [planes.one(name) for name in names if name in planes]
        links = ((tuple(plane.key for plane in shown[:-1][-1:]), shown[-1].key),) if len(shown) > 1 else ()
        return StagePlan((Group("row", (*shown, *planes.others(names[-1]))),), links)

    return scene


def _in_turn(source: str, target: str) -> Callable[[Planes], StagePlan]:
    """Show all channels where they are few: steps go from one to the next, and grids that took turns would flicker."""
    each, one = _copy(source, target), _one_to_one(source, target)
    return lambda planes: each(planes) if planes.are_few(source) else one(planes)


def _activation(*names: str) -> Callable[[Planes], StagePlan]:
    """Show the arrays of an activation one to one, its curve between input and output."""

    def scene(planes: Planes) -> StagePlan:
        plan = _one_to_one(*names)(planes)
        first = plan.arrangements[0].children
        curve = Plane("curve", "", (), "", planes.chapter.name, Size.PLOT)
        at = len(names) - 1
        return StagePlan((Group("row", (*first[:at], curve, *first[at:]), 40),), ())

    return scene


def _max_pool(planes: Planes) -> StagePlan:
    source, result = planes.one("x_pad"), planes.one("y")
    mask = planes.one("mask")
    return StagePlan(
        (Group("row", (source, result, mask, *planes.others("y"))),), (((source.key,), result.key),)
    )


def _pool_back(planes: Planes) -> StagePlan:
    gradient, result = planes.one("dy"), planes.one("dx_pad")
    winners = [planes.one("x_pad")] if "x_pad" in planes else []
    row = Group("row", (*winners, gradient, result, *planes.others("dx_pad")))
    return StagePlan((row,), (((gradient.key,), result.key),))


def _convolve(planes: Planes) -> StagePlan:
    inputs = planes.channels("x_pad", among=planes.read("weight"))
    kernels = planes.channels("weight", Size.KERNEL)
    return _summed(inputs, kernels, planes.one("y"), planes.bias("bias"), planes.others("y"))


def _gather(planes: Planes) -> StagePlan:
    inputs, result = planes.channels("dy", among=planes.readers("weight")), planes.one("dx_pad")
    if planes.lens:  # in which each is met turned: as it is one of them stands beside
        row: list[Plane | Group] = [*inputs, *planes.turned("weight"), result, *planes.others("dx_pad")]
        return StagePlan((Group("row", tuple(row)),), ())
    return _summed(inputs, planes.filters("weight"), result, [], planes.others("dx_pad"))


def _full(planes: Planes) -> StagePlan:
    inputs = planes.channels("dy_spread", among=planes.read("weight_turned"))
    kernels = planes.channels("weight_turned", Size.KERNEL)
    return _summed(inputs, kernels, planes.one("dx_pad"), [], planes.others("dx_pad"))


def _summed(
    inputs: Sequence[Plane],
    kernels: Sequence[Plane],
    result: Plane,
    bias: Sequence[Plane],
    others: Sequence[Group],
) -> StagePlan:
    """Show planes, each with its kernel, that are summed into one result."""
    links: list[Lead] = [((a.key,), b.key) for a, b in zip(inputs, kernels, strict=True)]
    links.append((tuple(kernel.key for kernel in kernels), result.key))
    if len(inputs) == 1:
        middle = Group("column", (kernels[0], *bias), 24)
        return StagePlan((Group("row", (inputs[0], middle, result, *others)),), tuple(links))
    last = Group("column", (result, *bias), 24)
    return StagePlan(
        tuple(Group("row", (pairs, last, *others)) for pairs in _pairs(inputs, kernels)), tuple(links)
    )


def _weight_gradient(planes: Planes) -> StagePlan:
    inputs = planes.channels("x_pad", among=planes.read("dweight"))
    results = planes.channels("dweight", Size.KERNEL)
    gradient, bias = planes.one("dy"), planes.bias("dbias")
    links: list[Lead] = [((a.key,), b.key) for a, b in zip(inputs, results, strict=True)]
    if len(inputs) == 1:
        last = Group("column", (results[0], *bias), 24)
        others = planes.unfollowed("dweight")
        return StagePlan((Group("row", (gradient, inputs[0], last, *others)),), tuple(links))
    rows = tuple(Group("row", (gradient, pairs, *bias)) for pairs in _pairs(inputs, results))
    return StagePlan(rows, tuple(links))


def _scatter(planes: Planes) -> StagePlan:
    read = planes.read("weight")
    kernels, results = planes.channels("weight", Size.KERNEL), planes.channels("dx_pad", among=read)
    gradient, others = planes.one("dy"), planes.others("dx_pad", read, exact=True)
    if len(results) == 1:
        stacked = Group("row", (Group("column", (gradient, kernels[0]), 24), results[0], *others))
        beside = Group("row", (kernels[0], gradient, results[0], *others))
        return StagePlan((stacked, beside), (((gradient.key,), results[0].key),))
    links: list[Lead] = [((a.key,), b.key) for a, b in zip(kernels, results, strict=True)]
    rows = tuple(Group("row", (gradient, pairs, *others)) for pairs in _pairs(kernels, results))
    return StagePlan(rows, tuple(links))


def _turn(planes: Planes) -> StagePlan:
    before, after = planes.channels("weight")[0], planes.channels("weight_turned")[0]
    return StagePlan((Group("row", (before, after)),), (((before.key,), after.key),))


def _bias_gradient(planes: Planes) -> StagePlan:
    source = planes.one("dy")
    of_images = planes.chapter.info["dy"].is_plane
    result = planes.bias("dbias")[0] if of_images else planes.whole("dbias")
    return StagePlan((Group("row", (source, result)),), (((source.key,), result.key),))


def _from(module: str, name: str) -> Callable[[Planes], StagePlan]:
    """Return a plan that a start does not wait for: of lists and losses, of a chapter about units, of an update."""

    def scene(planes: Planes) -> StagePlan:
        plan: StagePlan = getattr(import_module(f"cnnviz.canvas.plans.{module}"), name)(planes)
        return plan

    return scene


_STAGE_PLANS: dict[ChapterKind, Callable[[Planes], StagePlan]] = {
    ChapterKind.PAD: _copy("x", "x_pad"),
    ChapterKind.CONVOLVE: _convolve,
    ChapterKind.ACTIVATE: _activation("z", "a"),
    ChapterKind.MAX_POOL: _max_pool,
    ChapterKind.AVERAGE_POOL: _one_to_one("x_pad", "y"),
    ChapterKind.GLOBAL_POOL: _one_to_one("x", "y"),
    ChapterKind.FLATTEN: _from("lists", "flatten_plan"),
    ChapterKind.LINEAR: _from("units", "sums_plan"),
    ChapterKind.LOSS: _from("lists", "loss_plan"),
    ChapterKind.MSE: _from("lists", "mse_plan"),
    ChapterKind.CROSS_ENTROPY: _from("boards", "shares_plan"),
    ChapterKind.UPSTREAM: _in_turn("y", "dy"),
    ChapterKind.MSE_BACK: _in_turn("difference", "dy"),
    ChapterKind.CROSS_ENTROPY_BACK: _one_to_one("probability", "dlogits"),
    ChapterKind.LINEAR_WEIGHT: _from("units", "weights_plan"),
    ChapterKind.LINEAR_INPUT: _from("units", "inputs_plan"),
    ChapterKind.FLATTEN_BACK: _from("lists", "flatten_back_plan"),
    ChapterKind.MAX_POOL_BACK: _pool_back,
    ChapterKind.AVERAGE_POOL_BACK: _pool_back,
    ChapterKind.GLOBAL_POOL_BACK: _one_to_one("dy", "dx"),
    ChapterKind.ACTIVATE_BACK: _activation("z", "da", "dz"),
    ChapterKind.ACCUMULATE: _weight_gradient,
    ChapterKind.CORRELATE: _weight_gradient,
    ChapterKind.BIAS_GRADIENT: _bias_gradient,
    ChapterKind.SCATTER: _scatter,
    ChapterKind.GATHER: _gather,
    ChapterKind.SPREAD: _one_to_one("dy", "dy_spread"),
    ChapterKind.TURN: _turn,
    ChapterKind.FULL: _full,
    ChapterKind.CROP: _copy("dx_pad", "dx"),
    ChapterKind.UPDATE_WEIGHT: _from("updates", "weights_plan"),
    ChapterKind.UPDATE_BIAS: _from("updates", "bias_plan"),
}


def _pairs(first: Sequence[Plane], second: Sequence[Plane]) -> tuple[Group, ...]:
    """Return pairs of grids beside each other, and under each other."""
    both = list(zip(first, second, strict=True))
    beside = Group("column", tuple(Group("row", pair) for pair in both), 18)
    below = Group("row", tuple(Group("column", pair, 48) for pair in both), 24)
    return (beside, below)
