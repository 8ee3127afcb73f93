"""Edits about what is added to what: = to +=, a sign, a rate, a bias, a divisor."""

import ast
from collections.abc import Iterator

from cnnviz.checking.conventions.reading.names import Meaning, given
from cnnviz.checking.diagnosis.edits.scope import Edit, Scope, meanings_in, parts, root

_GRADIENTS = {Meaning.DWEIGHT, Meaning.DBIAS, Meaning.DX}


def plus_equals(scope: Scope) -> Iterator[Edit]:
    """Add where something is assigned within a loop."""
    for node in scope.nodes:
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and scope.in_loop(node):
            target = node.targets[0]
            if isinstance(target, ast.Subscript | ast.Name | ast.Attribute):
                end, start = scope.text.span(target)[1], scope.text.span(node.value)[0]
                yield Edit(((end, start, " += "),), ("assigned_not_added",), node.lineno)


def signs(scope: Scope) -> Iterator[Edit]:
    """Add where something is subtracted, and the other way round."""
    for node in scope.nodes:
        if isinstance(node, ast.AugAssign) and isinstance(node.op, ast.Add | ast.Sub):
            _, end = scope.text.span(node.target)
            start, _ = scope.text.span(node.value)
            new = " -= " if isinstance(node.op, ast.Add) else " += "
            yield Edit(((end, start, new),), _sign(node), node.lineno)
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub):
            left, right = scope.text.of(node.left), scope.text.of(node.right)
            new = "-" if isinstance(node.op, ast.Add) else "+"
            mistakes = _sign(scope.statement(node))
            if mistakes:
                yield scope.text.replace(node, f"{left} {new} {right}", *mistakes)


def _sign(node: ast.AST) -> tuple[str, ...]:
    found = meanings_in(node)
    return ("sign_of_update",) if Meaning.RATE in found or found & {Meaning.DWEIGHT, Meaning.DBIAS} else ()


def rates(scope: Scope) -> Iterator[Edit]:
    """Multiply a step by the learning rate."""
    rate = scope.called(Meaning.RATE)
    if not rate:
        return
    for node in scope.nodes:
        step: ast.expr | None = None
        if isinstance(node, ast.AugAssign) and isinstance(node.op, ast.Add | ast.Sub):
            step = node.value
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub):
            step = node.right
        if step is not None and rate not in scope.text.of(step):
            yield scope.text.replace(step, f"{rate} * ({scope.text.of(step)})", "rate_forgotten")


def biases(scope: Scope) -> Iterator[Edit]:
    """Add the bias to what is assigned or returned."""
    if scope.backward or scope.pooling:
        return
    held = [name for name in scope.names if given(name) is Meaning.BIAS]
    held += ["self." + one.attr for one in ast.walk(scope.node) if _own_bias(one)]  # type: ignore[attr-defined]
    if not held:
        held = (
            ["self.biases", "self.bias", "self.b"]
            if scope.node.args.args[:1] and "self" in ast.unparse(scope.node.args)
            else []
        )
    for name in dict.fromkeys(held):
        places = [f"{name}[{variable}]" for variable in scope.loop_variables]
        last = [f"{name}[0, 0, 0, {variable}]" for variable in scope.loop_variables]
        single = [] if scope.loop_variables else [f"{name}.item()"]
        forms = [*single, *places, *last, name, f"{name}.item()", f"{name}.reshape(1, -1, 1, 1)"]
        for node in scope.nodes:
            if isinstance(node, ast.Assign | ast.Return | ast.AugAssign) and node.value is not None:
                if isinstance(node.value, ast.Tuple) or not _makes_output(node):
                    continue
                for form in forms:
                    new = f"{scope.text.of(node.value)} + {form}"
                    yield scope.text.replace(node.value, new, "bias_forgotten")
                if isinstance(node.value, ast.Call) and root(node.value.func) in ("np", "numpy"):
                    yield scope.text.replace(node.value, f"np.copy({name})", "bias_forgotten")


def _own_bias(node: ast.AST) -> bool:
    own = isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "self"
    return own and given(node.attr) is Meaning.BIAS  # type: ignore[attr-defined]


def _makes_output(node: ast.Assign | ast.Return | ast.AugAssign) -> bool:
    """Return whether a statement can make the output: not one of sizes, places and caches."""
    value = node.value
    return not isinstance(value, ast.Constant | ast.Subscript | ast.Attribute)


def divisors(scope: Scope) -> Iterator[Edit]:
    """Divide by something else, or by nothing; a sum for a mean, and a mean for a sum."""
    for node in scope.nodes:
        mistakes = _divided(scope, node)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div | ast.FloorDiv):
            left, right = scope.text.of(node.left), scope.text.of(node.right)
            yield scope.text.replace(node, left, *mistakes)
            yield scope.text.replace(node, f"{left} / ({right} * {right})", *mistakes)
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
            for one, other in ((node.left, node.right), (node.right, node.left)):
                if isinstance(one, ast.BinOp) and isinstance(one.op, ast.Div):
                    yield scope.text.replace(node, scope.text.of(other), *mistakes)
        elif isinstance(node, ast.AugAssign) and isinstance(node.op, ast.Div):
            yield scope.text.replace(node.value, "1", *mistakes)
        elif isinstance(node, ast.Attribute) and node.attr in ("mean", "sum", "average"):
            new = f"{scope.text.of(node.value)}.{'sum' if node.attr != 'sum' else 'mean'}"
            yield scope.text.replace(node, new, *mistakes)


def missing_divisors(scope: Scope) -> Iterator[Edit]:
    """Divide by the number of cells of the window."""
    if not scope.pooling:
        return
    sizes = [
        name
        for name in scope.names
        if given(name) in (Meaning.SIZE, Meaning.HEIGHT, Meaning.WIDTH, Meaning.WEIGHT)
    ]
    counts = [f"({one} * {other})" for one in sizes for other in sizes]
    counts += [f"{name}.size" for name in scope.names if given(name) is Meaning.X]
    counts += [f"np.prod({name})" for name in scope.names if given(name) is Meaning.SHAPE]
    counts += [f"({one} * {other})" for one in scope.names for other in scope.names if _two_sizes(one, other)]
    for node in scope.nodes:
        if isinstance(node, ast.Assign | ast.AugAssign | ast.Return) and node.value is not None:
            for count in dict.fromkeys(counts):
                new = f"({scope.text.of(node.value)}) / {count}"
                yield scope.text.replace(node.value, new, "wrong_divisor")


def _two_sizes(one: str, other: str) -> bool:
    return one != other and {one[-1:].lower(), other[-1:].lower()} == {"h", "w"}


def _divided(scope: Scope, node: ast.AST) -> tuple[str, ...]:
    if scope.pooling:
        return ("wrong_divisor", "gradient_averaged")
    statement = scope.statement(node)
    targets = getattr(statement, "targets", [getattr(statement, "target", None)])
    meanings = set().union(*(meanings_in(target) for target in targets if target is not None))
    if Meaning.DBIAS in meanings:
        return ("bias_gradient_averaged",)
    if meanings & _GRADIENTS:
        return ("gradient_averaged",)
    return ("gradient_averaged", "bias_gradient_averaged", "wrong_divisor")


def fixed_indices(scope: Scope) -> Iterator[Edit]:
    """Let an index that stands still go along with a loop, or take in all."""
    for node in scope.nodes:
        if not isinstance(node, ast.Subscript) or (
            isinstance(node.slice, ast.Constant) and isinstance(node.slice.value, str)
        ):
            continue
        if isinstance(node.value, ast.Attribute) and node.value.attr == "shape":
            continue
        for at, part in enumerate(parts(node.slice)):
            mistakes = _dropped(scope, node, at)
            if isinstance(part, ast.Slice) and part.step is None and _ends_at_one(part):
                yield scope.text.replace(part, ":", *mistakes)
            elif _number(part):
                for new in (*scope.loop_variables, ":"):
                    yield scope.text.replace(part, new, *mistakes)


def _ends_at_one(part: ast.Slice) -> bool:
    begins = part.lower is None or (isinstance(part.lower, ast.Constant) and part.lower.value == 0)
    return begins and isinstance(part.upper, ast.Constant) and part.upper.value == 1


def _number(node: ast.expr) -> bool:
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        node = node.operand
    return isinstance(node, ast.Constant) and isinstance(node.value, int) and not isinstance(node.value, bool)


def _dropped(scope: Scope, node: ast.Subscript, at: int) -> tuple[str, ...]:
    """Return what a fixed index leaves out: a channel, a filter, or all positions but one."""
    target = getattr(scope.statement(node), "target", None) or next(
        iter(getattr(scope.statement(node), "targets", [])), None
    )
    if target is not None and Meaning.DBIAS in meanings_in(target):
        return ("bias_gradient_averaged", "filter_dropped")
    name = given(root(node))
    if name in (Meaning.X, Meaning.PADDED):
        return ("channel_dropped", "filter_dropped")
    return ("filter_dropped", "channel_dropped", "bias_gradient_averaged")


def one_turn_loops(scope: Scope) -> Iterator[Edit]:
    """Let a loop that turns once go over all that there are of something."""
    sizes = [
        name for name in scope.names if name.lower().rstrip("_")[-1:] in "cfnkdm" or "prev" in name.lower()
    ]
    sizes += scope.own_sizes
    for node in scope.nodes:
        bounds = node.iter.args if isinstance(node, ast.For) and isinstance(node.iter, ast.Call) else []
        if len(bounds) == 1 and _number(bounds[0]):
            for size in sizes:
                yield scope.text.replace(bounds[0], size, "channel_dropped", "filter_dropped")
