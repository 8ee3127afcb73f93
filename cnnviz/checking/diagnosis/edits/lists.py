"""Edits of what has no windows: a divisor, a transpose, the sum's axis, a difference, a factor 2, the side of 0."""

import ast
from collections.abc import Iterator

from cnnviz.checking.conventions.reading.names import Meaning, given
from cnnviz.checking.diagnosis.edits.scope import Edit, Scope

_COUNTS = frozenset(("m", "n", "N", "M", "batch_size", "batch", "num_samples", "n_samples"))
_SIDES = {"maximum": "minimum", "minimum": "maximum"}


def transposes(scope: Scope) -> Iterator[Edit]:
    """Transpose a factor of a product, or do not."""
    if not scope.listed:
        return
    for node in scope.nodes:
        factors: list[ast.expr] = []
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult):
            factors = [node.left, node.right]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "dot":
            factors = [*node.args, *([] if _is_module(node.func.value) else [node.func.value])]
        for factor in factors:
            text = scope.text.of(factor)
            plain = isinstance(factor, ast.Attribute) and factor.attr == "T"
            yield scope.text.replace(
                factor, text.removesuffix(".T") if plain else f"{text}.T", "axes_swapped"
            )


def along(scope: Scope) -> Iterator[Edit]:
    """Go along the other axis."""
    if not scope.listed:
        return
    found: dict[int, list[tuple[ast.AST, str]]] = {0: [], 1: []}
    for node in scope.nodes:
        if isinstance(node, ast.keyword) and node.arg == "axis" and isinstance(node.value, ast.Constant):
            axis = node.value.value
            if axis in (0, 1, -1):
                other = 1 if axis == 0 else 0
                found[other].append((node.value, str(other)))
                yield scope.text.replace(node.value, str(other), "axes_swapped")
    yield from (scope.text.replace_all(pairs, "axes_swapped") for pairs in found.values() if len(pairs) > 1)


def differences(scope: Scope) -> Iterator[Edit]:
    """Take a difference the other way round, or twice; turn a sign."""
    if not scope.listed:
        return
    for node in scope.nodes:
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Sub):
            left, right = scope.text.of(node.left), scope.text.of(node.right)
            yield scope.text.replace(node, f"{right} - {left}", "difference_turned")
        if isinstance(node, ast.Return | ast.Assign) and isinstance(node.value, ast.expr):
            text = scope.text.of(node.value)
            if not isinstance(node.value, ast.Tuple | ast.Constant):
                yield scope.text.replace(node.value, f"2 * {text}", "two_forgotten")
                yield scope.text.replace(node.value, f"-{text}", "difference_turned")


def sides(scope: Scope) -> Iterator[Edit]:
    """Keep the other side of 0."""
    if not scope.listed:
        return
    for node in scope.nodes:
        if isinstance(node, ast.Attribute) and node.attr in _SIDES:
            new = f"{scope.text.of(node.value)}.{_SIDES[node.attr]}"
            yield scope.text.replace(node, new, "other_side_kept")
        if isinstance(node, ast.Compare) and len(node.ops) == 1:
            left, right = scope.text.of(node.left), scope.text.of(node.comparators[0])
            turned = "<=" if isinstance(node.ops[0], ast.Gt | ast.GtE) else ">"
            yield scope.text.replace(node, f"{left} {turned} {right}", "other_side_kept")


def slopes(scope: Scope) -> Iterator[Edit]:
    """Ask of the input where a slope is open, and not of the gradient."""
    if not (scope.listed and scope.backward):
        return
    inputs = [name for name in scope.names if given(name) in (Meaning.X, Meaning.CACHE)]
    for node in scope.nodes:
        if isinstance(node, ast.Compare) and isinstance(node.left, ast.Name):
            for name in inputs:
                if name != node.left.id:
                    yield scope.text.replace(node.left, name, "slope_forgotten")


def means(scope: Scope) -> Iterator[Edit]:
    """Divide by the number of samples."""
    if not scope.listed:
        return
    counts = [name for name in scope.names if name in _COUNTS]
    counts += [
        f"len({name})" for name in scope.args if given(name) in (Meaning.X, Meaning.TARGET, Meaning.DY)
    ]
    kept = [one for one in scope.own_sizes if given(one.removeprefix("self.")) in (Meaning.X, Meaning.TARGET)]
    counts += [f"len({name})" for name in kept]
    for node in scope.nodes:
        if isinstance(node, ast.Return | ast.Assign) and isinstance(
            node.value, ast.BinOp | ast.Call | ast.Name
        ):
            for count in dict.fromkeys(counts):
                yield scope.text.replace(
                    node.value, f"({scope.text.of(node.value)}) / {count}", "wrong_divisor"
                )


def _is_module(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id in ("np", "numpy")
