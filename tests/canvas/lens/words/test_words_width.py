"""A heading of the lens is measured once for each size of text, and again in another."""

import pytest

from cnnviz.application import application, write_in
from cnnviz.canvas.lens.lettering.texts import words_width
from cnnviz.canvas.lens.words import Words


@pytest.fixture
def sizes(qapp):
    yield lambda percent: write_in(application(), percent)
    write_in(application(), 100)


def test_a_heading_is_as_wide_as_its_text_is_large(sizes):
    words = Words("window", "of x")
    usual = words_width(words)
    sizes(150)
    large = words_width(words)
    sizes(100)
    assert (words_width(words), large > 1.4 * usual) == (usual, True)


def test_what_is_said_about_it_stands_apart_from_the_name(sizes):
    alone = words_width(Words("window")), words_width(Words("", "3×3"))
    assert words_width(Words("window", "3×3")) > sum(alone)
    assert words_width(Words("window", "3×3")) == words_width(Words("window", "3×3", "accent"))
