"""Presets that a person has saved, and whatever else lies in their folder."""

import json
import os

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from cnnviz.experiment.kernels.own_presets import LONGEST_NAME, OwnPresets, PresetError
from cnnviz.experiment.kernels.presets import shipped

CROSS = np.array([[0, 1, 0], [1, -1, 1], [0, 1, 0]], float)[..., None]


@pytest.fixture
def own(tmp_path):
    return OwnPresets(tmp_path / "presets")


def left_out(own):
    presets, sentences = own.read()
    assert not presets
    assert len(sentences) == 1
    return sentences[0]


def put(own, text, name="odd.json"):
    own.folder.mkdir(exist_ok=True)
    data = text if isinstance(text, bytes) else text.encode()
    (own.folder / name).write_bytes(data)


def test_without_a_folder_there_are_none(own):
    assert own.read() == ({}, ())
    assert not own.folder.exists()


finite = st.floats(allow_nan=False, allow_infinity=False)
kernels = arrays(float, st.tuples(*[st.integers(1, 5)] * 3), elements=finite)


@given(kernel=kernels)
def test_a_kernel_comes_back_bit_for_bit(kernel, tmp_path_factory):
    own = OwnPresets(tmp_path_factory.mktemp("own") / "deep" / "presets")
    own.save("mine", kernel)
    table = own.read()[0]["mine"].table
    assert table.tobytes() == kernel.tobytes()
    assert own.read()[0]["mine"].kernel(kernel.shape[:2], kernel.shape[2]).tobytes() == kernel.tobytes()


def test_in_another_size_its_middle_stays_and_in_other_channels_it_is_the_mean(own):
    own.save("cross", np.concatenate([CROSS, 3 * CROSS], axis=2))
    cross = own.read()[0]["cross"]
    assert cross.kernel((1, 1), 2).tolist() == [[[-1, -3]]]
    assert cross.kernel((5, 5), 1)[1:4, 1:4].tolist() == (2 * CROSS).tolist()
    assert not cross.kernel((5, 5), 1)[0].any()


def test_they_are_listed_by_name_and_deleted_one_by_one(own):
    for name in ("b", "Ä c", "a", "A/c"):
        own.save(name, CROSS)
    assert list(own.read()[0]) == ["a", "A/c", "b", "Ä c"]
    own.delete("a")
    own.delete("a")
    assert list(own.read()[0]) == ["A/c", "b", "Ä c"]
    assert len(list(own.folder.iterdir())) == 3


def test_names_that_make_the_same_file_name_do_not_meet(own):
    for name in ("a b", "a_b", "a/b"):
        own.save(name, CROSS)
    assert set(own.read()[0]) == {"a b", "a_b", "a/b"}


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("", "a preset needs a name"),
        ("  ", "a preset needs a name"),
        ("x" * (LONGEST_NAME + 1), "a name has at most 40 letters"),
        ("two\nlines", "a name is one line of letters that can be printed"),
        ("sobel X", "sobel X comes with cnnviz: choose another name"),
        (" MINE ", "there is a preset MINE already: choose another name, or delete that one first"),
    ],
)
def test_a_name_that_cannot_be_taken_is_refused_with_one_sentence(own, name, reason):
    own.save("mine", CROSS)
    assert own.why_not(name) == own.why_not(name, ["mine"]) == reason
    with pytest.raises(PresetError) as refused:
        own.save(name, 2 * CROSS)
    assert str(refused.value) == reason
    assert list(own.read()[0]) == ["mine"]
    assert (own.read()[0]["mine"].table == CROSS).all()


def test_a_name_is_taken_without_the_spaces_around_it(own):
    own.save("  my cross ", CROSS)
    assert list(own.read()[0]) == ["my cross"]


@pytest.mark.parametrize("number", [np.nan, np.inf])
def test_numbers_that_are_none_are_refused(own, number):
    with pytest.raises(PresetError, match="the kernel holds numbers that are not finite"):
        own.save("mine", np.full((2, 2, 1), number))
    assert own.read() == ({}, ())


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="everything can be written")
def test_a_folder_that_cannot_be_written_gets_one_sentence(own):
    own.folder.mkdir()
    own.folder.chmod(0o500)
    with pytest.raises(PresetError, match="cannot be written: Permission denied"):
        own.save("mine", CROSS)


def test_a_file_in_the_folder_s_place_gets_one_sentence(own):
    own.folder.write_text("no folder")
    assert own.read() == ({}, ())
    with pytest.raises(PresetError, match="cannot be written: "):
        own.save("mine", CROSS)


def test_a_write_that_fails_leaves_nothing(own, monkeypatch):
    own.save("mine", CROSS)

    def fails(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fails)
    with pytest.raises(PresetError, match="cannot be written: No space left on device"):
        own.save("other", CROSS)
    assert [file.name for file in own.folder.iterdir()] == ["mine.json"]


TABLE = "odd.json is left out: its table is not rows of numbers, at most 64×64 of them"
NAME = "odd.json is left out: its name is not 1 to 40 letters"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "odd.json is left out: it is not written in JSON"),
        ("{", "odd.json is left out: it is not written in JSON"),
        (b"\xff\xfe\x00", "odd.json is left out: it is not written in JSON"),
        ("[" * 100_000, "odd.json is left out: it is not written in JSON"),
        ("[]", NAME),
        ("{}", NAME),
        ('{"name": 3, "table": [[1]]}', NAME),
        ('{"name": " ", "table": [[1]]}', NAME),
        ('{"name": "a"}', TABLE),
        ('{"name": "a", "table": 1}', TABLE),
        ('{"name": "a", "table": []}', TABLE),
        ('{"name": "a", "table": [[]]}', TABLE),
        ('{"name": "a", "table": [[1, 2], [3]]}', TABLE),
        ('{"name": "a", "table": [["1"]]}', TABLE),
        ('{"name": "a", "table": [[true]]}', TABLE),
        ('{"name": "a", "table": [[null]]}', TABLE),
        ('{"name": "a", "table": [[NaN]]}', TABLE),
        ('{"name": "a", "table": [[1e999]]}', TABLE),
        ('{"name": "a", "table": [[1' + "0" * 400 + "]]}", TABLE),
        (json.dumps({"name": "a", "table": [[1] * 65]}), TABLE),
        ('{"name": "sobel x", "table": [[1]]}', "odd.json is left out: there is another preset sobel x"),
        (
            '{"name": "a", "table": [[1]]}' + " " * 2**20,
            "odd.json is left out: it is no file of at most 1 MB",
        ),
    ],
)
def test_a_damaged_file_gets_one_sentence_and_is_left_out(own, text, sentence):
    put(own, text)
    assert left_out(own) == sentence


def test_a_damaged_file_does_not_take_others_with_it(own):
    own.save("mine", CROSS)
    put(own, "{")
    assert list(own.read()[0]) == ["mine"]
    (own.folder / "folder.json").mkdir()
    assert len(own.read()[1]) == 2


def test_of_two_of_one_name_the_first_counts(own):
    own.save("mine", CROSS)
    put(own, '{"name": "Mine", "table": [[7]]}', "z.json")
    presets, sentences = own.read()
    assert list(presets) == ["mine"]
    assert sentences == ("z.json is left out: there is another preset Mine",)


def test_a_table_written_by_hand_may_be_whole_numbers_and_a_single_plane(own):
    put(own, '{"name": "hand", "about": "mine", "table": [[1, 2, 3], [4, 5, 6.5]]}')
    hand = own.read()[0]["hand"]
    assert hand.about == "mine"
    assert hand.kernel((2, 3), 2)[..., 1].tolist() == [[1, 2, 3], [4, 5, 6.5]]


def test_shipped_presets_are_not_in_the_way(own):
    own.save("Sobel z", CROSS)
    assert set(own.read()[0]) == {"Sobel z"}
    assert "Sobel z" not in shipped()
