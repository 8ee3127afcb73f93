import io
import os
import struct
import subprocess
import sys
import zlib
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from cnnviz.importing.averaging import averaged
from cnnviz.importing.pictures import cost
from cnnviz.importing.pictures.opening import open_image
from cnnviz.importing.reduction import LUMA, reduce, reduced_shape
from cnnviz.importing.source import Refused, Source

RNG = np.random.default_rng(20)
COLOUR = RNG.integers(0, 256, (6, 9, 3), dtype=np.uint8)
GREY = RNG.integers(0, 256, (6, 9), dtype=np.uint8)


def saved(folder: Path, image: Image.Image, name: str, **options: object) -> Path:
    path = folder / name
    image.save(path, **options)
    return path


def source_of(pixels: np.ndarray) -> Source:
    rows, columns = pixels.shape[:2]
    return Source("made.png", columns, rows, pixels)


def one_sentence(error: pytest.ExceptionInfo[Refused]) -> str:
    text = str(error.value)
    assert text
    assert "\n" not in text
    assert "Traceback" not in text
    return text


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
    path.write_bytes(png(4, 3, depth=16, kind=2, data=zlib.compress(rows)))
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


@pytest.mark.parametrize("name", ["cut.png", "cut.jpg", "cut.gif", "cut.bmp"])
@pytest.mark.parametrize("part", [0.05, 0.5, 0.95])
def test_a_truncated_file_is_refused(tmp_path, name, part):
    path = saved(tmp_path, Image.fromarray(RNG.integers(0, 256, (40, 60, 3), dtype=np.uint8)), name)
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * part)])
    with pytest.raises(Refused, match=rf"^{name} is (cut short|damaged)") as error:
        open_image(path)
    one_sentence(error)


@pytest.mark.parametrize("name", ["any.png", "any.jpg", "any.gif", "any.bmp"])
@given(data=st.data())
def test_damage_anywhere_gives_an_image_or_a_sentence(tmp_path_factory, name, data):
    stream = io.BytesIO()
    kind = {"jpg": "JPEG"}.get(name[-3:], name[-3:].upper())
    Image.fromarray(COLOUR).save(stream, kind)
    whole = bytearray(stream.getvalue())
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.mktemp("damage") / name
    path.write_bytes(whole)
    with suppress(Refused):  # and no other error, nor a warning
        pixels = open_image(path).values
        assert 0 <= pixels.min() <= pixels.max() <= 1


def test_text_is_not_an_image(tmp_path):
    path = tmp_path / "notes.png"
    path.write_text("Dear diary")
    with pytest.raises(Refused, match=r"notes\.png is not an image .* PNG, JPEG, BMP and GIF") as error:
        open_image(path)
    one_sentence(error)


def test_sound_in_the_same_envelope_as_webp_is_not_an_image(tmp_path):
    path = tmp_path / "song.webp"
    path.write_bytes(b"RIFF\x24\0\0\0WAVEfmt ")
    with pytest.raises(Refused, match="not an image"):
        open_image(path)


def png(width: int, height: int, *, depth: int, kind: int, data: bytes) -> bytes:
    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, 0)
    signature = b"\x89PNG\r\n\x1a\n"
    return signature + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def test_a_gigantic_png_is_refused_from_its_header(tmp_path, monkeypatch):
    from PIL import PngImagePlugin

    def decode(self):
        raise AssertionError("nothing may be decoded")

    monkeypatch.setattr(PngImagePlugin.PngImageFile, "load", decode)
    path = tmp_path / "vast.png"
    path.write_bytes(png(30000, 30000, depth=8, kind=6, data=zlib.compress(bytes(1000))))
    with pytest.raises(Refused, match=r"vast.png has 30000×30000 pixels: .* 50 million") as error:
        open_image(path)
    one_sentence(error)


def jpeg_of(path: Path, side: int, **options: object) -> Path:
    Image.new("L", (side, side), 77).save(path, quality=30, **options)
    return path


def test_a_large_jpeg_is_reduced_while_it_is_decoded(tmp_path, monkeypatch):
    path = jpeg_of(tmp_path / "vast.jpg", 4096)
    monkeypatch.setattr(cost, "MAX_PIXELS", 1024 * 1024)
    source = open_image(path)
    assert (source.width, source.height, source.values.shape) == (4096, 4096, (1024, 1024, 1))


def test_a_large_progressive_jpeg_is_refused(tmp_path, monkeypatch):
    path = jpeg_of(tmp_path / "vast.jpg", 2048, progressive=True)
    monkeypatch.setattr(cost, "MAX_PIXELS", 1024 * 1024)
    with pytest.raises(Refused, match="2048×2048"):
        open_image(path)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the peak is read from /proc")
def test_memory_stays_bounded(tmp_path):
    """A JPEG of 225 million pixels is opened with less than 150 MB above the interpreter's own."""
    path = jpeg_of(tmp_path / "vast.jpg", 15000)
    program = (
        "import sys, resource; from cnnviz.importing.pictures.opening import open_image; import PIL.JpegImagePlugin;"
        "both = resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN;"
        "peak = lambda: max(resource.getrusage(who).ru_maxrss for who in both);"
        "before = peak(); source = open_image(sys.argv[1]);"
        "assert source.width == 15000; print(peak() - before)"
    )
    done = subprocess.run([sys.executable, "-c", program, path], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 150_000


def test_a_pillow_warning_does_not_leak(tmp_path, recwarn, monkeypatch):
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 10)
    open_image(saved(tmp_path, Image.fromarray(COLOUR), "photo.png"))
    assert not recwarn.list


def test_a_folder_is_refused(tmp_path):
    with pytest.raises(Refused, match="is a folder"):
        open_image(tmp_path)
    with pytest.raises(Refused, match="is a folder"):
        open_image("/")


def test_a_missing_file_is_named_in_full(tmp_path):
    with pytest.raises(Refused, match=f"^{tmp_path}/gone.png does not exist$"):
        open_image(tmp_path / "gone.png")


def test_an_impossible_name_is_refused():
    with pytest.raises(Refused, match="cannot be read"):
        open_image("a\0b.png")


def test_an_empty_file_is_refused(tmp_path):
    (tmp_path / "void.png").touch()
    with pytest.raises(Refused, match=r"void\.png is empty"):
        open_image(tmp_path / "void.png")


def test_an_immense_file_is_refused_unread(tmp_path):
    path = tmp_path / "immense.png"
    with path.open("wb") as file:
        file.truncate(2**33)
    with pytest.raises(Refused, match=r"immense\.png has 8192 MB: images of up to 512 MB"):
        open_image(path)


def test_an_unreadable_file_is_refused(tmp_path, monkeypatch):
    path = saved(tmp_path, Image.new("L", (1, 1)), "locked.png")

    def refuse(*_args, **_options):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(Refused, match=r"^locked\.png cannot be read: Permission denied$"):
        open_image(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_pipe_or_a_device_is_refused_at_once(tmp_path):
    os.mkfifo(tmp_path / "pipe.png")
    for path in (tmp_path / "pipe.png", "/dev/zero"):
        with pytest.raises(Refused, match="is a pipe or a device"):
            open_image(path)


def test_pillow_is_not_loaded_before_an_image_is_opened():
    program = "import sys, cnnviz.importing.pictures.opening; assert 'PIL' not in sys.modules"
    subprocess.run([sys.executable, "-c", program], check=True)


@pytest.mark.parametrize(
    ("shape", "longer_side", "expected"),
    [
        ((6, 9), 3, (2, 3)),
        ((9, 6), 3, (3, 2)),
        ((6, 9), 28, (6, 9)),
        ((1, 100), 28, (1, 28)),
        ((100, 1), 1, (1, 1)),
        ((3, 4), 2, (2, 2)),
        ((1000, 1001), 28, (28, 28)),
    ],
)
def test_the_aspect_is_kept_and_nothing_is_enlarged(shape, longer_side, expected):
    source = source_of(np.zeros((*shape, 1)))
    assert reduced_shape(source, longer_side) == expected
    assert reduce(source, longer_side, colour=False).shape == (*expected, 1)


def test_a_side_of_nothing_is_refused():
    with pytest.raises(ValueError, match="longer side 0"):
        reduce(source_of(np.zeros((2, 2, 1))), 0, colour=False)


def test_each_cell_is_the_mean_of_its_area():
    pixels = np.arange(24.0).reshape(4, 6, 1) / 24
    cells = reduce(source_of(pixels), 3, colour=False)
    np.testing.assert_allclose(cells[0, 0], pixels[:2, :2].mean())
    np.testing.assert_allclose(cells[1, 2], pixels[2:, 4:].mean())
    assert not cells.flags.writeable


def test_a_pixel_between_two_cells_counts_for_each_in_part():
    cells = averaged(lambda i, j: np.array([[0.0], [1.0], [0.0]])[i:j, :, None], 3, (2, 1))
    np.testing.assert_allclose(cells[..., 0], [[1 / 3], [1 / 3]])


def test_grey_is_luma_and_colour_of_grey_is_grey():
    pure = source_of(np.eye(3)[None])
    np.testing.assert_allclose(reduce(pure, 3, colour=False)[0, :, 0], [0.299, 0.587, 0.114])
    grey = source_of(np.full((2, 2, 1), 0.3))
    np.testing.assert_array_equal(reduce(grey, 2, colour=True), np.full((2, 2, 3), 0.3))


@given(st.integers(1, 60), st.integers(1, 60), st.integers(1, 60), st.booleans())
def test_white_stays_white(rows, columns, longer_side, colour):
    assert (reduce(source_of(np.ones((rows, columns, 3))), longer_side, colour) == 1).all()


@given(st.integers(1, 40), st.integers(1, 40), st.integers(1, 50), st.booleans(), st.integers(0, 2**32 - 1))
def test_averaging_keeps_the_mean_and_the_bounds(rows, columns, longer_side, colour, seed):
    pixels = np.random.default_rng(seed).random((rows, columns, 3))
    cells = reduce(source_of(pixels), longer_side, colour)
    assert cells.dtype == np.float64
    assert cells.shape == (*reduced_shape(source_of(pixels), longer_side), 3 if colour else 1)
    assert 0 <= cells.min() <= cells.max() <= 1
    expected = pixels.mean((0, 1)) if colour else [(pixels @ LUMA).mean()]
    np.testing.assert_allclose(cells.mean((0, 1)), expected)
