"""A number is nudged by ε, the loss goes from L to another, and the quotient stands beside the gradient.

Say that L = 19.40 with W[1, 2] = −2, and 18.35 with −2.5: the quotient is (18.35 − 19.40) / (−0.5) = 2.10.
"""

from __future__ import annotations

import math
from enum import Enum

from cnnviz.explain.checks.kinks import Kink, first_kink
from cnnviz.explain.checks.probe import Passed, Probe
from cnnviz.explain.checks.spot import Spot
from cnnviz.frozen import frozen_dataclass
from cnnviz.progress import report
from cnnviz.run.timeline import Timeline

LEAST, MOST = -8, -1
"""Powers of ten between which ε is chosen."""
_DIGITS = 2.0**-52  # of a number, the share of its last one
_STEPS = 8.0  # roundings of a loss that are counted with
_FAR, _CLEAR = 16, 1e-10  # times the noise, of the gradient: so much more is no rounding
_AGREE = 1e-12  # of the gradient, so much is no difference


class NudgeSide(Enum):
    """To which side a number is nudged."""

    DOWN = "− ε"
    UP = "+ ε"
    BOTH = "both"


@frozen_dataclass(eq=False)
class Check:
    """What came of a nudge.

    Parameters
    ----------
    probe : what was asked
    way : to which side
    eps : by how much
    low, high : the passes at either end, of which one is the number as it is, unless both sides were asked
    gradient : what the way back has found
    kinks : the first corner on the way to each end, where there is one
    """

    probe: Probe
    way: NudgeSide
    eps: float
    low: Passed
    high: Passed
    gradient: float
    kinks: tuple[Kink, ...]

    @property
    def spot(self) -> Spot:
        """The number that is nudged."""
        return self.probe.spot

    @property
    def before(self) -> Passed:
        """The end that a change begins at: the number as it is, or to both sides the lower."""
        return self.high if self.way is NudgeSide.DOWN else self.low

    @property
    def after(self) -> Passed:
        """The other end."""
        return self.low if self.way is NudgeSide.DOWN else self.high

    @property
    def change(self) -> float:
        """By how much the loss changes from before to after."""
        return self.after.loss - self.before.loss

    @property
    def nudge(self) -> float:
        """By how much the number changes from before to after, as a computer has it."""
        return self.after.value - self.before.value

    @property
    def quotient(self) -> float:
        """The change of the loss for each unit of the number; no number where ε was lost."""
        return self.change / self.nudge if self.nudge else math.nan

    @property
    def difference(self) -> float:
        """How far the quotient is from the gradient."""
        return self.quotient - self.gradient

    @property
    def relative(self) -> float:
        """The difference as a part of the larger of the two, 0 where there is none."""
        size = max(abs(self.quotient), abs(self.gradient))
        return abs(self.difference) / size if size else 0.0

    @property
    def noise(self) -> float:
        """By how much rounding alone may put the quotient off."""
        losses = max(abs(self.before.loss), abs(self.after.loss))
        return _STEPS * _DIGITS * losses / abs(self.nudge) if self.nudge else math.inf

    @property
    def is_curved(self) -> bool:
        """Whether they differ by far more than rounding though there is no corner between."""
        return not self.kinks and abs(self.difference) > _FAR * self.noise + _CLEAR * abs(self.gradient)

    @property
    def agrees(self) -> bool:
        """Whether quotient and gradient differ by no more than rounding."""
        return abs(self.difference) <= self.noise + _AGREE * abs(self.gradient)

    @property
    def cancelled(self) -> int:
        """How many of the first digits of the two losses are the same, of sixteen."""
        losses = max(abs(self.before.loss), abs(self.after.loss))
        if not self.change or not losses:
            return 16 if losses else 0
        return min(max(math.floor(math.log10(losses / abs(self.change))), 0), 16)


def check(timeline: Timeline, spot: Spot, eps: float, way: NudgeSide) -> Check:
    """Nudge a number of a run.

    Parameters
    ----------
    timeline : the run
    spot : the number
    eps : by how much, above 0
    way : to which side
    """
    return checked(Probe(timeline, spot), eps, way)


def checked(probe: Probe, eps: float, way: NudgeSide) -> Check:
    """Nudge the number of a probe, which knows the pass without any nudge."""
    value, here = probe.spot.value, probe.before
    low = probe.at(value - eps) if way is not NudgeSide.UP else here
    report(0.2)
    high = probe.at(value + eps) if way is not NudgeSide.DOWN else here
    report(0.4)
    ends = [end for end in (low, high) if end is not here and end.value != value]
    found = [first_kink(probe, end) for end in ends]
    kinks = tuple(one for one in found if one is not None)
    return Check(probe, way, eps, low, high, probe.gradient, kinks)
