"""The short line on the stage is so in every kind of step: looked up for three networks, step by step."""

import re
from dataclasses import replace

import pytest
from reason_claims import REASON_CLAIMS
from run_catalogue import experiments
from why_numbers import Expected

from cnnviz.experiment.loss import Loss
from cnnviz.explain.lenses.remarks import remark
from cnnviz.explain.prose.why import reason
from cnnviz.run.chapter import ChapterKind, Phase
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.options import RunOptions
from cnnviz.run.timeline import Position

MOST = 9  # steps of a chapter
SILENT = {ChapterKind.SCATTER, ChapterKind.ACCUMULATE, ChapterKind.SPREAD, ChapterKind.TURN}
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


def test_from_the_loss_on_every_kind_of_chapter_has_one():
    for loss in (Loss("sum"), experiments()["grey"].loss):
        run = run_of(replace(experiments()["grey"], loss=loss))
        for number, chapter in enumerate(run.chapters):
            if chapter.phase is not Phase.FORWARD and chapter.kind not in SILENT | {ChapterKind.MSE}:
                steps = range(len(chapter.trace))
                assert all(remark(Frame(run, Position(number, step))).said for step in steps), chapter.key
