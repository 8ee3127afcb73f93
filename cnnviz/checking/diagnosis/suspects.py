"""Where in a solution a fault may be, and what of it can be left out while edits are tried."""

import ast
from collections.abc import Iterator, Sequence

from cnnviz.checking.comparing import AGREES, Tried
from cnnviz.checking.conventions.reading.facts import Definition
from cnnviz.checking.conventions.reading.subjects import Subject

_HEAVY = (ast.Expr, ast.For, ast.While, ast.With, ast.AsyncFor, ast.AsyncWith)


def functions_in(
    tree: ast.Module, subject: Subject, tried: Sequence[Tried]
) -> Iterator[tuple[Definition, bool, bool]]:
    """Yield the functions in which the fault may be, and whether they return what is right themselves."""
    failing = {name for one in tried for name, array in one.arrays.items() if array.verdict != AGREES}
    defined = {node.name: node for node in ast.walk(tree) if isinstance(node, Definition)}
    if subject.owner is not None:
        own = [
            node
            for node in ast.walk(tree)
            if isinstance(node, ast.ClassDef) and node.name == subject.owner.name
        ]
        for one in own:
            defined |= {node.name: node for node in one.body if isinstance(node, Definition)}
    order = [(subject.forward, False), (subject.backward, True)]
    if "y" not in failing:
        order.reverse()
    seen: set[str] = set()
    for function, backward in order:
        waiting = [] if function is None else [function.name]
        while waiting:
            name = waiting.pop(0)
            node = defined.get(name)
            if node is None or name in seen:
                continue
            seen.add(name)
            yield node, backward, "y" not in failing and not backward
            waiting += [_called(one) for one in ast.walk(node) if isinstance(one, ast.Call)]
    if subject.owner is not None and "__init__" in defined and "__init__" not in seen:
        yield defined["__init__"], False, False


def _called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def light(text: str) -> str:
    """Return the text without what stands outside of functions and is no assignment, its lines where they were."""
    lines = text.split("\n")
    for node in ast.parse(text).body:
        if isinstance(node, _HEAVY):
            for number in range(node.lineno - 1, node.end_lineno or node.lineno):
                lines[number] = ""
    return "\n".join(lines)
