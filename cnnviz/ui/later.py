"""Modules that others name but a start does not use are loaded when they are asked for something, or at its end.

NumPy writes the documentation of its functions into them at every import, and loads what pickles, reads sources or
knows the machine: a fifth of the time that it takes, for which no first paint waits.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from types import ModuleType

NUMPY = tuple(
    f"numpy.{core}.{name}" for core in ("_core", "core") for name in ("_add_newdocs", "_add_newdocs_scalars")
)
"""Those of NumPy's modules that write documentation, by their names of before and since version 2."""
PYTHON = ("linecache", "pickle", "platform", "token", "tokenize")


def put_off(*names: str) -> LaterModules:
    """Have modules, none of which is a package, loaded late from now until `LaterModules.end`."""
    for finder in sys.meta_path:
        if isinstance(finder, LaterModules):
            return finder
    found = LaterModules(names)
    sys.meta_path.insert(0, found)
    return found


class LaterModules:
    """Finds the modules of these names without loading them."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = frozenset(names)

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return what Python is to know of a module: the same as if it had looked for it itself."""
        if name not in self._names:
            return None
        spec = PathFinder.find_spec(name, path, target)
        if spec is not None and type(spec.loader) is SourceFileLoader:
            spec.loader = _Postponed(name, spec.loader.path)
        return spec

    def end(self) -> None:
        """Find no more, and load those that have been asked for nothing yet."""
        sys.meta_path.remove(self)
        for name in self._names & sys.modules.keys():
            _load(sys.modules[name])


class _Postponed(SourceFileLoader):
    """Loads a module when it is asked for something."""

    def exec_module(self, module: ModuleType) -> None:
        """Have it loaded later, and known by then as Python's own loader has it."""
        loader = SourceFileLoader(self.name, self.path)
        if module.__spec__ is not None:
            module.__spec__.loader = loader
        module.__loader__ = loader
        module.__class__ = _Unread


class _Unread(ModuleType):
    """A module that is not loaded yet."""

    def __getattribute__(self, name: str) -> object:
        if name in ("__spec__", "__class__"):  # which an import looks at where one like it has gone before
            return ModuleType.__getattribute__(self, name)
        _load(self)
        return getattr(self, name)


def _load(module: ModuleType) -> None:
    """Load a module, if that has not been done."""
    if type(module) is _Unread:
        module.__class__ = ModuleType  # type: ignore[assignment]
        loader = module.__loader__
        assert isinstance(loader, SourceFileLoader)  # as it was put off
        loader.exec_module(module)
