"""Softmax and its cross entropy, number by number, forward and backward.

The loss here is that of the one sample that is followed.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from cnnviz.engine.loss import softmax, softmax_cross_entropy
from cnnviz.trace.elementwise import each
from cnnviz.trace.loop_nest import LoopNest
from cnnviz.trace.losses.loss import LOSS, SINGLE
from cnnviz.trace.steps import Array, Combine
from cnnviz.trace.tables import Access, Statement, Table, as_floats, constant, only

_MINUS, _NOTHING = constant(-1.0, "−1"), constant(0.0, "−0")
_LOGITS, _SHIFTED, _POWER, _PROBABILITY = (
    Access(name, "nc") for name in ("logits", "shifted", "power", "probability")
)
_LARGEST, _TOTAL, _INVERSE, _LOG = (
    Access(name, "z") for name in ("largest", "total", "inverse", "log_total")
)


class CrossEntropyForward(LoopNest):
    """From logits to their softmax and the loss, number by number.

    ``largest = max logits``; for each class ``shifted = logit − largest`` and ``power = exp(shifted)``;
    ``total = Σ power``; ``inverse = 1/total``; for each class ``probability = power * inverse``;
    ``log_total = log(total)``; ``loss = log_total − shifted[label]``, which is −log(probability[label]) but
    never log(0). Each number is one step, only shifted and power of a class are written together.

    Parameters
    ----------
    logits : (n, classes)
    label : the right class
    sample : what is followed of the logits
    """

    def __init__(
        self, logits: Array, label: int, *, sample: int = 0, finished: Mapping[str, Array] | None = None
    ) -> None:
        _check(label, logits.shape)
        self._sample, self._label = sample, label
        count = logits.shape[1]
        every = np.arange(count)
        n, classes, right = only(sample, len(logits)), Table(c=every), Table(c=[label])
        # The steps: the largest, a power a class, the total, its inverse, a probability a class, log and loss.
        powers, shares = Table(t=1 + every, c=every), Table(t=count + 3 + every, c=every)
        first, total, inverse, log, last = (
            Table(t=[t]) for t in (0, count + 1, count + 2, 2 * count + 3, 2 * count + 4)
        )
        statements = [
            Statement(_LARGEST, (_LOGITS,), (n, first, SINGLE, classes), Combine.MAX),
            Statement(_SHIFTED, (_LOGITS,), (n, powers)),
            Statement(_SHIFTED, (_MINUS, _LARGEST), (n, powers, SINGLE)),
            Statement(_POWER, (_SHIFTED,), (n, powers), function="exp"),
            Statement(_TOTAL, (_POWER,), (n, total, SINGLE, classes)),
            Statement(_INVERSE, (_TOTAL,), (inverse, SINGLE), function="reciprocal"),
            Statement(_PROBABILITY, (_POWER, _INVERSE), (n, shares, SINGLE)),
            Statement(_LOG, (_TOTAL,), (log, SINGLE), function="log"),
            Statement(LOSS, (_LOG,), (last, SINGLE)),
            Statement(LOSS, (_MINUS, _SHIFTED), (n, last, SINGLE, right)),
        ]
        inputs, loops = {"logits": as_floats(logits)}, {"t": np.arange(2 * count + 5)}
        single = dict.fromkeys(("largest", "total", "inverse", "log_total", "loss"), (1,))
        shapes = dict.fromkeys(("shifted", "power", "probability"), logits.shape) | single
        partial = len(logits) > 1
        super().__init__(inputs, shapes, loops, ("number",), statements, finished, partial=partial)

    def _compute(self) -> Mapping[str, Array]:
        logits, own = self.inputs["logits"], slice(self._sample, self._sample + 1)
        shifted = logits - logits.max(1, keepdims=True)
        power = np.exp(shifted)
        total = power[own].sum(1)
        loss, _ = softmax_cross_entropy(logits[own], np.array([self._label]))
        return {
            "largest": logits[own].max(1),
            "shifted": shifted,
            "power": power,
            "total": total,
            "inverse": 1 / total,
            "probability": softmax(logits),
            "log_total": np.log(total),
            "loss": np.array([loss], logits.dtype),
        }


class CrossEntropyBackward(LoopNest):
    """What is missing to certainty: ``dlogits = probability − 1`` for the right class, probability for the others.

    One step is one class.

    Parameters
    ----------
    probability : (n, classes), the softmax of the logits
    label : the right class
    sample : what is followed of the probabilities
    """

    def __init__(
        self, probability: Array, label: int, *, sample: int = 0, finished: Mapping[str, Array] | None = None
    ) -> None:
        _check(label, probability.shape)
        self._label = label
        cells = each(probability.shape, sample)
        target = Access("dlogits", "nc")
        samples, classes = cells.tables[0], np.arange(probability.shape[1])
        right, wrong = ((samples, Table(c=some)) for some in ([label], classes[classes != label]))
        statements = [
            Statement(target, (_PROBABILITY,), cells.tables),
            Statement(target, (_MINUS,), right),
            Statement(target, (_NOTHING,), wrong),
        ]
        inputs, shapes = {"probability": as_floats(probability)}, {"dlogits": probability.shape}
        super().__init__(inputs, shapes, cells.loops, ("unit",), statements, finished)

    def _compute(self) -> Mapping[str, Array]:
        dlogits = self.inputs["probability"].copy()
        dlogits[:, self._label] -= 1
        return {"dlogits": dlogits}


def _check(label: int, shape: Sequence[int]) -> None:
    if not 0 <= label < shape[1]:
        raise ValueError(f"label {label} is not one of {shape[1]} classes")
