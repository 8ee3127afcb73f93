"""What chapters are called under the scrubber: what comes of a gradient is named as its title names it."""

import re

import pytest
from run_catalogue import runs

from cnnviz.run.chapter import ChapterKind

READY = ChapterKind.SPREAD, ChapterKind.TURN  # which make ready what the gradient is made of
each_run = pytest.mark.parametrize("run", [pytest.param(run, id=name) for name, run in runs()])


@pytest.mark.some(16)
@each_run
def test_a_gradient_is_called_by_its_own_letter(run):
    titles = ((chapter, re.match(r"[^:]*, backward: (d[^,]*)", chapter.title)) for chapter in run.chapters)
    written = [(chapter.name, title[1]) for chapter, title in titles if title and chapter.kind not in READY]
    assert written or not any("dweight" in chapter.info for chapter in run.chapters)
    for name, title in written:
        assert name == title


@pytest.mark.some(16)
@each_run
def test_what_two_layers_have_of_the_same_kind_is_told_apart(run):
    names = [chapter.name for chapter in run.chapters if re.fullmatch(r"(d?[Wb])[₀-₉]*", chapter.name)]
    assert len(set(names)) == len(names)
