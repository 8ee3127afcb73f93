"""A file is there whole, or as it was before."""

import os

import pytest

from cnnviz.saving import plain_name, save_text


def test_a_text_is_written_as_it_is(tmp_path):
    save_text(tmp_path / "note", "Σ\r\nend")
    assert (tmp_path / "note").read_bytes() == "Σ\r\nend".encode()


def test_what_was_there_is_replaced(tmp_path):
    (tmp_path / "note").write_text("a longer text than before")
    save_text(tmp_path / "note", "short")
    assert (tmp_path / "note").read_text() == "short"


def test_the_longest_name_can_be_written(tmp_path):
    save_text(tmp_path / ("n" * 255), "text")
    assert os.listdir(tmp_path) == ["n" * 255]


def test_others_may_read_it_as_the_person_lets_them(tmp_path):
    before = os.umask(0o027)
    try:
        save_text(tmp_path / "note", "text")
    finally:
        os.umask(before)
    assert (tmp_path / "note").stat().st_mode & 0o777 == 0o640


def test_a_link_is_replaced_and_what_it_leads_to_stays(tmp_path):
    (tmp_path / "precious").write_text("mine")
    (tmp_path / "note").symlink_to(tmp_path / "precious")
    save_text(tmp_path / "note", "text")
    assert (tmp_path / "precious").read_text() == "mine"
    assert not (tmp_path / "note").is_symlink()
    assert (tmp_path / "note").read_text() == "text"


def broken(*_arguments):
    raise OSError("the disk is gone")


@pytest.mark.parametrize(
    ("text", "name", "error"),
    [("text", "replace", OSError), ("text", "fsync", OSError), ("\udce9", None, UnicodeEncodeError)],
)
def test_what_cannot_be_finished_leaves_what_was_there_and_no_draft(tmp_path, monkeypatch, text, name, error):
    (tmp_path / "note").write_text("before")
    if name:
        monkeypatch.setattr(os, name, broken)
    with pytest.raises(error):
        save_text(tmp_path / "note", text)
    assert os.listdir(tmp_path) == ["note"]
    assert (tmp_path / "note").read_text() == "before"


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("photo 2", "photo 2"),
        ('a/b\\c:d*e?f"g<h>i|j', "a_b_c_d_e_f_g_h_i_j"),
        ("naïve Ω", "naïve Ω"),
        (" .hidden. ", "hidden"),
        ("...", "experiment"),
        ("abcdefghijklm", "abcdefghij"),
        ("nul", "nul_"),
        ("Com1.tar", "Com1.tar_"),
        ("console", "console"),
    ],
)
def test_a_plain_name_is_one_everywhere(name, plain):
    """Also on Windows, where a name that devices have is no file's, and none ends in a space or a full stop."""
    assert plain_name(name, 10 if name.startswith("abc") else 60) == plain
