"""What a picture takes is known from its headers, and what takes too much is refused before it is decoded."""

import io
import struct
import zlib

import numpy as np
import pytest
from PIL import Image
from png_files import chunk, png
from refusals import refusal

from cnnviz.importing import read_file
from cnnviz.importing.pictures import apart, opening
from cnnviz.importing.pictures.kinds import Kind
from cnnviz.importing.pictures.surveys import survey


@pytest.fixture
def undecoded(monkeypatch):
    """See to it that nothing is decoded."""

    def decode(*_):
        raise AssertionError("nothing may be decoded")

    monkeypatch.setattr(opening, "decode", decode)
    monkeypatch.setattr(apart, "decode_apart", decode)


def saved(kind, width=8, height=6, mode="RGB", **options):
    stream = io.BytesIO()
    Image.new(mode, (width, height)).save(stream, kind.value, **options)
    return stream.getvalue()


def refusal_of(folder, data, name):
    (folder / name).write_bytes(data)
    return refusal(read_file, folder / name)


def cost_of(data, kind):
    return survey(io.BytesIO(data), kind)


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("size", [(8, 6), (1, 1), (300, 70)])
def test_the_size_is_known_from_the_header(kind, size):
    cost = cost_of(saved(kind, *size), kind)
    assert (cost.width, cost.height) == size
    assert cost.memory >= size[0] * size[1]
    assert cost.is_small(1000)


@pytest.mark.parametrize(
    "options", [{"lossless": True}, {"save_all": True, "append_images": [Image.new("RGBA", (9, 5))]}]
)
def test_every_form_of_webp_is_surveyed(options):
    cost = cost_of(saved(Kind.WEBP, 9, 5, "RGBA", **options), Kind.WEBP)
    assert (cost.width, cost.height) == (9, 5)


@pytest.mark.parametrize("kind", Kind)
def test_a_header_that_breaks_off_is_one_sentence(tmp_path, kind):
    data = saved(kind)
    for length in range(16, min(60, len(data) // 2)):
        assert refusal_of(tmp_path, data[:length], "cut.dat").startswith("cut.dat ")


def noted(notes=b""):
    return png(8, 8, 8, 0, notes, chunk(b"IDAT", zlib.compress(b"")))


def bmp(width, height, packing, data):
    head = struct.pack("<IiiHHIIiiII", 40, width, height, 1, 8, packing, len(data), 0, 0, 0, 0)
    return b"BM" + struct.pack("<IHHI", 54 + 1024 + len(data), 0, 0, 54 + 1024) + head + bytes(1024) + data


def jpeg(side=8, **options):
    return saved(Kind.JPEG, side, side, "L", **options)


def with_scans(side, count):
    data = jpeg(side, progressive=True)
    last = data.rfind(b"\xff\xda")
    return data[:-2] + data[last:-2] * count + b"\xff\xd9"


FLOODS = {
    "chunks.png": lambda: noted(chunk(b"abCd", b"") * 2000),
    "profiles.png": lambda: noted(chunk(b"iCCP", b"k\0\0" + zlib.compress(bytes(2**20))) * 400),
    "notes.jpg": lambda: jpeg()[:2] + b"\xff\xfe\0\2" * 5000 + jpeg()[2:],
    "copied.jpg": lambda: jpeg()[:2] + (b"\xff\xe1\xff\xffExif\0\0" + bytes(65527)) * 300 + jpeg()[2:],
    "filled.jpg": lambda: jpeg()[:2] + b"\xff" * 200_000 + jpeg()[2:],
    "junk.jpg": lambda: jpeg()[:3] + bytes(200_000) + jpeg()[2:],
    "later.jpg": lambda: with_scans(8, 1)[:-2] + b"\xff\xfe\0\2" * 20_000 + b"\xff\xd9",
    "runs.bmp": lambda: bmp(2000, 2000, 1, b"\1\5" * 500_000),
    "notes.gif": lambda: (
        b"GIF89a\x08\0\x08\0\0\0\0!\xfe" + b"\1a" * 40_000 + b"\0,\0\0\0\0\x08\0\x08\0\0\2\2L\1\0;"
    ),
    "blocks.gif": lambda: b"GIF89a\x08\0\x08\0\0\0\0" + b"!\xfe\1a\0" * 20_000 + b",",
}


@pytest.mark.parametrize("name", FLOODS)
def test_a_flood_of_pieces_is_refused_undecoded(tmp_path, undecoded, name):
    assert "is in more than 30000 pieces" in refusal_of(tmp_path, FLOODS[name](), name)


@pytest.mark.parametrize(("side", "scans"), [(1500, 2000), (4000, 200), (7000, 60)])
def test_scans_that_go_over_all_pixels_again_are_counted(tmp_path, undecoded, side, scans):
    assert "too often" in refusal_of(tmp_path, with_scans(side, scans), "a.jpg")


def test_a_photograph_has_a_dozen_scans_and_is_read(tmp_path):
    (tmp_path / "a.jpg").write_bytes(with_scans(600, 6))
    assert cost_of(with_scans(600, 6), Kind.JPEG).passes == 1 + 0.25 * 11
    assert read_file(tmp_path / "a.jpg").shape == (600, 600, 1)


def test_scans_behind_the_end_do_not_count():
    behind = with_scans(600, 90) * 50  # as a telephone adds a second picture, or a film
    for data in (with_scans(600, 0), jpeg(600)):
        assert cost_of(data + behind, Kind.JPEG) == cost_of(data, Kind.JPEG)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("tall.png", png(1, 10**6, 8, 0), "sides of up to 100 thousand"),
        ("wide.png", png(10**6, 1, 8, 0), "sides of up to 100 thousand"),
        ("tall.bmp", bmp(1, -(10**6), 0, b""), "sides of up to 100 thousand"),
        ("vast.bmp", bmp(50_000, 50_000, 0, b""), "50000×50000 pixels: images of up to 50 million"),
        ("runs.bmp", bmp(99_000, 500, 1, b"\0\2\xff\xff" * 1000), "377 MB"),
        ("vast.gif", b"GIF89a" + struct.pack("<HHBBB", 60_000, 60_000, 0, 0, 0) + b";", "60000×60000"),
        ("frame.gif", b"GIF89a\1\0\1\0\0\0\0," + struct.pack("<4HB", 0, 0, 60_000, 60_000, 0), "60000×60000"),
        ("vast.webp", b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0" + bytes(4) + b"\xff\xff\0" * 2, "65536×65536"),
        ("memory.webp", b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0" + bytes(4) + b"\x57\x1b\0" * 2, "560 MB"),
    ],
)
def test_what_does_not_fit_is_refused_undecoded(tmp_path, undecoded, name, data, words):
    assert words in refusal_of(tmp_path, data, name)


def test_a_tile_counts_as_large_as_it_is(tmp_path, undecoded):
    tags = [(256, 4, 10), (257, 4, 10), (322, 4, 30_000), (323, 4, 30_000)]
    entries = b"".join(struct.pack("<HHII", tag, kind, 1, value) for tag, kind, value in tags)
    data = b"II*\0" + struct.pack("<IH", 8, len(tags)) + entries + bytes(4)
    assert "MB to be decoded" in refusal_of(tmp_path, data, "tiles.tif")


def test_put_together_from_scans_all_of_it_is_held(tmp_path, undecoded):
    data = saved(Kind.JPEG, 6800, 6800, progressive=True, subsampling=0)
    assert "needs 275 MB" in refusal_of(tmp_path, data, "a.jpg")
    assert cost_of(jpeg(6800), Kind.JPEG).memory < 2**22


def test_a_chunk_is_not_longer_than_its_file(tmp_path, undecoded):
    for length in (2**32 - 1, 2**20):
        data = noted(struct.pack(">I", length) + b"tEXt" + bytes(30))
        assert (
            refusal_of(tmp_path, data, "a.png") == "a.png is cut short: the file ends before its image does"
        )


def test_a_picture_of_many_ordinary_pieces_is_read(tmp_path):
    pixels = np.random.default_rng(5).integers(0, 256, (8, 8), dtype=np.uint8)
    packed = zlib.compress(b"".join(b"\0" + row.tobytes() for row in pixels))
    pieces = b"".join(chunk(b"IDAT", bytes([byte])) for byte in packed)
    notes = b"".join(chunk(b"tEXt", b"k\0v") for _ in range(50))
    (tmp_path / "a.png").write_bytes(png(8, 8, 8, 0, notes, pieces))
    np.testing.assert_array_equal(read_file(tmp_path / "a.png")[..., 0], pixels / 255)
