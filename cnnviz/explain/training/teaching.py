"""What training can teach, why it teaches nothing, and what the rounds came to."""

import math
from collections.abc import Sequence

from cnnviz.experiment.document import Experiment
from cnnviz.experiment.kernels.presets import shipped
from cnnviz.experiment.layers import ACTIVATION_NAMES, Activation
from cnnviz.experiment.loss import LossName
from cnnviz.explain.numbers import shown
from cnnviz.explain.training.dead import dead_activations
from cnnviz.explain.training.standstill import remedies, standstill_of, where_stopped, why_stopped
from cnnviz.run.lessons.lesson import Lesson
from cnnviz.run.timeline import Timeline

HUNDREDTH = 0.01
_TENTH = 0.1
_LATELY, _NOTICED = 3, 0.003  # rounds, and of the loss what they have to take off so that it still falls
_AIMLESS: dict[LossName, str] = {
    "sum": "“Sum of outputs” is a way to look at gradients: each output counts 1. With no target to reach, "
    "training teaches nothing.",
    "cell": "“One output” is a way to look at gradients: one cell counts 1. With no target to reach, training "
    "teaches nothing.",
    "sigmoid_slope": "“Slope of the sigmoid” is a way to look at gradients. With no target to reach, training "
    "teaches nothing.",
    "typed": "A given gradient is a way to look at gradients. With no target to reach, training teaches nothing.",
}
_ZEROS = "No target is set: it is 0 everywhere, and training only teaches to put out the image."


def why_aimless(experiment: Experiment) -> str:
    """Return why training has nothing to aim at, "" where it has."""
    loss = experiment.fitted_loss
    if loss.name == "mse" and not any(target.any() for target in loss.targets):
        return _ZEROS
    return _AIMLESS.get(loss.name, "")


def why_untrainable(experiment: Experiment) -> str:
    """Return why no round ever changes anything, "" where one may."""
    if any(layer.parameters for layer in experiment.layers):
        return ""
    return "No layer has weights, so nothing can be learned: add a convolution."


def why_stuck(experiment: Experiment, timeline: Timeline, *, earlier: bool = False) -> str:
    """Return why another round would change nothing, "" where it would change something.

    Where there are `earlier` rounds, going back to one is a way out of what died on the way.
    """
    if why := why_untrainable(experiment):
        return why
    if experiment.learning_rate == 0:
        return "The rate η is 0, so a round changes nothing: set it higher."
    if timeline.numbers is None or timeline.is_veiled:  # what is hidden is not given away
        return ""
    found = standstill_of(timeline.numbers)
    if found.moves:
        return ""
    if not found.aims and experiment.fitted_loss.name in ("mse", "cross_entropy"):
        rest = "" if timeline.numbers.mean_loss == 0 else " but for rounding"
        return f"The loss is 0{rest}, so there is nothing left to learn: every gradient is 0{rest}."
    dead = dead_activations(timeline)
    if dead:
        return next(iter(dead.values())) + (" Or go back." if earlier else "")
    if found.stopped is not None:
        name = _activation(experiment, found.stopped)
        why = f"{why_stopped(timeline, found.stopped)} {remedies(timeline, found.stopped)}"
        return f"Training stands still: {name} stops every gradient, {why}"
    return "Every gradient of the weights is 0, so a round changes nothing: set another target, or other kernels."


def why_slow(timeline: Timeline, losses: Sequence[float | None] = ()) -> str:
    """Return why most of the loss stays as it is though a round still changes something, "" where it need not stay.

    The losses are those of the rounds up to this one: of a loss that has fallen it is the rest that stays; what is left
    of one that has been learned is no fault, and `what_is_left` tells of it.
    """
    layer = None if has_learned(losses) or _still_falls(losses) else _most_stopped(timeline)
    if layer is None:
        return ""
    why, what_to_do = why_stopped(timeline, layer), remedies(timeline, layer)
    if has_fallen(losses):
        what_to_do = f"To learn that too, {what_to_do[0].lower()}{what_to_do[1:]}"
        return f"Much is learned. Most of what is left stays: {_stops(timeline, layer)}, {why} {what_to_do}"
    first, now = (losses[0], losses[-1]) if losses else (None, None)
    fallen = first is not None and now is not None and now < first
    what = "Most of what is left of the loss" if fallen else "Most of the loss"
    return f"{what} stays: {_stops(timeline, layer)}, {why} {what_to_do}"


def what_is_left(timeline: Timeline, losses: Sequence[float | None]) -> str:
    """Return why the little that is left of a loss that has been learned will stay, "" where it need not."""
    layer = _most_stopped(timeline) if has_learned(losses) and not _still_falls(losses) else None
    if layer is None or timeline.numbers is None:
        return ""
    name = _activation(timeline.numbers.experiment, layer)
    return f"The rest of the loss stays: {name} stops it {where_stopped(timeline, layer)}."


def has_learned(losses: Sequence[float | None]) -> bool:
    """Return whether the last loss is a hundredth of the first one, or less."""
    return _is_down_to(HUNDREDTH, losses)


def has_fallen(losses: Sequence[float | None]) -> bool:
    """Return whether the last loss is a tenth of the first one, or less."""
    return _is_down_to(_TENTH, losses)


def _is_down_to(share: float, losses: Sequence[float | None]) -> bool:
    first, now = (losses[0], losses[-1]) if losses else (None, None)
    return first is not None and now is not None and 0 <= now <= first * share and first > 0


def _still_falls(losses: Sequence[float | None]) -> bool:
    """Return whether the last rounds have made the loss smaller by more than hardly anything."""
    earlier, now = (losses[-_LATELY - 1 :][0], losses[-1]) if losses else (None, None)
    return earlier is not None and now is not None and earlier - now > _NOTICED * earlier


def _most_stopped(timeline: Timeline) -> int | None:
    if timeline.numbers is None or timeline.is_veiled:
        return None
    return standstill_of(timeline.numbers).most_stopped


def _stops(timeline: Timeline, layer: int) -> str:
    assert timeline.numbers is not None
    return f"{_activation(timeline.numbers.experiment, layer)} stops its gradient"


def _activation(experiment: Experiment, layer: int) -> str:
    activation = experiment.layers[layer]
    assert isinstance(activation, Activation)
    return ACTIVATION_NAMES[activation.name]


def hundredth(losses: Sequence[float | None]) -> int | None:
    """Return the first round whose loss is a hundredth of the first one's, or less, if there is one."""
    first = losses[0] if losses else None
    if first is None or not first > 0:
        return None
    return next((k for k, loss in enumerate(losses) if loss is not None and loss <= first * HUNDREDTH), None)


def outcome(losses: Sequence[float | None], decimals: int = 0, *, aimed: bool = True) -> str:
    """Return what the rounds came to: The loss fell from 4.53 to 0.0066. Without an aim none is too large."""
    if len(losses) < 2 or losses[0] is None or losses[-1] is None:
        return ""
    odd = next((k for k, loss in enumerate(losses) if loss is not None and not math.isfinite(loss)), None)
    first, last = (shown(loss, decimals) for loss in (losses[0], losses[-1]))
    if odd is not None:
        return f"From {first} up and away: from round {odd} on it is no number. The rate η is too large."
    if aimed and losses[-1] > losses[0]:
        return f"From {first} up to {last}: the rate η is too large."
    at = hundredth(losses) if aimed else None
    if at is None:
        return f"From {first} to {last}"
    if has_learned(losses):
        return f"Learned: the loss fell from {first} to {last}, by round {at} to a hundredth."
    return f"The loss fell from {first} to {last}; in round {at} it was down to a hundredth."


def target_words(experiment: Experiment) -> str:
    """Return what the target is."""
    loss = experiment.fitted_loss
    if loss.name == "cross_entropy":
        return f"Class {loss.labels[0]} is the right one"
    if loss.target_kernel:
        return f"What {loss.target_kernel} makes of this image"
    return "Numbers of your own"


def target_does(experiment: Experiment) -> str:
    """Return what the kernel does whose output is the target, "" where it is of none, or of nobody's but one's own."""
    kernel = shipped().get(experiment.fitted_loss.target_kernel)
    return "" if kernel is None else f"{kernel.name} {kernel.does}"


def caveat(lesson: Lesson) -> str:
    """Return what a lesson will not show, "" where it shows everything."""
    losses, kernel = lesson.losses, lesson.experiment.loss.target_kernel
    if lesson.hundredth is None:
        times = shown(float(f"{losses[0] / losses[-1]:.2g}"))
        return (
            f"In {len(losses) - 1} rounds the loss falls only to 1/{times} of what it was: train more rounds."
        )
    if kernel and not lesson.succeeds:
        return f"The loss falls, but other kernels make the same of this image: W need not become {kernel}."
    return ""
