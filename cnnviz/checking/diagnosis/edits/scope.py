"""A function as the edits see it: its text, its loops, its names, and what each node stands in."""

import ast
from collections.abc import Iterator, Mapping
from functools import cached_property

from cnnviz.checking.conventions.reading.facts import Definition
from cnnviz.checking.conventions.reading.names import Meaning, given, made
from cnnviz.frozen import NamedTuple


class Edit(NamedTuple):
    """A small change of a solution's text.

    Parameters
    ----------
    changes : what is replaced: from where, to where, by what
    mistakes : what it may take back, by the ids of the bank, the likeliest first
    line : the first that it changes
    """

    changes: tuple[tuple[int, int, str], ...]
    mistakes: tuple[str, ...]
    line: int

    def made_in(self, text: str) -> str:
        """Return the text with the change made."""
        for start, end, new in sorted(self.changes, reverse=True):
            text = text[:start] + new + text[end:]
        return text


class Text:
    """A text with the places of its nodes."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._lines = text.split("\n")
        self._starts = [0]
        for line in self._lines:
            self._starts.append(self._starts[-1] + len(line) + 1)

    def at(self, line: int, column: int) -> int:
        """Return where a line's column lies, which counts bytes."""
        own = self._lines[line - 1]
        if not own.isascii():
            column = len(own.encode()[:column].decode("utf-8", "ignore"))
        return self._starts[line - 1] + column

    def span(self, node: ast.AST) -> tuple[int, int]:
        """Return from where to where a node stands."""
        start = self.at(node.lineno, node.col_offset)  # type: ignore[attr-defined]
        return start, self.at(node.end_lineno, node.end_col_offset)  # type: ignore[attr-defined]

    def of(self, node: ast.AST) -> str:
        """Return a node as it stands there."""
        start, end = self.span(node)
        return self.text[start:end]

    def replace(self, node: ast.AST, new: str, *mistakes: str) -> Edit:
        """Return the edit that puts something in the place of a node."""
        return self.replace_all([(node, new)], *mistakes)

    def replace_all(self, pairs: list[tuple[ast.AST, str]], *mistakes: str) -> Edit:
        """Return the edit that puts something in the place of each of several nodes."""
        changes = tuple((*self.span(node), new) for node, new in pairs)
        return Edit(changes, mistakes, min(node.lineno for node, _ in pairs))  # type: ignore[attr-defined]


class Scope:
    """A function of a solution.

    Parameters
    ----------
    text : of the whole solution
    node : the function
    pooling : whether it belongs to a pooling
    backward : whether it belongs to the way back
    listed : whether it computes lists of numbers, that have no windows
    keeping_only : whether nothing of it can be wrong but what it keeps for the way back
    """

    def __init__(
        self,
        text: Text,
        node: Definition,
        *,
        pooling: bool,
        backward: bool,
        keeping_only: bool = False,
        listed: bool = False,
    ) -> None:
        self.text, self.node, self.pooling, self.backward = text, node, pooling, backward
        self.keeping_only, self.listed = keeping_only, listed

    @cached_property
    def nodes(self) -> list[ast.AST]:
        """All that belongs to it."""
        return [one for statement in self.node.body for one in ast.walk(statement)]

    @cached_property
    def parents(self) -> Mapping[ast.AST, ast.AST]:
        """What each node stands in."""
        return {child: node for node in ast.walk(self.node) for child in ast.iter_child_nodes(node)}

    def above(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield what a node stands in, from the inside out."""
        while node in self.parents:
            node = self.parents[node]
            yield node

    def statement(self, node: ast.AST) -> ast.AST:
        """Return the statement that a node belongs to."""
        if isinstance(node, ast.stmt):
            return node
        return next(one for one in self.above(node) if isinstance(one, ast.stmt))

    def in_loop(self, node: ast.AST) -> bool:
        """Return whether a node is repeated."""
        return any(isinstance(one, ast.For | ast.While) for one in self.above(node))

    def in_slice(self, node: ast.AST) -> bool:
        """Return whether a node says where something lies."""
        return any(isinstance(one, ast.Slice) for one in self.above(node))

    @cached_property
    def loop_variables(self) -> tuple[str, ...]:
        """The names that loops count by."""
        return tuple(
            dict.fromkeys(
                target.id
                for one in self.nodes
                if isinstance(one, ast.For)
                for target in ast.walk(one.target)
                if isinstance(target, ast.Name)
            )
        )

    @cached_property
    def args(self) -> tuple[str, ...]:
        """The names of its arguments."""
        spec = self.node.args
        return tuple(
            one.arg for one in (*spec.posonlyargs, *spec.args, *spec.kwonlyargs) if one.arg != "self"
        )

    @cached_property
    def names(self) -> tuple[str, ...]:
        """All names that it has: arguments and what is assigned."""
        stored = (
            one.id for one in self.nodes if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)
        )
        return tuple(dict.fromkeys((*self.args, *stored)))

    @cached_property
    def own_sizes(self) -> tuple[str, ...]:
        """What its object keeps that may be a number."""
        kept = (one for one in ast.walk(self.node) if isinstance(one, ast.Attribute) and _is_self(one.value))
        return tuple(dict.fromkeys(f"self.{one.attr}" for one in kept))

    def loads(self) -> Iterator[ast.Name]:
        """Yield every name that is read."""
        for one in self.nodes:
            if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Load):
                yield one

    def called(self, meaning: Meaning) -> str:
        """Return by what a setting is called here: a name, or a key of a dictionary; "" where it is not known."""
        for name in self.names:
            if given(name) is meaning:
                return name
        for one in ast.walk(self.node):
            if isinstance(one, ast.Attribute) and given(one.attr) is meaning and _is_self(one.value):
                return f"self.{one.attr}"
        for name in self.names:
            if given(name) is Meaning.SETTINGS and meaning is Meaning.STRIDE:
                return f'{name}["stride"]'
        return ""


def _is_self(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and node.id == "self"


def root(node: ast.AST) -> str:
    """Return the name of the array that an expression is of."""
    while isinstance(node, ast.Subscript | ast.Attribute | ast.Call | ast.Starred):
        if isinstance(node, ast.Attribute) and _is_self(node.value):
            return node.attr
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""


def meanings_in(node: ast.AST) -> set[Meaning | None]:
    """Return what the names in an expression stand for, as something given or made."""
    found: set[Meaning | None] = set()
    for one in ast.walk(node):
        name = one.id if isinstance(one, ast.Name) else one.attr if isinstance(one, ast.Attribute) else ""
        if name:
            found |= {given(name), made(name)}
        if isinstance(one, ast.Constant) and isinstance(one.value, str):
            found.add(given(one.value))
    return found


def parts(index: ast.expr) -> list[ast.expr]:
    """Return the indices of a subscript."""
    return list(index.elts) if isinstance(index, ast.Tuple) else [index]
