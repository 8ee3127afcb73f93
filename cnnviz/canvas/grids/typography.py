"""How large the digits of a grid are: all numbers fit its cells, with fewer decimals if need be, or none."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from cnnviz.application import digit_percent
from cnnviz.canvas.cell_sizes import DIGITS, OWN_DIGITS, SMALLEST_DIGITS
from cnnviz.canvas.grids.cells import CellLook
from cnnviz.canvas.grids.glyphs import GlyphAtlas, atlas
from cnnviz.canvas.palette import Palette
from cnnviz.explain.number_format import NEXT_TO_ZERO, POSITIONAL_FROM, Manner, NumberFormat, seen_from
from cnnviz.frozen import NamedTuple
from cnnviz.numerals import EXPONENT_FROM, LEAST

_CLEAR = 12  # pixels of digits that are read with ease
_HIGHEST = 0.56  # of a cell: what larger text has at most
_FRAME = 4  # pixels of a cell that a frame takes, on both sides together, its gap included


class Typography(NamedTuple):
    """Digits of a size, letters of the longest number, whether all are written or whole ones alone, and how."""

    glyphs: GlyphAtlas
    letters: int
    all_fit: bool
    form: NumberFormat


def typography(
    look: CellLook, form: NumberFormat, pixels: int, ratio: int, least: int = 0
) -> Typography | None:
    """Return the largest digits with which all of an array's numbers fit cells of that many device pixels.

    No number is cut, and all are written in one manner where they fit so: 0.002 beside 0.01, not 2e−3. Where digits
    would be hard to read small numbers that have an exponent have one digit, if all are larger for it. Where fractions
    have too many decimals, all of them have fewer, but at least one, so that none is taken for a whole number; where
    that hides a number that has a colour, or does not fit either, none has a 0 before its point: .003. Where even
    these do not fit cells of some size have the whole numbers alone, and others none. Digits may have to have some
    pixels at the `least`, of a window's.
    """
    ends = look.ends or (look.low, look.high)
    extremes = (*ends, *(float(np.copysign(size, ends[0])) for size in look.wide))
    found = _choice(extremes, form.manner, pixels, ratio, look.palette, digit_percent(), least)
    if found is None:
        return None
    size, letters, all_fit, manner = found
    return Typography(
        atlas(size, look.palette), letters, all_fit, form if manner == form.manner else _format(manner)
    )


@lru_cache(maxsize=1024)
def _choice(
    extremes: Sequence[float],
    manner: Manner,
    pixels: int,
    ratio: int,
    palette: Palette,
    percent: int,
    least: int,
) -> tuple[int, int, bool, Manner] | None:
    """Return a typography in numbers, for an array of such extremes: its pixels, letters, whether all fit, and how.

    Digits have so many hundredths of their usual size, as is looked up where they are chosen.
    """
    form = _format(manner)

    def fitting(forms: Iterable[NumberFormat]) -> Iterator[Typography]:
        for one in forms:
            texts = [one.in_cell(value) for value in extremes]
            glyphs = largest(palette, texts, pixels, ratio, least)
            if glyphs is not None:
                yield Typography(glyphs, max(map(len, texts)), True, one)

    short, alike = forms_for(form, extremes)
    found = max(
        fitting((form, *short[:1])), key=lambda one: min(one.glyphs.pixels, _CLEAR * ratio), default=None
    )
    if alike and (found is None or found.form is not form):
        found = next(fitting(alike), None) or found
    found = found or next(fitting(short[1:]), None)
    for small in seen_from(form.largest):
        if found is None or _hides(found.form, extremes, small):
            bare = (one for one in _bare_forms(form) if not _hides(one, extremes, small))
            found = next(fitting(bare), None) or found
    if found is not None:
        return found.glyphs.pixels, found.letters, True, found.form.manner
    glyphs = None
    if pixels >= OWN_DIGITS * ratio:  # whole numbers stand, though fractions do not fit
        texts = [form.text(value) for value in (*extremes, 0.0) if not value % 1]
        glyphs = largest(palette, texts, pixels, ratio, least)
    return None if glyphs is None else (glyphs.pixels, max(map(len, texts)), False, manner)


def no_larger(
    own: Typography, others: Iterable[tuple[CellLook, NumberFormat, int]], ratio: int
) -> Typography:
    """Return digits that are no larger than others are, which are given by their look, form and pixels of a cell."""
    least = own.glyphs
    for look, form, pixels in others:
        other = typography(look, form, pixels, ratio)
        if other is not None and other.glyphs.pixels < least.pixels:
            least = other.glyphs
    return own._replace(glyphs=least)


def forms_for(
    form: NumberFormat, extremes: Iterable[float]
) -> tuple[Sequence[NumberFormat], Sequence[NumberFormat]]:
    """Return how numbers are written with fewer digits: small ones with one, then all with fewer decimals.

    And how they all keep to one manner, as they are and then with fewer decimals, where only the former would mix two.
    """
    short = _with_fewer(form.decimals, form.largest, 1, form.reads)
    extremes = tuple(extremes)
    if not short or _is_mixed(form, extremes) or _is_as_plain(short[0], form, extremes):
        return short, ()
    alike = _with_fewer(form.decimals, form.largest, form.significant, form.reads)[1:]
    return short, (form, *alike)


def all_forms(form: NumberFormat, extremes: Iterable[float]) -> Sequence[NumberFormat]:
    """Return all of these, the one that says most first, and those that mix two manners last."""
    extremes = tuple(extremes)
    short, alike = forms_for(form, extremes)
    return *(alike or (form,)), *short


def _hides(form: NumberFormat, numbers: Iterable[float], least: float) -> bool:
    """Return whether some from a size on are not told from 0 in a cell by their decimals."""
    sizes = (abs(number) for number in numbers)
    texts = (form.in_cell(size) for size in sizes if max(least, LEAST) <= size < EXPONENT_FROM)
    return any("e" in text or text == NEXT_TO_ZERO for text in texts)


def _bare_forms(form: NumberFormat) -> Iterator[NumberFormat]:
    """Yield how numbers are written with no 0 before the point: as they are, then small ones shorter."""
    for one in (form, *_with_fewer(form.decimals, form.largest, 1, form.reads)):
        yield _format((one.decimals, one.largest, one.significant, one.reads, True))


def _is_as_plain(short: NumberFormat, form: NumberFormat, numbers: Iterable[float]) -> bool:
    """Return whether in short no number has an exponent, or is next to 0, that has its digits without one else."""
    least = min(seen_from(form.largest)[0], POSITIONAL_FROM)
    texts = ((short.in_cell(number), form.in_cell(number)) for number in numbers if abs(number) >= least)
    return not any(
        ("e" in brief or brief == NEXT_TO_ZERO) and "e" not in full and full != brief for brief, full in texts
    )


def _is_mixed(form: NumberFormat, numbers: Iterable[float]) -> bool:
    """Return whether some numbers would be written with an exponent, and others without one."""
    texts = {form.in_cell(number) for number in numbers if number} - {NEXT_TO_ZERO}
    return len({"e" in text for text in texts}) > 1


def _with_fewer(decimals: int, most: float, significant: int, reads: bool) -> Sequence[NumberFormat]:
    return [_format((fewer, most, significant, reads, False)) for fewer in range(decimals, 0, -1)]


@lru_cache(maxsize=128)
def _format(manner: Manner) -> NumberFormat:
    decimals, most, significant, reads, bare = manner
    return NumberFormat(decimals, most, significant, reads=reads, bare=bare)


def largest(
    palette: Palette, texts: Sequence[str], pixels: int, ratio: int, least: int = 0
) -> GlyphAtlas | None:
    """Return the largest digits with which some texts fit cells of that size, if there are any so large."""
    share = min(DIGITS * digit_percent() / 100, _HIGHEST) if digit_percent() > 100 else DIGITS
    size, smallest, room = int(pixels * share), max(SMALLEST_DIGITS, least) * ratio, room_for(pixels, ratio)
    while size >= smallest:
        glyphs = atlas(size, palette)
        width = max(map(glyphs.text_width, texts))
        if width <= room:
            return glyphs
        size = min(size - 1, int(size * room / width) + 1)  # letters of another size are not in proportion
    return None


def room_for(pixels: int, ratio: int) -> int:
    """Return how wide numbers may be in cells of that size: the frame of a window covers nothing of them."""
    return pixels - max(_FRAME * ratio, pixels // 6)


@lru_cache(maxsize=256)
def centres_in(rows: int, columns: int, pixels: int, ratio: int) -> NDArray[np.float64]:
    """Return where the middles (x, y) of the numbers of a block are, row by row, from its corner on."""
    row, column = np.divmod(np.arange(rows * columns), columns)
    centres = np.stack([column, row], axis=1) * pixels + (pixels - ratio) / 2
    centres.flags.writeable = False
    return centres
