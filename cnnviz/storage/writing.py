"""A document as the text of a file that can be read and compared: short records on one line, of an array each row."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any

import msgspec
import numpy as np

from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import Layer, SwitchedOff
from cnnviz.experiment.windows import Window
from cnnviz.storage.document import Document
from cnnviz.storage.numbers import is_repeated, plain_number, plain_rows
from cnnviz.storage.schema import RECORDS, VERSION
from cnnviz.trace.steps import Cell

_WIDTH = 140  # letters of a record on one line
_encoder = msgspec.json.Encoder()


def text_of(document: Document) -> str:
    """Return what is written."""
    return "\n".join(_lines(_plain(document), "")) + "\n"


def _plain(document: Document) -> Mapping[str, Any]:
    """Return the records of a document; arrays stay what they are."""
    selected = document.selected
    return {
        "cnnviz": VERSION,
        "text": document.text,
        "options": _fields(document.options),
        "position": _fields(document.position),
        "round": document.round,
        "losses": [None if loss is None else plain_number(loss) for loss in document.losses],
        "decimals": document.decimals,
        "panels": list(document.panels),
        "selected": None if selected is None else _cell(selected),
        "hidden": list(map(_cell, document.hidden)),
        "experiment": _experiment(document.experiment),
    }


def _experiment(experiment: Experiment) -> Mapping[str, Any]:
    loss = experiment.loss
    return {
        "image_name": experiment.image_name,
        "learning_rate": plain_number(experiment.learning_rate),
        "images": list(experiment.images),
        "layers": list(map(_layer, experiment.layers)),
        "loss": {
            "name": loss.name,
            "cell": None if loss.cell is None else list(loss.cell),
            "labels": list(loss.labels),
            "targets": list(loss.targets),
            "values": list(loss.values),
            "target_kernel": loss.target_kernel,
        },
    }


def _layer(layer: Layer) -> Mapping[str, Any]:
    if isinstance(layer, SwitchedOff):
        return {**_layer(layer.layer), "off": True}
    record = RECORDS[type(layer)]
    names = [name for name in record.__struct_fields__ if name != "off"]
    values = {name: getattr(layer, name) for name in names}
    plain = {name: _fields(value) if isinstance(value, Window) else value for name, value in values.items()}
    return {"kind": record.__struct_config__.tag, "off": False, **plain}


def _fields(record: Any) -> dict[str, Any]:
    return {part.name: getattr(record, part.name) for part in fields(record)}


def _cell(cell: Cell) -> Mapping[str, Any]:
    return {"array": cell.array, "index": list(cell.index)}


def _lines(plain: Any, indent: str) -> Iterator[str]:
    """Yield the lines of a record, a list or an array; the first without its indent, the last without its comma."""
    if isinstance(plain, np.ndarray):
        yield from _rows(plain, indent)
    elif isinstance(plain, Mapping):
        yield from _record(plain, indent)
    elif isinstance(plain, list) and any(isinstance(part, np.ndarray | Mapping) for part in plain):
        yield from _between("[", [_lines(part, indent + " ") for part in plain], "]", indent)
    else:
        yield _json(plain)


def _record(plain: Mapping[str, Any], indent: str) -> Iterator[str]:
    one = None if any(map(_is_long, plain.values())) else _json(plain)
    if one is not None and len(one) <= _WIDTH:
        yield one
        return
    parts = [_named(name, _lines(value, indent + " ")) for name, value in plain.items()]
    yield from _between("{", parts, "}", indent)


def _named(name: str, lines: Iterator[str]) -> Iterator[str]:
    yield f"{_json(name)}: {next(lines)}"
    yield from lines


def _rows(array: np.ndarray[Any, Any], indent: str) -> Iterator[str]:
    if is_repeated(array):
        yield _json({"shape": list(array.shape), "all": plain_number(array.flat[0])})
        return
    rows = plain_rows(array)
    if array.ndim == 1:
        yield _json(rows)
    else:
        yield from _between("[", [iter((_json(row),)) for row in rows], "]", indent)


def _between(opens: str, parts: Sequence[Iterator[str]], closes: str, indent: str) -> Iterator[str]:
    yield opens
    for number, lines in enumerate(parts, 1):
        last = indent + " " + next(lines)
        for line in lines:
            yield last
            last = line
        yield last + ("," if number < len(parts) else "")
    yield indent + closes


def _is_long(plain: Any) -> bool:
    """Return whether a value is not written within a record on one line."""
    return isinstance(plain, np.ndarray | Mapping) or (isinstance(plain, list) and any(map(_is_long, plain)))


def _json(plain: Any) -> str:
    """Return plain data in one piece; halves of characters, which a name may hold, are no text."""
    try:
        return _encoder.encode(plain).decode()
    except UnicodeEncodeError:
        return _encoder.encode(_whole(plain)).decode()


def _whole(plain: Any) -> Any:
    if isinstance(plain, str):
        return re.sub("[\ud800-\udfff]", "�", plain)
    if isinstance(plain, Mapping):
        return {name: _whole(value) for name, value in plain.items()}
    return list(map(_whole, plain)) if isinstance(plain, list | tuple) else plain
