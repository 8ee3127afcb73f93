"""Edits of how things are written down: brackets, shapes, caches, single numbers, names."""

import ast
from collections.abc import Iterator

from cnnviz.checking.conventions.reading.names import Meaning, given
from cnnviz.checking.diagnosis.edits.scope import Edit, Scope, parts, root

_MAKING = ("zeros", "ones", "empty", "full")
_DRAWING = ("randn", "rand")


def indexed(scope: Scope) -> Iterator[Edit]:
    """Index what is called as if it were a function."""
    found = list(_called_arrays(scope))
    if len(found) > 1:
        changes = tuple(change for edit in found for change in edit.changes)
        yield Edit(changes, ("called_not_indexed",), min(edit.line for edit in found))
    yield from found


def _called_arrays(scope: Scope) -> Iterator[Edit]:
    for node in scope.nodes:
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in scope.names
            and node.args
        ):
            new = f"{node.func.id}[{', '.join(map(scope.text.of, node.args))}]"
            yield scope.text.replace(node, new, "called_not_indexed")
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
            own = isinstance(node.func.value, ast.Name) and node.func.value.id == "self"
            if own and given(node.func.attr) is not None:
                new = f"{scope.text.of(node.func)}[{', '.join(map(scope.text.of, node.args))}]"
                yield scope.text.replace(node, new, "called_not_indexed")


def shapes(scope: Scope) -> Iterator[Edit]:
    """Give a shape as one tuple, or sizes one by one, as the function wants it."""
    for node in scope.nodes:
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute | ast.Name):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id
        if called in _MAKING and len(node.args) > 1:
            start, end = scope.text.span(node.args[0])[0], scope.text.span(node.args[-1])[1]
            inner = scope.text.text[start:end]
            yield Edit(((start, end, f"({inner})"),), ("wrong_shape_call",), node.lineno)
        elif called in _DRAWING and len(node.args) == 1 and not isinstance(node.args[0], ast.Starred):
            yield scope.text.replace(node.args[0], f"*{scope.text.of(node.args[0])}", "wrong_shape_call")


def kept(scope: Scope) -> Iterator[Edit]:
    """Keep an argument in the cache that is not kept, or take out in another order what is."""
    for held in _caches(scope):
        kept, taken_out = [scope.text.of(part) for part in held.elts], _is_taken_out(held)
        for part in held.elts:
            for name in scope.args:
                if name not in kept and not taken_out:
                    yield scope.text.replace(part, name, "wrong_cache")
        for first in range(len(held.elts)):
            for second in range(first + 1, len(held.elts)):
                one, other = held.elts[first], held.elts[second]
                pairs: list[tuple[ast.AST, str]] = [(one, scope.text.of(other)), (other, scope.text.of(one))]
                yield scope.text.replace_all(pairs, "wrong_cache")


def caches(scope: Scope) -> Iterator[Edit]:
    """Keep anything else in the cache."""
    for held in _caches(scope):
        for part in held.elts:
            for name in scope.names:
                if name != scope.text.of(part) and not _is_taken_out(held):
                    yield scope.text.replace(part, name, "wrong_cache")


def _is_taken_out(held: ast.Tuple) -> bool:
    """Return whether a cache is taken apart into a tuple, whose names are its own affair."""
    return isinstance(held.ctx, ast.Store)


def _caches(scope: Scope) -> Iterator[ast.Tuple]:
    for node in scope.nodes:
        held = _cache(node)
        if held is not None:
            yield held


def _cache(node: ast.AST) -> ast.Tuple | None:
    """Return the tuple that is put into a cache, or that a cache is taken apart into."""
    if isinstance(node, ast.Assign):
        target = node.targets[0]
        if given(root(target)) is Meaning.CACHE and isinstance(node.value, ast.Tuple):
            return node.value
        if isinstance(target, ast.Tuple) and given(root(node.value)) is Meaning.CACHE:
            return target
    if isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple):
        inner = node.value.elts[-1]
        return inner if isinstance(inner, ast.Tuple) else None
    return None


def numbers(scope: Scope) -> Iterator[Edit]:
    """Make one number of an array where one is wanted."""
    for node in scope.nodes:
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "float" and node.args:
            text = scope.text.of(node.args[0])
            for new in (f"{text}.item()", f"np.sum({text})"):
                yield scope.text.replace(node, new, "array_as_scalar")
        elif isinstance(node, ast.Assign | ast.AugAssign):
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            single = isinstance(target, ast.Subscript) and not any(
                isinstance(one, ast.Slice) for one in parts(target.slice)
            )
            if single:
                text = scope.text.of(node.value)
                yield scope.text.replace(node.value, f"np.sum({text})", "array_as_scalar")
        elif isinstance(node, ast.Return) and isinstance(node.value, ast.Name | ast.BinOp | ast.Call):
            yield scope.text.replace(node.value, f"np.sum({scope.text.of(node.value)})", "array_as_scalar")
    for node in scope.nodes:
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult) and not scope.in_slice(node):
            yield scope.text.replace(node, f"np.sum({scope.text.of(node)})", "array_as_scalar")
    for node in scope.loads():
        if isinstance(scope.parents.get(node), ast.BinOp) and node.id not in scope.loop_variables:
            yield scope.text.replace(node, f"np.sum({node.id})", "array_as_scalar")
        if given(node.id) is Meaning.BIAS:
            for form in (f"{node.id}.item()", *(f"{node.id}[{one}]" for one in scope.loop_variables)):
                yield scope.text.replace(node, form, "array_as_scalar")


def whole(scope: Scope) -> Iterator[Edit]:
    """Divide so that a whole number comes out."""
    for node in scope.nodes:
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
            yield scope.text.replace(node, f"{scope.text.of(node.left)} // {scope.text.of(node.right)}")


def names(scope: Scope) -> Iterator[Edit]:
    """Take another array."""
    arrays = [name for name in scope.names if name not in scope.loop_variables and _is_array(scope, name)]
    for node in scope.loads():
        if node.id not in arrays:
            continue
        for other in arrays:
            if other != node.id:
                yield scope.text.replace(node, other, *_of_maximum(scope, node, other))


def _is_array(scope: Scope, name: str) -> bool:
    """Return whether a name is indexed, compared or handed to a function somewhere."""
    for node in scope.loads():
        if node.id == name:
            above = scope.parents.get(node)
            if isinstance(above, ast.Subscript | ast.Attribute | ast.Compare) or _is_argument(above, node):
                return True
    return False


def _is_argument(above: ast.AST | None, node: ast.AST) -> bool:
    return (
        isinstance(above, ast.Call)
        and node in above.args
        and getattr(above.func, "id", "") not in ("range", "int")
    )


def _of_maximum(scope: Scope, node: ast.Name, other: str) -> tuple[str, ...]:
    """Return which mistake it is to take another array, in a maximum or a mask."""
    if scope.pooling:
        for above in scope.above(node):
            if isinstance(above, ast.Call) and "max" in scope.text.of(above.func):
                return ("whole_plane_maximum", "mask_of_output")
        return ("mask_of_output", "whole_plane_maximum")
    return ()


def comparisons(scope: Scope) -> Iterator[Edit]:
    """Compare the other way round."""
    turned = {ast.Gt: "<", ast.Lt: ">", ast.GtE: "<=", ast.LtE: ">=", ast.Eq: "!=", ast.NotEq: "=="}
    for node in scope.nodes:
        if isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in turned:
            left, right = scope.text.of(node.left), scope.text.of(node.comparators[0])
            yield scope.text.replace(node, f"{left} {turned[type(node.ops[0])]} {right}")
