"""Pictures of every mode are read as they were stored, upright, laid on white."""

import zlib

import numpy as np
import pytest
from PIL import Image
from png_files import chunk, png, saved

from cnnviz.importing.pictures.opening import open_image
from cnnviz.importing.reduction import reduce
from cnnviz.importing.source import Refused

RNG = np.random.default_rng(20)
COLOUR = RNG.integers(0, 256, (6, 9, 3), dtype=np.uint8)
GREY = RNG.integers(0, 256, (6, 9), dtype=np.uint8)


@pytest.mark.parametrize("name", ["photo.png", "photo.bmp", "photo.webp", "photo.tif"])
def test_lossless_colour_is_read_to_the_bit(tmp_path, name):
    source = open_image(saved(tmp_path, Image.fromarray(COLOUR), name, lossless=True))
    assert (source.name, source.width, source.height, source.has_colour) == (name, 9, 6, True)
    np.testing.assert_array_equal(source.values, COLOUR / 255)
    assert not source.values.flags.writeable


@pytest.mark.parametrize("options", [{}, {"progressive": True}])
def test_jpeg_is_read_as_pillow_decodes_it(tmp_path, options):
    path = saved(tmp_path, Image.fromarray(COLOUR), "photo.jpg", **options)
    with Image.open(path) as image:
        expected = np.asarray(image) / 255
    np.testing.assert_array_equal(open_image(str(path)).values, expected)


@pytest.mark.parametrize("mode", ["L", "1", "P", "CMYK", "RGB"])
def test_grey_in_whatever_mode_is_one_channel(tmp_path, mode):
    black_and_white = Image.fromarray(np.where(GREY > 127, 255, 0).astype(np.uint8))
    name = "photo.tif" if mode == "CMYK" else "photo.png"
    source = open_image(saved(tmp_path, black_and_white.convert("RGB").convert(mode), name))
    assert not source.has_colour
    np.testing.assert_array_equal(source.values[..., 0], GREY > 127)


def test_a_palette_becomes_its_colours(tmp_path):
    image = Image.fromarray(COLOUR).quantize(16)
    source = open_image(saved(tmp_path, image, "photo.png"))
    np.testing.assert_array_equal(source.values, np.asarray(image.convert("RGB")) / 255)


def test_the_first_frame_of_an_animation_is_taken(tmp_path):
    frames = [Image.new("L", (5, 4), value) for value in (0, 128, 255)]
    path = saved(tmp_path, frames[0], "film.gif", save_all=True, append_images=frames[1:])
    np.testing.assert_array_equal(open_image(path).values, np.zeros((4, 5, 1)))


def test_sixteen_bits_of_grey_keep_their_precision(tmp_path):
    values = RNG.integers(0, 65536, (6, 9), dtype=np.uint16)
    for name in ("deep.png", "deep.tif"):
        source = open_image(saved(tmp_path, Image.fromarray(values), name))
        np.testing.assert_array_equal(source.values[..., 0], values / 65535)


def test_sixteen_bits_of_colour_are_read_to_eight(tmp_path):
    values = RNG.integers(0, 65536, (3, 4, 3), dtype=np.uint16)
    path = tmp_path / "deep.png"
    rows = b"".join(b"\0" + row.astype(">u2").tobytes() for row in values)
    path.write_bytes(png(4, 3, 16, 2, chunk(b"IDAT", zlib.compress(rows))))
    np.testing.assert_allclose(open_image(path).values, values / 65535, atol=1 / 255)


def test_thirty_two_bits_are_refused(tmp_path):
    for values in (np.full((2, 2), 70000, np.int32), np.full((2, 2), 0.5, np.float32)):
        path = saved(tmp_path, Image.fromarray(values), "deep.tif")
        with pytest.raises(Refused, match="more than 16 bits"):
            open_image(path)


def test_transparency_is_laid_on_white(tmp_path):
    image = Image.new("RGBA", (3, 1))
    image.putdata([(255, 0, 0, 255), (255, 0, 0, 51), (1, 2, 3, 0)])
    source = open_image(saved(tmp_path, image, "glass.png"))
    np.testing.assert_allclose(source.values, [[[1, 0, 0], [1, 0.8, 0.8], [1, 1, 1]]])


def test_grey_transparency_is_laid_on_white(tmp_path):
    image = Image.new("LA", (2, 1))
    image.putdata([(0, 51), (100, 255)])
    source = open_image(saved(tmp_path, image, "glass.png"))
    np.testing.assert_allclose(source.values[..., 0], [[0.8, 100 / 255]])


@pytest.mark.parametrize("name", ["glass.png", "glass.gif"])
def test_a_transparent_palette_colour_is_white(tmp_path, name):
    image = Image.new("P", (2, 1))
    image.putpalette([10, 20, 30, 40, 50, 60])
    image.putdata([0, 1])
    source = open_image(saved(tmp_path, image, name, transparency=0))
    np.testing.assert_allclose(source.values, [[[1, 1, 1], [40 / 255, 50 / 255, 60 / 255]]])


def test_a_transparent_grey_of_sixteen_bits_is_white(tmp_path):
    path = saved(tmp_path, Image.fromarray(np.array([[300, 600]], np.uint16)), "glass.png", transparency=300)
    np.testing.assert_allclose(open_image(path).values[..., 0], [[1, 600 / 65535]])


@pytest.mark.parametrize("turn", range(1, 9))
def test_a_photograph_stands_upright(tmp_path, turn):
    exif = Image.Exif()
    exif[0x0112] = turn
    path = saved(tmp_path, Image.fromarray(COLOUR), "photo.png", exif=exif)
    stored = open_image(saved(tmp_path, Image.fromarray(COLOUR), "plain.png")).values
    flipped = {1: stored, 2: stored[:, ::-1], 3: stored[::-1, ::-1], 4: stored[::-1]}
    across = stored.swapaxes(0, 1)
    flipped |= {5: across, 6: across[:, ::-1], 7: across[::-1, ::-1], 8: across[::-1]}
    source = open_image(path)
    np.testing.assert_array_equal(source.values, flipped[turn])
    assert (source.height, source.width) == flipped[turn].shape[:2]


def test_a_turned_tiff_stands_upright_once(tmp_path):
    path = saved(tmp_path, Image.fromarray(GREY), "photo.tif", tiffinfo={0x0112: 6})
    source = open_image(path)
    np.testing.assert_array_equal(source.values[..., 0], GREY.T[:, ::-1] / 255)
    assert (source.width, source.height) == (6, 9)


def test_a_broken_orientation_is_ignored(tmp_path):
    path = saved(tmp_path, Image.fromarray(GREY), "photo.png", exif=b"Exif\0\0MM\0*\xff\xff")
    np.testing.assert_array_equal(open_image(path).values[..., 0], GREY / 255)


def test_one_pixel_is_an_image(tmp_path):
    source = open_image(saved(tmp_path, Image.new("L", (1, 1), 128), "dot.png"))
    np.testing.assert_array_equal(reduce(source, 28, colour=False), [[[128 / 255]]])


def test_a_large_image_is_kept_small(tmp_path):
    source = open_image(saved(tmp_path, Image.new("L", (4000, 2), 51), "long.png"))
    assert (source.width, source.height, source.values.shape) == (4000, 2, (1, 1024, 1))
    np.testing.assert_allclose(source.values, 0.2, rtol=1e-12)
