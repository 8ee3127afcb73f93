"""The images that ship with cnnviz: each shows something, and says under which licence it may be used."""

import csv
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np

from cnnviz.engine.arrays import frozen
from cnnviz.experiment.arrays import Array
from cnnviz.importing.pictures.opening import open_image
from cnnviz.importing.reduction import reduce
from cnnviz.importing.source import Source
from cnnviz.resource import resource

_FOLDER = "samples"
_HANDWRITTEN = "handwritten"
_TENTHS = ".123456789#"
_SIXTEENTHS = 16


@dataclass(frozen=True)
class Sample:
    """An image to begin with.

    Parameters
    ----------
    key : how scripts name it
    title, note : what it is called, and what it shows in a sentence or two
    group : the key of its group
    licence, credit : as what and thanks to whom it is here
    shape : (rows, columns, channels), at most
    """

    key: str
    title: str
    note: str
    group: str
    licence: str
    credit: str
    shape: tuple[int, int, int]
    _entry: Mapping[str, Any] = field(repr=False, compare=False)

    @property
    def name(self) -> str:
        """The title as it stands within a sentence."""
        return self.title[0].lower() + self.title[1:]

    @property
    def from_file(self) -> bool:
        """Whether it is an image file, which can be had smaller and in grey."""
        return "file" in self._entry


@cache
def groups() -> Mapping[str, str]:
    """Return the titles of the groups by their keys, in the order in which they are shown."""
    return {key: group["title"] for key, group in _index()["group"].items()}


@cache
def samples() -> tuple[Sample, ...]:
    """Return all samples, a group after the other."""
    found = [_sample(entry) for entry in (*_index()["sample"], *_handwritten())]
    order = list(groups())
    return tuple(sorted(found, key=lambda sample: order.index(sample.group)))


@cache
def load(sample: Sample) -> Array:
    """Return a sample as a read-only array (rows, columns, channels), as large as it ships."""
    if sample.from_file:
        return reduce(source(sample), max(sample.shape), sample.shape[2] == 3)
    return frozen(_drawn(sample._entry))


@cache
def source(sample: Sample) -> Source:
    """Return the picture that a sample `from_file` can be reduced from."""
    return open_image(resource(_FOLDER, sample._entry["file"]))


@cache
def _index() -> dict[str, Any]:
    return tomllib.loads(resource(_FOLDER, "samples.toml").read_text("utf-8"))


def _sample(entry: Mapping[str, Any]) -> Sample:
    group = _index()["group"][entry["group"]]
    licence, credit = (entry.get(name) or group[name] for name in ("licence", "credit"))
    rows, columns, channels = entry["shape"]
    return Sample(
        entry["key"],
        entry["title"],
        entry["note"],
        entry["group"],
        licence,
        credit,
        (rows, columns, channels),
        entry,
    )


def _handwritten() -> Iterator[dict[str, Any]]:
    """Yield an entry for each line of the file of handwritten digits."""
    notes = {str(entry["digit"]): entry["note"] for entry in _index()[_HANDWRITTEN]}
    seen: Counter[str] = Counter()
    with resource(_FOLDER, "handwritten.csv").open(encoding="ascii", newline="") as file:
        for digit, *cells in csv.reader(file):
            name = digit + "abc"[seen[digit]]
            seen[digit] += 1
            yield {
                "key": f"{_HANDWRITTEN}_{name}",
                "title": f"Handwritten {name}",
                "note": notes[digit],
                "group": _HANDWRITTEN,
                "shape": (8, 8, 1),
                "sixteenths": cells,
            }


def _drawn(entry: Mapping[str, Any]) -> Array:
    """Return the cells that an entry of the index spells out."""
    if "sixteenths" in entry:
        return np.array(entry["sixteenths"], float).reshape(entry["shape"]) / _SIXTEENTHS
    if "numbers" in entry:
        return np.array([line.split() for line in entry["numbers"].split("\n") if line], float)[:, :, None]
    channels = entry["shape"][2]
    meaning = {character: [tenths / 10] * channels for tenths, character in enumerate(_TENTHS)}
    meaning |= entry.get("colours", {})
    return np.array([[meaning[cell] for cell in row] for row in entry["rows"].split()], float)
