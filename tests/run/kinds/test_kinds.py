"""Nothing is forgotten of a kind of layer, or of a kind of chapter."""

from typing import get_args

from run_catalogue import runs

from cnnviz.experiment.layers import ActiveLayer
from cnnviz.explain.words import headline
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.kinds import KINDS

ALL = [chapter for _, run in runs() for chapter in run.chapters]


def test_every_kind_of_layer_can_be_run():
    assert set(KINDS) == set(get_args(ActiveLayer))


def test_every_kind_of_chapter_is_told_of_every_array_what_it_is():
    assert {chapter.kind for chapter in ALL} == set(ChapterKind)
    for chapter in ALL:
        assert set(chapter.info) == set(chapter.arrays), chapter.key
        for name, info in chapter.info.items():
            assert len(info.axes) == chapter.arrays[name].ndim, (chapter.key, name)


def test_every_kind_of_chapter_says_what_happens_in_it():
    for chapter in ALL:
        assert all(headline(chapter)), chapter.key
