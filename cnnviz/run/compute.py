"""From what a person set up to the run that can be stepped through: forward, loss, backward, update."""

from cnnviz.experiment.document import Experiment
from cnnviz.run.builder import Builder
from cnnviz.run.kinds import active, kind_of, numbers_of
from cnnviz.run.loss import add_loss
from cnnviz.run.numbers.numbers import Numbers
from cnnviz.run.options import RunOptions
from cnnviz.run.timeline import Timeline
from cnnviz.run.update import add_update


def run_of(
    experiment: Experiment,
    options: RunOptions = RunOptions(),  # noqa: B008  # it is frozen
    numbers: Numbers | None = None,
) -> Timeline:
    """Compute `experiment` and return its run; its numbers only where they are not there yet.

    Raises
    ------
    ValueError
        Where the image to follow is not one of the experiment's.
    """
    builder = Builder(experiment, options, numbers or numbers_of(experiment))
    records = [kind_of(layer).forward(builder, index, layer) for index, layer in active(experiment).items()]
    loss = add_loss(builder)
    for record in reversed(records):
        kind_of(record.layer).backward(builder, record)
    for record in records:
        add_update(builder, record)
    return Timeline(
        builder.chapters, builder.arrays, loss, builder.parameters, builder.target, builder.numbers
    )
