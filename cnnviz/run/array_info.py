"""What an array of a run is: nothing is found out from its name, or from the text on the screen."""

from collections.abc import Sequence
from enum import Enum
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from cnnviz.engine.geometry import Geometry
from cnnviz.engine.settings import Amounts
from cnnviz.frozen import NamedTuple
from cnnviz.trace.steps import Array


class Dim(Enum):
    """What an axis counts."""

    SAMPLE = "sample"
    ROW = "row"
    COLUMN = "column"
    CHANNEL = "channel"
    FILTER = "filter"
    INPUT = "input"
    UNIT = "unit"
    NUMBER = "number"


IMAGES = Dim.SAMPLE, Dim.ROW, Dim.COLUMN, Dim.CHANNEL
LISTS = Dim.SAMPLE, Dim.UNIT
KERNELS = Dim.ROW, Dim.COLUMN, Dim.CHANNEL, Dim.FILTER
PER_FILTER = (Dim.FILTER,)
PER_POSITION = Dim.ROW, Dim.COLUMN, Dim.FILTER
MATRIX = Dim.INPUT, Dim.UNIT
PER_UNIT = (Dim.UNIT,)
SINGLE_NUMBER = (Dim.NUMBER,)
Maps: TypeAlias = tuple[int, int, int]  # rows, columns and channels


class ArrayRole(Enum):
    """What an array is to the chapter that shows it."""

    INPUT = "input"
    PARAMETER = "parameter"
    OUTPUT = "output"
    GRADIENT = "gradient"
    TARGET = "target"
    ASIDE = "aside"
    MASK = "mask"


class Editable(Enum):
    """What an edit of a cell changes."""

    IMAGE = "image"
    PARAMETER = "parameter"
    TARGET = "target"


class EditTarget(NamedTuple):
    """What an edit of an array's cells changes.

    Parameters
    ----------
    of : the part of the experiment
    parameter : which parameter of the chapter's layer
    origin : where the image's first cell lies in the array, as (row, column)
    """

    of: Editable
    parameter: str = ""
    origin: tuple[int, int] = (0, 0)


class Lie(NamedTuple):
    """Where in the index of a cell its row, column, channel and unit are, if there are any; the maps of a list."""

    row: int | None
    column: int
    channel: int | None
    unit: int
    maps: Maps | None


class ArrayInfo(NamedTuple):
    """What an array is.

    Parameters
    ----------
    label : what it is called on the screen
    axes : what each of its axes counts
    role : what it is to the chapter
    picture : whether it is a picture, from black to white, rather than signed data
    ring : how many cells of it are padding, ((top, bottom), (left, right))
    covered : which of its rows and which of its columns any window reads, None where that does not matter
    of_picture : whether it is the gradient of a picture
    spread : which of its rows and which of its columns hold what was put among zeros, None where nothing was
    edit : what an edit of it changes, None where it is computed
    in_hand : whether its channels, or filters, are gone through one by one, or the units of weights that are read
    groups : of the convolution whose kernels it holds: their channels are counted within a group
    maps, weighs : the rows, columns and channels of the image that a list was, or that of a unit's weights; else None
    of_filters : whether its channels are what the filters of the chapter make, each its own, or read these
    beside : how far the numbers go that its own are seen among, where these do not tell: 1 for shares of a whole, the
        size of a list for its largest number, of what is copied that of the others where it is all rounding; else 0
    """

    label: str
    axes: tuple[Dim, ...]
    role: ArrayRole
    picture: bool = False
    ring: Amounts = ((0, 0), (0, 0))
    covered: tuple[NDArray[np.bool_], NDArray[np.bool_]] | None = None
    edit: EditTarget | None = None
    in_hand: bool = False
    groups: int = 1
    of_filters: bool = False
    maps: Maps | None = None
    weighs: Maps | None = None
    beside: float = 0.0
    of_picture: bool = False
    spread: tuple[NDArray[np.bool_], NDArray[np.bool_]] | None = None

    @property
    def in_colours(self) -> bool:
        """Whether three channels of it are red, green and blue: it is a picture, or the gradient of one."""
        return self.picture or self.of_picture

    @property
    def lie(self) -> "Lie":
        """Where the parts of a cell's index are."""
        at = {axis: number for number, axis in enumerate(self.axes)}
        return Lie(
            at.get(Dim.ROW), at.get(Dim.COLUMN, 0), at.get(Dim.CHANNEL), at.get(Dim.UNIT, 0), self.maps
        )

    @property
    def sampled(self) -> bool:
        """Whether its first axis counts samples."""
        return self.axes[0] is Dim.SAMPLE

    @property
    def is_signed(self) -> bool:
        """Whether its numbers are neither a picture's nor a mask's."""
        return not self.picture and self.role is not ArrayRole.MASK

    @property
    def is_alone(self) -> bool:
        """Whether it is a number that there are no others to be seen among: a sum, or a count."""
        return self.axes == SINGLE_NUMBER and not self.beside

    @property
    def is_plane(self) -> bool:
        """Whether it has rows and columns."""
        return Dim.ROW in self.axes

    def place(self, index: Sequence[int]) -> tuple[int, ...]:
        """Return the part of a cell's index that people name it by: row and column, or else all but the sample."""
        named = (Dim.ROW, Dim.COLUMN) if self.is_plane else tuple(set(self.axes) - {Dim.SAMPLE})
        return tuple(at for at, axis in zip(index, self.axes, strict=True) if axis in named)

    def is_left_over(self, index: Sequence[int]) -> bool:
        """Return whether no window reads a cell."""
        if self.covered is None:
            return False
        row, column = self.place(index)
        return not (self.covered[0][row] and self.covered[1][column])

    def read_by(self, geometry: Geometry) -> "ArrayInfo":
        """Return this as windows read it that lie so, its padding included."""
        covered = geometry.rows.covered, geometry.columns.covered
        return self._replace(role=ArrayRole.INPUT, ring=geometry.amounts, covered=covered)

    def as_input(self) -> "ArrayInfo":
        """Return this as a chapter that reads it has it."""
        return self._replace(role=ArrayRole.INPUT)

    def aside(self) -> "ArrayInfo":
        """Return this as a chapter has it that only shows it."""
        return self._replace(role=ArrayRole.ASIDE)

    def by_filters(self) -> "ArrayInfo":
        """Return this as an array whose channels are made by the filters of the chapter, one by each."""
        return self._replace(of_filters=True)

    def gone_through(self) -> "ArrayInfo":
        """Return this as an array whose channels, filters or units are gone through one by one."""
        return self._replace(in_hand=True)

    def gradient(self) -> "ArrayInfo":
        """Return what the gradient of this array is; nothing of it can be edited."""
        info = ArrayInfo(f"d{self.label}", self.axes, ArrayRole.GRADIENT, ring=self.ring, groups=self.groups)
        return info._replace(maps=self.maps, weighs=self.weighs, of_picture=self.in_colours)


class RunArray(NamedTuple):
    """An array of the run as the map shows it.

    Parameters
    ----------
    info : what it is
    array : its numbers, of all images
    chapter : the chapter that makes it, None for what is given
    column : where it stands along the map; a gradient stands in the column of the array that it belongs to, and
        a parameter in that of what its operation makes
    sample : which of the images is followed
    name : what the steps of its chapter call it
    """

    info: ArrayInfo
    array: Array
    chapter: int | None
    column: int = 0
    sample: int = 0
    name: str = ""

    @property
    def label(self) -> str:
        """What it is called on the screen."""
        return self.info.label

    @property
    def gradient(self) -> bool:
        """Whether it is the gradient of another one."""
        return self.info.role is ArrayRole.GRADIENT

    @property
    def followed(self) -> Array:
        """Its numbers of the image that is followed."""
        followed: Array = self.array[self.sample] if self.info.sampled else self.array
        return followed

    @property
    def size(self) -> tuple[int, ...]:
        """Its shape, for one image."""
        return self.array.shape[self.info.sampled :]


class RunParameter(NamedTuple):
    """A parameter of a layer, as the map has it at its operation.

    Parameters
    ----------
    given : as it is on the way forward
    gradient : of it
    update : the chapter that makes it anew
    """

    given: RunArray
    gradient: RunArray
    update: int
