"""Reads the bytecode of all modules of a start from one file.

Python looks for each module in several places and reads it from a file of its own. A start loads four hundred of them,
NumPy's included, and takes a tenth less of a processor's time so, and far less of a slow disk's. The file is written
by an earlier start, beside the bytecode that Python keeps itself; what has changed since, or is not in it, is found as
usual.
"""

from __future__ import annotations

import marshal
import mmap
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import MAGIC_NUMBER, cache_from_source
from types import CodeType, ModuleType

_Stamp = tuple[int, ...]
"""What changes with a file: when it was written and changed, its size, its place on the disk."""
_Kept = tuple[str, _Stamp, str, CodeType]
"""Of a module: its source and that file's stamp, where Python keeps its bytecode, and that itself."""


def bytecode_of(package: ModuleType, first: str, *also: str) -> StartBytecode | None:
    """Have the modules of a package, and of others that are `also` loaded, found in one file until `StartBytecode.end`.

    It is None where `first`, the module that a start loads first, is loaded already, or where the package does not lie
    in a folder as sources.
    """
    for finder in sys.meta_path:
        if isinstance(finder, StartBytecode) and finder.package == package.__name__:
            return finder
    if first in sys.modules or type(package.__loader__) is not SourceFileLoader:
        return None
    found = StartBytecode(package.__name__, package.__path__[0], *also)
    sys.meta_path.insert(0, found)
    return found


class StartBytecode:
    """Finds modules whose bytecode an earlier start has kept and whose source is still the same.

    Parameters
    ----------
    package, folder : whose modules, and where they are; the file lies there, too
    also : other packages, whose modules are kept with them
    """

    def __init__(self, package: str, folder: str, *also: str) -> None:
        self.package = package
        self._within = tuple(f"{one}." for one in (package, *also))
        self._file = cache_from_source(os.path.join(folder, "start.py")).removesuffix("pyc") + "codes"
        self._head = (MAGIC_NUMBER, folder)
        self._kept = self._read()
        self._missed: list[str] = []

    def _read(self) -> dict[str, _Kept]:
        """Return what is kept, by the names of modules."""
        with (
            suppress(OSError, EOFError, ValueError, TypeError),
            open(self._file, "rb") as stream,
            mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as content,  # megabytes that need no copy
        ):
            head, kept = marshal.loads(content)
            if head == self._head:
                return kept  # type: ignore[no-any-return]
        return {}

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: object = None
    ) -> ModuleSpec | None:
        """Return what Python is to know of a module: the same as if it had looked for it itself."""
        if path is None or not name.startswith(self._within):
            return None
        kept = self._kept.pop(name, None)  # which is run once: its memory is for what comes next
        if kept is None or not kept[0].startswith(f"{path[0]}{os.sep}") or kept[1] != _stamp(kept[0]):
            self._missed.append(name)
            return None
        source, _, cached, code = kept
        spec = ModuleSpec(name, _Loader(name, source, code), origin=source)
        spec.cached, spec.has_location = cached, True
        if source.endswith(f"{os.sep}__init__.py"):
            spec.submodule_search_locations = [os.path.dirname(source)]
        return spec

    def end(self) -> None:
        """Find no more, and keep what was looked for in vain for the next start, where bytecode may be kept at all."""
        sys.meta_path.remove(self)
        for module in sys.modules.copy().values():
            if type(module) is _Starting:
                module.__class__ = ModuleType  # type: ignore[assignment]
        if not sys.dont_write_bytecode:
            new = {name: one for name in self._missed if (one := _compiled(name)) is not None}
            if new:
                self._keep(new)
        self._kept = {}

    def _keep(self, new: dict[str, _Kept]) -> None:
        from pathlib import Path

        from cnnviz.saving import save_bytes

        kept = {name: one for name, one in self._read().items() if one[1] == _stamp(one[0])}
        with suppress(OSError):  # where this person cannot write Python finds them one by one each time
            save_bytes(Path(self._file), marshal.dumps((self._head, kept | new)))


class _Starting(ModuleType):
    """A module during a start: what it lacks is not missed.

    Every import from a module asks it for its ``__path__``, and is told by an exception, whose sentence nobody reads,
    that only packages have one.
    """

    __getattribute__ = object.__getattribute__


class _Loader(SourceFileLoader):
    """Loads a module from bytecode that is there already."""

    def __init__(self, name: str, path: str, code: CodeType) -> None:
        super().__init__(name, path)
        self._code: CodeType | None = code

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        """Return the module, unless it answers itself for what it lacks."""
        return _Starting(self.name) if self._code and "__getattr__" not in self._code.co_names else None

    def get_code(self, fullname: str) -> CodeType | None:
        """Return the code once: it is run once."""
        code, self._code = self._code, None
        return super().get_code(fullname) if code is None else code


def _stamp(source: str) -> _Stamp | None:
    try:
        found = os.stat(source)
    except OSError:
        return None
    return found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino


def _compiled(name: str) -> _Kept | None:
    """Return what is to be kept of a module, if it has been loaded from its source."""
    loader = getattr(sys.modules.get(name), "__loader__", None)
    if type(loader) is not SourceFileLoader:
        return None
    stamp, code = _stamp(loader.path), loader.get_code(name)
    if stamp is None or code is None:
        return None
    return loader.path, stamp, cache_from_source(loader.path), code
