"""Files are named by paths and addresses, also in a text that was pasted."""

import pytest

from cnnviz.importing import Refused, read_file
from cnnviz.importing.places import located, place_in


@pytest.mark.parametrize("host", ["", "//", "//localhost", "//LOCALHOST"])
def test_an_address_of_this_computer_is_a_path(tmp_path, host):
    path = tmp_path / "a b%.txt"
    path.write_text("1 2")
    address = f"file:{host}{str(path).replace('%', '%25').replace(' ', '%20')}"
    assert located(address) == path
    assert place_in(f" {address}\n") == path
    assert read_file(address).tolist() == [[[1], [2]]]


def test_an_address_on_another_computer_is_refused():
    with pytest.raises(Refused, match=r"^file:/example\.org/a\.png is on another computer"):
        read_file("file://example.org/a.png")


@pytest.mark.parametrize("form", ["{}", '"{}"', "'{}'", "  {}\n"])
def test_a_pasted_path_is_a_place(tmp_path, form):
    path = tmp_path / "photo one.png"
    path.touch()
    assert place_in(form.format(path)) == path


def test_a_home_folder_is_known(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "x.npy").touch()
    assert place_in("~/x.npy") == tmp_path / "x.npy"


def test_of_several_addresses_the_first_is_taken(tmp_path):
    assert place_in(f"file://{tmp_path}/a\nfile://{tmp_path}/b\n") == tmp_path / "a"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("https://example.org/a.png", "this is an address in the web: save the picture in the browser"),
        ("data:image/png;base64,iVBORw0KGgo" + "A" * 10**5, "this is a picture written as text"),
        ("/no/such/file.png", "/no/such/file.png does not exist"),
        ("/" + "x" * 5000, "/xxx"),
        ("/a\0b", "/a b does not exist"),
    ],
)
def test_what_cannot_be_opened_says_what_to_do(text, sentence):
    with pytest.raises(Refused) as error:
        place_in(text)
    assert str(error.value).startswith(sentence)


@pytest.mark.parametrize(
    "text",
    ["", "1 2\n3 4", "/ 2", "1/9", "-1", "a,b\n/x,1", "/a\n/b", "~nobody-at-all/x", "[1]", "x" * 10**5],
)
def test_other_text_is_no_place(text):
    assert place_in(text) is None
