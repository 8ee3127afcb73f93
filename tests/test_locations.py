"""What a file is named by on the command line."""

import os
import socket
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnviz.locations import local_path, local_paths


@pytest.mark.parametrize(
    "words", ["photo.png", "/tmp/a b%20c#d?e.png", "./file:/x", "file:photo.png", "files/a"]
)
def test_a_path_is_meant_as_it_stands(words):
    assert local_path(words) == Path(words)


@pytest.mark.skipif(os.name == "nt", reason="paths begin with a drive there")
@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("file:///tmp/photo.png", "/tmp/photo.png"),
        ("file:/tmp/photo.png", "/tmp/photo.png"),
        ("FILE:///tmp/photo.png", "/tmp/photo.png"),
        ("file://localhost/tmp/photo.png", "/tmp/photo.png"),
        ("file://LocalHost/tmp/photo.png", "/tmp/photo.png"),
        (f"file://{socket.gethostname()}/tmp/photo.png", "/tmp/photo.png"),
        ("file:///tmp/two%20words%25%23%3F.png", "/tmp/two words%#?.png"),
        ("file:///tmp/a#b?c", "/tmp/a#b?c"),
        ("file:///tmp/na%C3%AFve.png", "/tmp/naïve.png"),
        ("file:///tmp/naïve.png", "/tmp/naïve.png"),
        ("file:///tmp/latin%E9", "/tmp/latin\udce9"),
    ],
)
def test_an_address_is_the_path_in_it(address, path):
    assert local_path(address) == Path(path)


@pytest.mark.skipif(os.name == "nt", reason="paths begin with a drive there")
@given(st.binary(min_size=1).filter(lambda name: b"\0" not in name and not name.startswith(b"/")))
def test_every_name_survives_the_way_through_an_address(name):
    path = os.fsdecode(b"/" + name)
    assert local_path("file://" + quote(os.fsencode(path))) == Path(path)
    assert local_path(Path(path).as_uri()) == Path(path)


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("file:///C:/Users/Ada/photo.png", "C:/Users/Ada/photo.png"),
        ("file:/d:/a%20b.npy", "d:/a b.npy"),
        ("file:////server/share/photo.png", "//server/share/photo.png"),
    ],
)
def test_an_address_with_a_drive_or_a_share_is_one_of_windows(address, path):
    assert local_path(address) == Path(path)


def test_a_pattern_that_no_shell_has_filled_in_is_filled_in(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("b.npy", "a.npy", "c.png", "[d].npy"):
        (tmp_path / name).touch()
    assert local_paths(["*.npy", "c.png"]) == [Path(name) for name in ("[d].npy", "a.npy", "b.npy", "c.png")]
    assert local_paths(["[d].npy", "no*.npy"]) == [Path("[d].npy"), Path("no*.npy")]  # as they stand
    assert local_paths(["file:///tmp/a*.png"]) == [Path("/tmp/a*.png")]


@pytest.mark.parametrize("host", ["server", "192.0.2.1", "localhost.example.org"])
def test_a_file_on_another_computer_is_refused(host):
    with pytest.raises(ValueError, match=f"^file://{host}/a.png is on another computer"):
        local_path(f"file://{host}/a.png")
