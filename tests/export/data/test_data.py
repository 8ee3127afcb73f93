"""Arrays leave as data: all, by their own names, bit for bit; what is for people shows what the screen shows."""

import io
import re

import numpy as np
import pytest
from run_catalogue import experiments as catalogue

from cnnviz.engine.arrays import frozen
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import Activation, MaxPooling
from cnnviz.experiment.windows import PoolingWindow
from cnnviz.explain.number_format import format_in
from cnnviz.export.data.archives import npy, npz
from cnnviz.export.data.arrays import exported, plain_name
from cnnviz.export.data.tables import csv, latex, markdown, table
from cnnviz.export.source import script
from cnnviz.export.spreadsheet.book import xlsx
from cnnviz.export.subject import ExportOptions, Subject
from cnnviz.gallery.first_example import first_example
from cnnviz.importing import read_file
from cnnviz.numerals import MINUS
from cnnviz.storage import Document
from cnnviz.trace.steps import Cell

CATALOGUE = catalogue()


@pytest.fixture(scope="module")
def subject():
    return Subject(Document(CATALOGUE["colour"]))


def same(one, other):
    return one.shape == other.shape and one.tobytes() == other.tobytes()


@pytest.mark.parametrize("name", CATALOGUE)
def test_an_archive_has_every_array_of_the_run(name):
    subject = Subject(Document(CATALOGUE[name]))
    with np.load(io.BytesIO(npz(subject, ExportOptions()))) as archive:
        found = [archive[key] for key in archive]
        assert all(key.isidentifier() for key in archive)
    run = subject.run
    for chapter in run.chapters:
        for key, array in chapter.arrays.items():
            own = array[0] if chapter.info[key].sampled else array
            assert any(np.array_equal(own, one, equal_nan=True) for one in found), chapter.label(key)


def test_two_arrays_that_are_called_alike_are_both_there():
    pools = (Activation("relu"), MaxPooling(PoolingWindow((2, 2), (1, 1))), MaxPooling())
    image = frozen(np.random.default_rng(0).normal(size=(5, 5, 1)))
    names = exported(Subject(Document(Experiment((image,), pools))).run)
    assert {"mask", "mask_2", "P", "P2", "dP2"} <= set(names)


def test_names_are_those_of_the_screen():
    assert [plain_name(label) for label in ("X padded", "dY₂", "Y − target", "new W")] == [
        "X_padded",
        "dY2",
        "Y_minus_target",
        "new_W",
    ]


def odd():
    """Return an experiment with what JSON has no numbers for."""
    image = np.array([[[-0.0], [np.inf]], [[np.nan], [1e-300]]])
    return Subject(Document(Experiment((frozen(image),), (Activation("identity"),))))


@pytest.mark.parametrize("name", ["X", "dX_padded", "W", "b", "new W", "loss"])
def test_one_array_comes_back_bit_for_bit(subject, name, tmp_path):
    array = exported(subject.run)[plain_name(name)].numbers
    assert same(np.load(io.BytesIO(npy(subject, ExportOptions(array=name)))), array)
    (tmp_path / "array.csv").write_bytes(csv(subject, ExportOptions(array=name)))
    back = read_file(tmp_path / "array.csv")
    planes = np.atleast_2d(array)
    assert same(back, np.ascontiguousarray(planes.reshape(*planes.shape[:2], -1, order="F")))


def test_zeros_with_a_sign_infinities_and_nan_come_back():
    image = odd().document.experiment.image
    assert same(np.load(io.BytesIO(npy(odd(), ExportOptions(array="X")))), image)
    assert csv(odd(), ExportOptions(array="X")) == b"-0,inf\nnan,1e-300\n"


def test_what_a_chapter_writes_needs_no_name(subject):
    options = ExportOptions(chapter="convolve")
    assert npy(subject, options) == npy(subject, ExportOptions(array="Y"))


@pytest.mark.parametrize("write", [npy, csv])
def test_one_of_many_has_to_be_named(subject, write):
    with pytest.raises(ValueError, match=r"say --array and one of X, .*, new_b"):
        write(subject, ExportOptions())
    with pytest.raises(ValueError, match="array 'Z' is not one of X, "):
        write(subject, ExportOptions(array="Z"))


def numbers_of(table):
    """Return the cells of the tables in Markdown, without what counts their rows and columns."""
    rows = [line.split("|")[2:-1] for line in table.splitlines() if line.startswith("| **")]
    return [cell.strip() for row in rows for cell in row]


def test_tables_show_what_the_screen_shows(subject):
    for decimals in (0, 4):
        said = markdown(subject, ExportOptions(array="W", decimals=decimals)).decode()
        one = exported(subject.run)["W"]
        text = format_in(one.chapter, one.key, decimals).text
        planes = np.moveaxis(one.numbers.reshape(3, 3, -1), -1, 0)
        assert numbers_of(said) == [text(value) for value in planes.ravel().tolist()]
        titles = re.findall(r"^\*\*(W, .*)\*\*$", said, re.MULTILINE)
        assert titles == [f"W, channel {channel}, filter {f}" for channel in range(3) for f in range(4)]


def test_a_table_has_the_digits_of_what_a_cell_has_as_next_to_0():
    numbers = np.array([[2.5, -3e-4], [0.125, 0.0]])
    subject = Subject(Document(Experiment((frozen(numbers[:, :, None]),), (Activation(),))))
    of = exported(subject.run)["X"]
    assert numbers_of(table(of, ".md")) == ["2.50", "−0.0003", "0.13", "0"]
    assert "≈" not in table(of, ".tex")


def test_every_array_is_among_the_tables_where_none_is_named(subject):
    titles = re.findall(
        r"^\*\*(.*?)(?:, .*)?\*\*$", markdown(subject, ExportOptions()).decode(), re.MULTILINE
    )
    assert dict.fromkeys(titles).keys() == {one.label for one in exported(subject.run).values()}


def test_tables_in_latex_have_the_same_numbers():
    subject = Subject(Document(first_example()))
    table = latex(subject, ExportOptions(array="W")).decode()
    assert table == (
        "% W, filter 0\n\\begin{tabular}{r|rrr}\n & 0 & 1 & 2 \\\\ \\hline\n0 & $1$ & $0$ & $-1$ \\\\\n"
        "1 & $2$ & $0$ & $-2$ \\\\\n2 & $1$ & $0$ & $-1$ \\\\\n\\end{tabular}\n"
    )
    whole = latex(odd(), ExportOptions()).decode()
    assert r"$\infty$" in whole
    assert r"\cdot 10^{-300}$" in whole
    assert MINUS not in whole


def test_what_is_hidden_is_in_no_data_and_nothing_is_written_that_would_work_it_out():
    subject = Subject(Document(first_example(), hidden=(Cell("Y", (0, 3, 4, 0)),)), name="lesson")
    with np.load(io.BytesIO(npz(subject, ExportOptions()))) as archive:
        assert np.isnan(archive["Y"][3, 4, 0])
        assert np.isfinite(archive["Y"]).sum() == 63
    assert numbers_of(markdown(subject, ExportOptions(array="Y")).decode())[28] == "?"
    assert b"?" in latex(subject, ExportOptions(array="Y"))
    for write, what in ((script, "a program"), (xlsx, "a spreadsheet")):
        with pytest.raises(ValueError, match=f"numbers are hidden, and {what} would tell them"):
            write(subject, ExportOptions())
