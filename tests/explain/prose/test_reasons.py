"""The short line on the stage is so in every kind of step: looked up for three networks, step by step."""

import json
import re
from dataclasses import replace

import numpy as np
import pytest
from reason_claims import REASON_CLAIMS
from run_catalogue import experiments
from why_numbers import Expected

from cnnviz.canvas.lens.words import may_be_said, said_of
from cnnviz.experiment.loss import Loss
from cnnviz.explain.lenses.plain_reasons import plain_reasons
from cnnviz.explain.lenses.remarks import may_say, remark
from cnnviz.explain.prose.files import prose_of
from cnnviz.explain.prose.why import reason
from cnnviz.resource import text
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.options import RunOptions
from cnnviz.run.timeline import Position

MOST = 9  # steps of a chapter


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


@pytest.mark.some(2)
@pytest.mark.parametrize("name", ["grey", "classifier", "means", "colour"])
def test_every_kind_of_chapter_has_one_forward_and_back(name):
    for loss in (Loss("sum"), experiments()[name].loss):
        run = run_of(replace(experiments()[name], loss=loss), RunOptions(0))
        for number, chapter in enumerate(run.chapters):
            if chapter.kind is not ChapterKind.MSE:
                count = len(chapter.trace)
                steps = sorted({*range(0, count, max(count // MOST, 1)), count - 1})
                assert all(remark(Frame(run, Position(number, step))).said for step in steps), chapter.key


def test_a_plain_one_has_no_other_beside_it_and_the_lens_says_it_at_once():
    seen, listed = set(), {kind for kind in ChapterKind if plain_reasons(kind)}
    for name in ("grey", "classifier", "means", "colour"):
        run = run_of(experiments()[name], RunOptions(0, "full"))
        for number, chapter in enumerate(run.chapters):
            if told := plain_reasons(chapter.kind):
                for step in range(0, len(chapter.trace), max(len(chapter.trace) // MOST, 1)):
                    frame = Frame(run, Position(number, step))
                    only = reason(frame)
                    assert only in told
                    assert said_of(frame) == (only, "") == (remark(frame).said, "")
                    assert may_be_said(frame) == told == (*may_say(frame),)
                seen.add(chapter.kind)
    assert seen == listed
    assert ChapterKind.CONVOLVE in listed  # with which a start begins
    assert not any(prose_of(kind).reasons for kind in listed)


def test_a_bias_does_not_make_a_window_fit():
    experiment = experiments()["grey"]
    layer = experiment.layers[0]
    against = replace(layer, weight=-np.ones_like(layer.weight), bias=np.full_like(layer.bias, 1e6))
    image = np.ones_like(experiment.images[0])
    frame = Frame(run_of(replace(experiment, images=(image,), layers=(against,))), Position(1, 3))
    assert frame.chapter.kind is ChapterKind.CONVOLVE
    assert all(frame.arrays[cell.array][cell.index] > 0 for cell in frame.step.writes)
    assert reason(frame) == said_of(frame)[0] == plain_reasons(ChapterKind.CONVOLVE)[1]


def test_rounding_fits_nothing():
    experiment = experiments()["grey"]
    layer = experiment.layers[0]
    tenths = np.zeros_like(layer.weight)
    tenths.reshape(-1)[:3] = 0.1, 0.2, -0.3  # which come to 5e-17
    tenths = replace(layer, weight=tenths, bias=np.zeros_like(layer.bias), names=("",))
    image = np.ones_like(experiment.images[0])
    run = run_of(replace(experiment, images=(image,), layers=(tenths,)))
    frame = Frame(run, Position(1, len(run.chapters[1].trace) // 2 + 3))
    assert 0 < abs(frame.arrays["y"].flat[len(run.chapters[1].trace) // 2 + 3]) < 1e-15
    assert reason(frame) == plain_reasons(ChapterKind.CONVOLVE)[2]


def test_where_something_is_left_open_that_of_all_steps_is_not_said_either():
    frame = Frame(run_of(experiments()["grey"]), Position(1, 3, 2))
    assert frame.chapter.kind is ChapterKind.CONVOLVE
    assert said_of(frame) == ("", "")
    nothing = replace(experiments()["grey"], images=(np.full((6, 6, 1), np.nan),))
    assert said_of(Frame(run_of(nothing), Position(1, 3))) == ("", "")


def test_every_plain_one_is_of_a_kind_of_chapter():
    listed = json.loads(text("reasons.json"))
    assert listed.keys() <= {kind.value for kind in ChapterKind}
    every = [said for kind in ChapterKind for said in plain_reasons(kind)]
    assert len(every) > len(listed)
    assert all(said[0].isupper() and said.endswith(".") and "{" not in said for said in every)
    assert {len(plain_reasons(kind)) for kind in ChapterKind} == {0, 1, 3}
