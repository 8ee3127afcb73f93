"""A file that is none is refused in one sentence that says what is wrong, and where in it."""

import json
import os

import pytest
from wrong_documents import WRONG

from cnnviz.experiment.convolution import convolution
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import Activation, Flatten, SwitchedOff, linear_layer
from cnnviz.experiment.windows import Window
from cnnviz.importing.source import Refused
from cnnviz.storage import Document, files, load, reading
from cnnviz.storage.reading import document_of
from cnnviz.storage.writing import text_of

IMAGE = [[[0.5], [1.0]], [[0.0], [0.25]]]


@pytest.fixture
def plain():
    """Return a document as plain data, to be changed: convolution, ReLU, flatten, linear."""
    image = reading.array_of(IMAGE, "", 3)
    layers = (convolution(Window(), 1, 2), Activation(), Flatten(), linear_layer(8, 3))
    return json.loads(text_of(Document(Experiment((image,), layers))))


def put(plain, where, value):
    """Set a value at a place such as "experiment.layers[0].groups"; an index behind the last appends."""
    *way, last = where.replace("[", ".").replace("]", "").split(".")
    for name in way:
        plain = plain[int(name) if isinstance(plain, list) else name]
    if isinstance(plain, list):
        plain[int(last) : int(last) + 1] = [value]
    else:
        plain[last] = value


@pytest.mark.parametrize(("where", "value", "sentence"), WRONG)
def test_what_is_wrong_is_said_with_its_place(plain, where, value, sentence):
    put(plain, where, value)
    with pytest.raises(Refused) as refused:
        document_of(json.dumps(plain).encode())
    assert str(refused.value).startswith(sentence)
    if not sentence.endswith((" ", "gets")):
        assert str(refused.value) == sentence


def test_a_document_with_all_layers_off_is_refused(plain):
    for layer in plain["experiment"]["layers"]:
        layer["off"] = True
    with pytest.raises(Refused, match="a run needs at least one that is on"):
        document_of(json.dumps(plain).encode())


def test_a_layer_that_is_off_need_not_fit(plain):
    plain["experiment"]["layers"].insert(0, {**plain["experiment"]["layers"][3], "off": True})
    assert isinstance(document_of(json.dumps(plain).encode()).experiment.layers[0], SwitchedOff)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"{", "it ends in the middle: a part of it is missing"),
        (b"hello", "it is not written in JSON, in line 1"),
        (b'{\n "cnnviz": 1,\n oh\n}', "it is not written in JSON, in line 3"),
        (b"[1, 2]", "it is no document of cnnviz, whose version stands at its beginning"),
        (b'{"cnnviz": 1, "text": "\xff"}', "it is not written in "),
        (b'{"a": ' + b"[" * 100_000, "lists in lists go deeper in it than in any document"),
        (b"[" + b"0," * 12_000_001, "it holds more than the 12 million numbers that a document has"),
    ],
)
def test_what_is_no_document_is_refused(content, sentence):
    with pytest.raises(Refused) as refused:
        document_of(content)
    assert str(refused.value).startswith(sentence)


def test_a_run_that_would_take_too_much_is_refused_before_it_is_computed(plain):
    plain["experiment"]["layers"] = [{"kind": "activation", "name": "relu"}] * 60
    plain["experiment"]["images"] = [{"shape": [256, 256, 3], "all": 1}]
    with pytest.raises(
        Refused, match=r"a run of this would take \d+ MB of memory, and at most 512 MB are given"
    ):
        document_of(json.dumps(plain).encode())


def test_a_larger_image_than_one_can_go_through_is_refused(plain):
    plain["experiment"]["layers"] = [{"kind": "activation", "name": "relu"}]
    plain["experiment"]["images"] = [{"shape": [9, 257, 1], "all": 1}]
    with pytest.raises(
        Refused, match="the image has 9×257 cells, and at most 256 a side can be gone through"
    ):
        document_of(json.dumps(plain).encode())


def test_the_file_is_named(tmp_path):
    (tmp_path / "bad.cnnviz").write_text("hello")
    with pytest.raises(Refused) as refused:
        load(tmp_path / "bad.cnnviz")
    assert str(refused.value) == "bad.cnnviz cannot be opened: it is not written in JSON, in line 1"


def test_what_is_no_file_is_refused(tmp_path, monkeypatch):
    (tmp_path / "empty.cnnviz").touch()
    (tmp_path / "folder.cnnviz").mkdir()
    os.mkfifo(tmp_path / "pipe.cnnviz")
    monkeypatch.setattr(files, "MOST_BYTES", 2**20)
    (tmp_path / "large.cnnviz").write_bytes(b" " * (2**20 + 1))
    for name, sentence in (
        ("empty", "empty.cnnviz is empty: there is no document in it"),
        ("gone", "gone.cnnviz does not exist"),
        ("folder", "folder.cnnviz is a folder"),
        ("pipe", "pipe.cnnviz is a pipe or a device: only files can be opened"),
        ("large", "large.cnnviz has 1 MB: documents of up to 1 MB are read"),
    ):
        with pytest.raises(Refused) as refused:
            load(tmp_path / f"{name}.cnnviz")
        assert sentence in str(refused.value)
        assert "cannot be opened: " not in str(refused.value)
