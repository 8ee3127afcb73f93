"""What the parts of a run are collected in: chapters with their names, arrays with their places."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from cnnviz.experiment.arrays import is_picture
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import ActiveLayer
from cnnviz.run.array_info import IMAGES, MATRIX, ArrayInfo, ArrayRole, Editable, EditTarget
from cnnviz.run.chapter import Chapter, ChapterKind, Leg, Phase, RunArray, RunParameter
from cnnviz.run.extent import NOTHING, largest
from cnnviz.run.numbers.numbers import Numbers
from cnnviz.run.options import RunOptions
from cnnviz.trace.pooling.winners import Winners
from cnnviz.trace.steps import Array
from cnnviz.trace.tables import read_only
from cnnviz.trace.trace import Trace

_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_CURVED = {"sigmoid", "tanh"}  # small numbers of theirs are meant


class LayerRecord:
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
    """Return `info` in which a copy that is all rounding knows the size of the numbers beside which it is nothing.

    Y is −3.6 and 1e−16, where terms have cancelled, and ReLU makes of it 0 and 1e−16: that is as little in A as in Y.
    """
    if kind.copies is None or function in _CURVED:
        return info
    source, target = kind.copies
    whole = max(largest(trace.inputs[source]), info[source].beside)
    is_rounding = 0 < largest(trace.outputs[target]) < NOTHING * whole
    return {**info, target: info[target]._replace(beside=whole if is_rounding else 0.0)}
