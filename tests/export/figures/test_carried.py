"""A figure carries its document, at the step that it shows; what is damaged or hostile is one sentence."""

import base64
import struct
import tracemalloc
import zlib

import pytest
from bits import bits
from figure_tools import subject_of
from kept_documents import every_kind

from cnnviz.export.rendering import render
from cnnviz.export.subject import opened
from cnnviz.importing.source import Refused
from cnnviz.run.timeline import Position
from cnnviz.storage import load, save
from cnnviz.storage.figures import MOST_TEXT, carries_document, chunk, png_chunk

ENDINGS = ("png", "svg", "pdf")


@pytest.fixture(scope="module")
def figures(qapp, tmp_path_factory):
    """Return a figure of each kind, of one step."""
    folder = tmp_path_factory.mktemp("figures")
    save(subject_of("b", text="Hello — ⊙").document, folder / "lesson.cnnviz")
    found = {}
    for ending in ENDINGS:
        found[ending] = folder / f"step.{ending}"
        render(folder / "lesson.cnnviz", found[ending], chapter="scatter", steps=(3, 3))
    return found


@pytest.mark.parametrize("ending", ENDINGS)
def test_what_it_carries_is_the_document_at_that_step(figures, ending):
    assert carries_document(figures[ending])
    wanted, found = subject_of("b", text="Hello — ⊙").document, load(figures[ending])
    chapter = [part.key for part in subject_of("b").run.chapters].index("scatter")
    assert found.position == Position(chapter, 2)
    assert opened(figures[ending]).frame().position == found.position
    assert (found.text, found.options) == (wanted.text, wanted.options)
    assert bits(found.experiment) == bits(wanted.experiment)


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_figure_of_a_figure_is_the_same(qapp, figures, ending, tmp_path):
    render(figures[ending], tmp_path / "again.svg", decimals=3)
    assert load(tmp_path / "again.svg").position == load(figures[ending]).position


def test_every_number_comes_back_bit_for_bit(qapp, tmp_path):
    save(every_kind(), tmp_path / "odd.cnnviz")
    render(tmp_path / "odd.cnnviz", tmp_path / "odd.png")
    assert bits(load(tmp_path / "odd.png").experiment) == bits(every_kind().experiment)


def test_a_picture_without_one_carries_none(tmp_path):
    for name, content in {
        "plain.png": b"\x89PNG\r\n\x1a\n" + chunk(b"IEND", b""),
        "plain.svg": b'<svg xmlns="http://www.w3.org/2000/svg"/>',
        "plain.pdf": b"%PDF-1.4\n",
        "short.png": b"\x89PNG\r\n\x1a\n\0\0",
        "no.txt": b"",
    }.items():
        (tmp_path / name).write_bytes(content)
        assert not carries_document(tmp_path / name)
    for name in ("plain.png", "plain.svg", "plain.pdf"):
        with pytest.raises(Refused, match=r"it carries no document of cnnviz$"):
            load(tmp_path / name)
    assert not carries_document(tmp_path / "missing.png")
    assert not carries_document(tmp_path)


def in_png(data):
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"iTXt", b"cnnviz\0\0\0\0\0" + base64.b64encode(data))
        + chunk(b"IEND", b"")
    )


def in_svg(data):
    words = base64.b64encode(data)
    return (
        b'<svg><metadata><document xmlns="urn:cnnviz" encoding="base64 zlib">'
        + words
        + b"</document></metadata></svg>"
    )


def in_pdf(data):
    attached = b"7 0 obj\n<<\n/F (experiment.cnnviz)\n/EF <</F 5 0 R>>\n>>\nendobj\n"
    return b"%PDF-1.4\n5 0 obj\n<<\n/Length 9\n>>\nstream\n" + data + b"\nendstream\nendobj\n" + attached


@pytest.mark.some(6)
@pytest.mark.parametrize("within", [in_png, in_svg, in_pdf])
@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"nonsense", "is damaged"),
        (zlib.compress(b"x" * 500)[:12], "ends in the middle|is damaged"),
        (zlib.compress(bytes(MOST_TEXT + 1)), "has more than 16 MB"),
        (zlib.compress(b"{}"), "no document of cnnviz"),
        (zlib.compress(b'{"cnnviz": 1}'), "lacks"),
        (b"", "ends in the middle|is damaged"),
    ],
)
def test_what_is_damaged_is_one_sentence(tmp_path, within, data, words):
    path = tmp_path / f"figure.{within.__name__[3:]}"
    path.write_bytes(within(data))
    with pytest.raises(Refused, match=rf"^figure\.\w+ cannot be opened: .*({words})") as refused:
        load(path)
    assert "\n" not in str(refused.value)


@pytest.fixture(scope="module")
def bomb():
    return zlib.compress(bytes(8 * MOST_TEXT), 1)


@pytest.mark.parametrize("within", [in_png, in_svg, in_pdf])
def test_what_would_fill_the_memory_is_not_unpacked(tmp_path, within, bomb):
    path = tmp_path / f"bomb.{within.__name__[3:]}"
    path.write_bytes(within(bomb))
    tracemalloc.start()
    try:
        with pytest.raises(Refused, match="more than 16 MB"):
            load(path)
        assert tracemalloc.get_traced_memory()[1] < 50 * 2**20
    finally:
        tracemalloc.stop()


def test_chunks_that_lie_about_their_length_end_it(tmp_path):
    path = tmp_path / "liar.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + struct.pack(">I4s", 2**32 - 1, b"iTXt") + b"cnnviz\0")
    assert not carries_document(path)
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"tEXt", b"") * 20_000 + png_chunk("{}"))
    assert not carries_document(path)


def test_a_document_that_is_too_large_is_left_out():
    assert png_chunk("x" * (MOST_TEXT + 1)) == b""


def test_a_figure_whose_document_is_damaged_is_a_picture(qapp, figures, tmp_path):
    content = figures["png"].read_bytes()
    at = content.index(b"iTXtcnnviz") + 40
    (tmp_path / "damaged.png").write_bytes(content[:at] + bytes(20) + content[at + 20 :])
    assert carries_document(tmp_path / "damaged.png")
    with pytest.raises(Refused):
        load(tmp_path / "damaged.png")
    found = opened(tmp_path / "damaged.png")
    assert found.document.experiment.image.shape[2] == 3
    assert found.frame().chapter.key == "convolve"


def test_a_document_in_disguise_is_read_as_such(tmp_path, qapp):
    save(every_kind(), tmp_path / "lesson.cnnviz")
    (tmp_path / "lesson.cnnviz").rename(tmp_path / "lesson.json")
    assert bits(load(tmp_path / "lesson.json").experiment) == bits(every_kind().experiment)
