"""A step as a picture, made without a window."""

import os
import stat

import numpy as np
import pytest
from figure_tools import drawn
from PIL import Image
from PyQt5.QtGui import QImage

from cnnviz.application import read_from_afar, write_in
from cnnviz.canvas.palette import palette
from cnnviz.export.figures.look import DEFAULT_SIZE
from cnnviz.export.rendering import render
from cnnviz.export.subject import ExportOptions, opened
from cnnviz.gallery.examples import EXAMPLES
from cnnviz.importing.source import Refused
from cnnviz.run.compute import run_of
from cnnviz.run.timeline import Position
from cnnviz.storage import Document, save

RANDOM = np.random.default_rng(8)


@pytest.fixture
def photo(tmp_path):
    path = tmp_path / "photo.png"
    Image.fromarray(RANDOM.integers(0, 256, (9, 12, 3), dtype=np.uint8)).save(path)
    return path


@pytest.fixture
def out(tmp_path):
    return tmp_path / "step.png"


def frame_of(path, chapter=None, steps=None, decimals=None):
    return opened(path).frame(ExportOptions(chapter, steps, decimals=decimals))


def pixels(path):
    with Image.open(path) as image:
        return np.asarray(image.convert("RGB")).astype(int)


def test_a_picture_has_the_size_that_was_asked_for(qapp, photo, out):
    render(photo, out, size=(800, 500))
    assert pixels(out).shape == (500, 800, 3)


def test_the_default_is_the_end_of_the_convolution(qapp, photo, out, tmp_path):
    render(photo, out)
    render(photo, tmp_path / "end.png", chapter="convolve", steps=(1, 108))
    assert pixels(out).shape == (600, 960, 3)
    np.testing.assert_array_equal(pixels(out), pixels(tmp_path / "end.png"))


def test_the_same_step_is_the_same_picture(qapp, photo, out, tmp_path):
    for path in (out, tmp_path / "again.png"):
        render(photo, path, steps=(12, 12))
    assert out.read_bytes() == (tmp_path / "again.png").read_bytes()


@pytest.mark.parametrize("form", ["png", "svg", "gif", "html"])
def test_the_size_of_text_in_windows_is_not_in_it(qapp, photo, tmp_path, form):
    made = []
    for percent in (100, 170):
        write_in(qapp, percent)
        out = tmp_path / f"{percent}.{form}"
        try:
            render(photo, out, steps=(12, 13))
        finally:
            write_in(qapp, 100)
        made.append(out.read_bytes())
    assert made[0] == made[1]


def test_digits_are_in_it_however_far_they_are_to_be_read_from_in_windows(qapp, tmp_path):
    path, made = tmp_path / "small.png", []
    Image.fromarray(np.arange(25, dtype=np.uint8).reshape(5, 5)).save(path)
    for pixels in (0, 60):
        read_from_afar(pixels)
        out = tmp_path / f"{pixels}.png"
        try:
            render(path, out, steps=(12, 12))
        finally:
            read_from_afar(0)
        made.append(out.read_bytes())
    assert made[0] == made[1]


def test_another_step_chapter_and_theme_are_other_pictures(qapp, photo, tmp_path):
    made = {}
    for name, options in {
        "a": {"steps": (12, 12)},
        "b": {"steps": (13, 13)},
        "c": {"chapter": "pad", "steps": (12, 12)},
        "d": {"steps": (12, 12), "theme": "dark"},
        "e": {"steps": (12, 12), "decimals": 5},
    }.items():
        render(photo, tmp_path / f"{name}.png", **options)
        made[name] = pixels(tmp_path / f"{name}.png")
    assert all((made["a"] != made[name]).any() for name in "bcde")
    assert made["d"].mean() < made["a"].mean() - 60


def test_a_range_shows_its_last_step(qapp, photo, out, tmp_path):
    render(photo, out, steps=(3, 12))
    render(photo, tmp_path / "last.png", steps=(12, 12))
    np.testing.assert_array_equal(pixels(out), pixels(tmp_path / "last.png"))


@pytest.mark.some(2)
@pytest.mark.parametrize(("steps", "shown"), [((1, 1), 0), ((3, 12), 11), ((108, 108), 107), (None, 107)])
def test_steps_are_counted_from_one_as_the_window_counts_them(qapp, photo, out, steps, shown):
    frame = frame_of(photo, steps=steps)
    assert frame.chapter.key == "convolve"
    assert frame.position.step == shown
    render(photo, out, steps=steps)
    image = drawn(frame, palette("light"), *DEFAULT_SIZE)
    assert QImage(str(out)).convertToFormat(image.format()) == image


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"chapter": "nonsense"}, "is not one of"),
        ({"steps": (0, 3)}, "steps 1 to 108"),
        ({"steps": (5, 999)}, "steps 1 to 108"),
        ({"steps": (9, 3)}, "not behind"),
        ({"size": (10, 500)}, "from 240"),
        ({"size": (500, 99999)}, "to 8192"),
        ({"theme": "pink"}, "pink"),
    ],
)
def test_what_there_is_not_is_refused_and_nothing_is_written(qapp, photo, out, options, words):
    with pytest.raises(ValueError, match=words):
        render(photo, out, **options)
    assert not out.exists()


def test_only_what_is_known_is_written(qapp, photo, tmp_path):
    with pytest.raises(ValueError, match=r"\.png"):
        render(photo, tmp_path / "step.jpg")
    assert not (tmp_path / "step.jpg").exists()


def test_a_bad_image_is_one_sentence(qapp, out, tmp_path):
    with pytest.raises(Refused, match="does not exist"):
        render(tmp_path / "missing.png", out)


def test_a_folder_that_is_not_there_is_an_error_that_names_the_file(qapp, photo, tmp_path):
    with pytest.raises(OSError, match=r"step\.png cannot be written"):
        render(photo, tmp_path / "nowhere" / "step.png")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_failed_write_leaves_what_was_there(qapp, photo, tmp_path):
    folder = tmp_path / "locked"
    folder.mkdir()
    (folder / "step.png").write_bytes(b"before")
    folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
    with pytest.raises(OSError, match="cannot be written"):
        render(photo, folder / "step.png")
    assert (folder / "step.png").read_bytes() == b"before"


def test_a_large_photograph_is_reduced(qapp, tmp_path, out):
    path = tmp_path / "large.jpg"
    Image.fromarray(RANDOM.integers(0, 256, (300, 400, 3), dtype=np.uint8)).save(path)
    render(path, out, steps=(588, 588))
    with pytest.raises(ValueError, match="steps 1 to 588"):
        render(path, out, steps=(589, 589))


@pytest.mark.parametrize("name", ["signed.npy", "stack.npz", "table.csv"])
def test_an_array_or_a_table_can_be_drawn(qapp, out, tmp_path, name):
    array = RANDOM.normal(size=(4 if name == "signed.npy" else 7, 9, 12))
    saves = {"npy": np.save, "npz": lambda path, array: np.savez(path, words=["a"], images=array)}
    saves["csv"] = lambda path, array: np.savetxt(path, array[0], delimiter=",")
    saves[name[-3:]](tmp_path / name, array)
    render(tmp_path / name, out, chapter="pad")
    assert pixels(out).shape == (600, 960, 3)
    first = array if name == "signed.npy" else array[:1]
    image = frame_of(tmp_path / name, "pad").chapter.arrays["x"][0]
    np.testing.assert_array_equal(image, np.moveaxis(first, 0, 2))


def test_a_document_is_drawn_where_it_was_saved(qapp, tmp_path, out):
    example = next(found for found in EXAMPLES if found.chapter == "scatter")
    run = run_of(example.make(), example.options)
    chapter = [part.key for part in run.chapters].index(example.chapter)
    document = Document(example.make(), example.options, Position(chapter, 5), decimals=3)
    save(document, tmp_path / "lesson.cnnviz")
    frame = frame_of(tmp_path / "lesson.cnnviz")
    assert (frame.position, frame.chapter.key, frame.decimals) == (Position(chapter, 5), example.chapter, 3)
    assert frame_of(tmp_path / "lesson.cnnviz").decimals == document.decimals
    assert frame_of(tmp_path / "lesson.cnnviz", decimals=6).decimals == 6
    assert frame_of(tmp_path / "lesson.cnnviz", steps=(1, 2)).position == Position(chapter, 1)
    assert frame_of(tmp_path / "lesson.cnnviz", "convolve", (1, 2)).chapter.key == "convolve"
    render(tmp_path / "lesson.cnnviz", out)
    assert out.stat().st_size > 1000
