"""The page as a file: how large it is, that it keeps to itself, what of a run is in it, and how it is saved."""

import base64
import hashlib
import re
from dataclasses import replace
from operator import methodcaller

import numpy as np
import pytest
from page_reader import read

import cnnviz.export
from cnnviz.cli import main
from cnnviz.engine.arrays import frozen
from cnnviz.experiment.convolution import convolution
from cnnviz.experiment.windows import Window
from cnnviz.export.pages.selection import LARGEST, estimated, selected
from cnnviz.export.subject import ExportOptions, Subject
from cnnviz.gallery.first_example import START, first_example
from cnnviz.run.options import RunOptions
from cnnviz.storage import Document, save

LETTER = Document(first_example(), RunOptions(follow=0), START)


@pytest.fixture(scope="module")
def whole():
    return cnnviz.export.page(LETTER).html


@pytest.fixture(scope="module")
def chapters():
    """Return the pages of chapters by their keys, the largest among them."""
    keys = "convolve", "scatter", "loss", "update_weight"
    return {key: cnnviz.export.page(LETTER, chapter=key).html for key in keys}


def test_the_example_is_small_enough_for_a_learning_platform(whole, chapters):
    assert len(whole.encode()) <= 1_500_000
    assert max(len(html.encode()) for html in chapters.values()) <= 300_000


def test_all_chapters_are_the_whole_run(whole):
    assert cnnviz.export.page(LETTER, chapter="all").html == whole


def test_nothing_runs_but_what_the_policy_names(whole):
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', whole)[1]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    for tag, rule in (("script", "script-src"), ("style", "style-src")):
        parts = re.findall(rf"<{tag}>(.*?)</{tag}>", whole, re.DOTALL)
        hashes = [base64.b64encode(hashlib.sha256(part.encode()).digest()).decode() for part in parts]
        assert [f"'sha256-{found}'" for found in hashes] == rules[rule].split()
    assert not re.search(r"<[^>]+\son\w+=|<[^>]+\sstyle=|https?://(?!www\.w3\.org/2000/svg)", whole)
    assert not re.search(r"\beval\(|new Function|\bfetch\(|XMLHttpRequest|innerHTML", whole)


def test_a_name_and_a_text_are_nothing_but_text():
    name = '</script><script>alert("x")</script>{{DATA}}'
    experiment = replace(LETTER.experiment, image_name=name)
    html = cnnviz.export.page(Document(experiment, text=name), chapter="loss").html
    assert html.count("<script") == 2
    assert read(Document(experiment, text=name), chapter="loss").data["name"] == name


def test_one_chapter_and_some_of_its_steps(whole):
    (told,) = read(LETTER, chapter="scatter", steps=(5, 9)).chapters
    assert told["key"] == "scatter"
    assert [step[0] for step in told["steps"]] == [5, 6, 7, 8, 9]
    assert '"start":[1,27]' in whole
    assert read(LETTER, chapter="scatter").data["start"] == [0, 0]
    assert read(LETTER, chapter="convolve", steps=(20, 40)).data["start"] == [0, 8]
    with pytest.raises(ValueError, match="chapter 'blur' is not one of pad"):
        cnnviz.export.page(LETTER, chapter="blur")


def test_what_goes_by_at_once_is_one_step_of_the_page():
    experiment = first_example().with_image(frozen(np.zeros((24, 24, 1))), "dark")
    document = Document(experiment, RunOptions(follow=0))
    run = Subject(document).run
    natural = run.chapters[0].natural
    assert natural > 1
    (told,) = read(document, chapter="pad").chapters
    assert len(told["steps"]) == -(-len(run.chapters[0].trace) // natural)
    assert told["steps"][-1][0] == len(run.chapters[0].trace)


def test_decimals_are_those_of_the_document_unless_others_are_wanted():
    image = frozen(np.random.default_rng(2).random((4, 4, 1)))
    document = Document(first_example().with_image(image, "noise"), decimals=5)
    for given, digits in (({}, 5), ({"decimals": 3}, 3)):
        page = read(document, chapter="pad", **given)
        texts = {page.glyph(cell)[0] for cell in page.chapters[0]["given"]}
        assert {len(text.partition(".")[2]) for text in texts} == {digits}


def test_a_large_run_is_refused_before_it_is_worked_out():
    image = frozen(np.zeros((96, 96, 3)))
    layers = [convolution(Window((7, 7), (1, 1), "same"), channels=3), *first_example().layers[1:]]
    experiment = replace(first_example(), images=(image,), layers=tuple(layers))
    with pytest.raises(
        ValueError, match=r"would have about \d+ MB, more than 12: choose one of its chapters"
    ):
        cnnviz.export.page(experiment)
    with pytest.raises(ValueError, match=r"choose some of its steps, \d+ or fewer"):
        cnnviz.export.page(experiment, chapter="convolve")
    assert read(experiment, chapter="convolve", steps=(1, 3)).chapters[0]["key"] == "convolve"


def test_what_is_told_beforehand_is_about_what_it_is(whole, chapters):
    for key, html in {None: whole, **chapters}.items():
        told, size = estimated(selected(Subject(LETTER), ExportOptions(chapter=key))), len(html.encode())
        assert told / 1.6 < size < told * 1.6, key
        assert told < LARGEST


def test_a_notebook_shows_it_and_it_is_saved_whole(tmp_path, whole):
    page = cnnviz.export.page(LETTER, chapter="loss")
    shown = methodcaller("_repr_html_")(page)
    assert shown.startswith("<iframe")
    assert 'sandbox="allow-scripts"' in shown
    assert "<html" not in shown
    page.save(tmp_path / "loss.html")
    assert (tmp_path / "loss.html").read_text(encoding="utf-8") == page.html
    with pytest.raises(OSError, match="cannot be written"):
        page.save(tmp_path / "nowhere" / "loss.html")
    assert [path.name for path in tmp_path.iterdir()] == ["loss.html"]


def test_the_command_line_writes_it(tmp_path, whole):
    save(LETTER, tmp_path / "letter.cnnviz")
    given = ["render", str(tmp_path / "letter.cnnviz"), "-o", str(tmp_path / "letter.html")]
    assert main([*given, "--chapter", "scatter", "--theme", "dark"]) == 0
    html = (tmp_path / "letter.html").read_text(encoding="utf-8")
    assert '"theme":"dark"' in html
    assert '"key":"scatter"' in html
    assert '"key":"pad"' not in html
