"""What stands in a solution, read off its text: functions and classes with arguments, shapes, keys and returns."""

import ast
from collections.abc import Callable, Iterator, Mapping

from cnnviz.frozen import NamedTuple

Definition = ast.FunctionDef | ast.AsyncFunctionDef
NOTHING = "None"
"""The name of a returned value that is none."""


class Function(NamedTuple):
    """A function or method.

    Parameters
    ----------
    name, line : as it stands there
    args : what it takes, without self
    optional : those that have a default
    returns : the names of what it returns; "" for what has none; empty where it returns nothing
    keyed : the keys where it returns a dictionary
    shapes : for each array whose shape is taken apart, the names of its sizes
    unpacked : for each tuple that is taken apart, the names of its parts
    keys : for each dictionary, the keys that are asked of it
    ranks : for each array that is indexed, with how many indices
    node : what it consists of
    owner : the class that it is a method of
    """

    name: str
    line: int
    args: tuple[str, ...]
    optional: frozenset[str]
    returns: tuple[str, ...]
    keyed: tuple[str, ...]
    shapes: Mapping[str, tuple[str, ...]]
    unpacked: Mapping[str, tuple[str, ...]]
    keys: Mapping[str, tuple[str, ...]]
    ranks: Mapping[str, int]
    node: Definition
    owner: str = ""

    @property
    def called(self) -> str:
        """How it is called: its arguments behind its name."""
        return f"{self.name}({', '.join(self.args)})"


class Class(NamedTuple):
    """A class with its methods, by their names."""

    name: str
    line: int
    bases: tuple[str, ...]
    methods: Mapping[str, Function]
    attributes: tuple[str, ...]


class Contents(NamedTuple):
    """The functions and classes of a solution, by their names; of several alike the last counts."""

    functions: Mapping[str, Function]
    classes: Mapping[str, Class]
    tree: ast.Module


def contents_of(text: str) -> Contents:
    """Return what stands in a text that is Python."""
    tree = ast.parse(text)
    functions = {node.name: _function(node) for node in _top(tree) if isinstance(node, Definition)}
    classes: dict[str, Class] = {}
    for node in _top(tree):
        if isinstance(node, ast.ClassDef):
            classes[node.name] = _inheriting(_class(node), classes)
    return Contents(functions, classes, tree)


def _top(tree: ast.Module) -> Iterator[ast.stmt]:
    """Yield statements that are always carried out, also within if and try."""
    waiting: list[ast.stmt] = list(tree.body)
    while waiting:
        node = waiting.pop(0)
        yield node
        if isinstance(node, ast.If | ast.Try | ast.With):
            waiting = [*node.body, *getattr(node, "orelse", []), *waiting]


def _class(node: ast.ClassDef) -> Class:
    methods = {one.name: _function(one, node.name) for one in node.body if isinstance(one, Definition)}
    attributes = dict.fromkeys(
        target.attr
        for one in ast.walk(node)
        for target in _targets(one)
        if isinstance(target, ast.Attribute) and _is_self(target.value)
    )
    bases = tuple(ast.unparse(base) for base in node.bases)
    return Class(node.name, node.lineno, bases, methods, tuple(attributes))


def _inheriting(own: Class, known: Mapping[str, Class]) -> Class:
    """Return a class with the methods and attributes of its bases, as far as they stand before it."""
    for base in own.bases:
        if base in known:
            above = known[base]
            attributes = tuple(dict.fromkeys((*own.attributes, *above.attributes)))
            own = own._replace(methods={**above.methods, **own.methods}, attributes=attributes)
    return own


def _targets(node: ast.AST) -> list[ast.expr]:
    if isinstance(node, ast.Assign):
        return [part for target in node.targets for part in _parts(target)]
    return [node.target] if isinstance(node, ast.AugAssign | ast.AnnAssign) else []


def _parts(target: ast.expr) -> list[ast.expr]:
    return list(target.elts) if isinstance(target, ast.Tuple | ast.List) else [target]


def _is_self(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id == "self"


def _function(node: Definition, owner: str = "") -> Function:
    spec = node.args
    args = [one.arg for one in (*spec.posonlyargs, *spec.args)]
    optional = set(args[len(args) - len(spec.defaults) :]) if spec.defaults else set()
    for one, default in zip(spec.kwonlyargs, spec.kw_defaults, strict=True):
        args.append(one.arg)
        if default is not None:
            optional.add(one.arg)
    if owner and args[:1] == ["self"]:
        args = args[1:]
    own = list(_own(node))
    returns, keyed = _returned(own)
    facts = _shapes(own), _unpacked(own), _keys(own), _ranks(own)
    return Function(
        node.name, node.lineno, tuple(args), frozenset(optional), returns, keyed, *facts, node, owner
    )


def _own(node: Definition) -> Iterator[ast.AST]:
    """Yield what belongs to a function and not to one that is defined within it."""
    waiting: list[ast.AST] = list(node.body)
    while waiting:
        one = waiting.pop(0)
        yield one
        if not isinstance(one, Definition | ast.Lambda | ast.ClassDef):
            waiting = [*ast.iter_child_nodes(one), *waiting]


def _returned(own: list[ast.AST]) -> tuple[tuple[str, ...], tuple[str, ...]]:
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
        return ("",), tuple(key.value for key in value.keys if _is_text(key))  # type: ignore[union-attr]
    return tuple(_name(part) for part in _parts(value)), ()


def _is_text(node: ast.expr | None) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _name(node: ast.expr) -> str:
    """Return the name that a value goes by: that of a variable, or of what is called or indexed."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return node.attr if _is_self(node.value) else _name(node.value)
    if isinstance(node, ast.Subscript):
        return _name(node.value)
    return NOTHING if isinstance(node, ast.Constant) and node.value is None else ""


def _shapes(own: list[ast.AST]) -> Mapping[str, tuple[str, ...]]:
    """Return the names that shapes are taken apart into."""
    return _apart(
        own,
        lambda value: (
            _name(value.value) if isinstance(value, ast.Attribute) and value.attr == "shape" else ""
        ),
    )


def _unpacked(own: list[ast.AST]) -> Mapping[str, tuple[str, ...]]:
    """Return the names that tuples are taken apart into."""
    return _apart(own, lambda value: value.id if isinstance(value, ast.Name) else "")


def _apart(own: list[ast.AST], named: Callable[[ast.expr], str]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for node in own:
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Tuple | ast.List) and named(node.value):
                    found.setdefault(named(node.value), tuple(_name(part) or "_" for part in target.elts))
    return found


def _keys(own: list[ast.AST]) -> Mapping[str, tuple[str, ...]]:
    """Return the keys that are asked of dictionaries, in brackets or by get."""
    found: dict[str, dict[str, None]] = {}
    for node in own:
        key: ast.expr | None = None
        if isinstance(node, ast.Subscript):
            key, holder = node.slice, node.value
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
            key, holder = (node.args[0], node.func.value) if node.func.attr == "get" else (None, node.func)
        if _is_text(key):
            found.setdefault(_name(holder), {})[key.value] = None  # type: ignore[union-attr]
    return {name: tuple(keys) for name, keys in found.items()}


def _ranks(own: list[ast.AST]) -> Mapping[str, int]:
    """Return with how many indices arrays are indexed, at most."""
    found: dict[str, int] = {}
    for node in own:
        if isinstance(node, ast.Subscript) and not _is_text(node.slice):
            parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
            name = _name(node.value) if not isinstance(node.value, ast.Subscript) else ""
            if name and not any(isinstance(part, ast.Constant) and part.value is ... for part in parts):
                found[name] = max(found.get(name, 0), len(parts))
    return found
