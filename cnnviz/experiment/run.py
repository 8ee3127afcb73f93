"""From what a person set up to the run that can be stepped through: forward, loss, backward, update."""

from cnnviz.experiment.document import Experiment
from cnnviz.experiment.run_backward import add_backward, add_update
from cnnviz.experiment.run_builder import Builder, Telling
from cnnviz.experiment.run_forward import add_layers
from cnnviz.experiment.run_loss import add_loss
from cnnviz.trace.timeline import Timeline

__all__ = ["Telling", "run_of", "timeline"]


def timeline(experiment: Experiment, follow: int | None = None) -> Timeline:
    """Compute `experiment` and return its run, told in the usual way.

    Parameters
    ----------
    follow : the filter that steps are limited to where layers have several; None visits all, one by one
    """
    return run_of(experiment, Telling(follow))


def run_of(experiment: Experiment, telling: Telling) -> Timeline:
    """Compute `experiment` and return its run, told as `telling` says."""
    builder = Builder(experiment, telling)
    passed = add_layers(builder)
    loss = add_loss(builder)
    for record in reversed(passed):
        add_backward(builder, record)
    for record in passed:
        add_update(builder, record)
    return Timeline(builder.chapters, builder.products, loss)
