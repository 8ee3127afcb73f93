"""The update: a step of gradient descent for each parameter of a layer."""

from cnnviz.run.array_info import ArrayRole
from cnnviz.run.builder import Builder, LayerRecord
from cnnviz.run.chapter import ChapterKind, Phase
from cnnviz.trace.descent import Descent

_KINDS = {"weight": ChapterKind.UPDATE_WEIGHT, "bias": ChapterKind.UPDATE_BIAS}


def add_update(builder: Builder, record: LayerRecord) -> None:
    """Append the update of each parameter that the layer learns."""
    for name, parameter in record.layer.parameters.items():
        old = record.parameters[name]
        trace = Descent(parameter, record.gradients[f"d{name}"], builder.experiment.learning_rate, name)
        new = old._replace(label=f"new {old.label}", role=ArrayRole.OUTPUT, edit=None)
        info = {name: old, f"d{name}": old.gradient(), f"{name}_new": new.gone_through()}
        title = f"Gradient descent: new {old.label}"
        builder.chapter(_KINDS[name], old.label, title, Phase.UPDATE, record.index, trace, info)
