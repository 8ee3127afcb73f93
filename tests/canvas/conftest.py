"""Stages by themselves, on which time stands still."""

import pytest


@pytest.fixture
def new_stage(qtbot, clock):
    """Return what makes an empty stage of a size; it is shown where a test sees what reaches the screen."""
    from cnnviz.canvas.palette import palette
    from cnnviz.canvas.stage import Stage

    def made(width, height, *, shown=False, theme="light"):
        stage = Stage(palette(theme), clock=clock)
        qtbot.addWidget(stage)
        stage.resize(width, height)
        if shown:
            stage.show()
        return stage

    return made
