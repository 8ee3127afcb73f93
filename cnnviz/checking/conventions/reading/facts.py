"""What is read off a function's text: what it returns, which shapes and tuples it takes apart, which keys it asks."""

import ast
from collections.abc import Callable, Iterator, Mapping

Definition = ast.FunctionDef | ast.AsyncFunctionDef
NOTHING = "None"
"""The name of a returned value that is none."""


def defined_in(node: ast.stmt) -> Iterator[Definition]:
    """Yield the function that a statement defines, also one that is a lambda with a name."""
    if isinstance(node, Definition):
        yield node
    elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Lambda):
        result = ast.copy_location(ast.Return(node.value.body), node.value.body)
        for target in node.targets:
            if isinstance(target, ast.Name):
                made = ast.FunctionDef(target.id, node.value.args, [result], [], None, None)
                yield ast.copy_location(made, node)


def own_nodes(node: Definition) -> Iterator[ast.AST]:
    """Yield what belongs to a function and not to one that is defined within it."""
    waiting: list[ast.AST] = list(node.body)
    while waiting:
        one = waiting.pop(0)
        yield one
        if not isinstance(one, Definition | ast.Lambda | ast.ClassDef):
            waiting = [*ast.iter_child_nodes(one), *waiting]


def returned(own: list[ast.AST]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names of what the last return gives, and the keys of a dictionary."""
    tuples = {
        target.id: node.value
        for node in own
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Tuple | ast.Dict)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    found = [node.value for node in own if isinstance(node, ast.Return) and node.value is not None]
    if not found:
        return (), ()
    value = found[-1]
    if isinstance(value, ast.Name) and value.id in tuples:
        value = tuples[value.id]
    if isinstance(value, ast.Dict):
        return ("",), tuple(key.value for key in value.keys if is_text(key))  # type: ignore[union-attr]
    return tuple(name_of(part) for part in parts_of(value)), ()


def is_text(node: ast.expr | None) -> bool:
    """Return whether a node is a text, such as a key."""
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def name_of(node: ast.expr) -> str:
    """Return the name that a value goes by: that of a variable, or of what is called or indexed."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return node.attr if is_self(node.value) else name_of(node.value)
    if isinstance(node, ast.Subscript):
        return name_of(node.value)
    return NOTHING if isinstance(node, ast.Constant) and node.value is None else ""


def shapes(own: list[ast.AST]) -> Mapping[str, tuple[str, ...]]:
    """Return the names that shapes are taken apart into."""
    return _apart(
        own,
        lambda value: (
            name_of(value.value) if isinstance(value, ast.Attribute) and value.attr == "shape" else ""
        ),
    )


def unpacked(own: list[ast.AST]) -> Mapping[str, tuple[str, ...]]:
    """Return the names that tuples are taken apart into."""
    return _apart(own, lambda value: value.id if isinstance(value, ast.Name) else "")


def _apart(own: list[ast.AST], named: Callable[[ast.expr], str]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for node in own:
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Tuple | ast.List) and named(node.value):
                    found.setdefault(named(node.value), tuple(name_of(part) or "_" for part in target.elts))
    return found


def keys(own: list[ast.AST]) -> Mapping[str, tuple[str, ...]]:
    """Return the keys that are asked of dictionaries, in brackets or by get."""
    found: dict[str, dict[str, None]] = {}
    for node in own:
        key: ast.expr | None = None
        if isinstance(node, ast.Subscript):
            key, holder = node.slice, node.value
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
            key, holder = (node.args[0], node.func.value) if node.func.attr == "get" else (None, node.func)
        if is_text(key):
            found.setdefault(name_of(holder), {})[key.value] = None  # type: ignore[union-attr]
    return {name: tuple(keys) for name, keys in found.items()}


def ranks(own: list[ast.AST]) -> Mapping[str, int]:
    """Return with how many indices arrays are indexed, at most."""
    found: dict[str, int] = {}
    for node in own:
        if isinstance(node, ast.Subscript) and not is_text(node.slice):
            parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
            name = name_of(node.value) if not isinstance(node.value, ast.Subscript) else ""
            if name and not any(isinstance(part, ast.Constant) and part.value is ... for part in parts):
                found[name] = max(found.get(name, 0), len(parts))
    return found


def targets_of(node: ast.AST) -> list[ast.expr]:
    """Return what a statement assigns to."""
    if isinstance(node, ast.Assign):
        return [part for target in node.targets for part in parts_of(target)]
    return [node.target] if isinstance(node, ast.AugAssign | ast.AnnAssign) else []


def parts_of(target: ast.expr) -> list[ast.expr]:
    """Return the parts of a tuple or list, else the one thing itself."""
    return list(target.elts) if isinstance(target, ast.Tuple | ast.List) else [target]


def is_self(node: ast.expr) -> bool:
    """Return whether a node is a method's own object."""
    return isinstance(node, ast.Name) and node.id == "self"


def handed_on(node: Definition) -> str:
    """Return the function whose result a function returns as it is, "" where there is none."""
    found = [one.value for one in own_nodes(node) if isinstance(one, ast.Return) and one.value is not None]
    last = found[-1] if found else None
    return last.func.id if isinstance(last, ast.Call) and isinstance(last.func, ast.Name) else ""


def outside(node: Definition) -> frozenset[str]:
    """Return the names that a function, with those within it, reads and has not itself."""
    names = [one for one in ast.walk(node) if isinstance(one, ast.Name)]
    own = {one.id for one in names if isinstance(one.ctx, ast.Store)}
    own |= {one.arg for one in ast.walk(node) if isinstance(one, ast.arg)}
    return frozenset(one.id for one in names if isinstance(one.ctx, ast.Load)) - own
