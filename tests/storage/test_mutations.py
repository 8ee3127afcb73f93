"""Damaged documents are a document or one sentence, in bounded time and memory. The seed is printed."""

import json
import random
import tracemalloc

import pytest
from bits import bits
from kept_documents import every_kind

from cnnviz.importing.source import Refused
from cnnviz.storage import load
from cnnviz.storage.files import write
from cnnviz.storage.writing import text_of

SHORT, LONG = 400, 20_000
MOST_MEMORY = 64 * 2**20
ODD = (
    None,
    True,
    -1,
    0,
    1,
    2,
    3,
    1e308,
    10**30,
    -(10**30),
    0.5,
    "",
    "NaN",
    "valid",
    "relu",
    "é\x00",
    [],
    [[]],
    [[[[1]]]],
    {},
    {"shape": [2**31 - 1] * 3, "all": 0},
    {"shape": [4, 4, 1], "all": "NaN"},
)


def test_damage_is_a_document_or_a_sentence(tmp_path, seed):
    fuzz(tmp_path / "damaged.cnnviz", seed, SHORT)


@pytest.mark.long
def test_much_damage_is_a_document_or_a_sentence(tmp_path, seed):
    fuzz(tmp_path / "damaged.cnnviz", seed, LONG)


def fuzz(path, seed, count):
    sound = text_of(every_kind())
    opened = 0
    for number in range(count):
        chance = random.Random(f"{seed} {number}")
        content = damaged_bytes(sound, chance) if number % 2 else damaged_values(sound, chance)
        path.write_bytes(content)
        print(f"seed {seed}, file {number}: {len(content)} bytes")
        opened += outcome(path)
    assert 0 < opened < count / 2  # some damage is none, and most is


def outcome(path):
    """Open a file, and see what it takes; return whether it was opened."""
    tracemalloc.start()
    try:
        document = load(path)
    except Refused as error:
        check_sentence(str(error))
        return False
    finally:
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak <= MOST_MEMORY
    write(text_of(document), path)  # what can be opened can be saved, and is the same again
    assert bits(load(path)) == bits(document)
    return True


def damaged_bytes(sound, chance):
    data = bytearray(sound.encode())
    for _ in range(chance.choice((1, 1, 2, 5))):
        at = chance.randrange(max(len(data), 1))
        match chance.randrange(5):
            case 0:
                data[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del data[at : at + chance.choice((1, 10, 1000))]
            case 2:
                data[at:at] = data[at : at + chance.choice((1, 10, 1000))]
            case 3:
                data[at:at] = chance.choice(
                    (b"[" * 5000, b"1" * 400, b'"', b"\\u0000", b"\xf0\x9f", b"1e999", b"-")
                )
            case 4:
                data = data[: max(at, 1)]
    return bytes(data) or b" "


def damaged_values(sound, chance):
    plain = json.loads(sound)
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        within, name = chance.choice(list(places(plain)))
        match chance.randrange(4):
            case 0:
                within[name] = chance.choice(ODD)
            case 1:
                del within[name]
            case 2 if isinstance(within, list):
                within.insert(chance.randrange(len(within) + 1), within[name])
            case 2:
                within[chance.choice(("off", "extra", "kind", "é"))] = within[name]
            case 3:
                other, there = chance.choice(list(places(plain)))
                within[name] = json.loads(json.dumps(other[there]))
    return json.dumps(plain).encode()


def places(plain):
    """Yield every place within plain data; of long lists some."""
    if isinstance(plain, dict | list):
        names = list(plain) if isinstance(plain, dict) else range(len(plain))
        for name in names:
            yield plain, name
            yield from places(plain[name])


def check_sentence(sentence):
    assert sentence.startswith("damaged.cnnviz cannot be opened: ")
    assert len(sentence) <= 300
    assert sentence.isprintable()
    own = sentence.partition("'")[0] + sentence.rpartition("'")[2]  # without the words that it quotes
    assert ". " not in own
    assert not sentence.endswith((".", " "))
    assert not any(
        word in own for word in ("Error", "Traceback", " at 0x", "b'", "\\x", "None", "`", "$", "msgspec")
    )
