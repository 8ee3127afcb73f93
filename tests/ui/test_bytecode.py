"""The modules of a start come from one file and are what Python would have found; what is no longer so is noticed."""

import importlib
import marshal
import os
import shutil
import sys
from importlib.machinery import PathFinder, SourceFileLoader
from importlib.util import MAGIC_NUMBER

import pytest
from process_tools import CHECKOUT, said_by, surroundings

from cnnviz.ui.bytecode import StartBytecode, bytecode_of

FACTS = ("name", "origin", "cached", "has_location", "submodule_search_locations", "parent", "loader_state")
MODULES = ("kept.inner", "kept.inner.leaf")
STARTED = """
import sys
from cnnviz.ui import open_window
from PyQt5.QtWidgets import QApplication
window = open_window()
from cnnviz.ui.later import NUMPY
own = [name for name in sys.modules if name.startswith(("cnnviz.", "numpy."))]
own = [name for name in own if sys.modules[name].__spec__.origin.endswith(".py") and name not in NUMPY]
kept = [name for name in own if type(sys.modules[name].__loader__).__module__ == "cnnviz.ui.bytecode"]
while any(type(finder).__module__ == "cnnviz.ui.bytecode" for finder in sys.meta_path):
    QApplication.processEvents()
window.close()
print(len(own), len(kept), *sorted({*own} - {*kept}))
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Return a folder of modules: `kept`, and in it `inner.leaf`."""
    made = tmp_path / "kept"
    (made / "inner").mkdir(parents=True)
    for name in ("__init__", "inner/__init__", "inner/leaf"):
        (made / f"{name}.py").write_text("VALUE = 1\ndef where():\n    pass\n", encoding="utf-8")
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "meta_path", list(sys.meta_path))
    monkeypatch.syspath_prepend(str(tmp_path))
    yield made
    forget()


def forget():
    for name in [name for name in sys.modules if name.partition(".")[0] == "kept"]:
        del sys.modules[name]


def start():
    """Load the leaf as a start does; return it, and how many modules were kept by an earlier one."""
    forget()
    importlib.invalidate_caches()
    package = importlib.import_module("kept")
    found = bytecode_of(package, "kept.inner")
    leaf = importlib.import_module("kept.inner.leaf")
    found.end()
    return leaf, sum(type(sys.modules[name].__loader__) is not SourceFileLoader for name in MODULES)


def kept_in(folder):
    return next((folder / "__pycache__").glob("start.*.codes"))


def test_the_first_start_keeps_what_the_second_finds(folder):
    assert start()[1] == 0
    leaf, kept = start()
    assert (leaf.VALUE, kept) == (1, 2)


def test_what_is_kept_is_enough(folder):
    start()
    for compiled in folder.rglob("*.pyc"):
        compiled.unlink()
    assert start()[1] == 2
    assert not list((folder / "inner").rglob("*.pyc")), "Python has looked for none and compiled none"


def test_all_that_python_knows_of_a_module_is_the_same(folder):
    start()
    forget()
    package = importlib.import_module("kept")
    found, where = StartBytecode("kept", str(folder)), package.__path__
    for name in MODULES:
        ours, theirs = found.find_spec(name, where), PathFinder.find_spec(name, where)
        assert [getattr(ours, fact) for fact in FACTS] == [getattr(theirs, fact) for fact in FACTS]
        assert isinstance(ours.loader, SourceFileLoader)
        assert (ours.loader.name, ours.loader.path) == (theirs.loader.name, theirs.loader.path)
        assert ours.loader.get_source(name) == theirs.loader.get_source(name)
        where = theirs.submodule_search_locations


def test_another_source_is_found_as_usual_and_kept_anew(folder):
    start()
    (folder / "inner/leaf.py").write_text("VALUE = 22\n", encoding="utf-8")
    leaf, kept = start()
    assert (leaf.VALUE, kept) == (22, 1)
    leaf, kept = start()
    assert (leaf.VALUE, kept) == (22, 2)


def test_a_source_of_the_same_date_and_size_is_another_one(folder):
    """As when a package is installed over another version of it: what dates files have then is not to be known."""
    start()
    old = folder / "inner/leaf.py"
    date = old.stat().st_mtime_ns
    new = folder / "inner/new.py"
    new.write_text(old.read_text(encoding="utf-8").replace("1", "2"), encoding="utf-8")
    os.utime(new, ns=(date, date))
    new.replace(old)
    shutil.rmtree(folder / "inner/__pycache__")  # as it is then
    assert start()[0].VALUE == 2


def test_a_module_that_is_gone_is_missing_as_always(folder):
    start()
    (folder / "inner/leaf.py").unlink()
    with pytest.raises(ModuleNotFoundError, match=r"No module named 'kept\.inner\.leaf'"):
        start()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no bytecode at all",
        marshal.dumps(1),
        marshal.dumps((1, 2, 3)),
        marshal.dumps(((b"another Python", "kept"), {"kept.inner": 1})),
    ],
    ids=["nothing", "no bytecode", "a number", "three things", "another Python's"],
)
def test_what_is_no_bytecode_of_this_python_is_written_anew(folder, content):
    start()
    kept_in(folder).write_bytes(content)
    assert start()[1] == 0
    assert start()[1] == 2


def test_half_a_file_is_none(folder):
    start()
    kept_in(folder).write_bytes(kept_in(folder).read_bytes()[:-20])
    assert start()[1] == 0


def test_a_copy_elsewhere_is_told_where_its_sources_are(folder, tmp_path, monkeypatch):
    start()
    shutil.copytree(folder, tmp_path / "other/kept")
    monkeypatch.syspath_prepend(str(tmp_path / "other"))
    leaf, kept = start()
    assert kept == 0
    assert leaf.where.__code__.co_filename == str(tmp_path / "other/kept/inner/leaf.py")


def test_where_no_bytecode_may_be_kept_none_is(folder, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    start()
    assert not list(folder.rglob("*.codes"))


def test_where_none_can_be_written_a_start_goes_on(folder):
    shutil.rmtree(folder / "__pycache__", ignore_errors=True)
    (folder / "__pycache__").write_text("a file where a folder is expected", encoding="utf-8")
    assert start()[0].VALUE == 1
    assert start()[1] == 0


def test_a_package_that_is_used_is_kept_with_it(folder, tmp_path):
    """As NumPy is, of whose modules some are compiled and cannot be kept."""
    other = tmp_path / "also"
    other.mkdir()
    (other / "__init__.py").write_text("", encoding="utf-8")
    (other / "part.py").write_text("VALUE = 5\n", encoding="utf-8")

    def start_with_both():
        for name in ("kept.inner", "also.part", "also"):
            sys.modules.pop(name, None)
        found = bytecode_of(importlib.import_module("kept"), "kept.inner", "also")
        part = importlib.import_module("also.part")
        with pytest.raises(ModuleNotFoundError):
            importlib.import_module("also.compiled")
        found.end()
        return part.VALUE, type(part.__loader__) is not SourceFileLoader

    assert start_with_both() == (5, False)
    written = kept_in(folder).stat().st_ino
    assert start_with_both() == (5, True)
    assert kept_in(folder).stat().st_ino == written, "nothing new was to be kept"
    (other / "part.py").write_text("VALUE = 66\n", encoding="utf-8")
    importlib.invalidate_caches()
    assert start_with_both() == (66, False)


def test_a_module_of_another_folder_is_not_taken_for_it(folder, tmp_path, monkeypatch):
    start()
    found = StartBytecode("kept", str(folder))
    assert found.find_spec("kept.inner", [str(folder)]) is not None
    assert found.find_spec("kept.inner", [str(tmp_path / "elsewhere/kept")]) is None


def test_modules_lack_what_they_lack_and_are_like_any_other_afterwards(folder):
    (folder / "inner/leaf.py").write_text(
        "import sys\nVALUE, KIND, LACKS = 1, type(sys.modules[__name__]), hasattr(sys.modules[__name__], 'nothing')\n"
    )
    (folder / "inner/__init__.py").write_text("def __getattr__(name):\n    return name\n", encoding="utf-8")
    start()
    leaf, kept = start()
    assert kept == 2
    assert leaf.KIND is not type(sys) is type(leaf), "it is another kind of module only during a start"
    assert not leaf.LACKS
    with pytest.raises(AttributeError, match=r"module 'kept\.inner\.leaf' has no attribute 'nothing'"):
        leaf.nothing  # noqa: B018
    inner = sys.modules["kept.inner"]
    assert inner.whatever == "whatever", "a module that answers for itself does"


def test_it_looks_for_its_own_package_and_only_at_a_start(folder):
    package = importlib.import_module("kept")
    before = list(sys.meta_path)
    found = bytecode_of(package, "kept.inner")
    assert bytecode_of(package, "kept.inner") is found
    assert found.find_spec("numpy.linalg", ["/"]) is None
    assert found.find_spec("keptelsewhere.leaf", ["/"]) is None
    found.end()
    assert sys.meta_path == before
    importlib.import_module("kept.inner")
    assert bytecode_of(package, "kept.inner") is None, "it is too late for that"
    assert sys.meta_path == before


def test_a_second_start_of_the_program_finds_everything(tmp_path):
    """All but the few modules that are loaded before."""
    shutil.copytree(
        CHECKOUT / "cnnviz", tmp_path / "cnnviz", ignore=shutil.ignore_patterns("__pycache__", "resources")
    )
    shutil.copytree(CHECKOUT / "resources", tmp_path / "resources")
    environ = surroundings(tmp_path, PYTHONPATH=str(tmp_path))
    environ.pop("PYTHONDONTWRITEBYTECODE", None)
    said = [said_by(STARTED, env=environ, cwd=tmp_path).split() for _ in range(2)]
    assert said[0][1] == "0"
    assert said[1][2:] == ["cnnviz.ui", "cnnviz.ui.bytecode"]
    assert marshal.loads(kept_in(tmp_path / "cnnviz").read_bytes())[0] == (
        MAGIC_NUMBER,
        str(tmp_path / "cnnviz"),
    )
