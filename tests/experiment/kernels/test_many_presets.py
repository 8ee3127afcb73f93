"""A folder of presets may hold anything, in any number: it is read once, and bounded."""

import json
import os

import numpy as np
import pytest

from cnnviz.experiment.kernels import own_presets
from cnnviz.experiment.kernels.own_presets import MOST, OwnPresets, PresetError, told

CROSS = np.array([[0, 1, 0], [1, -1, 1], [0, 1, 0]], float)[..., None]
LONG_AGO = 1_000_000_000


@pytest.fixture
def own(tmp_path):
    return OwnPresets(tmp_path)


@pytest.fixture
def parsed(monkeypatch):
    """Return what is parsed from now on."""
    texts = []
    loads = json.loads
    monkeypatch.setattr(own_presets.json, "loads", lambda text: texts.append(text) or loads(text))
    return texts


def put(own, name, text=None, age=LONG_AGO):
    file = own.folder / f"{name}.json"
    file.write_text(text or json.dumps({"name": name, "table": [[1]]}))
    os.utime(file, ns=(age, age))
    os.utime(own.folder, ns=(age, age))


def test_what_has_not_changed_is_not_read_again(own, parsed):
    for name in "abc":
        put(own, name)
    for _ in range(5):
        assert list(own.read()[0]) == ["a", "b", "c"]
    assert len(parsed) == 3


def test_what_has_changed_is_read_again(own, parsed):
    put(own, "a")
    own.read()
    put(own, "a", '{"name": "A", "table": [[1]]}', LONG_AGO + 1)
    assert list(own.read()[0]) == ["A"]
    put(own, "b", age=LONG_AGO + 2)
    assert list(own.read()[0]) == ["A", "b"]
    (own.folder / "a.json").unlink()
    assert list(own.read()[0]) == ["b"]
    own.save("mine", CROSS)
    assert list(own.read()[0]) == ["b", "mine"]
    own.delete("mine")
    assert list(own.read()[0]) == ["b"]


def test_what_has_changed_a_moment_ago_may_change_again_unseen_and_is_read_again(own):
    own.save("mine", CROSS)
    file = own.folder / "mine.json"
    about = file.stat()
    assert list(own.read()[0]) == ["mine"]
    file.write_text(file.read_text().replace("mine", "yours"[:4]))
    os.utime(file, ns=(about.st_atime_ns, about.st_mtime_ns))
    assert list(own.read()[0]) == ["your"]


def test_a_folder_of_thousands_is_read_to_a_limit_which_is_told(own, parsed):
    for number in range(3000):
        (own.folder / f"{number:04}.json").write_text(json.dumps({"name": f"p{number}", "table": [[1]]}))
    (own.folder / "a note.txt").touch()
    presets, sentences = own.read()
    assert len(presets) == len(parsed) == MOST
    assert sentences == ("200 presets are read, and no more",)
    with pytest.raises(PresetError, match=r"^there are 200 presets already: delete one first$"):
        own.save("mine", CROSS)


def test_megabytes_are_read_to_a_limit_which_is_told(own, parsed):
    for name in "abcde":
        put(own, name, json.dumps({"name": name, "table": [[1]]}) + " " * 900_000)
    presets, sentences = own.read()
    assert list(presets) == ["a", "b"]
    assert sentences == tuple(f"{name}.json is left out: presets are at most 2 MB in all" for name in "cde")
    assert sum(map(len, parsed)) < 2 * 2**20


def test_the_names_of_a_folder_are_not_all_listed(own, monkeypatch):
    monkeypatch.setattr(own_presets.os, "scandir", Endless)
    presets, sentences = own.read()
    assert not presets
    assert len(sentences) == MOST + 1


class Endless:
    """A folder that never ends."""

    def __init__(self, _):
        self.seen = 0

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def __iter__(self):
        return self

    def __next__(self):
        self.seen += 1
        assert self.seen < 100_000
        return type("Entry", (), {"name": f"{self.seen}.json"})


def test_a_file_s_name_breaks_no_sentence(own):
    put(own, "two\nlines " + "x" * 200, "{")
    (sentence,) = own.read()[1]
    assert sentence.startswith("two lines xxx")
    assert sentence.endswith("xxx.json is left out: it is not written in JSON")
    assert len(sentence) < 130


def test_one_sentence_tells_of_any_number():
    assert told(["a is left out"]) == "a is left out"
    assert told(["a is left out", "b is left out"]) == "a is left out; 1 other as well"
    assert told(["a is left out"] * 5000) == "a is left out; 4999 others as well"
