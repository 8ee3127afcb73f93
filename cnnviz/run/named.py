"""Every array of a run under the name that it has on the screen, finished, with all its channels."""

from collections.abc import Mapping
from dataclasses import dataclass

from cnnviz.run.frame import Frame
from cnnviz.run.timeline import Chapter, Timeline
from cnnviz.trace.steps import Array


@dataclass(frozen=True, eq=False)
class Named:
    """An array without its axis of samples; `image` tells pictures from signed data."""

    label: str
    array: Array
    image: bool = False


def named_arrays(timeline: Timeline) -> Mapping[str, Named]:
    """Return the arrays of a run by their labels, in the order in which they come about."""
    found: dict[str, Named] = {}
    for chapter in timeline.chapters:
        # What is written may be limited to the filter that is followed; what is read, or shown aside, is whole.
        for name, array in chapter.arrays.items():
            if name == "mask" and array.shape[-1] > 1:
                continue  # it knows only the channel that is followed
            whole = name in chapter.trace.inputs or name in chapter.aside
            if whole or chapter.label(name) not in found:
                found[chapter.label(name)] = _named(chapter, name, array)
    for product in timeline.arrays:
        found[product.label] = Named(product.label, product.array[0], product.image)
    first = [product.label for product in timeline.arrays][:1]
    return {label: found[label] for label in dict.fromkeys((*first, *found))}


def written(frame: Frame) -> Named:
    """Return the array that the chapter of a frame writes, finished, as `named_arrays` has it."""
    target = frame.step.updates[0].target.array
    return named_arrays(frame.timeline)[frame.chapter.label(target)]


def _named(chapter: Chapter, name: str, array: Array) -> Named:
    parameter = "weight" in name or "bias" in name
    samples = array.ndim > 1 and not parameter
    return Named(chapter.label(name), array[0] if samples else array, name in chapter.image)
