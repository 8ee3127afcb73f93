"""What may stand around the numbers when a program prints an array, or when someone writes one as code.

Of `tensor(..., device='cuda:0', size=(2, 2))` the name says that channels come first, the first argument is the array,
the second changes no number, and the third says how large it is.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from cnnviz.engine.arrays import Shape
from cnnviz.importing.axes import Channels
from cnnviz.importing.sentences import quoted
from cnnviz.importing.source import Refused
from cnnviz.importing.text.brackets.scanner import Scanner

R_LISTS = ("c", "rbind", "cbind")
"""How R says what others say by brackets."""
_ARRAYS = re.compile(
    r"(?:as_?)?array|ndarray|devicearray|masked_array|matrix|mat|list|tuple|constant|variable|convert_to_tensor"
    r"|(?:as_|[a-z]*)tensor|parameter|buffer",
    re.IGNORECASE,
)
_TYPES = re.compile(r"(?:u?int|float|bfloat|bool|double|single|half|byte|short|long)\d{0,3}_?", re.IGNORECASE)
_WHOLE = re.compile(r"u?int|bool|byte|short|long|[<>|=]?[iub]\d", re.IGNORECASE)
_CHANNELS_FIRST = re.compile(r"(?:as_|[a-z]*)tensor|parameter|buffer", re.IGNORECASE)
_TENSORFLOW = re.compile(r"tf\.|tensorflow\.")
_VALUES = ("data", "numpy", "object")
_SIZES = ("shape", "size")
_R_LAYOUT = ("nrow", "ncol", "byrow")
_HARMLESS = {
    "device", "requires_grad", "grad_fn", "layout", "weak_type", "copy", "subok", "place", "stop_gradient",
    "memory_format", "pin_memory", "fill_value", "ndmin", "committed", "name", "trainable",
}  # fmt: skip
_MOST_ARGUMENTS = 100  # and commas between them
_KEY = re.compile(r"([^\W\d]\w*+)\s*+=\s*+")
_ARGUMENT = re.compile(
    r"'[^'\n]*'|\"[^\"\n]*\"|<[^<>\n]*>|[\w.:+\-]++(?:\([^()\n]*\))?|[\[(][^\[\]()\n]*[\])]|.", re.DOTALL
)
_INTEGER = re.compile(r"\d{1,9}")


@dataclass
class Arguments:
    """The arguments of a call.

    Parameters
    ----------
    shape : of the array that is given, None as long as there is none
    stated : the shape that is said to be that of the array, else None
    type : the type that is said to be that of its numbers, else ""
    layout : how R's `matrix` fills its rows and columns
    """

    shape: Shape | None = None
    stated: Shape | None = None
    type: str = ""
    layout: dict[str, str] = field(default_factory=dict)


def is_known(name: str) -> bool:
    """Return whether a function makes an array, or a number, of what it is given, and changes nothing in it."""
    last = _last(name)
    return bool(_ARRAYS.fullmatch(last) or _TYPES.fullmatch(last)) or name in R_LISTS


def is_whole(type_: str) -> bool:
    """Return whether a type of numbers, or what makes them, has whole numbers alone."""
    return _WHOLE.match(_last(type_)) is not None


def channels_of(name: str) -> Channels:
    """Return where the channels are in what a function makes."""
    if _TENSORFLOW.match(name):
        return Channels.LAST
    return Channels.FIRST if _CHANNELS_FIRST.fullmatch(_last(name)) else Channels.ANYWHERE


def read_arguments(scanner: Scanner, closing: str, value: Callable[[], Shape]) -> Arguments:
    """Read the arguments of a call up to its closing bracket, and skip that.

    Parameters
    ----------
    value
        Reads the array that comes next, and returns its shape.

    Raises
    ------
    Refused
        With the argument that is not known.
    """
    arguments, count = Arguments(), 0
    while (character := scanner.next()) != closing:
        count += 1
        if count > _MOST_ARGUMENTS:
            raise Refused("there are too many words beside the numbers: copy the numbers alone")
        key = scanner.match(_KEY)
        if character == ",":
            scanner.at += 1
        elif key and key[1] not in _VALUES:
            _take_named(arguments, key[1], scanner.take(_ARGUMENT))
        elif arguments.shape is None:
            arguments.shape = value()
        else:
            _take_unnamed(arguments, scanner.take(_ARGUMENT))
    scanner.at += 1
    return arguments


def _last(name: str) -> str:
    return _bare(name).rpartition(".")[2]


def _bare(word: str) -> str:
    return word.strip("'\"")


def _take_named(arguments: Arguments, key: str, argument: str) -> None:
    if key in _SIZES:
        arguments.stated = tuple(map(int, _INTEGER.findall(argument)))
    elif key in _R_LAYOUT:
        arguments.layout[key] = argument
    elif key == "dtype":
        arguments.type = argument
    elif key not in _HARMLESS and not (key == "mask" and argument == "False"):
        raise Refused(
            f"{quoted(f'{key}={argument}')} beside the numbers is not known: copy the numbers alone"
        )


def _take_unnamed(arguments: Arguments, argument: str) -> None:
    """Take the type of the numbers, or the rows and columns of R's `matrix` in their order."""
    free = [key for key in _R_LAYOUT if key not in arguments.layout]
    if free and (argument.isdigit() or argument in ("TRUE", "FALSE")):
        arguments.layout[free[0]] = argument
    elif _TYPES.fullmatch(_last(argument)):
        arguments.type = argument
    else:
        raise Refused(f"{quoted(_bare(argument))} beside the numbers is not known: copy the numbers alone")
