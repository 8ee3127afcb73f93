"""After an edit that makes signed numbers of a picture the legend shows cells as they look now."""

import numpy as np
import pytest
from PyQt5.QtWidgets import QApplication

from cnnviz.gallery.first_example import first_example
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.options import RunOptions
from cnnviz.run.timeline import Position


@pytest.mark.parametrize(("before", "after"), [(0.0, -1.0), (-1.0, 0.0), (0.0, 1.0)])
def test_it_is_that_of_a_stage_made_anew(new_stage, before, after):
    experiment = first_example()

    def frame(value):
        image = np.array(experiment.image)
        image[2, 2] = value
        return Frame(run_of(experiment.with_image(image, "drawn"), RunOptions()), Position(0, 30))

    edited, fresh = (new_stage(900, 430, shown=True) for _ in range(2))
    edited.set_frame(frame(before))
    QApplication.processEvents()
    for stage in (edited, fresh):
        stage.set_frame(frame(after))
    QApplication.processEvents()
    assert edited.viewport().grab().toImage() == fresh.viewport().grab().toImage()
