"""No test reaches for what another module keeps to itself: it asks what everybody may ask."""

import ast
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
FILES = {str(path.relative_to(TESTS)): path for path in sorted(TESTS.rglob("*.py"))}
OF_EVERY_NAMED_TUPLE = {"_asdict", "_fields", "_make", "_replace"}  # which must not clash with its fields
BY_NAME = {"getattr", "setattr", "hasattr", "delattr"}


def private(name):
    return name.startswith("_") and not name.endswith("__") and name not in OF_EVERY_NAMED_TUPLE


def reached_for(tree):
    """Yield every private name of something else that a file reads, sets, patches or imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and private(node.attr):
            if not (isinstance(node.value, ast.Name) and node.value.id in ("self", "cls")):
                yield ast.unparse(node)
        elif isinstance(node, ast.ImportFrom):
            names = [*(node.module or "").split("."), *(alias.name for alias in node.names)]
            yield from filter(private, names)
        elif isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in BY_NAME:
            texts = [word.value for word in node.args if isinstance(word, ast.Constant)]
            yield from (text for text in map(str, texts) if private(text.rpartition(".")[2]))


def test_no_test_touches_a_private_name():
    reached = {
        name: list(reached_for(ast.parse(path.read_text(encoding="utf-8")))) for name, path in FILES.items()
    }
    assert not {name: names for name, names in reached.items() if names}


@pytest.mark.parametrize(
    "line",
    [
        "window._palette",
        "made.scene()._grids[0]",
        "strip._top = 3",
        "from cnnviz.ui.crash import _log",
        "from cnnviz._secret import log",
        "monkeypatch.setattr(crash, '_told', False)",
        "monkeypatch.setattr('cnnviz.ui.crash._told', False)",
        "getattr(window, '_palette')",
    ],
)
def test_reaching_for_a_private_name_is_noticed(line):
    assert list(reached_for(ast.parse(line)))


@pytest.mark.parametrize(
    "line", ["self._pen", "cls._pens", "type(x).__name__", "import __future__", "_own()", "p._replace(x=1)"]
)
def test_what_is_one_s_own_or_python_s_is_not(line):
    assert not list(reached_for(ast.parse(line)))
