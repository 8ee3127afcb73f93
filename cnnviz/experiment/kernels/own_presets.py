"""Presets that a person has saved: one file each in a folder, which may hold anything."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from cnnviz.engine.arrays import frozen
from cnnviz.experiment.kernels.presets import Preset, shipped
from cnnviz.experiment.kernels.profiles import Kernel
from cnnviz.saving import save_text

LONGEST_NAME = 40
MOST = 200
"""Presets that are read from a folder."""
_LARGEST = 64
_MOST_BYTES = 2**20


class PresetError(Exception):
    """One sentence that says what is wrong with a preset or its file."""


@dataclass(frozen=True)
class OwnPresets:
    """The presets in a folder, read anew each time: files come and go.

    Parameters
    ----------
    folder : where they are; made when one is saved
    """

    folder: Path

    def read(self) -> tuple[Mapping[str, Preset], tuple[str, ...]]:
        """Return the presets by name, in the order of their names, and a sentence for each file that is left out."""
        found = self._found()
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
        if name.casefold() in {other.casefold() for other in (self.read()[0] if known is None else known)}:
            return f"there is a preset {name} already: choose another name, or delete that one first"
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
            raise PresetError(f"{self.folder} cannot be written: {error.strerror or error}") from error

    def delete(self, name: str) -> None:
        """Delete a preset's file.

        Raises
        ------
        PresetError
            Where it cannot be deleted.
        """
        for file, preset in self._found():
            if isinstance(preset, Preset) and preset.name == name:
                try:
                    file.unlink(missing_ok=True)
                except OSError as error:
                    raise PresetError(f"{file} cannot be deleted: {error.strerror or error}") from error

    def _found(self) -> list[tuple[Path, Preset | PresetError]]:
        taken = {name.casefold() for name in shipped()}
        found: list[tuple[Path, Preset | PresetError]] = []
        for file in self._files():
            try:
                preset = _read(file)
                if preset.name.casefold() in taken:
                    raise PresetError(f"{file.name} is left out: there is another preset {preset.name}")
                taken.add(preset.name.casefold())
                found.append((file, preset))
            except PresetError as error:
                found.append((file, error))
        return found

    def _files(self) -> list[Path]:
        try:
            return sorted(self.folder.glob("*.json"))[:MOST]
        except OSError:
            return []

    def _free(self, name: str) -> Path:
        """Return a file for a name that no other preset has."""
        plain = "".join(letter if letter.isalnum() else "_" for letter in name.strip().casefold())
        names: Iterator[str] = (f"{plain}{'' if k == 1 else f'_{k}'}.json" for k in range(1, MOST + 2))
        return next(self.folder / free for free in names if not (self.folder / free).exists())


def _read(file: Path) -> Preset:
    try:
        if not file.is_file() or file.stat().st_size > _MOST_BYTES:
            raise PresetError(f"{file.name} is left out: it is no file of at most {_MOST_BYTES // 2**20} MB")
        content = json.loads(file.read_text("utf-8"))
    except OSError as error:
        raise PresetError(f"{file.name} cannot be read: {error.strerror or error}") from error
    except (ValueError, RecursionError) as error:
        raise PresetError(f"{file.name} is left out: it is not written in JSON") from error
    name, table = (content.get("name"), content.get("table")) if isinstance(content, dict) else (None, None)
    if not isinstance(name, str) or not name.strip() or len(name) > LONGEST_NAME or not name.isprintable():
        raise PresetError(f"{file.name} is left out: its name is not 1 to {LONGEST_NAME} letters")
    about = content.get("about", "")
    return Preset(name.strip(), about if isinstance(about, str) else "", table=_table(table, file.name))


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
