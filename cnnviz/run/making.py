"""From what a person set up to the run that can be stepped through: forward, loss, backward, update."""

from cnnviz.experiment.document import Experiment
from cnnviz.run.backward import add_backward, add_update
from cnnviz.run.builder import Builder, RunOptions
from cnnviz.run.forward import add_layers
from cnnviz.run.loss import add_loss
from cnnviz.run.timeline import Timeline

__all__ = ["RunOptions", "run_of", "timeline"]


def timeline(experiment: Experiment, follow: int | None = None) -> Timeline:
    """Compute `experiment` and return its run, told in the usual way.

    Parameters
    ----------
    follow : the filter that steps are limited to where layers have several; None visits all, one by one
    """
    return run_of(experiment, RunOptions(follow))


def run_of(experiment: Experiment, options: RunOptions) -> Timeline:
    """Compute `experiment` and return its run, told as `options` says."""
    builder = Builder(experiment, options)
    passed = add_layers(builder)
    loss = add_loss(builder)
    for record in reversed(passed):
        add_backward(builder, record)
    for record in passed:
        add_update(builder, record)
    return Timeline(builder.chapters, builder.arrays, loss)
