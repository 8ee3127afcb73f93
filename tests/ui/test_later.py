"""Modules that are put off are loaded when they are asked for something, once, and are then like any other."""

import importlib
import pickle
import sys
import types
from importlib.machinery import SourceFileLoader

import pytest
from process_tools import said_by, surroundings

from cnnviz.ui.later import NUMPY, PYTHON, put_off

STARTED = """
import sys
from cnnviz.ui import open_window
from PyQt5.QtWidgets import QApplication
names = sys.argv[1:]
window = open_window()
print(*(name for name in names if name in sys.modules and type(sys.modules[name]) is not type(sys)))
while any(type(finder).__module__.startswith("cnnviz") for finder in sys.meta_path):
    QApplication.processEvents()
print(*(name for name in names if name in sys.modules and type(sys.modules[name]) is not type(sys)))
import numpy
kinds = {type(module).__name__ for module in sys.modules.values()}
print(len(numpy.ndarray.reshape.__doc__), kinds & {"_Unread", "_Starting"})
window.close()
"""


@pytest.fixture
def source(tmp_path, monkeypatch):
    """Return the file of a module `seldom`, which notes that it is loaded."""
    monkeypatch.setattr(sys, "meta_path", list(sys.meta_path))
    monkeypatch.syspath_prepend(str(tmp_path))
    made = tmp_path / "seldom.py"
    made.write_text("import builtins\nbuiltins.seldom_loaded += 1\nVALUE = 1\n", encoding="utf-8")
    monkeypatch.setattr("builtins.seldom_loaded", 0, raising=False)
    importlib.invalidate_caches()
    yield made
    sys.modules.pop("seldom", None)


def loaded():
    import builtins

    return builtins.seldom_loaded


def test_a_module_is_loaded_when_it_is_asked_for_something(source):
    found = put_off("seldom")
    module = importlib.import_module("seldom")
    assert importlib.import_module("seldom") is module, "another that names it has it so, too"
    assert loaded() == 0
    assert module.VALUE == 1
    assert loaded() == 1
    found.end()
    assert loaded() == 1


def test_a_name_that_is_taken_from_it_loads_it(source):
    put_off("seldom")
    from seldom import VALUE

    assert (VALUE, loaded()) == (1, 1)


def test_what_nobody_has_asked_is_loaded_at_the_end_and_like_any_other(source):
    found = put_off("seldom")
    module = importlib.import_module("seldom")
    found.end()
    assert loaded() == 1
    assert found not in sys.meta_path
    assert type(module) is types.ModuleType
    assert type(module.__loader__) is SourceFileLoader is type(module.__spec__.loader)
    assert (module.__file__, module.__spec__.origin) == (str(source), str(source))
    assert importlib.reload(module).VALUE == 1


def test_only_these_are_put_off_and_only_until_the_end(source):
    found = put_off("something_else")
    assert put_off("whatever") is found, "one start has one"
    importlib.import_module("seldom")
    assert loaded() == 1
    found.end()
    del sys.modules["seldom"]
    importlib.import_module("seldom")
    assert loaded() == 2


def test_what_is_not_there_is_missing_as_always(source):
    put_off("nowhere_at_all")
    with pytest.raises(ModuleNotFoundError, match=r"No module named 'nowhere_at_all'"):
        importlib.import_module("nowhere_at_all")


def test_what_fails_fails_when_it_is_asked(source):
    source.write_text("raise ValueError('a fault in it')\n", encoding="utf-8")
    put_off("seldom")
    module = importlib.import_module("seldom")
    with pytest.raises(ValueError, match="a fault in it"):
        module.VALUE  # noqa: B018


def test_what_it_lacks_it_lacks(source):
    put_off("seldom")
    module = importlib.import_module("seldom")
    with pytest.raises(AttributeError, match=r"module 'seldom' has no attribute 'nothing'"):
        module.nothing  # noqa: B018
    assert not hasattr(pickle, "nothing")


def test_a_start_loads_the_rest_after_the_first_paint(tmp_path):
    said = said_by(STARTED, *NUMPY, *PYTHON, env=surroundings(tmp_path), cwd=tmp_path).splitlines()
    assert "pickle" in said[0].split(), "a start has no use for it"
    assert any(name in said[0].split() for name in NUMPY)
    assert said[1] == "", "all are loaded"
    length, special = said[2].split(maxsplit=1)
    assert int(length) > 100, "what NumPy's functions do can be read"
    assert special == "set()", "modules are like any others again"
