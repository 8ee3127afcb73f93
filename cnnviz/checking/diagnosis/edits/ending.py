"""Edits about where windows and loops end."""

import ast
import re
from collections.abc import Iterator

from cnnviz.checking.conventions.reading.names import Meaning, given, made
from cnnviz.checking.diagnosis.edits.placing import called, partner
from cnnviz.checking.diagnosis.edits.scope import Edit, Scope, meanings_in


def ends(scope: Scope) -> Iterator[Edit]:
    """Leave out a 1 that is added or subtracted, and add or subtract one at the ends of windows and loops."""
    yield from _without_ones(scope)
    for node in scope.nodes:
        bounds: list[ast.expr | None] = []
        if isinstance(node, ast.Slice):
            bounds = [node.upper, node.lower]
        elif isinstance(node, ast.Call) and called(node) == "range":
            bounds = [node.args[-1]] if node.args else []
        elif (
            isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and scope.in_loop(node)
        ) or (isinstance(node, ast.Assign) and isinstance(node.value, ast.BinOp)):
            bounds = [node.value]
        for bound in bounds:
            if bound is not None and not isinstance(bound, ast.Subscript):
                text = scope.text.of(bound)
                for new in (f"{text} + 1", f"{text} - 1"):
                    yield scope.text.replace(bound, new, *_off_by_one(scope, bound))


def _without_ones(scope: Scope) -> Iterator[Edit]:
    """Leave out one 1, all of a statement, all within slices, and all in the heads of loops."""
    together: dict[object, list[tuple[ast.AST, str]]] = {}
    for node in scope.nodes:
        if not isinstance(node, ast.BinOp) or not isinstance(node.op, ast.Add | ast.Sub):
            continue
        kept = node.left if _is_one(node.right) else node.right if _is_one(node.left) else None
        if kept is None:
            continue
        pair = node, scope.text.of(kept)
        yield scope.text.replace(node, pair[1], *_off_by_one(scope, node))
        above = list(scope.above(node))
        sign = type(node.op)
        together.setdefault((scope.statement(node), sign), []).append(pair)
        if any(isinstance(one, ast.Slice) for one in above):
            together.setdefault(("slices", sign), []).append(pair)
        elif any(isinstance(one, ast.Call) and called(one) == "range" for one in above):
            together.setdefault(("loops", sign), []).append(pair)
        elif scope.in_loop(node):
            together.setdefault(("places", sign), []).append(pair)
    for pairs in together.values():
        if len(pairs) > 1:
            yield scope.text.replace_all(pairs, *_off_by_one(scope, pairs[0][0]))


def _is_one(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value == 1


def _off_by_one(scope: Scope, node: ast.AST) -> tuple[str, ...]:
    inside_pad = any(
        isinstance(one, ast.Call) and called(one) in ("pad", "zero_pad") for one in scope.above(node)
    )
    if inside_pad or Meaning.PADDING in meanings_in(node):
        return ("padding_off_by_one", "window_off_by_one")
    return ("window_off_by_one", "padding_off_by_one")


def loops(scope: Scope) -> Iterator[Edit]:
    """Let a loop go over another size."""
    sizes = [name for name in scope.names if name not in scope.loop_variables and _is_size(name)]
    outputs = [name for name in scope.names if given(name) is Meaning.DY or made(name) is Meaning.Y]
    shapes = [f"{name}.shape[{axis}]" for name in outputs for axis in range(4)]
    ranges = [
        node for node in scope.nodes if isinstance(node, ast.Call) and called(node) == "range" and node.args
    ]
    for node in ranges:
        bound = node.args[-1]
        for size in (*sizes, *shapes):
            if size != scope.text.of(bound):
                across = partner(size, scope.names) == scope.text.of(bound)
                yield scope.text.replace(bound, size, *(("axes_swapped",) if across else _over(bound)))
    for first, node in enumerate(ranges):
        for second in ranges[first + 1 :]:
            for size in (*sizes, *shapes):
                other = partner(size, (*sizes, *shapes))
                if other and size[:1].islower() == other[:1].islower():
                    pairs: list[tuple[ast.AST, str]] = [(node.args[-1], size), (second.args[-1], other)]
                    if all(scope.text.of(one) != new for one, new in pairs):
                        yield scope.text.replace_all(pairs, *_over(node.args[-1], second.args[-1]))


def _over(*bounds: ast.expr) -> tuple[str, ...]:
    """Return what is wrong with the ends of loops that have to be others: that they are numbers, or other sizes."""
    written = all(isinstance(bound, ast.Constant) for bound in bounds)
    return ("sizes_written_in", "loops_over_input") if written else ("loops_over_input",)


def _is_size(name: str) -> bool:
    plain = name.lower()
    return len(plain) <= 2 or bool(
        re.search(r"(^n_|_n$|out|h$|w$|rows|cols|columns|height|width|size|oh|ow|prev|c$)", plain)
    )
