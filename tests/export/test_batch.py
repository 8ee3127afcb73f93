"""Many files by one start: where each goes, what is said meanwhile, and that one that fails keeps no other from it."""

import io
import os
from pathlib import Path

import numpy as np
import pytest

from cnnviz.cli import main
from cnnviz.export import batch
from cnnviz.export.batch import Task, bar, form_of, render_all, tasks
from cnnviz.export.formats import FORMATS, format_of
from cnnviz.export.rendering import render, save
from cnnviz.export.subject import ExportOptions, Subject
from cnnviz.gallery.first_example import first_example
from cnnviz.progress import report
from cnnviz.storage import Document, load

DOCUMENT = format_of(".cnnviz")


@pytest.fixture
def images(tmp_path, monkeypatch):
    """Return three files, of which the second is no image."""
    monkeypatch.chdir(tmp_path)
    for number, name in enumerate("abc"):
        np.save(f"{name}.npy", np.full((4, 5), number, float))
    Path("b.npy").write_bytes(b"nothing")
    return [Path(f"{name}.npy") for name in "abc"]


def test_the_name_of_each_file_stands_in_the_name_of_what_is_made_of_it():
    assert tasks([Path("x/a.cnnviz"), Path("b.png")], "out/{name}-{name}.svg") == [
        Task(Path("x/a.cnnviz"), Path("out/a-a.svg")),
        Task(Path("b.png"), Path("out/b-b.svg")),
    ]
    assert tasks([Path("a.b.png")], "{name}.svg") == [Task(Path("a.b.png"), Path("a.b.svg"))]
    assert tasks([Path("a.png")], "-") == [Task(Path("a.png"), None)]


@pytest.mark.parametrize(
    ("files", "out", "words"),
    [
        (["a.png", "b.png"], "x.svg", "2 files cannot all be x.svg"),
        (["a.png", "b.png"], "-", "2 files cannot all be -"),
        (["x/a.png", "y/a.png"], "{name}.svg", "x/a.png and y/a.png would both be written to a.svg"),
    ],
)
def test_two_files_never_go_to_one_place(files, out, words):
    with pytest.raises(ValueError, match=words):
        tasks([Path(file) for file in files], out)


def test_the_ending_says_what_is_written_unless_somebody_does():
    assert form_of("a.PNG", None).suffix == ".png"
    assert form_of("a.png", "cnnviz").suffix == form_of("-", ".cnnviz").suffix == ".cnnviz"
    for out, words in (
        ("-", "no ending: say --format"),
        ("a", "has no ending"),
        ("a.jpeg", "'.jpeg' is not one of"),
    ):
        with pytest.raises(ValueError, match=words):
            form_of(out, None)


def test_what_a_format_does_not_go_by_is_refused():
    with pytest.raises(ValueError, match=r"--theme says nothing about \.cnnviz files"):
        render_all([], DOCUMENT, ExportOptions(theme="dark"), print)


def test_every_format_is_there_and_is_known_by_its_ending():
    assert len({one.suffix for one in FORMATS}) == len(FORMATS)
    for one in FORMATS:
        module, _, function = one.maker.partition(":")
        assert callable(getattr(__import__(module, fromlist=[function]), function))
        assert set(one.takes) <= set(ExportOptions._fields)
        assert format_of(one.suffix.upper()) is one


def test_one_that_cannot_be_made_keeps_no_other_from_it(images, capsys):
    assert main(["render", *map(str, images), "-o", "{name}.cnnviz"]) == 2
    assert capsys.readouterr().err.startswith("cnnviz: b.npy ")
    assert [load(f"{name}.cnnviz").experiment.images[0][0, 0, 0] for name in "ac"] == [0, 2]
    assert not Path("b.cnnviz").exists()
    assert main(["render", "a.npy", "c.npy", "-o", "{name}.cnnviz"]) == 0


def test_standard_output(images, capfdbinary):
    render("a.npy", "a.cnnviz")
    assert main(["render", "a.npy", "-o", "-", "--format", "cnnviz"]) == 0
    assert capfdbinary.readouterr().out == Path("a.cnnviz").read_bytes()


def test_a_terminal_shows_how_far_it_is(monkeypatch):
    def slow(_path, _suffix, _options):
        report(0.5)
        report(0.5)
        return b""

    monkeypatch.setattr(batch, "made", slow)
    screen = io.StringIO()
    work = [Task(Path("a.png"), Path(os.devnull)), Task(Path("b.png"), Path(os.devnull))]
    assert render_all(work, DOCUMENT, ExportOptions(), print, screen)
    shown = [part for part in screen.getvalue().split("\r\x1b[K") if part]
    assert shown == [
        bar(share, *told)
        for share, *told in (
            (0, "a.png", 0, 2),
            (0.25, "a.png", 0, 2),
            (0.5, "b.png", 1, 2),
            (0.75, "b.png", 1, 2),
        )
    ]
    assert screen.getvalue().endswith("\r\x1b[K")
    monkeypatch.setenv("COLUMNS", "20")
    assert render_all(work[:1], DOCUMENT, ExportOptions(), print, screen)
    assert screen.getvalue().endswith("\r\x1b[K[############------\r\x1b[K")
    assert bar(0.25, "a.png", 0, 2) == "[######------------------]  25% 1 of 2 a.png"
    assert bar(1, "a.png", 0, 1) == "[########################] 100% a.png"


def test_what_is_no_file_is_written_to_as_it_is(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    save(b"content", pipe)
    assert os.read(reader, 99) == b"content"
    os.close(reader)
    assert pipe.is_fifo()


def test_a_document_is_written_at_the_step_that_is_wanted(images):
    render("a.npy", "a.cnnviz", chapter="pad", steps=(2, 3), decimals=4)
    made = load("a.cnnviz")
    assert (made.position.chapter, made.position.step, made.decimals) == (0, 2, 4)


@pytest.mark.parametrize(
    ("out", "words"),
    [
        ("a.npz", ()),
        ("x.npy", ("--array", "dX")),
        ("a.csv", ("--chapter", "convolve")),
        ("a.md", ()),
        ("a.tex", ()),
        ("a.py", ()),
        ("b.py", ("--library", "torch")),
    ],
)
def test_data_and_source_come_by_the_same_door(images, out, words, capsys):
    assert main(["render", "a.npy", "-o", out, *words]) == 0
    assert Path(out).stat().st_size > 20
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("form", [one for one in FORMATS if not one.draws and one.suffix != ".html"])
def test_what_comes_out_can_be_read_before_it_is_written(form):
    options = ExportOptions(array="dX" if "array" in form.takes else None)
    told = form.told(Subject(Document(first_example()), name="letter"), options)
    assert "dX" in told or form.suffix in (".csv", ".cnnviz")
    assert len(told.splitlines()) > 3
