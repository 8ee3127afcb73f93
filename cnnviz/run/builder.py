"""What the parts of a run are collected in: chapters with their names, arrays with their places."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from cnnviz.experiment.arrays import is_picture
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import ActiveLayer
from cnnviz.run.array_info import (
    IMAGES,
    MATRIX,
    ArrayInfo,
    ArrayRole,
    Editable,
    EditTarget,
    RunArray,
    RunParameter,
)
from cnnviz.run.chapter import Chapter, ChapterKind, Leg, Phase
from cnnviz.run.looked_through import NOTHING, largest
from cnnviz.run.numbers.numbers import Numbers
from cnnviz.run.options import RunOptions
from cnnviz.trace.pooling.winners import Winners
from cnnviz.trace.steps import Array
from cnnviz.trace.tables import read_only
from cnnviz.trace.trace import Trace

_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_K = ChapterKind
_CURVED = {"sigmoid", "tanh"}  # small numbers of theirs are meant
_WEIGHTS: Mapping[str, Sequence[tuple[str, ...]]] = {"dweight": [("x_pad", "dy")], "dbias": [("dy",)]}
_ADDED: Mapping[ChapterKind, Mapping[str, Sequence[tuple[str, ...]]]] = {
    _K.CONVOLVE: {"y": [("x_pad", "weight"), ("bias",)]},
    _K.LINEAR: {"y": [("x", "weight"), ("bias",)]},
    _K.MSE: {"difference": [("y",), ("target",)]},
    _K.LINEAR_WEIGHT: {"dweight": [("x", "dy")]},
    _K.LINEAR_INPUT: {"dx": [("weight", "dy")]},
    _K.ACCUMULATE: _WEIGHTS,
    _K.CORRELATE: _WEIGHTS,
    _K.BIAS_GRADIENT: {"dbias": [("dy",)]},
    _K.SCATTER: {"dx_pad": [("weight", "dy")]},
    _K.GATHER: {"dx_pad": [("weight", "dy")]},
    _K.FULL: {"dx_pad": [("weight_turned", "dy_spread")]},
}
"""What chapters of a kind add up, arrays that are multiplied first, and to what."""


class ForwardPass:
    """What a layer's forward pass leaves behind for the way back.

    Parameters
    ----------
    index, layer : which layer of the experiment it is
    source, padded, result : the arrays that it read, padded and made
    parameters : what each of its parameters is
    gradients : of its parameters: "dweight", "dbias"
    winners : which cells won the windows of a max pooling
    """

    def __init__(
        self,
        index: int,
        layer: ActiveLayer,
        source: RunArray,
        padded: RunArray,
        result: RunArray,
        parameters: Mapping[str, ArrayInfo] | None = None,
        gradients: Mapping[str, Array] | None = None,
        winners: Winners | None = None,
    ) -> None:
        self.index, self.layer = index, layer
        self.source, self.padded, self.result = source, padded, result
        self.parameters, self.gradients, self.winners = parameters or {}, gradients or {}, winners


class Builder:
    """Chapters and arrays so far, and the numbers that they are made of."""

    def __init__(self, experiment: Experiment, options: RunOptions, numbers: Numbers) -> None:
        if not 0 <= options.sample < len(experiment.images):
            raise ValueError(f"image {options.sample} is not one of {len(experiment.images)}")
        self.experiment, self.options, self.numbers = experiment, options, numbers
        self.chapters: list[Chapter] = []
        picture = is_picture(experiment.images[options.sample])
        info = ArrayInfo("X", IMAGES, ArrayRole.INPUT, picture, edit=EditTarget(Editable.IMAGE))
        self.arrays = [RunArray(info, experiment.batch, None, sample=options.sample)]
        self.parameters: list[RunParameter] = []
        self.target: RunArray | None = None
        self._forward = 1  # arrays of the forward row
        self._kinds: Counter[ChapterKind] = Counter()
        self._letters: Counter[str] = Counter()

    @property
    def output(self) -> RunArray:
        """What the last layer so far has made."""
        return self.arrays[self._forward - 1]

    @property
    def upstream(self) -> RunArray:
        """The gradient so far, which the next layer back takes up."""
        return self.arrays[-1]

    def letter(self, letter: str) -> str:
        """Return a name for an array, numbered from the second of its kind on."""
        self._letters[letter] += 1
        count = self._letters[letter]
        return letter if count == 1 else letter + str(count).translate(_SUBSCRIPTS)

    def chapter(
        self,
        kind: ChapterKind,
        name: str,
        title: str,
        phase: Phase,
        layer: int,
        trace: Trace,
        info: Mapping[str, ArrayInfo],
        **facts: Any,
    ) -> None:
        """Append a chapter; `facts` as in `Chapter`, where it stands on the map only if it does not follow."""
        self._kinds[kind] += 1
        key = kind.value if self._kinds[kind] == 1 else f"{kind.value}.{self._kinds[kind]}"
        sample, back = self.options.sample, phase is Phase.BACKWARD
        info = _with_rounding(kind, facts.get("function", ""), trace, info)
        facts.setdefault("leg", Leg(self.upstream.column if back else self.output.column + 1, back))
        self.chapters.append(Chapter(key, kind, name, title, phase, layer, trace, info, sample, **facts))

    def share(self, of: RunArray) -> None:
        """Note that the last chapter makes shares of an array: both show what the other makes."""
        made, last = of.chapter, len(self.chapters) - 1
        if made is not None and any(info.axes == MATRIX for info in self.chapters[made].info.values()):
            self.chapters[made] = replace(self.chapters[made], shares=last)
            self.chapters[last] = replace(self.chapters[last], sums=made)

    def followed(self, count: int) -> tuple[int, int] | None:
        """Return which of several channels or filters is followed, and of how many, as `Chapter` has it."""
        chosen = self.options.followed(count)
        return None if chosen is None or count == 1 else (chosen[0], count)

    def forward(self, info: ArrayInfo, array: Array, name: str) -> RunArray:
        """Append what the last chapter made, and calls `name`, to the forward row."""
        made = RunArray(
            self._rounded(info, name),
            read_only(array),
            len(self.chapters) - 1,
            self.output.column + 1,
            self.options.sample,
            name,
        )
        self.arrays.append(made)
        self._forward += 1
        return made

    def gradient(self, of: RunArray, array: Array, name: str) -> RunArray:
        """Append the gradient of an array, made by the last chapter, which calls it `name`."""
        info = self._rounded(of.info.gradient(), name)
        made = RunArray(info, read_only(array), len(self.chapters) - 1, of.column, self.options.sample, name)
        self.arrays.append(made)
        return made

    def _rounded(self, info: ArrayInfo, name: str) -> ArrayInfo:
        """Return `info` of what the last chapter calls `name`, with what that found to be rounding."""
        return info._replace(beside=self.chapters[-1].info[name].beside)


def _with_rounding(
    kind: ChapterKind, function: str, trace: Trace, info: Mapping[str, ArrayInfo]
) -> Mapping[str, ArrayInfo]:
    """Return `info` in which an array that is all rounding knows the size of the numbers beside which it is nothing."""
    if kind in _ADDED:
        return _sums_with_rounding(_ADDED[kind], trace, info)
    if kind.copies is None or function in _CURVED:
        return info
    return _copy_with_rounding(*kind.copies, trace, info)


def _copy_with_rounding(
    source: str, target: str, trace: Trace, info: Mapping[str, ArrayInfo]
) -> Mapping[str, ArrayInfo]:
    """Return `info` with what is known of a copy.

    Y is −3.6 and 1e−16, where terms have cancelled, and ReLU makes of it 0 and 1e−16: that is as little in A as in Y.
    """
    whole = max(largest(trace.inputs[source]), info[source].beside)
    is_rounding = 0 < largest(trace.outputs[target]) < NOTHING * whole
    return {**info, target: info[target]._replace(beside=whole if is_rounding else 0.0)}


def _sums_with_rounding(
    sums: Mapping[str, Sequence[tuple[str, ...]]], trace: Trace, info: Mapping[str, ArrayInfo]
) -> Mapping[str, ArrayInfo]:
    """Return `info` with what is known of sums: of how large terms they are, where these cancel in all of them."""
    found = dict(info)
    for target, terms in sums.items():
        most = largest(trace.outputs[target]) if target in trace.outputs else 0.0
        if 0 < most < NOTHING * max((_bound(term, trace, info) for term in terms), default=0.0):
            from cnnviz.run.rounding import reach_of  # a start has nothing so small

            reach = reach_of(target, trace, info)
            if most < NOTHING * reach:
                found[target] = info[target]._replace(beside=reach)
    return found


def _bound(term: tuple[str, ...], trace: Trace, info: Mapping[str, ArrayInfo]) -> float:
    """Return what no product of some arrays is larger than; 0 where one of them is not there."""
    if any(name not in trace.inputs for name in term):
        return 0.0
    return math.prod(max(largest(trace.inputs[name]), info[name].beside) for name in term)
