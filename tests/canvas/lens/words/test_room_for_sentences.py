"""A lens has room for the longest sentence of all steps of its chapter, not only of those that are looked at."""

import pytest
from run_catalogue import WAYS, experiments

from cnnviz.canvas.lens.lettering.texts import words_width
from cnnviz.canvas.lens.ways.forms import forms_of
from cnnviz.canvas.lens.words import Words, said_of
from cnnviz.gallery.first_example import first_example
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.lessons.lesson import lesson_for
from cnnviz.run.numbers.training import trained
from cnnviz.run.timeline import Position

MADE = {
    "first": first_example,
    "learned": lambda: trained(lesson_for(first_example()).experiment, 200)[-1].experiment,
    **{name: lambda name=name: experiments()[name] for name in experiments()},
}
LETTERS = 1.08  # a sentence with longer numbers than were foreseen: lines are broken with so much to spare


@pytest.mark.parametrize(
    ("name", "way"),
    [
        ("first", "window by window"),
        ("learned", "window by window"),
        *(
            pytest.param(name, way, marks=pytest.mark.long)
            for name in experiments()
            for way in ("window by window", "cell by cell", "turned", "all filters")
        ),
    ],
)
def test_it_is_foreseen(qapp, name, way):
    run, longer = run_of(MADE[name](), WAYS[way]), 0
    for number, chapter in enumerate(run.chapters):
        frames = [Frame(run, Position(number, step)) for step in range(0, len(chapter.trace))]
        room = max(form.note for form in forms_of(frames[0], words_width).values())
        needed = max(words_width(Words("", said_of(frame)[0])) for frame in frames)
        assert needed <= LETTERS * room, chapter.key
        longer += needed > 0
    assert longer > 2
