"""What is see-through in a PNG of any kind is white, and nothing else is."""

import struct
import zlib

import numpy as np
import pytest
from PIL import Image
from png_files import chunk, png

from cnnviz.importing import read_file


def packed(rows, depth, kind, *, transparent=b"", palette=b""):
    """Return a PNG of rows that are packed already."""
    samples = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[kind]
    parts = [chunk(b"PLTE", palette)] if palette else []
    parts += [chunk(b"tRNS", transparent)] if transparent else []
    data = chunk(b"IDAT", zlib.compress(b"".join(b"\0" + row for row in rows)))
    return png(len(rows[0]) * 8 // (depth * samples), len(rows), depth, kind, *parts, data)


def read(folder, data):
    (folder / "glass.png").write_bytes(data)
    return read_file(folder / "glass.png")


@pytest.mark.parametrize("depth", [1, 2, 4, 8])
def test_each_grey_of_few_bits_may_be_see_through(tmp_path, depth):
    greys = np.arange(2**depth, dtype=np.uint8)
    bits = np.unpackbits(greys[:, None], axis=1)[:, 8 - depth :].ravel()
    row = np.packbits(bits).tobytes()
    wide = 8 // depth  # a byte is filled
    for clear in {0, 1, 2**depth // 2, 2**depth - 1}:
        expected = greys / (2**depth - 1)
        expected[clear] = 1
        found = read(tmp_path, packed([row], depth, 0, transparent=struct.pack(">H", clear)))[0, :, 0]
        np.testing.assert_allclose(found[: len(greys)], expected, rtol=1e-15)
        assert len(found) == max(len(greys), wide)


def test_bits_that_a_grey_does_not_have_say_nothing(tmp_path):
    found = read(tmp_path, packed([bytes([0b00011011])], 2, 0, transparent=struct.pack(">H", 0xFF01)))
    np.testing.assert_allclose(found[0, :, 0], [0, 1, 2 / 3, 1])


def test_a_grey_of_16_bits(tmp_path):
    row = struct.pack(">3H", 300, 301, 65535)
    found = read(tmp_path, packed([row], 16, 0, transparent=struct.pack(">H", 300)))
    np.testing.assert_allclose(found[0, :, 0], [1, 301 / 65535, 1])


def test_a_colour_of_8_bits(tmp_path):
    row = bytes([10, 20, 30, 10, 20, 31, 30, 20, 10])
    found = read(tmp_path, packed([row], 8, 2, transparent=struct.pack(">3H", 10, 20, 30)))
    np.testing.assert_allclose(found[0] * 255, [[255, 255, 255], [10, 20, 31], [30, 20, 10]])


def test_a_colour_of_16_bits_is_told_from_its_neighbour(tmp_path):
    clear = struct.pack(">3H", 0x1234, 0x5678, 0x9ABC)
    near = struct.pack(">3H", 0x1234, 0x5678, 0x9ABD)
    found = read(tmp_path, packed([clear + near, near + clear], 16, 2, transparent=clear))
    assert (found == 1).all(axis=2).tolist() == [[True, False], [False, True]]
    np.testing.assert_allclose(found[0, 1], [0x12 / 255, 0x56 / 255, 0x9A / 255], atol=1 / 255)


@pytest.mark.parametrize("depth", [1, 2, 4, 8])
def test_each_colour_of_a_palette_has_its_own(tmp_path, depth):
    palette = bytes([0, 0, 0, 255, 0, 0, 0, 0, 255, 9, 9, 9])[: 3 * 2**depth]
    row = bytes([0b01000000]) if depth == 1 else bytes([0b00011011]) if depth == 2 else bytes([0x01, 0x23])
    row = bytes([0, 1, 2, 3]) if depth == 8 else row
    found = read(tmp_path, packed([row], depth, 3, palette=palette, transparent=b"\x00\x33"))
    np.testing.assert_allclose(found[0, :2], [[1, 1, 1], [1, 0.8, 0.8]])


@pytest.mark.parametrize(("depth", "full"), [(8, 255), (16, 65535)])
@pytest.mark.parametrize("kind", [4, 6])
def test_a_channel_of_transparency(tmp_path, depth, full, kind):
    form = ">B" if depth == 8 else ">H"
    pixels = [(0, full), (0, 0), (0, full // 5)]
    row = b"".join(
        struct.pack(form, grey) * (1 if kind == 4 else 3) + struct.pack(form, a) for grey, a in pixels
    )
    found = read(tmp_path, packed([row], depth, kind))
    np.testing.assert_allclose(found[0, :, 0], [0, 1, 0.8])


def test_a_large_picture_is_laid_on_white_band_by_band(tmp_path):
    rows = [bytes([row % 4] * 3) for row in range(2600)]
    found = read(tmp_path, packed(rows, 8, 0, transparent=struct.pack(">H", 3)))
    means = np.array([[0, 1, 2, 255][row % 4] / 255 for row in range(2600)])
    np.testing.assert_allclose(found.mean(), means.mean(), rtol=1e-9)


def test_a_grey_gif_has_its_see_through_grey(tmp_path):
    image = Image.fromarray(np.array([[0, 7, 9]], np.uint8))
    image.save(tmp_path / "a.gif", transparency=7)
    np.testing.assert_allclose(read_file(tmp_path / "a.gif")[0, :, 0] * 255, [0, 255, 9])
