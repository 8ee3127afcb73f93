"""What is saved comes back to the last bit, whatever it is."""

from dataclasses import fields
from typing import get_args

import numpy as np
import pytest
from bits import bits
from document_draws import ODD_NAN, documents
from hypothesis import given
from run_draws import few

from cnnviz.experiment.convolution import convolution
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.kernels.presets import shipped
from cnnviz.experiment.layers import ActiveLayer, Flatten, linear_layer
from cnnviz.experiment.windows import Window
from cnnviz.gallery.examples import EXAMPLES, FIRST
from cnnviz.run.compute import run_of
from cnnviz.storage import Document, load, save
from cnnviz.storage.numbers import is_repeated, number, plain_number
from cnnviz.storage.reading import document_of
from cnnviz.storage.schema import RECORDS
from cnnviz.storage.writing import text_of


def there_and_back(document):
    return document_of(text_of(document).encode())


@given(documents())
def test_every_document_comes_back_to_the_last_bit(document):
    assert bits(there_and_back(document)) == bits(document)


@few
@given(documents())
def test_what_comes_back_is_written_the_same(document):
    text = text_of(document)
    assert text_of(document_of(text.encode())) == text


@pytest.mark.some(12)
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.key)
def test_every_example_comes_back_and_runs_to_the_same_numbers(tmp_path, example):
    experiment = example.make()
    save(Document(experiment, example.options), tmp_path / "example.cnnviz")
    back = load(tmp_path / "example.cnnviz")
    assert bits(back.experiment) == bits(experiment)
    before, after = run_of(experiment, example.options), run_of(back.experiment, back.options)
    for one, other in zip(before.arrays, after.arrays, strict=True):
        assert bits(one.array) == bits(other.array)


def test_there_is_a_record_for_every_kind_of_layer_and_of_the_same_fields():
    assert set(RECORDS) == set(get_args(ActiveLayer))
    for layer, record in RECORDS.items():
        assert {part.name for part in fields(layer)} == set(record.__struct_fields__) - {"off"}


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (0.1, 0.1),
        (0.0, 0.0),
        (-0.0, "-0.0"),
        (np.inf, "Infinity"),
        (-np.inf, "-Infinity"),
        (float("nan"), "NaN"),
        (ODD_NAN, "NaN:fff8000000000abc"),
    ],
)
def test_a_number_that_json_has_not_is_a_word(value, plain):
    assert plain_number(value) == plain
    assert bits(number(plain)) == bits(value)


def test_what_is_filled_in_takes_no_room_in_the_file_nor_in_the_memory():
    layers = [convolution(Window(), 1, 8)]
    experiment = Experiment((np.zeros((64, 64, 1)),), tuple(layers)).with_layers(layers)
    text = text_of(Document(experiment))
    assert '\n    {"shape":[64,64,8],"all":0.0}\n' in text
    assert all(map(is_repeated, document_of(text.encode()).experiment.loss.targets))


def test_arrays_that_come_back_are_not_to_be_changed():
    back = there_and_back(Document(FIRST.make()))
    assert not back.experiment.image.flags.writeable
    assert not back.experiment.layers[0].weight.flags.writeable


def test_a_kernel_whose_numbers_were_changed_in_the_file_is_not_called_as_the_preset_that_it_was():
    layer = convolution(Window(), 1, ("Sobel x",))
    text = text_of(Document(Experiment((np.ones((4, 4, 1)),), (layer,))))
    changed = document_of(text.replace("[[2.0]]", "[[2.5]]").encode()).experiment.layers[0]
    assert changed.names == ("",)
    assert "Sobel x" in shipped()


def test_the_name_of_an_own_preset_is_kept():
    layer = convolution(Window(), 1, ("Sobel x",)).with_kernel(0, np.full((3, 3, 1), 7.0), "mine")
    back = there_and_back(Document(Experiment((np.ones((4, 4, 1)),), (layer,))))
    assert back.experiment.layers[0].names == ("mine",)


def test_halves_of_characters_in_a_name_keep_nobody_from_saving():
    document = Document(Experiment((np.ones((4, 4, 1)),), (Flatten(), linear_layer(16, 2)), "\udce9.png"))
    assert there_and_back(document).experiment.image_name == "�.png"
