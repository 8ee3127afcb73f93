"""What a chapter says of itself, so that nobody asks what kind it is: winners, slopes, the right class, groups."""

from dataclasses import replace

import pytest
from run_catalogue import experiments, nothing_but_padding, runs

from cnnviz.experiment.convolution import Convolution
from cnnviz.experiment.layers import Linear
from cnnviz.run.chapter import ChapterKind, Phase
from cnnviz.run.compute import run_of

K = ChapterKind
IN_GROUPS = {K.CONVOLVE, K.ACCUMULATE, K.CORRELATE, K.SCATTER, K.GATHER, K.FULL}


def chapters():
    return [(run, number, chapter) for _, run in runs() for number, chapter in enumerate(run.chapters)]


def test_a_layer_makes_its_output_behind_its_padding():
    for run, _, chapter in chapters():
        if chapter.phase is Phase.FORWARD:
            made = run.forward_of(chapter.layer)
            assert made.kind is not K.PAD
            assert made is chapter or chapter.kind is K.PAD
    assert run.forward_of(-1) is None


def test_weights_are_updated_once_for_each_layer_that_has_some():
    found = set()
    for _, run in runs():
        for number, chapter in enumerate(run.chapters):
            assert chapter.updates_weights == (chapter.kind is K.UPDATE_WEIGHT)
            assert (run.weight_updates.get(chapter.layer) == number) == chapter.updates_weights
        found |= {type(run.numbers.experiment.layers[layer]) for layer in run.weight_updates}
    assert found == {Convolution, Linear}


def test_both_ways_through_a_maximum_lead_to_the_chapter_with_its_mask():
    found = set()
    for run, _, chapter in chapters():
        if chapter.kind not in (K.MAX_POOL, K.MAX_POOL_BACK):
            assert chapter.winners is None
            continue
        finds = run.chapters[chapter.winners]
        assert (finds.kind, finds.layer) == (K.MAX_POOL, chapter.layer)
        assert len(finds.trace) == len(chapter.trace)
        assert finds.mask in finds.arrays
        found.add(chapter.kind)
    assert found == {K.MAX_POOL, K.MAX_POOL_BACK}


def test_a_slope_is_one_at_cells_of_an_array_that_is_there():
    for _, _, chapter in chapters():
        assert (chapter.slope is not None) == (
            chapter.kind is K.ACTIVATE_BACK
            or (chapter.kind is K.UPSTREAM and chapter.rules == ("sigmoid_slope",))
        )
        if chapter.slope is not None:
            written = next(iter(chapter.trace.outputs.values()))
            assert chapter.arrays[chapter.slope[1]].shape == written.shape


def test_what_is_given_is_the_gradient_that_somebody_typed():
    given = {(chapter.kind, chapter.rules) for _, _, chapter in chapters() if chapter.given}
    assert given == {(K.UPSTREAM, ("typed",))}


@pytest.mark.parametrize("label", [0, 2])
def test_the_right_class_is_the_one_of_the_image_that_is_followed(label):
    experiment = experiments()["classifier"]
    run = run_of(replace(experiment, loss=replace(experiment.loss, labels=(label,))))
    told = {chapter.kind: chapter.true_class for chapter in run.chapters if chapter.true_class is not None}
    assert told == {K.CROSS_ENTROPY: label, K.CROSS_ENTROPY_BACK: label}
    gradient = next(chapter for chapter in run.chapters if chapter.kind is K.CROSS_ENTROPY_BACK)
    assert (gradient.arrays["dlogits"] < 0).nonzero()[1].tolist() == [label]


def test_sums_keep_to_groups_where_the_layer_has_any():
    for name, run in runs():
        layers = experiments()[name.split(",")[0]].layers
        for chapter in run.chapters:
            within = layers[chapter.layer].groups if chapter.kind in IN_GROUPS else 1
            assert chapter.groups == within


def test_a_frame_is_what_padding_puts_around_and_takes_off():
    assert {kind for kind in K if kind.frames} == {K.PAD, K.CROP}


def test_a_run_without_layers_begins_with_its_loss():
    padded = nothing_but_padding("mse")
    run = run_of(replace(padded, layers=(), loss=replace(padded.loss, name="typed", values=())))
    assert [chapter.kind for chapter in run.chapters] == [K.UPSTREAM]
    assert run.chapters[0].given
