"""A document is saved whole, or what was there before is there still, and one sentence says why."""

import errno
import os
import resource
import signal
from itertools import count

import pytest
from bits import bits
from failing_files import ODD_ERRORS, Failing
from kept_documents import every_kind

from cnnviz import saving
from cnnviz.gallery.first_example import first_example
from cnnviz.importing.source import Refused
from cnnviz.storage import Document, load, save
from cnnviz.storage.names import is_document


@pytest.fixture
def place(tmp_path):
    """Return a file with a document in it."""
    save(Document(first_example()), tmp_path / "lesson.cnnviz")
    return tmp_path / "lesson.cnnviz"


@pytest.mark.parametrize("code", ODD_ERRORS, ids=errno.errorcode.get)
def test_whichever_call_of_the_file_system_fails_nothing_is_lost(place, code):
    before, failed = place.read_bytes(), []
    for number in count():
        with pytest.MonkeyPatch.context() as patched:
            failing = Failing(patched, saving, number, code)
            try:
                save(every_kind(), place)
                refusal = ""
            except Refused as error:
                refusal = str(error)
        if not failing.failed:
            break
        failed.append(failing.failed)
        if refusal:
            assert refusal == f"{place} cannot be written: {os.strerror(code)}"
            assert place.read_bytes() == before
        else:
            assert bits(load(place)) == bits(every_kind())
            place.write_bytes(before)
        assert os.listdir(place.parent) == [place.name]
    assert {"open", "write", "flush", "fsync", "close", "replace"} <= set(failed)


def test_a_full_disk_is_one_sentence_and_leaves_what_was_there(place):
    before = place.read_bytes()
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))
        with pytest.raises(Refused) as refused:
            save(every_kind(), place)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, ignored)
    assert str(refused.value) == f"{place} cannot be written: File too large"
    assert place.read_bytes() == before
    assert os.listdir(place.parent) == [place.name]


def test_a_folder_that_is_not_there_is_one_sentence(tmp_path):
    with pytest.raises(Refused, match=r"gone/lesson\.cnnviz cannot be written: No such file or directory"):
        save(every_kind(), tmp_path / "gone" / "lesson.cnnviz")


def test_where_a_link_leads_there_it_is_saved(place, tmp_path):
    link = tmp_path / "link.cnnviz"
    link.symlink_to(place)
    save(every_kind(), link)
    assert link.is_symlink()
    assert bits(load(place)) == bits(every_kind())


def test_what_only_its_owner_may_read_stays_so(place):
    place.chmod(0o600)
    save(every_kind(), place)
    assert place.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("name", "meant"), [("a.cnnviz", True), ("A.CNNVIZ", True), ("a.png", False), ("cnnviz", False)]
)
def test_a_document_is_known_by_its_name(name, meant):
    assert is_document(name) is meant


def test_an_address_is_a_place_too(place):
    assert bits(load(place.as_uri())) == bits(Document(first_example()))
