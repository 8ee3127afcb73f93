"""Edits that turn a kernel by 180°, or turn it no more."""

import ast
from collections.abc import Iterator

from cnnviz.checking.conventions.reading.names import Meaning, given, made
from cnnviz.checking.diagnosis.edits.scope import Edit, Scope, parts, root

_TURNING = ("flip", "rot90", "fliplr", "flipud")


def unturned(scope: Scope) -> Iterator[Edit]:
    """Take a turn back."""
    for node in scope.nodes:
        if isinstance(node, ast.Subscript):
            turned = [part for part in parts(node.slice) if _backwards(part)]
            if turned:
                yield scope.text.replace_all([(part, ":") for part in turned], "kernel_turned")
        elif isinstance(node, ast.Call) and _called(node) in _TURNING and node.args:
            yield scope.text.replace(node, scope.text.of(node.args[0]), "kernel_turned")
        elif isinstance(node, ast.Attribute | ast.Name) and _word(node) == "convolve2d":
            new = scope.text.of(node).replace("convolve2d", "correlate2d")
            yield scope.text.replace(node, new, "kernel_turned")


def turned(scope: Scope) -> Iterator[Edit]:
    """Turn a kernel that is not turned."""
    for node in scope.nodes:
        if isinstance(node, ast.Attribute | ast.Name) and _word(node) == "correlate2d":
            new = scope.text.of(node).replace("correlate2d", "convolve2d")
            yield scope.text.replace(node, new, "kernel_not_turned")
    for node in scope.nodes:
        if not _is_kernel(scope, node):
            continue
        text = scope.text.of(node)
        yield scope.text.replace(node, f"np.rot90({text}, 2)", "kernel_not_turned")
        yield scope.text.replace(node, f"np.rot90({text}, 2, axes=(-2, -1))", "kernel_not_turned")
        yield scope.text.replace(node, f"np.rot90({text}, 2, axes=(0, 1))", "kernel_not_turned")


def _is_kernel(scope: Scope, node: ast.AST) -> bool:
    """Return whether a node is a kernel, or one of several, as a value and not for its shape."""
    if not isinstance(node, ast.Name | ast.Subscript | ast.Attribute):
        return False
    if not isinstance(node.ctx, ast.Load):
        return False
    name = root(node)
    if given(name) is not Meaning.WEIGHT and given(name.removesuffix("s")) is not Meaning.WEIGHT:
        return made(name) is Meaning.DWEIGHT and isinstance(node, ast.Name)
    above = scope.parents.get(node)
    return not isinstance(above, ast.Attribute | ast.Subscript) and not _is_shape(node)


def _is_shape(node: ast.AST) -> bool:
    return any(isinstance(one, ast.Attribute) and one.attr == "shape" for one in ast.walk(node))


def _backwards(part: ast.expr) -> bool:
    step = part.step if isinstance(part, ast.Slice) else None
    return isinstance(step, ast.UnaryOp) and isinstance(step.op, ast.USub)


def _called(node: ast.Call) -> str:
    return _word(node.func)


def _word(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
