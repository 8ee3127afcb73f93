"""Edits about where windows lie: strides, dilations, rows for columns."""

import ast
import re
from collections.abc import Iterator

from cnnviz.checking.conventions.reading.names import Meaning, given, made
from cnnviz.checking.diagnosis.edits.scope import Edit, Scope

_PARTNERS = (
    ("vert", "horiz"),
    ("row", "col"),
    ("rows", "cols"),
    ("rows", "columns"),
    ("row", "column"),
    ("height", "width"),
    ("top", "left"),
    ("bottom", "right"),
    ("h", "w"),
    ("i", "j"),
    ("u", "v"),
    ("y", "x"),
    ("p", "q"),
    ("r", "c"),
    ("hh", "ww"),
    ("r", "s"),
    ("oh", "ow"),
    ("kh", "kw"),
    ("0", "1"),
)


def partner(name: str, names: tuple[str, ...]) -> str:
    """Return the name that means for columns what a name means for rows, or the other way round; "" where none does."""
    for one, other in (*_PARTNERS, *((b, a) for a, b in _PARTNERS)):
        for before, after in ((one, other), (one.upper(), other.upper()), (one.title(), other.title())):
            pattern = (
                rf"(?<![A-Za-z]){before}(?![a-z])|(?<=[a-z_]){before}(?![a-z])" if len(one) == 1 else before
            )
            for found in re.finditer(pattern, name):
                new = name[: found.start()] + after + name[found.end() :]
                if new != name and new in names:
                    return new
    return ""


def axes(scope: Scope) -> Iterator[Edit]:
    """Take rows for columns and columns for rows: a name, both within a statement, neighbouring indices."""
    by_statement: dict[ast.AST, list[tuple[ast.AST, str]]] = {}
    for name in scope.loads():
        other = partner(name.id, scope.names)
        if other:
            by_statement.setdefault(_innermost(scope, name), []).append((name, other))
            yield scope.text.replace(name, other, "axes_swapped")
    for pairs in by_statement.values():
        if len(pairs) > 1:
            yield scope.text.replace_all(pairs, "axes_swapped")
    for node in scope.nodes:
        if isinstance(node, ast.Tuple) and len(node.elts) > 1:
            for one, after in zip(node.elts, node.elts[1:], strict=False):
                swapped: list[tuple[ast.AST, str]] = [
                    (one, scope.text.of(after)),
                    (after, scope.text.of(one)),
                ]
                yield scope.text.replace_all(swapped, "axes_swapped")
        elif isinstance(node, ast.Attribute) and node.attr == "T":
            yield scope.text.replace(node, scope.text.of(node.value), "axes_swapped")
        elif isinstance(node, ast.Call) and called(node) in ("transpose", "swapaxes"):
            inner = (
                node.args[0] if isinstance(node.func, ast.Attribute) and _is_module(node.func.value) else None
            )
            if inner is None and isinstance(node.func, ast.Attribute):
                inner = node.func.value
            if inner is not None:
                yield scope.text.replace(node, scope.text.of(inner), "axes_swapped")


def _innermost(scope: Scope, node: ast.AST) -> ast.AST:
    """Return what belongs together: the head of a loop, else the statement."""
    statement = scope.statement(node)
    return statement.iter if isinstance(statement, ast.For) else statement


def _is_module(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id in ("np", "numpy")


def called(node: ast.Call) -> str:
    """Return the name of what is called."""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def strides(scope: Scope) -> Iterator[Edit]:
    """Multiply by the stride where a window begins, singly and all together; divide by it where windows are counted."""
    stride = scope.called(Meaning.STRIDE)
    if stride:
        yield from _multiplied(scope, stride, "stride_forgotten")
        yield from _counted(scope, stride)


def dilations(scope: Scope) -> Iterator[Edit]:
    """Multiply by the dilation where a cell of a window lies."""
    dilation = scope.called(Meaning.DILATION)
    if dilation:
        yield from _multiplied(scope, dilation, "dilation_forgotten")


def _multiplied(scope: Scope, factor: str, mistake: str) -> Iterator[Edit]:
    by_variable: dict[str, list[ast.Name]] = {}
    for node in scope.loads():
        if node.id in scope.loop_variables and _places(scope, node, factor):
            by_variable.setdefault(node.id, []).append(node)
    everywhere = [[_times(node, factor) for node in nodes] for nodes in by_variable.values()]
    names = list(by_variable)
    for first in range(len(names)):
        for second in range(first + 1, len(names)):
            if partner(names[first], (names[second],)):
                yield scope.text.replace_all([*everywhere[first], *everywhere[second]], mistake)
    for pairs in everywhere:
        yield scope.text.replace_all(pairs, mistake)
    by_statement: dict[ast.AST, list[tuple[ast.AST, str]]] = {}
    for nodes in by_variable.values():
        for node in nodes:
            by_statement.setdefault(scope.statement(node), []).append(_times(node, factor))
            yield scope.text.replace(node, f"{node.id} * {factor}", mistake)
    for pairs in by_statement.values():
        if len(pairs) > 1:
            yield scope.text.replace_all(pairs, mistake)


def _times(node: ast.Name, factor: str) -> tuple[ast.AST, str]:
    return node, f"{node.id} * {factor}"


def _places(scope: Scope, node: ast.Name, factor: str) -> bool:
    """Return whether a loop's variable says where a cell lies, and is not multiplied by the factor yet."""
    for above in scope.above(node):
        if isinstance(above, ast.BinOp) and isinstance(above.op, ast.Mult) and factor in scope.text.of(above):
            return False
        if isinstance(above, ast.Slice):
            return True
        if isinstance(above, ast.Assign):
            return isinstance(above.targets[0], ast.Name | ast.Tuple)
        if isinstance(above, ast.Subscript):
            array = scope.text.of(above.value)
            if given(array) is Meaning.DY or made(array) is Meaning.Y:
                return False
            return given(array) in (Meaning.X, Meaning.PADDED) or made(array) is Meaning.DX or "pad" in array
        if isinstance(above, ast.stmt):
            return False
    return False


def _counted(scope: Scope, stride: str) -> Iterator[Edit]:
    found: list[tuple[ast.AST, str]] = []
    for node in scope.nodes:
        if (
            isinstance(node, ast.Assign)
            and not scope.in_loop(node)
            and isinstance(node.targets[0], ast.Name | ast.Tuple)
        ):
            values = node.value.elts if isinstance(node.value, ast.Tuple) else [node.value]
            for value in values:
                text = scope.text.of(value)
                if "/" in text or "1" not in text or not isinstance(value, ast.BinOp):
                    continue
                inner = _without_one(scope, value)
                if inner:
                    found.append((value, f"({inner}) // {stride} + 1"))
    for pair in found:
        yield scope.text.replace_all([pair], "stride_forgotten")
    if len(found) > 1:
        yield scope.text.replace_all(found, "stride_forgotten")


def _without_one(scope: Scope, value: ast.BinOp) -> str:
    """Return what is left of a number of windows without the 1 that is added."""
    for one, other in ((value.left, value.right), (value.right, value.left)):
        if isinstance(one, ast.Constant) and one.value == 1 and isinstance(value.op, ast.Add):
            return scope.text.of(other)
    return ""
