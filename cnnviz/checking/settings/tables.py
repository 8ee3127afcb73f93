"""The settings, from the simplest up: each brings in one thing that the ones before it have not."""

from collections.abc import Iterator

from cnnviz.checking.settings.setting import Sizes

CONVOLUTIONS: tuple[Sizes, ...] = (
    Sizes("One window", (3, 3)),
    Sizes("Side by side", (6, 6), stride=3),
    Sizes("1×1 kernel", (3, 3), (1, 1)),
    Sizes("Stride 2, no overlap", (4, 4), (2, 2), stride=2),
    Sizes("Padding 1, no overlap", (4, 4), stride=3, padding=1),
    Sizes("Two channels", (3, 3), channels=2),
    Sizes("Two images", (3, 3), images=2),
    Sizes("Overlap"),
    Sizes("Stride 2, overlap", (7, 7), stride=2),
    Sizes("Padding 1, overlap", (4, 4), padding=1),
    Sizes("Padding 2", (4, 4), stride=2, padding=2),
    Sizes("Two filters", (4, 4), filters=2),
    Sizes("Cells left over", (6, 6), stride=2),
    Sizes("Wider than high", (4, 6)),
    Sizes("Higher than wide", (7, 5), stride=2, padding=1, channels=2),
    Sizes("Dilation 2", (6, 6), dilation=2),
    Sizes("Dilation 2, stride 2", (8, 8), stride=2, dilation=2),
    Sizes("2×3 kernel", (5, 6), (2, 3)),
    Sizes("Everything at once", (6, 7), stride=2, padding=1, channels=3, filters=2, images=2),
    Sizes("Even kernel", (5, 5), (2, 2), channels=2, filters=3, images=3),
)
POOLINGS: tuple[Sizes, ...] = (
    Sizes("One window", (2, 2), (2, 2), 2),
    Sizes("Side by side", (4, 4), (2, 2), 2),
    Sizes("Two channels", (4, 4), (2, 2), 2, channels=2),
    Sizes("Two images", (4, 4), (2, 2), 2, images=2),
    Sizes("Overlap", (4, 4), (3, 3), 1),
    Sizes("Stride 2, overlap", (7, 7), (3, 3), 2),
    Sizes("Gaps between windows", (5, 5), (2, 2), 3),
    Sizes("Cells left over", (5, 5), (2, 2), 2),
    Sizes("Wider than high", (4, 6), (2, 2), 2),
    Sizes("Padding 1", (4, 4), (3, 3), 2, 1),
    Sizes("2×3 window", (4, 6), (2, 3), 2),
    Sizes("Ties", (4, 4), (2, 2), 2, ties=True),
    Sizes("Ties, overlap", (5, 5), (3, 3), 1, channels=2, ties=True),
    Sizes("Everything at once", (7, 6), (3, 3), 2, channels=3, images=2),
)
PADDINGS: tuple[Sizes, ...] = (
    Sizes("Padding 1", (3, 3), padding=1),
    Sizes("No padding", (2, 2), (1, 1)),
    Sizes("Padding 2", (2, 3), padding=2),
    Sizes("Everything at once", (3, 4), padding=2, channels=3, images=2),
)
WINDOWS: tuple[Sizes, ...] = (
    Sizes("One number", (1, 1), (1, 1)),
    Sizes("One channel", (3, 3)),
    Sizes("Three channels", (3, 3), channels=3),
    Sizes("Two rows", (2, 2), (2, 2), channels=2),
)
MASKS: tuple[Sizes, ...] = (
    Sizes("Two rows", (2, 3), (2, 3), 1),
    Sizes("One number", (1, 1), (1, 1), 1),
    Sizes("Ties", (3, 3), (3, 3), 1, ties=True),
)


_OF_SEVERAL = ("Two channels", "Two images", "Two filters", "Three channels")
"""Settings that are there for several of something, and say nothing where there is one."""


def possible(
    table: tuple[Sizes, ...],
    *,
    strides: bool,
    paddings: bool,
    dilations: bool,
    square: bool,
    channels: bool,
    filters: bool,
    images: bool,
) -> Iterator[Sizes]:
    """Yield the settings that a solution takes, given what it takes; of what it does not, there is one or none."""
    seen = set()
    for sizes in table:
        plain = sizes
        if not strides and sizes.stride > 1 and sizes.image != sizes.kernel:
            continue
        if (not paddings and sizes.padding) or (not dilations and sizes.dilation > 1):
            continue
        if square and sizes.kernel[0] != sizes.kernel[1]:
            continue
        if not channels:
            plain = plain._replace(channels=1)
        if not filters:
            plain = plain._replace(filters=1)
        if not images:
            plain = plain._replace(images=1)
        if plain != sizes and (sizes.name in _OF_SEVERAL or plain._replace(name="") in seen):
            continue
        seen.add(plain._replace(name=""))
        yield plain
