"""Refusals are one line, whatever a file or its name holds."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnviz.importing import Refused, read_file
from cnnviz.importing.sentences import file_name, full_path, quoted, why_unreadable


@given(st.text(max_size=200))
def test_quoted_words_are_short_and_on_one_line(text):
    words = quoted(text)
    assert len(words) <= 26
    assert words == " ".join(words.split())
    assert words.isprintable()


@pytest.mark.parametrize(
    ("text", "put"), [("1x", "'1x'"), ("", "''"), ("x" * 24, f"'{'x' * 24}'"), ("x" * 25, f"'{'x' * 23}…'")]
)
def test_what_is_refused_is_named_with_no_more_letters_than_have_room(text, put):
    assert quoted(text) == put


@given(st.binary(max_size=400))
def test_any_name_is_shown_without_its_bytes(data):
    name = os.fsdecode(data.replace(b"\0", b"").replace(b"/", b""))
    shown = file_name(Path("folder") / name)
    assert len(shown) <= 80
    assert shown.isprintable()


def test_a_long_name_keeps_its_ending():
    assert file_name(Path("a" * 300 + ".png")).endswith("aaa.png")
    assert file_name(Path("a\nb\u202e.png")) == "a b .png"
    assert file_name(Path(os.fsdecode(b"\xff.png"))) == "�.png"
    assert len(full_path(Path("/" + "a/" * 300))) <= 160


def test_the_system_is_quoted_and_libraries_are_not():
    assert why_unreadable(PermissionError(13, "raw", "/x")) == os.strerror(13)
    assert why_unreadable(ValueError("embedded null byte")) == "no file can be called that"
    assert why_unreadable(OSError("<_io.BufferedReader at 0x7f>")) == "the system refuses"


@pytest.mark.parametrize("name", ["line\nbreak.csv", "bell\x07.npz", "turn\u202egnp.png", "x" * 200 + ".npy"])
@pytest.mark.parametrize("data", [b"x,y\nz,?", b"PK\x03\x04", b"\x93NUMPY", b"\x89PNG\r\n\x1a\n"])
def test_a_name_breaks_no_sentence(tmp_path, name, data):
    (tmp_path / name).write_bytes(data)
    with pytest.raises(Refused) as error:
        read_file(tmp_path / name)
    assert str(error.value).isprintable()
    assert len(str(error.value)) <= 300
