"""Edits about the padding: how wide it is, and how it is taken off again."""

import ast
from collections.abc import Iterator

from cnnviz.checking.conventions.reading.names import Meaning, given, made
from cnnviz.checking.diagnosis.edits.scope import Edit, Scope, parts


def paddings(scope: Scope) -> Iterator[Edit]:
    """Count the padding at both ends, and cut from where the image begins."""
    pad = scope.called(Meaning.PADDING)
    if not pad:
        return
    for node in scope.nodes:
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id == pad:
            yield scope.text.replace(node, f"(2 * {pad})", "padding_off_by_one")
            yield scope.text.replace(node, f"({pad} + 1)", "padding_off_by_one")
            yield scope.text.replace(node, f"({pad} - 1)", "padding_off_by_one")


def crops(scope: Scope) -> Iterator[Edit]:
    """Cut a border off so that nothing is lost where there is none: [p:-p] at p = 0."""
    for node in scope.nodes:
        if isinstance(node, ast.Subscript):
            negative = [
                part for part in parts(node.slice) if isinstance(part, ast.Slice) and _from_the_end(part)
            ]
            ends = [part.upper for part in negative if part.upper is not None]
            pairs: list[tuple[ast.AST, str]] = [(end, f"{scope.text.of(end)} or None") for end in ends]
            if pairs:
                yield scope.text.replace_all(pairs, "crop_at_zero_padding")


def _from_the_end(part: ast.Slice) -> bool:
    return (
        isinstance(part.upper, ast.UnaryOp) and isinstance(part.upper.op, ast.USub) and part.lower is not None
    )


def borders(scope: Scope) -> Iterator[Edit]:
    """Cut the border off what is returned or handed on."""
    pad = scope.called(Meaning.PADDING)
    if not pad:
        return
    for node in scope.nodes:
        if isinstance(node, ast.Subscript):
            short = [
                part for part in parts(node.slice) if isinstance(part, ast.Slice) and _from_the_corner(part)
            ]
            pairs: list[tuple[ast.AST, str]] = [
                (part, f"{pad}:{pad} + {scope.text.of(part.upper)}")  # type: ignore[arg-type]
                for part in short
            ]
            if pairs:
                yield scope.text.replace_all(pairs, "border_not_cropped")
    for value in _handed_on(scope):
        name = scope.text.of(value)
        if "pad" not in name.lower() and given(name) is not Meaning.PADDED and made(name) is not Meaning.DX:
            continue
        for before, axis in ((1, 1), (2, 2), (0, 0)):
            rows, columns = (f"{pad}:{name}.shape[{axis + k}] - {pad}" for k in range(2))
            yield scope.text.replace(
                value, f"{name}[{':, ' * before}{rows}, {columns}]", "border_not_cropped"
            )


def _from_the_corner(part: ast.Slice) -> bool:
    return (
        part.lower is None
        and part.upper is not None
        and part.step is None
        and not isinstance(part.upper, ast.UnaryOp)
    )


def _handed_on(scope: Scope) -> Iterator[ast.expr]:
    """Yield what is returned or assigned as it is."""
    for node in scope.nodes:
        value = node.value if isinstance(node, ast.Return | ast.Assign) else None
        for one in value.elts if isinstance(value, ast.Tuple) else [value]:
            if isinstance(one, ast.Name | ast.Attribute):
                yield one
        if isinstance(node, ast.Dict):
            yield from (one for one in node.values if isinstance(one, ast.Name))
