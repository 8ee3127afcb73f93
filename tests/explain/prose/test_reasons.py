"""The short line on the stage is so in every kind of step: looked up for three networks, step by step."""

import re
from dataclasses import replace

import pytest
from reason_claims import REASON_CLAIMS
from run_catalogue import experiments
from why_numbers import Expected

from cnnviz.canvas.lens.words import may_be_said, said_of
from cnnviz.experiment.loss import Loss
from cnnviz.explain.lenses.remarks import remark
from cnnviz.explain.prose.files import prose_of
from cnnviz.explain.prose.why import reason
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.options import RunOptions
from cnnviz.run.timeline import Position

MOST = 9  # steps of a chapter
SILENT = {ChapterKind.SPREAD, ChapterKind.TURN}
"""Whose headings say it."""


@pytest.mark.parametrize("name", ["grey", "signed", "classifier"])
def test_what_it_claims_is_so(name):
    experiment = experiments()[name]
    run, seen = run_of(experiment, RunOptions()), set()
    for number, chapter in enumerate(run.chapters):
        for step in range(0, len(chapter.trace), max(len(chapter.trace) // MOST, 1)):
            frame = Frame(run, Position(number, step))
            said = reason(frame)
            for words, holds in REASON_CLAIMS.items():
                if found := re.search(words, said):
                    assert holds(Expected(frame, experiment), frame, found), (chapter.key, step, said)
                    seen.add(words)
    assert seen


@pytest.mark.parametrize("name", ["grey", "classifier", "means", "colour"])
def test_every_kind_of_chapter_has_one_forward_and_back(name):
    for loss in (Loss("sum"), experiments()[name].loss):
        run = run_of(replace(experiments()[name], loss=loss), RunOptions(0))
        for number, chapter in enumerate(run.chapters):
            if chapter.kind not in SILENT | {ChapterKind.MSE}:
                count = len(chapter.trace)
                steps = sorted({*range(0, count, max(count // MOST, 1)), count - 1})
                assert all(remark(Frame(run, Position(number, step))).said for step in steps), chapter.key


def test_that_of_a_convolution_is_one_for_all_steps_and_the_lens_has_it_at_once():
    (only,) = prose_of(ChapterKind.CONVOLVE).reasons
    assert only.when == ()
    frame = next(Frame(run_of(experiments()["grey"]), Position(n, 3)) for n in range(3) if n == 1)
    assert frame.chapter.kind is ChapterKind.CONVOLVE
    assert said_of(frame) == (only.text, "") == (reason(frame), "")
    assert may_be_said(frame) == (only.text,)
    assert said_of(Frame(frame.timeline, Position(1, 3, 2))) == ("", "")
