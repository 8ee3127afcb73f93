"""What is hidden in a document is hidden in what is exported of it; programs that would tell it are refused."""

import pytest
from hidden_tools import differing, pair
from run_catalogue import experiments

from cnnviz.export.formats import format_of
from cnnviz.export.subject import ExportOptions, Subject
from cnnviz.run.options import RunOptions
from cnnviz.run.timeline import Position
from cnnviz.storage.document import Document

CONVOLVE = ExportOptions(chapter="convolve")
OPTIONS = RunOptions(0)


def made(suffix, options):
    """Return a file of each of two documents that differ in what both hide."""
    twins = pair(experiments()["grey"])
    hidden = tuple(differing(*twins, OPTIONS))
    documents = [Document(one, OPTIONS, Position(1, 10), hidden=hidden) for one in twins]
    return [format_of(suffix).make(Subject(one, name="lesson"), options) for one in documents]


@pytest.mark.parametrize(
    ("suffix", "options"),
    [
        (".csv", CONVOLVE),
        (".md", CONVOLVE),
        (".npy", CONVOLVE),
        (".npz", ExportOptions()),
        pytest.param(".html", ExportOptions(), marks=pytest.mark.long),
        pytest.param(".gif", CONVOLVE._replace(steps=(8, 12)), marks=pytest.mark.long),
    ],
)
def test_a_file_is_the_same_whatever_is_hidden(qapp, suffix, options):
    one, other = made(suffix, options)
    assert one == other
    if suffix == ".csv":
        assert b"?" in one


@pytest.mark.parametrize("suffix", [".py", ".xlsx"])
def test_what_would_compute_it_is_refused_in_one_sentence(suffix):
    with pytest.raises(ValueError, match=r"numbers are hidden, and a .* would tell them: reveal them first"):
        made(suffix, ExportOptions())
