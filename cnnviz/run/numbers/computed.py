"""The numbers of an experiment, computed all at once rather than when they are asked for."""

from cnnviz.experiment.document import Experiment
from cnnviz.progress import report
from cnnviz.run.kinds import numbers_of
from cnnviz.run.numbers.numbers import Numbers


def computed(experiment: Experiment) -> Numbers:
    """Return the numbers of an experiment, computed forward and backward; it can be watched, and stopped between."""
    numbers = numbers_of(experiment)
    for share, part in ((0.4, "arrays"), (0.5, "upstream"), (0.9, "gradients")):
        getattr(numbers, part)
        report(share)
    numbers.parameter_gradients(0)
    return numbers
