"""From what a person set up to the run that can be stepped through: forward, loss, backward, update."""

from cnnviz.experiment.document import Experiment
from cnnviz.run.array_info import ArrayRole, RunArray, RunParameter
from cnnviz.run.builder import Builder, ForwardPass
from cnnviz.run.chapter import ChapterKind, Leg, Phase
from cnnviz.run.kinds import active, kind_of, numbers_of
from cnnviz.run.loss import add_loss
from cnnviz.run.numbers.numbers import Numbers
from cnnviz.run.options import RunOptions
from cnnviz.run.timeline import Timeline
from cnnviz.trace.descent import Descent

_KINDS = {"weight": ChapterKind.UPDATE_WEIGHT, "bias": ChapterKind.UPDATE_BIAS}


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
        _add_update(builder, record)
    return Timeline(
        builder.chapters, builder.arrays, loss, builder.parameters, builder.target, builder.numbers
    )


def _add_update(builder: Builder, record: ForwardPass) -> None:
    """Append the update of each parameter that the layer learns, and the parameter itself."""
    experiment = builder.experiment
    rules = (experiment.fitted_loss.name, *["several images"][: len(experiment.images) - 1])
    for name, parameter in record.layer.parameters.items():
        old, slope = record.parameters[name], record.gradients[f"d{name}"]
        trace = Descent(parameter, slope, experiment.learning_rate, name)
        new = old._replace(label=f"new {old.label}", role=ArrayRole.OUTPUT, edit=None)
        made_in = _made_in(builder, record.index, f"d{name}")
        gradient = old.gradient()._replace(beside=builder.chapters[made_in].info[f"d{name}"].beside)
        info = {name: old, f"d{name}": gradient, f"{name}_new": new.gone_through()}
        title = f"Gradient descent: new {old.label}"
        column = record.result.column
        facts = {"operation": new.label, "leg": Leg(column), "rules": rules}
        builder.chapter(_KINDS[name], old.label, title, Phase.UPDATE, record.index, trace, info, **facts)
        given = RunArray(old, parameter, None, column, name=name)
        slopes = RunArray(gradient, slope, made_in, column, name=f"d{name}")
        builder.parameters.append(RunParameter(given, slopes, len(builder.chapters) - 1))


def _made_in(builder: Builder, layer: int, gradient: str) -> int:
    """Return the chapter that makes the gradient of a layer's parameter."""
    return next(
        index
        for index, chapter in enumerate(builder.chapters)
        if chapter.layer == layer and chapter.phase is Phase.BACKWARD and gradient in chapter.info
    )
