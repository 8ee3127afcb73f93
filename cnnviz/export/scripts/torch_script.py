"""A run as a program in PyTorch: the way forward in its own words, and autograd's gradients are those on the screen."""

from collections.abc import Mapping

import numpy as np

from cnnviz.experiment.document import Experiment
from cnnviz.export.data.arrays import free_name, plain_name
from cnnviz.export.scripts.parts import CHECK, array_code, checked, number_code, roundings
from cnnviz.export.scripts.torch_calls import PICTURE, Line, Place, line
from cnnviz.export.scripts.torch_order import HELPERS, SETTLED, all_differ, decimals_to_settle, has_kink
from cnnviz.run.array_info import (
    IMAGES,
    KERNELS,
    LISTS,
    MATRIX,
    PER_FILTER,
    PER_POSITION,
    PER_UNIT,
    SINGLE_NUMBER,
    Dim,
    RunArray,
    RunParameter,
)
from cnnviz.run.chapter import Chapter, Phase
from cnnviz.run.kinds import active
from cnnviz.run.timeline import Timeline
from cnnviz.trace.steps import Array

_GIVEN: Mapping[tuple[Dim, ...], str] = {
    IMAGES: "picture({0})",
    LISTS: "{0}[None]",
    KERNELS: "{0}.permute(3, 2, 0, 1).contiguous()",
    MATRIX: "{0}.T.contiguous()",
    PER_POSITION: "picture({0})",
    PER_FILTER: "{0}",
    PER_UNIT: "{0}",
}
"""How an array of the screen becomes what PyTorch works with, by its axes."""
_SHOWN: Mapping[tuple[Dim, ...], str] = {
    IMAGES: "{0}[0].permute(1, 2, 0)",
    LISTS: "{0}[0]",
    KERNELS: "{0}.permute(2, 3, 1, 0)",
    MATRIX: "{0}.T",
    PER_POSITION: "{0}[0].permute(1, 2, 0)",
    PER_FILTER: "{0}",
    PER_UNIT: "{0}",
    SINGLE_NUMBER: "{0}",
}
"""And the other way round."""
_TAKEN = (
    *("F", "torch", "picture", "max_pool", "conv2d", "linear", "settled", "check"),
    *("counts", "loss", "target", "upstream", "made"),
)
"""Names that no array may have."""
_CHECK = CHECK.format(flat="array.detach().flatten()")


def torch_script(experiment: Experiment, timeline: Timeline, decimals: int = 0) -> str:
    """Return a program that makes a run by PyTorch and autograd, and checks what the screen shows of it."""
    return _Script(experiment, timeline, decimals).text()


class _Script:
    """The parts of the program so far."""

    def __init__(self, experiment: Experiment, timeline: Timeline, decimals: int) -> None:
        self._experiment, self._timeline, self._decimals = experiment, timeline, decimals
        self._roundings = roundings(timeline)
        self._known: dict[str, Array] = dict.fromkeys(_TAKEN, np.zeros(0))
        self._helpers = {PICTURE: None}
        self._given: list[str] = []
        self._forward: list[str] = []
        self._backward: list[str] = []
        self._update: list[str] = []
        self._checks: list[str] = []
        self._row = [made for made in timeline.arrays if not made.gradient]
        self._names = [self._name(made.label, made.followed) for made in self._row]
        self._add_parameters()
        self._add_forward()
        self._add_loss()
        self._add_gradients()

    def text(self) -> str:
        """Return the whole program."""
        held = ", ".join(self._names[1:]) + "," * (len(self._names) == 2)
        keeps = f"for made in ({held}):\n    made.retain_grad()" if held else ""
        parts = [
            '"""A run of cnnviz in PyTorch: autograd finds the gradients that the screen shows."""',
            "import torch\nimport torch.nn.functional as F",
            "torch.set_default_dtype(torch.float64)",
            "\n" + "\n\n\n".join([*self._helpers, _CHECK]) + "\n",
            "\n".join(self._given),
            "\n".join(self._forward),
            keeps,
            "\n".join(self._backward),
            "\n".join(self._update),
            "\n".join(self._checks),
            'print("All numbers are those on the screen.")',
        ]
        return "\n\n".join(part for part in parts if part) + "\n"

    def _name(self, label: str, numbers: Array) -> str:
        name = free_name(plain_name(label), numbers, self._known)
        self._known[name] = numbers
        return name

    def _give(self, name: str, made: RunArray, *, learns: bool = True) -> None:
        code = _GIVEN[made.info.axes].format(array_code(made.followed, "torch.tensor", "torch"))
        self._given.append(f"{name} = {code}{'.requires_grad_()' if learns else ''}")

    def _add_parameters(self) -> None:
        self._give(self._names[0], self._row[0])
        self._parameters: dict[int, list[tuple[str, RunParameter]]] = {}
        for parameter in self._timeline.parameters:
            name = self._name(parameter.given.label, parameter.given.array)
            self._give(name, parameter.given)
            self._parameters.setdefault(parameter.given.column, []).append((name, parameter))

    def _add_forward(self) -> None:
        for source, name, made in zip(self._names, self._names[1:], self._row[1:], strict=False):
            assert made.chapter is not None
            chapter = self._timeline.chapters[made.chapter]
            own = [parameter for parameter, _ in self._parameters.get(made.column, ())]
            written = self._in_order(line(Place(chapter, self._experiment, source, own)), made)
            self._helpers |= dict.fromkeys(written.helpers)
            self._forward += [f"# {chapter.title}", *written.before, f"{name} = {written.call}"]
            self._check(name, made)

    def _in_order(self, written: Line, made: RunArray) -> Line:
        """Return a line whose sums a kink behind it takes as the screen has them."""
        assert made.chapter is not None
        chapter = self._timeline.chapters[made.chapter]
        behind = [layer for index, layer in active(self._experiment).items() if index > chapter.layer]
        if not chapter.kind.sums or not has_kink(behind) or all_differ(made.followed):
            return written
        decimals = decimals_to_settle(made.followed)
        if decimals is not None:
            return Line(f"settled({written.call}, {decimals})", (*written.helpers, SETTLED), written.before)
        if not written.own:
            return written
        return Line(written.own, (*written.helpers, HELPERS[written.own.partition("(")[0]]), written.before)

    def _add_loss(self) -> None:
        output, loss, sample = self._names[-1], self._experiment.fitted_loss, self._row[0].sample
        losses = (one for one in self._timeline.chapters if one.phase is Phase.LOSS and not one.leg.back)
        chapter = next(losses, None)
        if chapter is None:
            gradient = next(made for made in self._timeline.arrays if made.gradient)
            self._give("upstream", gradient, learns=False)
            self._backward.append(f"{output}.backward(upstream)")
            return
        match loss.name:
            case "cell":
                *place, channel = loss.cell or ()
                found = f"{output}[{', '.join(map(str, (0, channel, *place)))}]"
            case "mse":
                assert self._timeline.target is not None
                self._give("target", self._timeline.target, learns=False)
                found = f"F.mse_loss({output}, target)"
            case "cross_entropy":
                found = f"F.cross_entropy({output}, torch.tensor([{loss.labels[sample]}]))"
            case _:
                found = f"{output}.sum()"
        self._forward += [f"# {chapter.title}", f"loss = {found}"]
        self._compare("loss", "loss", chapter, "loss")
        self._backward.append("loss.backward()")

    def _add_gradients(self) -> None:
        by_column = {made.column: name for name, made in zip(self._names, self._row, strict=True)}
        for made in self._timeline.arrays:
            if made.gradient:
                self._check(f"{by_column[made.column]}.grad", made)
        rate = number_code(self._experiment.learning_rate, "torch")
        for name, parameter in (pair for own in self._parameters.values() for pair in own):
            self._check(f"{name}.grad", parameter.gradient)
            chapter = self._timeline.chapters[parameter.update]
            key = chapter.trace[0].updates[0].target.array
            new = f"new_{name}"
            self._update.append(f"{new} = {name} - {rate} * {name}.grad")
            shown = _SHOWN[parameter.given.info.axes].format(new)
            self._compare(chapter.label(key), shown, chapter, key)

    def _check(self, name: str, made: RunArray) -> None:
        assert made.chapter is not None
        chapter = self._timeline.chapters[made.chapter]
        shown = _SHOWN[made.info.axes].format(name)
        self._compare(made.label, shown, chapter, made.name)

    def _compare(self, label: str, found: str, chapter: Chapter, array: str) -> None:
        written = self._decimals, self._roundings[chapter]
        self._checks.append(checked(label, found, chapter, array, written))
