"""How a listing follows the steps."""

from collections.abc import Callable

from cnnviz.explain.listings.values import ListingScope
from cnnviz.explain.listings.watches import Watch
from cnnviz.frozen import NamedTuple

KEEPS = "+= keeps what was there"
FUNCTIONS = "relu", "leaky_relu", "sigmoid", "tanh", "identity"


class Way(NamedTuple):
    """How a listing follows the steps.

    Parameters
    ----------
    line : how the line begins with which a step is done, or what finds that out
    watches : what is shown beside it
    term : how the line begins that is at work while only some of the terms are done; the same where it is ""
    """

    line: str | Callable[[ListingScope], str]
    watches: tuple[Watch, ...]
    term: str = ""
