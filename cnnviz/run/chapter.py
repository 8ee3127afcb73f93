"""A chapter of a run: one pass of one layer, its steps, and what each of its arrays is."""

from collections.abc import Callable, Mapping
from enum import Enum
from functools import cached_property

from cnnviz.frozen import NamedTuple, frozen_dataclass
from cnnviz.run.array_info import KERNELS, MATRIX, ArrayInfo, ArrayRole, Lie
from cnnviz.run.options import WayOption
from cnnviz.trace.steps import Array
from cnnviz.trace.trace import Trace


class Phase(Enum):
    """Which part of a training round a chapter belongs to."""

    FORWARD = "forward"
    LOSS = "loss"
    BACKWARD = "backward"
    UPDATE = "update"


class ChapterKind(Enum):
    """What happens in a chapter; its value begins the key by which scripts name the chapter."""

    PAD = "pad"
    CONVOLVE = "convolve"
    ACTIVATE = "activate"
    MAX_POOL = "max_pool"
    AVERAGE_POOL = "average_pool"
    GLOBAL_POOL = "global_pool"
    FLATTEN = "flatten"
    LINEAR = "linear"
    LOSS = "loss"
    MSE = "mse"
    CROSS_ENTROPY = "cross_entropy"
    UPSTREAM = "upstream"
    MSE_BACK = "mse_back"
    CROSS_ENTROPY_BACK = "cross_entropy_back"
    LINEAR_WEIGHT = "linear_weight"
    LINEAR_INPUT = "linear_input"
    FLATTEN_BACK = "flatten_back"
    MAX_POOL_BACK = "max_pool_back"
    AVERAGE_POOL_BACK = "average_pool_back"
    GLOBAL_POOL_BACK = "global_pool_back"
    ACTIVATE_BACK = "activate_back"
    ACCUMULATE = "accumulate"
    CORRELATE = "correlate"
    BIAS_GRADIENT = "bias_gradient"
    SCATTER = "scatter"
    GATHER = "gather"
    SPREAD = "spread"
    TURN = "turn"
    FULL = "full"
    CROP = "crop"
    UPDATE_WEIGHT = "update_weight"
    UPDATE_BIAS = "update_bias"

    @property
    def visit(self) -> str:
        """What a step goes over: a window, a cell, ..."""
        return _VISITS[self]

    @property
    def copies(self) -> tuple[str, str] | None:
        """What is copied, or made means of, and into what: the two arrays; None where sums or products are made."""
        return _COPIES.get(self)

    @property
    def frames(self) -> bool:
        """Whether an image is framed with padding in it, or what was the frame is taken off again."""
        return self in _FRAMES

    @property
    def sums(self) -> bool:
        """Whether a layer's outputs are made in it as sums, or means, of many numbers."""
        return self in _SUMS


_K = ChapterKind
_VISITS: Mapping[ChapterKind, str] = {
    kind: visit
    for visit, kinds in {
        "window": (
            *(_K.CONVOLVE, _K.MAX_POOL, _K.AVERAGE_POOL),
            *(_K.MAX_POOL_BACK, _K.AVERAGE_POOL_BACK, _K.ACCUMULATE, _K.SCATTER),
        ),
        "cell": (
            *(_K.PAD, _K.ACTIVATE, _K.FLATTEN, _K.FLATTEN_BACK),
            *(_K.ACTIVATE_BACK, _K.GATHER, _K.SPREAD, _K.FULL, _K.CROP),
        ),
        "weight": (_K.LINEAR_WEIGHT, _K.CORRELATE, _K.TURN, _K.UPDATE_WEIGHT),
        "bias": (_K.BIAS_GRADIENT, _K.UPDATE_BIAS),
        "channel": (_K.GLOBAL_POOL, _K.GLOBAL_POOL_BACK),
        "output": (_K.LOSS, _K.MSE, _K.UPSTREAM, _K.MSE_BACK),
        "unit": (_K.LINEAR,),
        "input": (_K.LINEAR_INPUT,),
        "number": (_K.CROSS_ENTROPY,),
        "class": (_K.CROSS_ENTROPY_BACK,),
    }.items()
    for kind in kinds
}
_COPIES: Mapping[ChapterKind, tuple[str, str]] = {
    _K.PAD: ("x", "x_pad"),
    _K.ACTIVATE: ("z", "a"),
    _K.MAX_POOL: ("x_pad", "y"),
    _K.AVERAGE_POOL: ("x_pad", "y"),
    _K.GLOBAL_POOL: ("x", "y"),
    _K.FLATTEN: ("x", "y"),
    _K.CROP: ("dx_pad", "dx"),
    _K.ACTIVATE_BACK: ("da", "dz"),
    _K.MAX_POOL_BACK: ("dy", "dx_pad"),
    _K.AVERAGE_POOL_BACK: ("dy", "dx_pad"),
    _K.GLOBAL_POOL_BACK: ("dy", "dx"),
    _K.FLATTEN_BACK: ("dy", "dx"),
    _K.MSE_BACK: ("difference", "dy"),
    _K.SPREAD: ("dy", "dy_spread"),
}
_FRAMES = frozenset({_K.PAD, _K.CROP})
_SUMS = frozenset({_K.CONVOLVE, _K.LINEAR, _K.AVERAGE_POOL, _K.GLOBAL_POOL})


class Leg(NamedTuple):
    """Where an operation stands on the map: on the way to what is in a column, or from there on the way back.

    Parameters
    ----------
    column : counted from 0, where the image stands; the loss stands behind the last
    back : whether it is on the way back
    """

    column: int
    back: bool = False


@frozen_dataclass(eq=False)
class Chapter:
    """One layer's pass.

    Parameters
    ----------
    key : how scripts name it: "pad", "convolve", "scatter.2" for the second of its kind, ...
    kind : what happens, and so how it is shown
    name : short, as under the scrubber
    title : what it is called, the way to its numbers included
    phase : forward, loss, backward or update
    layer : index of the layer, whose card in the set-up belongs to it
    trace : its steps
    info : what each of its arrays is
    sample : which of the experiment's images its steps go through
    aside : makes further arrays that are shown, finished
    rules : words for the settings in force, which what is said about the chapter goes by
    followed : which channel or filter its steps keep to, and of how many; None where they go through all
    function : the name of the activation, "" in other chapters
    slope : the function whose slope is a factor in it, and the array at whose cells; None where none is
    given : whether its numbers are somebody's, worked out from nothing
    derivative_of : the array of which it writes down the derivatives of the loss as they are, "" where it is no such
    alike : the arrays that numbers go through as they are, some or all of them, from the first to the last
    turned : the weights that are met turned, and what they meet; None where none are
    shares_of_classes : the array that has the share of each class, where the loss is −log of the true one's
    true_class : which class is the right one, where the loss has one
    winners : the chapter of the run that finds which cells win, which it is or goes by; None where none do
    groups : of channels, in which its sums keep to their own numbers
    natural : how many of its steps go by at once, where nobody goes by single multiplications
    operation : what is done, in a word or two, as on the map's arrow
    leg : where that stands on the map
    heading : the title where the way is told beside it
    way : which of the run's options says that it is worked out this way, None where there is no other way
    sums : the chapter of the run whose sums it makes shares of, which shows where they come from
    shares : the chapter that makes shares of its sums, which shows what comes of them
    """

    key: str
    kind: ChapterKind
    name: str
    title: str
    phase: Phase
    layer: int
    trace: Trace
    info: Mapping[str, ArrayInfo]
    sample: int = 0
    aside: Callable[[], Mapping[str, Array]] = dict
    rules: tuple[str, ...] = ()
    followed: tuple[int, int] | None = None
    function: str = ""
    slope: tuple[str, str] | None = None
    given: bool = False
    derivative_of: str = ""
    alike: tuple[str, ...] = ()
    turned: tuple[str, str] | None = None
    shares_of_classes: str = ""
    true_class: int | None = None
    winners: int | None = None
    groups: int = 1
    natural: int = 1
    operation: str = ""
    leg: Leg = Leg(0)
    heading: str = ""
    way: WayOption | None = None
    sums: int | None = None
    shares: int | None = None

    @cached_property
    def arrays(self) -> Mapping[str, Array]:
        """Every array of the chapter, finished."""
        return {**self.trace.inputs, **self.trace.outputs, **self.trace.asides, **self.aside()}

    @property
    def mask(self) -> str:
        """The array that says which cells win, "" where it has none."""
        return next((name for name, info in self.info.items() if info.role is ArrayRole.MASK), "")

    @property
    def updates_weights(self) -> bool:
        """Whether the weights of a layer are made new ones in it, rather than its biases."""
        given = (info.axes for info in self.info.values() if info.role is ArrayRole.PARAMETER)
        return self.phase is Phase.UPDATE and any(axes in (KERNELS, MATRIX) for axes in given)

    @cached_property
    def in_hand(self) -> frozenset[str]:
        """The arrays whose channels, filters or units are gone through one by one, each with its own picture."""
        weights = MATRIX, ArrayRole.PARAMETER
        return frozenset(
            name
            for name, info in self.info.items()
            if info.in_hand and (info.is_plane or (info.axes, info.role) == weights)
        )

    @cached_property
    def lies(self) -> Mapping[str, Lie]:
        """Where the parts of a cell's index are, by array."""
        return {name: info.lie for name, info in self.info.items()}

    def label(self, array: str) -> str:
        """Return what `array` is called on the screen."""
        return self.info[array].label
