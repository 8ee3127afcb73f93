"""Presets that a person has saved: one file each in a folder, which may hold anything."""

import json
import os
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from cnnviz.engine.arrays import frozen
from cnnviz.experiment.kernels.presets import Preset, shipped
from cnnviz.experiment.kernels.profiles import Kernel
from cnnviz.importing.sentences import counted, file_name, full_path, why_unreadable
from cnnviz.saving import save_text

LONGEST_NAME = 40
MOST = 200
"""Presets that are read from a folder."""
_LARGEST = 64
_MOST_BYTES = 2**20
_MOST_IN_ALL = 2 * 2**20  # bytes; more would be felt
_MOST_NAMES = 5000  # in the folder, of any kind
_TICK = 2_000_000_000  # nanoseconds, in which two changes may carry the same time on the coarsest of disks

Found = tuple[Path, "Preset | PresetError"]
State = tuple[object, tuple[tuple[Path, tuple[int, ...] | None], ...]]


class PresetError(Exception):
    """One sentence that says what is wrong with a preset or its file."""


def told(sentences: Sequence[str]) -> str:
    """Return one sentence on all that is left out, however much that is."""
    first, others = sentences[0], len(sentences) - 1
    return f"{first}; {counted(others, 'other')} as well" if others else first


class OwnPresets:
    """The presets in a folder: read once, and anew when something there has changed.

    Parameters
    ----------
    folder : where they are; made when one is saved
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._found: Sequence[Found] = ()
        self._seen: State | None = None

    def read(self) -> tuple[Mapping[str, Preset], tuple[str, ...]]:
        """Return the presets by name, in the order of their names, and a sentence for each file that is left out."""
        found = self._looked_up()
        presets = [preset for _, preset in found if isinstance(preset, Preset)]
        by_name = {preset.name: preset for preset in sorted(presets, key=lambda own: own.name.casefold())}
        return by_name, tuple(str(wrong) for _, wrong in found if isinstance(wrong, PresetError))

    def why_not(self, name: str, known: Iterable[str] | None = None) -> str | None:
        """Return why a preset cannot be called so, or None where it can.

        Who asks for letter after letter hands over the `known` names, so that the folder is not read for each.
        """
        name = name.strip()
        if not name:
            return "a preset needs a name"
        if len(name) > LONGEST_NAME:
            return f"a name has at most {LONGEST_NAME} letters"
        if not name.isprintable():
            return "a name is one line of letters that can be printed"
        if name.casefold() in {other.casefold() for other in shipped()}:
            return f"{name} comes with cnnviz: choose another name"
        taken = {other.casefold() for other in (self.read()[0] if known is None else known)}
        if name.casefold() in taken:
            return f"there is a preset {name} already: choose another name, or delete that one first"
        if len(taken) >= MOST:
            return f"there are {MOST} presets already: delete one first"
        return None

    def save(self, name: str, kernel: Kernel) -> None:
        """Save a kernel (rows, columns, channels) as a preset, whole or not at all.

        Raises
        ------
        PresetError
            Where the name or the kernel cannot be taken, or the folder cannot be written.
        """
        reason = self.why_not(name)
        if reason is None and not np.isfinite(kernel).all():
            reason = "the kernel holds numbers that are not finite"
        if reason is not None:
            raise PresetError(reason)
        content = {"name": name.strip(), "table": kernel.tolist()}
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            save_text(self._free(name), json.dumps(content, ensure_ascii=False) + "\n")
        except OSError as error:
            raise PresetError(
                f"{full_path(self.folder)} cannot be written: {why_unreadable(error)}"
            ) from error
        self._seen = None

    def delete(self, name: str) -> None:
        """Delete a preset's file.

        Raises
        ------
        PresetError
            Where it cannot be deleted.
        """
        for file, preset in self._looked_up():
            if isinstance(preset, Preset) and preset.name == name:
                try:
                    file.unlink(missing_ok=True)
                except OSError as error:
                    raise PresetError(
                        f"{full_path(file)} cannot be deleted: {why_unreadable(error)}"
                    ) from error
        self._seen = None

    def _looked_up(self) -> Sequence[Found]:
        state = self._state()
        if state != self._seen:
            self._found = list(_read_all([file for file, _ in state[1]]))
            self._seen = state if _is_settled(state) else None
        return self._found

    def _state(self) -> State:
        """Return what changes with the folder, or with a file in it."""
        now = _stamp(self.folder)
        if self._seen is not None and self._seen[0] == now:
            files = [file for file, _ in self._seen[1]]
        else:
            files = self._files()
        return now, tuple((file, _stamp(file)) for file in files)

    def _files(self) -> list[Path]:
        """Return one more than is read, where there are as many."""
        try:
            with os.scandir(self.folder) as entries:
                names = [entry.name for entry in islice(entries, _MOST_NAMES) if entry.name.endswith(".json")]
        except OSError:
            return []
        return [self.folder / name for name in sorted(names)[: MOST + 1]]

    def _free(self, name: str) -> Path:
        """Return a file for a name that no other preset has."""
        plain = "".join(letter if letter.isalnum() else "_" for letter in name.strip().casefold())
        names: Iterator[str] = (f"{plain}{'' if k == 1 else f'_{k}'}.json" for k in range(1, MOST + 2))
        return next(self.folder / free for free in names if not (self.folder / free).exists())


def _stamp(path: Path) -> tuple[int, ...] | None:
    try:
        about = path.stat()
    except OSError:
        return None
    return about.st_mtime_ns, about.st_size, about.st_ino


def _is_settled(state: State) -> bool:
    """Return whether nothing has changed so lately that a further change might look the same."""
    folder, files = state
    stamps = [folder, *(stamp for _, stamp in files)]
    return all(isinstance(stamp, tuple) and stamp[0] < time.time_ns() - _TICK for stamp in stamps)


def _read_all(files: Sequence[Path]) -> Iterator[Found]:
    taken = {name.casefold() for name in shipped()}
    room = _MOST_IN_ALL
    for file in files[:MOST]:
        try:
            content = _content(file, room)
            room -= len(content)
            preset = _preset(content, file_name(file))
            if preset.name.casefold() in taken:
                raise PresetError(f"{file_name(file)} is left out: there is another preset {preset.name}")
            taken.add(preset.name.casefold())
            yield file, preset
        except PresetError as error:
            yield file, error
    if len(files) > MOST:
        yield files[MOST], PresetError(f"{MOST} presets are read, and no more")


def _content(file: Path, room: int) -> bytes:
    name = file_name(file)
    try:
        if not file.is_file() or file.stat().st_size > _MOST_BYTES:
            raise PresetError(f"{name} is left out: it is no file of at most {_MOST_BYTES // 2**20} MB")
        with file.open("rb") as stream:
            content = stream.read(min(room, _MOST_BYTES) + 1)
    except OSError as error:
        raise PresetError(f"{name} cannot be read: {why_unreadable(error)}") from error
    if len(content) > room:
        raise PresetError(f"{name} is left out: presets are at most {_MOST_IN_ALL // 2**20} MB in all")
    return content


def _preset(text: bytes, file: str) -> Preset:
    try:
        content = json.loads(text.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise PresetError(f"{file} is left out: it is not written in JSON") from error
    name, table = (content.get("name"), content.get("table")) if isinstance(content, dict) else (None, None)
    if not isinstance(name, str) or not name.strip() or len(name) > LONGEST_NAME or not name.isprintable():
        raise PresetError(f"{file} is left out: its name is not 1 to {LONGEST_NAME} letters")
    about = content.get("about", "")
    return Preset(name.strip(), about if isinstance(about, str) else "", table=_table(table, file))


def _table(table: Any, name: str) -> Kernel:
    """Return a table (rows, columns) or (rows, columns, channels) of finite numbers as a kernel."""
    try:
        array = np.array(table)
    except (ValueError, TypeError, OverflowError, RecursionError):
        array = np.array(None)
    kernel = array[..., None] if array.ndim == 2 else array
    good = (
        kernel.ndim == 3 and kernel.size > 0 and max(kernel.shape) <= _LARGEST and kernel.dtype.kind in "if"
    )
    if not good or not np.isfinite(kernel).all():
        raise PresetError(
            f"{name} is left out: its table is not rows of numbers, at most {_LARGEST}×{_LARGEST} of them"
        )
    return frozen(kernel)
