"""No module imports one that imports it again by whatever way, be it for a type or within a function."""

import ast
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import cnnviz

ROOT = Path(cnnviz.__file__).parent


def module_name(path):
    parts = path.relative_to(ROOT.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(source, known):
    """Return the modules of `known` that a source imports, on top, under `TYPE_CHECKING` or in a function."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            for name in node.names:
                within = f"{node.module}.{name.name}"
                found.add(within if within in known else node.module)
    return found & known


def circle(graph):
    """Return the modules of a circle, the first of them at the end again, or nothing."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return error.args[1]
    return []


def test_there_is_no_circle():
    paths = {module_name(path): path for path in ROOT.rglob("*.py")}
    graph = {}
    for name, path in paths.items():
        graph[name] = imports(path.read_text("utf-8"), set(paths)) - {name}
    assert not circle(graph)


@pytest.mark.parametrize(
    "source",
    [
        "import a.b",
        "from a import b",
        "from a.b import something",
        "def f():\n    from a.b import something",
        "if TYPE_CHECKING:\n    from a.b import Something",
    ],
)
def test_every_kind_of_import_counts(source):
    assert imports(source, {"a", "a.b", "c"}) == {"a.b"}


def test_a_circle_is_found():
    assert set(circle({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}})) == {"a", "b", "c"}
