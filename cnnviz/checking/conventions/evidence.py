"""How arrays lie in a solution: what its text says of it, likeliest first; trying decides."""

import ast
from collections.abc import Iterator
from itertools import product

from cnnviz.checking.conventions.layouts import IMAGES, BiasLayout, Layout, Layouts
from cnnviz.checking.conventions.lists import LISTED, likely_lists
from cnnviz.checking.conventions.reading.names import Meaning, given, plain
from cnnviz.checking.conventions.reading.signatures import Function
from cnnviz.checking.conventions.reading.subjects import Subject, Topic

_CHANNELS = (
    "c",
    "nc",
    "ncprev",
    "cin",
    "channels",
    "depth",
    "d",
    "inchannels",
    "numchannels",
    "ch",
    "nchannels",
    "k",
)
_MOST = 9


def likely_layouts(subject: Subject) -> tuple[Layouts, ...]:
    """Return how the arrays of a subject may lie, the likeliest first."""
    if subject.topic in (Topic.MASK, Topic.SHARE):
        return (Layouts(Layout.PLANE),)
    if subject.topic is Topic.SINGLE_STEP:
        return (Layouts(Layout.HWC, BiasLayout.LIST, single=True), Layouts(Layout.PLANE, BiasLayout.NUMBER))
    if subject.topic is Topic.UPDATE:
        return (Layouts(Layout.NHWC),)
    if subject.topic in LISTED:
        return likely_lists(subject)
    images, biases = _images(subject), _biases(subject)
    if subject.topic is not Topic.CONVOLUTION:
        return tuple(Layouts(image) for image in images if image is not Layout.STACK)
    found = [
        Layouts(image, bias)
        for image, bias in product(images, biases)
        if (bias is BiasLayout.NUMBER) == (image is Layout.PLANE)
        and (bias is not BiasLayout.POSITIONS or image is Layout.CHW)
        and (bias is not BiasLayout.FOUR or image in (Layout.NHWC, Layout.HWC))
        and (bias is BiasLayout.LIST or image is not Layout.STACK)
        and bias is not BiasLayout.ROW
    ]
    return tuple(dict.fromkeys(found))[:_MOST]


def _images(subject: Subject) -> tuple[Layout, ...]:
    ranks = list(_ranks(subject))
    text = " ".join(plain(one.name) for one in subject.functions)
    keyed = {plain(arg) for one in subject.functions for arg in (*one.args, *one.keys)}
    votes = dict.fromkeys(IMAGES, 0.0)
    for rank, channels in ranks:
        for layout in IMAGES:
            if layout.rank == rank:
                votes[layout] += 4
                if channels is not None and channels == _channel_axis(layout):
                    votes[layout] += 3
    if keyed & {"hparameters", "hparams", "aprev"}:
        votes[Layout.NHWC] += 2
    if keyed & {"convparam", "poolparam"} or "naive" in text:
        votes[Layout.NCHW] += 3
    if subject.owner is not None:
        votes[Layout.CHW] += 1.5
        votes[Layout.NCHW] += 1
    default = {Layout.NHWC: 0.5, Layout.NCHW: 0.4, Layout.PLANE: 0.3, Layout.CHW: 0.2, Layout.HWC: 0.1}
    return tuple(sorted(IMAGES, key=lambda layout: -votes[layout] - default.get(layout, 0)))


def _channel_axis(layout: Layout) -> int:
    return {Layout.NHWC: 3, Layout.NCHW: 1, Layout.CHW: 0, Layout.HWC: 2}.get(layout, -1)


def _ranks(subject: Subject) -> Iterator[tuple[int, int | None]]:
    """Yield how many axes images have where their shape is taken apart, and which of them counts channels."""
    functions = list(subject.functions)
    if subject.owner is not None:
        functions += [one for one in subject.owner.methods.values() if one not in functions]
    for function in functions:
        for array, sizes in function.shapes.items():
            if _is_image(array):
                places = [at for at, size in enumerate(sizes) if plain(size) in _CHANNELS and len(sizes) > 2]
                yield len(sizes), places[0] if len(places) == 1 else None
        for array, rank in function.ranks.items():
            if _is_image(array) and rank in (2, 3, 4) and array not in function.shapes:
                yield rank, None
        for node in ast.walk(function.node):
            widths = node.args[1] if isinstance(node, ast.Call) and _pads(node) else None
            if isinstance(widths, ast.Tuple | ast.List) and len(widths.elts) > 1:
                yield _pad_rank(widths)


def _is_image(array: str) -> bool:
    return given(array) in (Meaning.X, Meaning.DY, Meaning.PADDED)


def _pads(node: ast.Call) -> bool:
    return len(node.args) > 1 and _called(node) == "pad"


def _called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def _pad_rank(widths: ast.Tuple | ast.List) -> tuple[int, int | None]:
    """Return what the widths of a padding say: as many as there are axes, and (0, 0) along channels."""
    still = [
        at for at, one in enumerate(widths.elts) if ast.unparse(one) in ("(0, 0)", "[0, 0]", "(0,)", "0")
    ]
    count = len(widths.elts)
    if not any(isinstance(one, ast.Tuple | ast.List) for one in widths.elts):
        return 2, None
    channels = [at for at in still if at > 0 or count == 3]
    return count, channels[-1] if len(channels) == 1 else None


def _biases(subject: Subject) -> tuple[BiasLayout, ...]:
    found: list[BiasLayout] = []
    for function in _all(subject):
        for array, rank in function.ranks.items():
            if given(array) is Meaning.BIAS:
                found += [
                    {4: BiasLayout.FOUR, 1: BiasLayout.LIST, 2: BiasLayout.COLUMN}.get(rank, BiasLayout.LIST)
                ]
    if subject.owner is not None:
        found += [BiasLayout.POSITIONS]
    return tuple(
        dict.fromkeys((*found, BiasLayout.LIST, BiasLayout.FOUR, BiasLayout.NUMBER, BiasLayout.COLUMN))
    )


def _all(subject: Subject) -> list[Function]:
    return list(subject.functions) if subject.owner is None else list(subject.owner.methods.values())


def square_kernels(subject: Subject, layouts: Layouts) -> bool:
    """Return whether the text tells height and width of its kernels apart nowhere, so that they have to be square."""
    made_first = None if subject.owner is None else subject.owner.methods.get("__init__")
    if made_first is not None and not made_first.unpacked:
        meanings = {given(arg) for arg in made_first.args}
        if Meaning.SIZE in meanings and Meaning.HEIGHT not in meanings:
            return True
    first = 2 if layouts.image in (Layout.NCHW, Layout.CHW) and not layouts.kernels_last else 0
    for function in _all(subject):
        for array, sizes in function.shapes.items():
            if given(array) in (Meaning.WEIGHT, Meaning.FILTERS) and len(sizes) in (2, 3, 4):
                last = layouts.image in (Layout.PLANE, Layout.STACK) or len(sizes) < 4
                height, width = sizes[-2:] if last else sizes[first : first + 2]
                return height == width or "_" in (height, width)
        meanings = {given(arg) for arg in function.args} | {
            given(key) for keys in function.keys.values() for key in keys
        }
        if {Meaning.HEIGHT, Meaning.WIDTH} <= meanings:
            return False
    return True


def takes(subject: Subject, meaning: Meaning, *, openly: bool = False) -> bool:
    """Return whether any of a subject's functions is told a setting: as an argument, a key, in a cache, for all."""
    if meaning in subject.constant:
        return True
    for one in subject.all_functions:
        unpacked = (part for parts in one.unpacked.values() for part in parts)
        keys = [key for found in one.keys.values() for key in found]
        names = {given(name) for name in (*one.args, *unpacked, *keys)}
        if meaning in names:
            return True
        if not openly and not keys and Meaning.SETTINGS in {given(arg) for arg in one.args}:
            return True
    return False
