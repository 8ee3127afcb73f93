"""A moving picture shows every step, begins anew, and has one palette for all of it."""

import io

import numpy as np
import pytest
from figure_tools import subject_of
from PIL import Image
from seen_pixels import pixels_of

from cnnviz.export.figures.gif import gif, gif_pieces
from cnnviz.export.figures.look import FigureLook
from cnnviz.export.figures.png import painted
from cnnviz.export.figures.sheet import FigureSheet
from cnnviz.export.figures.shots import frame_at, positions
from cnnviz.export.subject import ExportOptions
from cnnviz.progress import Stopped, watched

SIZE = (480, 300)


def frames(content):
    """Return all frames as (rows, columns, 3), and for how many milliseconds each is shown."""
    with Image.open(io.BytesIO(content)) as image:
        assert image.info["loop"] == 0
        shown = []
        for number in range(image.n_frames):
            image.seek(number)
            shown.append((np.asarray(image.convert("RGB")).astype(int), image.info["duration"]))
    return shown


@pytest.mark.parametrize("theme", ["light", pytest.param("dark", marks=pytest.mark.long)])
def test_each_frame_is_the_step(qapp, theme):
    subject, options = subject_of("a"), ExportOptions(size=SIZE, theme=theme, fps=10, caption="Nine windows")
    shown = frames(gif(subject, options))
    sheet = FigureSheet(FigureLook(SIZE, theme=theme, caption="Nine windows"), subject.name)
    wanted = [
        pixels_of(painted(sheet, frame_at(subject, options, at)))
        for at in positions(subject, options, many=True)
    ]
    sheet.close()
    assert len(shown) == len(wanted) == 9
    for (seen, _), exact in zip(shown, wanted, strict=True):
        far = np.abs(seen - exact).max(axis=2)
        assert far.max() < 60
        assert (far > 20).mean() < 0.002
    assert [duration for _, duration in shown] == [100] * 8 + [200]


def test_one_palette_serves_all(qapp):
    content = gif(subject_of("a"), ExportOptions(size=SIZE))
    assert content[10] == 0xF7  # 256 colours for all
    with Image.open(io.BytesIO(content)) as image:
        for number in range(image.n_frames):
            image.seek(number)
            assert image.global_palette is not None
    assert all(flags == 0 for flags in local_flags(content))


def local_flags(content):
    """Yield what each frame says of a palette of its own."""
    at = 13 + 768
    while content[at] != 0x3B:
        if content[at] == 0x2C:
            yield content[at + 9]
            at += 11
        else:
            at += 2
        while content[at]:
            at += content[at] + 1
        at += 1


def test_what_stays_is_not_written_again(qapp):
    subject = subject_of("letter")
    one = len(gif(subject, ExportOptions(size=SIZE, steps=(20, 20))))
    many = len(gif(subject, ExportOptions(size=SIZE, steps=(20, 29))))
    assert many < 3 * one


@pytest.mark.long
def test_a_step_that_looks_like_the_last_one_takes_its_time(qapp):
    subject = subject_of("e_padding")
    shown = frames(gif(subject, ExportOptions(size=SIZE, chapter="pad", alone=True)))
    assert len(shown) == len(positions(subject, ExportOptions(chapter="pad"), many=True))


def test_it_can_be_stopped_at_every_frame(qapp):
    shares = list(gif_pieces(subject_of("a"), ExportOptions(size=SIZE)))
    assert shares == sorted(shares)
    assert shares[-1] == 1
    told = []
    with watched(lambda share: told.append(share) or len(told) < 15), pytest.raises(Stopped):
        gif(subject_of("a"), ExportOptions(size=SIZE))
    assert told == shares[:15]


def test_too_many_pixels_are_refused_before_any_work(qapp):
    with pytest.raises(ValueError, match=r"64 frames of 8000x4000 are 2048 million pixels"):
        next(gif_pieces(subject_of("letter"), ExportOptions(size=(8000, 4000))))
