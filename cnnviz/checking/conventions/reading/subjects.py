"""What functions of a solution compute together."""

from collections.abc import Mapping
from enum import Enum

from cnnviz.checking.conventions.reading.names import Meaning, given
from cnnviz.checking.conventions.reading.signatures import Class, Function
from cnnviz.frozen import NamedTuple


class Topic(Enum):
    """What functions compute."""

    PADDING = "padding"
    SINGLE_STEP = "one window"
    CONVOLUTION = "convolution"
    MASK = "the mask of a maximum"
    SHARE = "a value spread evenly"
    MAX_POOLING = "max pooling"
    AVERAGE_POOLING = "average pooling"
    LINEAR = "linear layer"
    ACTIVATION = "activation"
    SOFTMAX = "softmax"
    CROSS_ENTROPY = "cross-entropy"
    MSE = "mean squared error"
    UPDATE = "gradient descent"


WEIGHTED = (Topic.CONVOLUTION, Topic.LINEAR)
"""What has weights and a bias."""
POOLINGS = (Topic.MAX_POOLING, Topic.AVERAGE_POOLING)
LOSSES = (Topic.CROSS_ENTROPY, Topic.MSE)


class Constant(NamedTuple):
    """A number that a solution sets once for all of its functions: its name, what it stands for, and what it is."""

    name: str
    meaning: Meaning
    value: int


class Subject(NamedTuple):
    """Functions that belong together.

    Parameters
    ----------
    topic : what they compute
    forward, backward : the functions, or the methods of `owner`
    owner : their class
    activation : which one
    mode : what their argument for the kind of pooling is given
    constants : what they read of the numbers that are set for all functions
    """

    topic: Topic
    forward: Function | None = None
    backward: Function | None = None
    owner: Class | None = None
    activation: str = ""
    mode: str = ""
    constants: tuple[Constant, ...] = ()

    @property
    def mode_given(self) -> bool:
        """Whether an argument chooses the kind of pooling, as it does in the course whose masks take all ties."""
        return any(given(arg) is Meaning.MODE for one in self.functions for arg in one.args)

    @property
    def functions(self) -> tuple[Function, ...]:
        """The functions that there are."""
        return tuple(one for one in (self.forward, self.backward) if one is not None)

    @property
    def handed_back(self) -> bool:
        """Whether backward is what forward returns beside its result."""
        return self.forward is not None and self.backward is self.forward.handed_back is not None

    @property
    def all_functions(self) -> tuple[Function, ...]:
        """The functions, and all methods of their class."""
        return self.functions if self.owner is None else tuple(self.owner.methods.values())

    @property
    def constant(self) -> Mapping[Meaning, int]:
        """What constants are set to, by what they stand for."""
        return {one.meaning: one.value for one in self.constants}
