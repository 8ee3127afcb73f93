"""Every array of a run under the name that it has on the screen, finished, with all its channels."""

from collections.abc import Mapping

from cnnviz.frozen import NamedTuple
from cnnviz.run.array_info import ArrayInfo
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Timeline
from cnnviz.trace.steps import Array


class Named(NamedTuple):
    """An array of the image that is followed, without its axis of samples; `picture` tells it from signed data."""

    label: str
    array: Array
    picture: bool = False


def named_arrays(timeline: Timeline) -> Mapping[str, Named]:
    """Return the arrays of a run by their labels, in the order in which they come about."""
    found: dict[str, Named] = {}
    for chapter in timeline.chapters:
        for name, array in chapter.arrays.items():
            found[chapter.label(name)] = _named(chapter.info[name], array, chapter.sample)
    for made in timeline.arrays:
        found[made.label] = _named(made.info, made.array, made.sample)
    first = [made.label for made in timeline.arrays][:1]
    return {label: found[label] for label in dict.fromkeys((*first, *found))}


def written_array(frame: Frame) -> Named:
    """Return the array that the chapter of a frame writes, finished, as `named_arrays` has it."""
    target = frame.step.updates[0].target.array
    return named_arrays(frame.timeline)[frame.chapter.label(target)]


def _named(info: ArrayInfo, array: Array, sample: int) -> Named:
    return Named(info.label, array[sample] if info.sampled else array, info.picture)
