"""By how much windows move on is found in what they read, also where padding does not count."""

import numpy as np
import pytest

from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import AveragePooling
from cnnviz.experiment.windows import PoolingWindow
from cnnviz.explain.prose.spacing import spacing
from cnnviz.run.compute import run_of


@pytest.mark.parametrize("counts", [True, False])
@pytest.mark.parametrize("stride", [(1, 1), (2, 1), (1, 3), (3, 2)])
def test_windows_that_stick_out_move_on_as_far_as_all(stride, counts):
    window = PoolingWindow((2, 3), stride, (1, 1))
    experiment = Experiment((np.zeros((9, 9, 1)),), (AveragePooling(window, counts),))
    (forward,) = (one for one in run_of(experiment).chapters if one.key == "average_pool")
    assert spacing(forward).strides == stride
