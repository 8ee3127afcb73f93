"""What in a copy of an array is nothing but rounding: what was nothing beside the numbers that it is copied of.

Y is −3.6 and 1e−16, where terms have cancelled, and ReLU makes of it 0 and 1e−16: that is as little in A as in Y.
"""

from collections.abc import Mapping

from cnnviz.run.array_info import ArrayInfo
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.extent import NOTHING, largest
from cnnviz.trace.trace import Trace

_K = ChapterKind
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
}
"""What chapters of a kind copy, or make means of, and into what."""
_CURVED = {"sigmoid", "tanh"}  # small numbers of theirs are meant


def with_rounding(
    kind: ChapterKind, function: str, trace: Trace, info: Mapping[str, ArrayInfo]
) -> Mapping[str, ArrayInfo]:
    """Return `info` in which a copy that is all rounding knows the size of the numbers beside which it is nothing."""
    if kind not in _COPIES or function in _CURVED:
        return info
    source, target = _COPIES[kind]
    whole = max(largest(trace.inputs[source]), info[source].beside)
    is_rounding = 0 < largest(trace.outputs[target]) < NOTHING * whole
    return {**info, target: info[target]._replace(beside=whole if is_rounding else 0.0)}
