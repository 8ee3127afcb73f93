"""What stands in a solution, read off its text: functions and classes with arguments, shapes, keys and returns."""

import ast
from collections.abc import Iterator, Mapping
from typing import Any

from cnnviz.checking.conventions.reading import facts
from cnnviz.checking.conventions.reading.facts import (
    Definition,
    is_self,
    is_text,
    name_of,
    own_nodes,
    targets_of,
)
from cnnviz.frozen import NamedTuple


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
    defaults : those defaults that are plain values
    inner : the functions that are defined within it
    outside : the names that it reads and has not itself
    named_only : what has to be given by name, also what it asks of its further keywords
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
    defaults: Mapping[str, Any] = {}
    inner: Mapping[str, "Function"] = {}
    outside: frozenset[str] = frozenset()
    named_only: frozenset[str] = frozenset()

    @property
    def called(self) -> str:
        """How it is called: its arguments behind its name."""
        return f"{self.name}({', '.join(self.args)})"

    @property
    def handed_back(self) -> "Function | None":
        """The function within it that it returns beside its result, to be called on the way back."""
        return next((self.inner[name] for name in self.returns[1:] if name in self.inner), None)


class Class(NamedTuple):
    """A class with its methods, by their names.

    Parameters
    ----------
    name, line, bases : as they stand there
    methods : its own and those of its bases that stand before it
    attributes : what its objects keep; "params.W" for an entry of a dictionary that they keep
    """

    name: str
    line: int
    bases: tuple[str, ...]
    methods: Mapping[str, Function]
    attributes: tuple[str, ...]


class Contents(NamedTuple):
    """The functions and classes of a solution, by their names; of several alike the last counts.

    Parameters
    ----------
    functions, classes : by name
    tree : the whole text
    constants : the whole numbers that it sets for all of them
    """

    functions: Mapping[str, Function]
    classes: Mapping[str, Class]
    tree: ast.Module
    constants: Mapping[str, int] = {}


def contents_of(text: str) -> Contents:
    """Return what stands in a text that is Python."""
    tree = ast.parse(text)
    functions = {node.name: _function(node) for top in _top(tree) for node in facts.defined_in(top)}
    functions = {name: _handing_on(one, functions) for name, one in functions.items()}
    classes: dict[str, Class] = {}
    for node in _top(tree):
        if isinstance(node, ast.ClassDef):
            classes[node.name] = _inheriting(_class(node), classes)
    return Contents(functions, classes, tree, _constants(tree))


def _top(tree: ast.Module) -> Iterator[ast.stmt]:
    """Yield statements that are always carried out, also within if and try."""
    waiting: list[ast.stmt] = list(tree.body)
    while waiting:
        node = waiting.pop(0)
        yield node
        if isinstance(node, ast.If | ast.Try | ast.With):
            waiting = [*node.body, *getattr(node, "orelse", []), *waiting]


def _constants(tree: ast.Module) -> Mapping[str, int]:
    found: dict[str, int] = {}
    for node in _top(tree):
        if isinstance(node, ast.Assign):
            for target, value in _pairs(node):
                if isinstance(target, ast.Name) and isinstance(value, ast.Constant):
                    found.pop(target.id, None)
                    if type(value.value) is int:
                        found[target.id] = value.value
    return found


def _pairs(node: ast.Assign) -> Iterator[tuple[ast.expr, ast.expr]]:
    """Yield what is assigned to what, part by part where several are at once."""
    for target in node.targets:
        ends = facts.parts_of(target), facts.parts_of(node.value)
        yield from zip(*ends, strict=True) if len(ends[0]) == len(ends[1]) else ()


def _class(node: ast.ClassDef) -> Class:
    methods = {one.name: _function(one, node.name) for one in node.body if isinstance(one, Definition)}
    attributes = dict.fromkeys(
        name for one in ast.walk(node) for target in targets_of(one) for name in _kept(one, target)
    )
    bases = tuple(ast.unparse(base) for base in node.bases)
    return Class(node.name, node.lineno, bases, methods, tuple(attributes))


def _kept(statement: ast.AST, target: ast.expr) -> Iterator[str]:
    """Yield what an assignment keeps in the object: an attribute, or entries of a dictionary that is one."""
    if isinstance(target, ast.Attribute) and is_self(target.value):
        yield target.attr
        value = getattr(statement, "value", None)
        if isinstance(value, ast.Dict):
            yield from (f"{target.attr}.{key.value}" for key in value.keys if is_text(key))  # type: ignore[union-attr]
        elif isinstance(value, ast.Call) and name_of(value.func) == "dict":
            yield from (f"{target.attr}.{one.arg}" for one in value.keywords if one.arg)
    elif isinstance(target, ast.Subscript) and is_text(target.slice):
        held = target.value
        if isinstance(held, ast.Attribute) and is_self(held.value):
            yield f"{held.attr}.{target.slice.value}"  # type: ignore[attr-defined]


def _inheriting(own: Class, known: Mapping[str, Class]) -> Class:
    """Return a class with the methods and attributes of its bases, as far as they stand before it."""
    for base in own.bases:
        if base in known:
            above = known[base]
            attributes = tuple(dict.fromkeys((*own.attributes, *above.attributes)))
            own = own._replace(methods={**above.methods, **own.methods}, attributes=attributes)
    return own


def _function(node: Definition, owner: str = "") -> Function:
    spec = node.args
    args = [one.arg for one in (*spec.posonlyargs, *spec.args)]
    given = dict(zip(args[len(args) - len(spec.defaults) :], spec.defaults, strict=True))
    for one, default in zip(spec.kwonlyargs, spec.kw_defaults, strict=True):
        args.append(one.arg)
        given |= {} if default is None else {one.arg: default}
    if owner and args[:1] == ["self"]:
        args = args[1:]
    own = list(own_nodes(node))
    further = facts.keys(own).get(spec.kwarg.arg, ()) if spec.kwarg is not None else ()
    args += [key for key in further if key not in args]
    named_only = frozenset((*further, *(one.arg for one in spec.kwonlyargs)))
    returns, keyed = facts.returned(own)
    read = facts.shapes(own), facts.unpacked(own), facts.keys(own), facts.ranks(own)
    plain = {arg: value.value for arg, value in given.items() if isinstance(value, ast.Constant)}
    inner = {one.name: _function(one) for one in own if isinstance(one, Definition)}
    optional, outside = frozenset(given), facts.outside(node)
    found = node.name, node.lineno, tuple(args), optional, returns, keyed, *read, node, owner
    return Function(*found, plain, inner, outside, named_only)


def _handing_on(function: Function, known: Mapping[str, Function]) -> Function:
    """Return a function that returns what another one does with the names that these have there."""
    other = known.get(facts.handed_on(function.node))
    if other is None or other is function:
        return function
    return function._replace(returns=other.returns, keyed=other.keyed)
