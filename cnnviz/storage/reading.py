"""The text of a file as a document: bounded before anything is made of it, and refused in one sentence."""

from math import prod
from typing import Any

import msgspec

from cnnviz.experiment.document import Experiment
from cnnviz.experiment.loss import Loss
from cnnviz.experiment.size import check_size
from cnnviz.importing.source import Refused
from cnnviz.run.options import RunOptions
from cnnviz.run.timeline import Position
from cnnviz.storage.document import Document
from cnnviz.storage.kept_types import Kept
from cnnviz.storage.layers import checked, layer_of
from cnnviz.storage.numbers import array_of, number, repeated
from cnnviz.storage.schema import (
    VERSION,
    CellRecord,
    DocumentRecord,
    ExperimentRecord,
    LossRecord,
    Repeated,
)
from cnnviz.storage.sentences import why
from cnnviz.trace.steps import Cell

MOST_NUMBERS = 12_000_000
"""Values in all that a document holds: a little more than the parameters of the largest run."""
_decoder = msgspec.json.Decoder(DocumentRecord)


class _Version(Kept):
    cnnviz: int


def document_of(content: bytes) -> Document:
    """Return what a file says.

    Raises
    ------
    Refused
        With one sentence that says what is wrong and where, and leaves out the file's name.
    """
    if content.count(b",") > MOST_NUMBERS:
        raise Refused(f"it holds more than the {MOST_NUMBERS // 10**6} million numbers that a document has")
    try:
        _check_version(content)
        return _document(_decoder.decode(content))
    except Refused:
        raise
    except (ValueError, RecursionError) as error:
        raise Refused(why(error, content)) from error


def _check_version(content: bytes) -> None:
    try:
        version = msgspec.json.decode(content, type=_Version).cnnviz
    except msgspec.ValidationError as error:
        raise Refused("it is no document of cnnviz, whose version stands at its beginning") from error
    if version > VERSION:
        raise Refused(
            f"it is of version {min(version, 10**9)}, which a newer cnnviz has written: this one reads up to {VERSION}"
        )
    if version < 1:
        raise Refused(f"there is no version {max(version, -(10**9))} of such files")


def _document(record: DocumentRecord) -> Document:
    experiment, options = _experiment(record.experiment), record.options
    if options.sample >= len(experiment.images):
        raise Refused(
            f"options.sample is {options.sample}, and the last of the images is {len(experiment.images) - 1}"
        )
    if record.round >= max(len(record.losses), 1):
        raise Refused(f"round is {record.round}, and there are {len(record.losses)} losses")
    return Document(
        experiment,
        RunOptions(options.follow, options.input_gradient, options.weight_gradient, options.sample),
        Position(record.position.chapter, record.position.step, record.position.term),
        tuple(None if loss is None else number(loss) for loss in record.losses),
        record.round,
        None if record.selected is None else _cell(record.selected),
        record.decimals,
        tuple(record.panels),
        tuple(map(_cell, record.hidden)),
        record.text,
    )


def _cell(record: CellRecord) -> Cell:
    return Cell(record.array, tuple(record.index))


def _experiment(record: ExperimentRecord) -> Experiment:
    where = "experiment.images"
    images = tuple(_array(image, f"{where}[{k}]", (3,)) for k, image in enumerate(record.images))
    for k, image in enumerate(images):
        if image.shape != images[0].shape:
            raise Refused(f"{where}[{k}] has another shape than {where}[0]: all images are alike")
    layers = tuple(layer_of(layer, f"experiment.layers[{k}]") for k, layer in enumerate(record.layers))
    checked(layers, images[0].shape)
    loss = _loss(record.loss, len(images))
    made = Experiment(images, layers, record.image_name, loss, number(record.learning_rate))
    check_size(made)
    return made


def _loss(record: LossRecord, images: int) -> Loss:
    arrays = {}
    for name in ("targets", "values"):
        given: list[Any] = getattr(record, name)
        if len(given) > images:
            raise Refused(f"experiment.loss.{name} holds {len(given)} for {images}: one for each image")
        where = f"experiment.loss.{name}"
        arrays[name] = tuple(_array(rows, f"{where}[{k}]", (1, 3)) for k, rows in enumerate(given))
    cell = None if record.cell is None else tuple(record.cell)
    labels = tuple(record.labels)
    return Loss(record.name, cell, arrays["targets"], labels, arrays["values"], record.target_kernel)


def _array(record: Any, where: str, ranks: tuple[int, ...]) -> Any:
    if isinstance(record, Repeated):
        if len(record.shape) not in ranks:
            raise Refused(f"{where}.shape has {len(record.shape)} sizes instead of {ranks[-1]}")
        if prod(record.shape) > MOST_NUMBERS:
            raise Refused(f"{where}.shape is of more than {MOST_NUMBERS // 10**6} million numbers")
        return repeated(number(record.all), record.shape)
    nested = bool(record) and isinstance(record[0], list)
    return array_of(record, where, ranks[-1] if nested else ranks[0])
