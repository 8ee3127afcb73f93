"""Reads the bytecode of all modules of a start from one file.

Python looks for each module in several places and reads it from a file of its own. A start loads three hundred of them,
and takes a tenth less of a processor's time so, and far less of a slow disk's. The file is written by an earlier start,
beside the bytecode that Python keeps itself; what has changed since, or is not in it, is found as usual.
"""

from __future__ import annotations

import marshal
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


def bytecode_of(package: ModuleType, first: str) -> StartBytecode | None:
    """Have the modules of a package found in one file from now until `StartBytecode.end`.

    It is None where `first`, the module that a start loads first, is loaded already, or where the package does not lie
    in a folder as sources.
    """
    for finder in sys.meta_path:
        if isinstance(finder, StartBytecode) and finder.package == package.__name__:
            return finder
    if first in sys.modules or type(package.__loader__) is not SourceFileLoader:
        return None
    found = StartBytecode(package.__name__, package.__path__[0])
    sys.meta_path.insert(0, found)
    return found


class StartBytecode:
    """Finds modules whose bytecode an earlier start has kept and whose source is still the same.

    Parameters
    ----------
    package, folder : whose modules, and where they are
    """

    def __init__(self, package: str, folder: str) -> None:
        self.package = package
        self._within = f"{package}."
        self._file = cache_from_source(os.path.join(folder, "start.py")).removesuffix("pyc") + "codes"
        self._head = (MAGIC_NUMBER, folder)
        self._kept = self._read()
        self._missed: list[str] = []

    def _read(self) -> dict[str, _Kept]:
        """Return what is kept, by the names of modules."""
        with suppress(OSError, EOFError, ValueError, TypeError), open(self._file, "rb") as stream:
            head, kept = marshal.loads(stream.read())
            if head == self._head:
                return kept  # type: ignore[no-any-return]
        return {}

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: object = None
    ) -> ModuleSpec | None:
        """Return what Python is to know of a module: the same as if it had looked for it itself."""
        if not name.startswith(self._within):
            return None
        if name not in self._kept or self._kept[name][1] != _stamp(self._kept[name][0]):
            self._missed.append(name)
            return None
        source, _, cached, code = self._kept[name]
        spec = ModuleSpec(name, _Loader(name, source, code), origin=source)
        spec.cached, spec.has_location = cached, True
        if source.endswith(f"{os.sep}__init__.py"):
            spec.submodule_search_locations = [os.path.dirname(source)]
        return spec

    def end(self) -> None:
        """Find no more, and keep what was looked for in vain for the next start, where bytecode may be kept at all."""
        sys.meta_path.remove(self)
        if self._missed and not sys.dont_write_bytecode:
            from pathlib import Path

            from cnnviz.saving import save_bytes

            kept = {name: one for name, one in self._kept.items() if one[1] == _stamp(one[0])}
            kept |= {name: one for name in self._missed if (one := _compiled(name)) is not None}
            with suppress(OSError):  # where this person cannot write Python finds them one by one each time
                save_bytes(Path(self._file), marshal.dumps((self._head, kept)))
        self._kept = {}


class _Loader(SourceFileLoader):
    """Loads a module from bytecode that is there already."""

    def __init__(self, name: str, path: str, code: CodeType) -> None:
        super().__init__(name, path)
        self._code: CodeType | None = code

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
