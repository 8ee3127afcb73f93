"""A bad file gets one sentence and nothing is lost; an unusual one does the obvious thing."""

import zlib

import numpy as np
import pytest
from import_tools import picture
from PIL import Image
from png_files import chunk, png
from ui_tools import complaint, drag_and_drop

RANDOM = np.random.default_rng(3)


def bomb(path):
    """Write a PNG of 30000 by 30000 pixels that is a few hundred bytes long."""
    path.write_bytes(png(30000, 30000, 8, 2, chunk(b"IDAT", zlib.compress(b"\0" * 99))))


def truncated(path):
    whole = picture(path.with_name("whole.png"), 30, 30).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])


BAD = {
    "cut.png": (truncated, "cut short"),
    "text.png": (lambda path: path.write_text("not a picture"), "is not an image"),
    "empty.png": (lambda path: path.touch(), "is empty"),
    "huge.png": (bomb, "30000×30000"),
    "folder": (lambda path: path.mkdir(), "is a folder"),
    "missing.png": (lambda path: None, "does not exist"),
}


@pytest.mark.some(4)
@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize("way", ["drop", "open"])
def test_a_bad_file_gets_one_sentence_and_nothing_is_lost(window, tmp_path, name, way):
    make, words = BAD[name]
    make(tmp_path / name)
    before, at = window.session.experiment, window.session.position
    if way == "drop":
        drag_and_drop(window.stage.viewport(), tmp_path / name)
    else:
        window.open(str(tmp_path / name))
    sentence = complaint(window)
    assert words in sentence
    assert name in sentence
    assert sentence.count(".") - name.count(".") - sentence.count("e.g.") <= 1
    assert "\n" not in sentence
    assert (window.session.experiment, window.session.position) == (before, at)
    assert window.session.undo_stack.count() == 0


@pytest.mark.some(2)
@pytest.mark.parametrize(
    ("name", "shape"),
    [
        ("alpha.png", (4, 4, 3)),
        ("deep.png", (4, 4, 1)),
        ("palette.png", (4, 4, 3)),
        ("moving.gif", (4, 4, 3)),
        ("dot.png", (1, 1, 1)),
    ],
)
def test_unusual_images_do_the_obvious_thing(window, tmp_path, name, shape):
    rgba = RANDOM.integers(0, 256, (4, 4, 4), dtype=np.uint8)
    images = {
        "alpha.png": Image.fromarray(rgba, "RGBA"),
        "deep.png": Image.fromarray(RANDOM.integers(0, 65536, (4, 4), dtype=np.uint16)),
        "palette.png": Image.fromarray(rgba[..., :3]).quantize(8),
        "moving.gif": Image.fromarray(rgba[..., :3]),
        "dot.png": Image.fromarray(np.array([[128]], np.uint8)),
    }
    more = {"save_all": True, "append_images": [Image.new("RGB", (4, 4))]} if name == "moving.gif" else {}
    images[name].save(tmp_path / name, **more)
    window.open(str(tmp_path / name))
    assert window.session.experiment.image.shape == shape
    window.session.seek(window.session.timeline.last)
    window.grab()
