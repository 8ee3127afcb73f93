"""Files are told apart by how they begin, and by nothing that a text may begin with."""

import numpy as np
import pytest
from PIL import Image

from cnnviz.importing import Refused, read_file
from cnnviz.importing.pictures.kinds import Kind, kind_of

BEGINNINGS = ["BM", "BMP", "II", "MM", "GIF", "GIF89a", "RIFF", "RIFF1234WEBP", "II*", "PK", "%!", "P2x", "x"]


@pytest.mark.parametrize("beginning", BEGINNINGS)
@pytest.mark.parametrize("ending", ["csv", "txt", "dat", "tsv"])
def test_words_that_begin_like_a_picture_are_words(tmp_path, beginning, ending):
    path = tmp_path / f"a.{ending}"
    path.write_text(f"{beginning}a,b\n1,2\n3,4\n")
    assert read_file(path)[..., 0].tolist() == [[1, 2], [3, 4]]


def test_two_letters_are_no_bitmap():
    assert kind_of(b"BMI,age\n21.5,30\n28.1,45\n") is None


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("name", ["a.csv", "a.dat", "a"])
def test_a_picture_is_one_under_any_name(tmp_path, kind, name):
    with (tmp_path / name).open("wb") as file:
        Image.fromarray(np.full((5, 4), 255, np.uint8)).convert("RGB").save(file, kind.value)
    assert read_file(tmp_path / name).shape == (5, 4, 1)
    assert kind_of((tmp_path / name).read_bytes()[:512]) is kind


@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.webp", "a.tiff"])
def test_a_text_is_no_picture(tmp_path, name):
    (tmp_path / name).write_text("1,2\n3,4")
    with pytest.raises(Refused, match="is not an image"):
        read_file(tmp_path / name)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(9), "save it there as CSV"),
        (b"%PDF-1.7\n", "a PDF"),
        (b"\x89HDF\r\n\x1a\n", "numpy.save"),
        (b"MATLAB 5.0 MAT-file, Platform", "a MATLAB file"),
        (b"\x1f\x8b\x08\0", "unpack it first"),
        (bytes(99), "is not an image"),
    ],
)
def test_other_kinds_say_what_to_do(tmp_path, data, words):
    (tmp_path / "a.xyz").write_bytes(data)
    with pytest.raises(Refused, match=words):
        read_file(tmp_path / "a.xyz")


def test_a_text_with_nothing_in_it_is_no_table(tmp_path):
    (tmp_path / "a.csv").write_bytes(b"1,2\0")
    with pytest.raises(Refused, match=r"^a\.csv: this is no text with numbers$"):
        read_file(tmp_path / "a.csv")
