"""The program's own modules are found as Python finds them, only sooner; what is no longer so is noticed."""

import importlib
import sys
from importlib.machinery import PathFinder, SourceFileLoader
from pathlib import Path

import pytest

import cnnviz
from cnnviz.finding import Beside, find_beside

NAMES = ("cnnviz", "cnnviz.engine", "cnnviz.run.kinds", "cnnviz.ui.window", "cnnviz.canvas.lens.ways")
FACTS = ("name", "origin", "cached", "has_location", "submodule_search_locations", "parent", "loader_state")


@pytest.fixture
def finders(monkeypatch):
    """Leave what finds modules as it was."""
    monkeypatch.setattr(sys, "meta_path", list(sys.meta_path))


@pytest.fixture
def package(tmp_path, monkeypatch, finders):
    """Return a folder of modules: `kept`, and in it `inner.leaf`; they are found beside each other."""
    folder = tmp_path / "kept"
    (folder / "inner").mkdir(parents=True)
    for name in ("__init__", "inner/__init__", "inner/leaf"):
        (folder / f"{name}.py").write_text("VALUE = 1\n", encoding="utf-8")
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.syspath_prepend(str(tmp_path))
    before = set(sys.modules)
    find_beside(importlib.import_module("kept"))
    yield folder
    for name in set(sys.modules) - before:
        del sys.modules[name]


def again():
    """Return the leaf, loaded anew."""
    sys.modules.pop("kept.inner.leaf", None)
    return importlib.import_module("kept.inner.leaf")


@pytest.mark.parametrize("name", NAMES)
def test_all_that_python_knows_of_a_module_is_the_same(name):
    package, beside = importlib.import_module(name), Beside("cnnviz")
    names = {path.stem if path.is_file() else path.name for path in Path(package.__path__[0]).iterdir()}
    found = 0
    for stem in names - {"__init__", "__pycache__"}:
        ours = beside.find_spec(f"{name}.{stem}", package.__path__)
        theirs = PathFinder.find_spec(f"{name}.{stem}", package.__path__)
        assert [getattr(ours, fact) for fact in FACTS] == [getattr(theirs, fact) for fact in FACTS]
        assert isinstance(ours.loader, SourceFileLoader)
        assert (ours.loader.name, ours.loader.path) == (theirs.loader.name, theirs.loader.path)
        found += 1
    assert found > 5


def test_modules_and_rooms_are_loaded_and_compiled_once(package):
    leaf = again()
    assert type(leaf.__loader__) is not SourceFileLoader, "others have found it"
    assert (leaf.VALUE, leaf.__file__) == (1, str(package / "inner/leaf.py"))
    assert sys.modules["kept.inner"].__path__ == [str(package / "inner")]
    compiled = Path(leaf.__cached__)
    written = compiled.stat().st_mtime_ns
    assert again().VALUE == 1
    assert compiled.stat().st_mtime_ns == written


def test_another_source_is_compiled_anew(package):
    again()
    (package / "inner/leaf.py").write_text("VALUE = 22\n", encoding="utf-8")
    assert again().VALUE == 22


def test_bytecode_that_was_made_elsewhere_is_told_where_its_source_is(package):
    (package / "inner/leaf.py").write_text("def where():\n    pass\n", encoding="utf-8")
    compiled = Path(again().__cached__)
    source = (package / "inner/leaf.py").rename(package / "inner/other.py")
    compiled.rename(compiled.with_name(compiled.name.replace("leaf", "other")))
    sys.meta_path.insert(0, Beside("kept"))  # which has not looked into the folder before
    other = importlib.import_module("kept.inner.other")
    assert type(other.__loader__) is not SourceFileLoader
    assert other.where.__code__.co_filename == str(source)


@pytest.mark.parametrize("content", [b"", b"not bytecode at all", bytes(16)])
def test_what_is_no_bytecode_of_this_python_is_written_anew(package, content):
    compiled = Path(again().__cached__)
    compiled.write_bytes(content)
    assert again().VALUE == 1
    assert len(compiled.read_bytes()) > 16


def test_what_is_not_there_is_missing_as_always(package):
    with pytest.raises(ModuleNotFoundError, match=r"No module named 'kept\.inner\.nowhere'"):
        importlib.import_module("kept.inner.nowhere")
    (package / "inner/late.py").write_text("VALUE = 3\n", encoding="utf-8")
    importlib.invalidate_caches()
    assert importlib.import_module("kept.inner.late").VALUE == 3


def test_other_packages_are_left_to_others():
    assert Beside("cnnviz").find_spec("numpy.linalg", ["/"]) is None
    assert Beside("cnnviz").find_spec("cnnvizier.leaf", ["/"]) is None


def test_it_is_put_in_force_once_and_only_where_bytecode_lies_as_usual(finders, monkeypatch):
    sys.meta_path[:] = [finder for finder in sys.meta_path if not isinstance(finder, Beside)]
    monkeypatch.setattr(sys, "pycache_prefix", "/elsewhere")
    find_beside(cnnviz)
    assert not any(isinstance(finder, Beside) for finder in sys.meta_path)
    monkeypatch.setattr(sys, "pycache_prefix", None)
    for _ in range(2):
        find_beside(cnnviz)
    assert sum(isinstance(finder, Beside) for finder in sys.meta_path) == 1
