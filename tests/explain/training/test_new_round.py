"""When a round begins it is said what a weight was and is, as people write it."""

from dataclasses import replace

import numpy as np
import pytest
from run_catalogue import WAYS, convolved, image

from cnnviz.engine.arrays import frozen
from cnnviz.experiment.document import Experiment
from cnnviz.explain.training.new_round import begun
from cnnviz.run.compute import run_of


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (2.0, 1.5, "W[0, 1] was 2, and is 1.50 now"),
        (8e-4, -3e-4, "W[0, 1] was 0.0008, and is −0.0003 now"),
        (-2e-4, 5e-4, "W[0, 1] was −0.0002, and is 0.0005 now"),
    ],
)
def test_the_weight_that_has_changed_most_is_told_without_an_exponent_beside_larger_ones(old, new, words):
    layer = convolved(1, 1, size=(8, 8), padding="valid")
    kernel = np.zeros_like(layer.weight)
    kernel[0, 0] = 2.25
    experiments = []
    for value in (old, new):
        kernel = kernel.copy()
        kernel[0, 1] = value
        experiments.append(
            Experiment((image(1, (8, 8)),), (replace(layer, weight=frozen(kernel)),), learning_rate=0.1)
        )
    run = run_of(experiments[1], WAYS["window by window"])
    assert begun(3, run, *experiments) == f"Round 3 begins with the new W: {words}"
