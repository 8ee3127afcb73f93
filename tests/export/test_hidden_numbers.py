"""What is hidden in a document is hidden in what is exported of it; programs that would tell it are refused."""

import pytest
from hidden_tools import differing, pair
from run_catalogue import experiments

from cnnviz.export.formats import format_of
from cnnviz.export.subject import ExportOptions, Subject
from cnnviz.run.options import RunOptions
from cnnviz.run.timeline import Position
from cnnviz.run.veil import Known
from cnnviz.storage.document import Document

CONVOLVE = ExportOptions(chapter="convolve")
OPTIONS = RunOptions(0)


PREDICTED = Known(1, 10)
"""Someone who predicts is asked about the eleventh step of the convolution."""


def test_while_someone_predicts_no_file_tells_what_comes_next(qapp):
    document = Document(experiments()["grey"], OPTIONS, Position(1, 10))
    make = format_of(".csv").make
    asked = make(Subject(document, name="lesson", known=PREDICTED), CONVOLVE)
    rows = asked.decode().split()
    assert sum(row.count("?") for row in rows) == sum(len(row.split(",")) for row in rows) - 10
    assert b"?" not in make(Subject(document, name="lesson"), CONVOLVE)
    for suffix in (".py", ".xlsx"):
        with pytest.raises(
            ValueError, match=r"while you predict, a .* would tell the answers: leave Predict first"
        ):
            format_of(suffix).make(Subject(document, name="lesson", known=PREDICTED), ExportOptions())


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
