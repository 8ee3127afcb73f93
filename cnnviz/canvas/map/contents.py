"""What a run's map has on it: arrays, parameters and the loss, each with its chapters, and the arrows between them."""

from collections.abc import Mapping, Sequence
from enum import Enum

from cnnviz.explain.numbers import size_text
from cnnviz.frozen import NamedTuple
from cnnviz.run.array_info import RunArray
from cnnviz.run.chapter import Leg, Phase
from cnnviz.run.timeline import Timeline


class StopKind(Enum):
    """What stands at a stop of the map."""

    ARRAY = "array"
    PARAMETER = "parameter"
    TARGET = "target"
    LOSS = "loss"


class Stop(NamedTuple):
    """What can be gone to.

    Parameters
    ----------
    kind
    label, size : what it is called, and how large it is
    leg : where it stands: its column, and whether on the way back
    leads_to : the chapter that a click goes to
    made_in : the chapter that makes it, None for what is given
    marked_in : the chapters in which it is marked
    given : its array, None for the loss
    updated_in : the chapter that makes it anew, None where there is none
    """

    kind: StopKind
    label: str
    size: str
    leg: Leg
    leads_to: int
    made_in: int | None
    marked_in: frozenset[int]
    given: RunArray | None = None
    updated_in: int | None = None


class Arrow(NamedTuple):
    """An operation between two columns.

    Parameters
    ----------
    leg : where it stands
    words : what is done in each chapter of the operation, the one that makes what the arrow leads to last; empty where
        no number comes of it
    beside : what is done in the chapters of its parameters, which have stops of their own where there is room
    """

    leg: Leg
    words: Mapping[int, str]
    beside: Mapping[int, str]

    @property
    def leads_to(self) -> int | None:
        """The chapter that makes what the arrow leads to."""
        return max(self.words, default=None)

    def possible(self, *, alone: bool) -> tuple[str, ...]:
        """Return all words that it may have; where it stands `alone` for its parameters, theirs as well."""
        return (*self.words.values(), *(self.beside.values() if alone else ()))

    def marked_in(self, chapter: int, *, alone: bool) -> bool:
        """Return whether it is marked in a chapter."""
        return chapter in self.words or (alone and chapter in self.beside)

    def word_in(self, chapter: int, *, alone: bool) -> str:
        """Return what it says in a chapter."""
        if not self.marked_in(chapter, alone=alone):
            return "" if self.leads_to is None else self.words[self.leads_to]
        return self.words.get(chapter) or self.beside[chapter]


class MapContents(NamedTuple):
    """All that is on the map; of the stops those of a column stand above each other.

    The parameters among them have their place at the arrow of their leg.
    """

    columns: int
    stops: tuple[Stop, ...]
    arrows: tuple[Arrow, ...]
    parameters: Mapping[Leg, Sequence[Stop]]


def contents_of(run: Timeline) -> MapContents:
    """Return what is on the map of a run."""
    columns = 1 + max(array.column for array in run.arrays)
    arrows = _arrows(run, columns)
    main = {leg: arrow.leads_to for leg, arrow in arrows.items() if arrow.leads_to is not None}
    stops = [_array_stop(array) for array in run.arrays]
    forward = [stop for stop in stops if not stop.leg.back]
    given, gradients = _parameter_stops(run, main)
    ending = [_loss_stop(run, columns), *_target_stops(run, columns)]
    backward = [stop for stop in stops if stop.leg.back]
    parameters: dict[Leg, list[Stop]] = {}
    for stop in (*given, *gradients):
        parameters.setdefault(stop.leg, []).append(stop)
    all_stops = (*forward, *given, *ending, *backward, *gradients)
    return MapContents(columns, all_stops, tuple(arrows.values()), parameters)


def _arrows(run: Timeline, columns: int) -> Mapping[Leg, Arrow]:
    legs = [Leg(column, back) for back in (False, True) for column in range(1, columns + 1)]
    arrows = {leg: Arrow(leg, {}, {}) for leg in legs}
    made = {array.chapter for array in run.arrays}
    of_parameters = {index for one in run.parameters for index in (one.gradient.chapter, one.update)}
    for index, chapter in enumerate(run.chapters):
        arrow = arrows[chapter.leg]
        words = arrow.beside if index in of_parameters - made else arrow.words
        words[index] = chapter.operation  # type: ignore[index]  # a dictionary, for as long as it is made
    return arrows


def _array_stop(array: RunArray) -> Stop:
    made = array.chapter
    leg = Leg(array.column, array.gradient)
    marked = frozenset(() if made is None else (made,))
    size = size_text(array.size)
    return Stop(StopKind.ARRAY, array.label, size, leg, made or 0, made, marked, array)


def _parameter_stops(run: Timeline, main: Mapping[Leg, int]) -> tuple[Sequence[Stop], Sequence[Stop]]:
    """Return the parameters, which the operation in front of them reads, and their gradients."""
    given, gradients = [], []
    for of, gradient, update in run.parameters:
        leg, size = Leg(of.column), _parameter_size(of)
        marked = frozenset((main[leg], update))
        given.append(Stop(StopKind.PARAMETER, of.label, size, leg, update, None, marked, of, update))
        made = gradient.chapter
        assert made is not None
        back, kind = Leg(of.column, back=True), StopKind.PARAMETER
        gradients.append(Stop(kind, gradient.label, size, back, made, made, frozenset((made,)), gradient))
    return given, gradients


def _parameter_size(parameter: RunArray) -> str:
    """Return a parameter's size, of kernels with channels and filters where these are more than one."""
    shape = parameter.size
    return "×".join(map(str, shape[:2] if shape[2:] == (1,) * len(shape[2:]) else shape))


def _loss_stop(run: Timeline, columns: int) -> Stop:
    chapters = [index for index, chapter in enumerate(run.chapters) if chapter.phase is Phase.LOSS]
    made = None if run.loss is None else chapters[0]
    marked = frozenset(() if made is None else (made,))
    return Stop(StopKind.LOSS, "loss", "", Leg(columns), chapters[0], made, marked)


def _target_stops(run: Timeline, columns: int) -> Sequence[Stop]:
    target = run.target
    if target is None:
        return ()
    chapter = next(index for index, chapter in enumerate(run.chapters) if chapter.phase is Phase.LOSS)
    size = size_text(target.size)
    none: frozenset[int] = frozenset()
    return [Stop(StopKind.TARGET, target.label, size, Leg(columns), chapter, None, none, target)]
