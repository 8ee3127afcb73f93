"""What is damaged, immense or no picture is refused with one sentence."""

import io
import os
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
from png_files import chunk, png, saved
from refusals import one_sentence

from cnnviz.importing.pictures import cost
from cnnviz.importing.pictures.opening import open_image
from cnnviz.importing.source import Refused

RNG = np.random.default_rng(21)
COLOUR = RNG.integers(0, 256, (6, 9, 3), dtype=np.uint8)


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


def test_a_gigantic_png_is_refused_from_its_header(tmp_path, monkeypatch):
    from PIL import PngImagePlugin

    def decode(self):
        raise AssertionError("nothing may be decoded")

    monkeypatch.setattr(PngImagePlugin.PngImageFile, "load", decode)
    path = tmp_path / "vast.png"
    path.write_bytes(png(30000, 30000, 8, 6, chunk(b"IDAT", zlib.compress(bytes(1000)))))
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
