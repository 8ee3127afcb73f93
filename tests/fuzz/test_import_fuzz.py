"""Damaged files of every format are an array or one sentence, in bounded memory and work.

The seed changes daily; it is printed where a test fails, and `CNNVIZ_FUZZ_SEED` sets it. `pytest -m long tests/fuzz`
runs for minutes instead of seconds.
"""

import random
import tracemalloc

import numpy as np
import pytest
from import_seeds import SEED, damaged, seeds

from cnnviz.importing import Refused, read_file
from cnnviz.importing.files import open_file
from cnnviz.importing.pictures import opening
from cnnviz.importing.reduction import made, of_part, source_of
from cnnviz.progress import watched

SEEDS = seeds()
SHORT, LONG = 15, 1500  # files of each format
MOST_MEMORY = 48 * 2**20
MOST_REPORTS = 2000  # each is a block of bytes, some rows, or one of the 1024 that are kept
MOST_PIXELS = 50_000_000


@pytest.fixture
def costs(monkeypatch):
    """Gather what the pictures that are decoded have taken."""
    gathered = []
    survey = opening.survey
    monkeypatch.setattr(opening, "survey", lambda *args: gathered.append(survey(*args)) or gathered[-1])
    return gathered


@pytest.mark.parametrize("name", SEEDS)
def test_every_seed_is_sound(tmp_path, name):
    (tmp_path / name).write_bytes(SEEDS[name])
    assert read_file(tmp_path / name).size >= 4


@pytest.mark.some(15)
@pytest.mark.parametrize("name", SEEDS)
def test_damage_is_an_array_or_a_sentence(tmp_path, costs, name):
    fuzz(tmp_path / name, SHORT, costs)


@pytest.mark.long
@pytest.mark.parametrize("name", SEEDS)
def test_much_damage_is_an_array_or_a_sentence(tmp_path, costs, name):
    fuzz(tmp_path / name, LONG, costs)


def fuzz(path, count, costs):
    for number in range(count):
        chance = random.Random(f"{SEED} {path.name} {number}")
        data = damaged(SEEDS[path.name], chance)
        path.write_bytes(data)
        print(f"seed {SEED}, {path.name}, file {number}: {data[:60]!r}")
        costs.clear()
        outcome(path, costs)


def outcome(path, costs):
    """Read a file in every way that it offers, and see what it takes."""
    reports = []
    tracemalloc.start()
    try:
        with watched(lambda share: reports.append(share) or True):
            read_all(path)
    finally:
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert peak <= MOST_MEMORY
    assert len(reports) <= MOST_REPORTS
    for cost in costs:
        if cost.is_small(path.stat().st_size):
            assert cost.kept <= MOST_PIXELS


def read_all(path):
    try:
        offer = open_file(path)
    except Refused as error:
        check_sentence(str(error))
        return
    if offer.refusal:
        check_sentence(offer.refusal)
    for number, part in enumerate(offer.parts[:3]):
        if part.why_not:
            check_sentence(part.why_not)
            continue
        try:
            choice = of_part(offer, number, 28)
            check_array(made(source_of(offer, choice), choice))
        except Refused as error:
            check_sentence(str(error))


def check_array(array):
    assert array.dtype == np.float64
    assert array.ndim == 3
    assert array.size
    assert not array.flags.writeable


def check_sentence(sentence):
    assert sentence
    assert len(sentence) <= 300
    assert sentence.isprintable()
    own = sentence.partition("'")[0] + sentence.rpartition("'")[2]  # without the words that it quotes
    assert ". " not in own
    assert not sentence.endswith((".", " "))
    assert not any(word in own for word in ("Error", "Traceback", " at 0x", "b'", "\\x", "None"))
