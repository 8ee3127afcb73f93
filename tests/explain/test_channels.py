"""What channels are called, in sums too, and what is said of groups."""

import numpy as np
import pytest

from cnnviz.experiment.convolution import convolution
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.windows import Window
from cnnviz.explain.naming import channel_text
from cnnviz.explain.sums.formula import formula
from cnnviz.explain.sums.pieces import Role
from cnnviz.explain.words import headline
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.options import RunOptions
from cnnviz.run.timeline import Position


def run(channels, filters, groups, follow=0):
    layer = convolution(Window((1, 1), padding="valid"), channels, filters, groups)
    return run_of(Experiment((np.ones((2, 2, channels)),), (layer,)), RunOptions(follow))


@pytest.mark.parametrize(
    ("channel", "channels", "image", "text"),
    [(0, 1, True, ""), (1, 3, True, "green"), (1, 3, False, "channel 1"), (3, 6, True, "channel 3")],
)
def test_a_channel_is_a_colour_in_an_image_of_three(channel, channels, image, text):
    assert channel_text(channel, channels, image=image) == text


@pytest.mark.parametrize(
    ("channels", "filters", "groups", "follow", "names"),
    [
        (6, 4, 2, 0, ["channel 0", "channel 1", "channel 2"]),
        (6, 4, 2, 3, ["channel 3", "channel 4", "channel 5"]),
        (4, 4, 2, 2, ["channel 2", "channel 3"]),
        (3, 3, 3, 1, []),
        (3, 1, 1, 0, ["red", "green", "blue"]),
    ],
)
def test_a_sum_names_the_channels_that_its_filter_reads(channels, filters, groups, follow, names):
    made = formula(Frame(run(channels, filters, groups, follow), Position(0, 0)))
    assert [piece.text for piece in made.terms if piece.role is Role.NOTE] == names


def test_chapters_in_which_groups_keep_apart_say_how_many_there_are():
    grouped, plain = run(4, 4, 2).chapters, run(4, 4, 1).chapters
    said = {}
    for chapter, other in zip(grouped, plain, strict=True):
        subtitle, usual = headline(chapter)[1], headline(other)[1]
        assert subtitle in (usual, f"in 2 groups: {usual}")
        said[chapter.key] = subtitle != usual
    assert [key for key, differs in said.items() if differs] == ["convolve", "accumulate", "scatter"]
