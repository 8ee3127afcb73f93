"""How large cells have to be for what is to be read in them: grids and lens are laid out by these pixels.

Digits are 0.40 of a cell, and none are below 7 pixels. So high they are, where all numbers of a grid are as long as:

    cell      18  20  22  23  25  26  27  28
    0.99       7   8   8   9  10  10  10  11
    −0.99              7   7   8   8   9   9
    −12.34                         7   7   7
"""

import math

DIGITS, SMALLEST_DIGITS = 0.40, 7  # of a cell, with text of the usual size, and pixels

SHORT = math.ceil(SMALLEST_DIGITS / DIGITS)  # 18: short numbers are written; in smaller cells there are none
SHORT_CLEARER = 20  # and their digits are a pixel larger
SIGNED = 22  # numbers with a sign and two decimals are written
LONG = 26  # and those of two digits before them: nearly all that there are
READABLE = (LONG, SIGNED, SHORT_CLEARER, SHORT)
"""Cells in which nearly all numbers are written, and fewer."""
EASE = 27  # digits behind a sign are read with ease
LARGER_DIGITS = (EASE, 25, 23, SIGNED, SHORT_CLEARER)
"""Cells from which on digits are a pixel larger or there are more; what stands around gives way to that."""

OWN_DIGITS = 28  # what is smaller may leave its digits to the lens, whose cells are no smaller
LENS_CELLS = (36, 32, OWN_DIGITS)
"""Cells of a lens: as large as there is room for, before grids have to shrink or anything folds."""
LARGE = 44  # of what is larger than usual: a lens with room left, a kernel, a number that stands alone

LONG_DIGITS = 46, 42, 38
"""Cells in which numbers with four decimals have digits of ten pixels, and somewhat smaller ones."""

APART = 12  # cells with a gap between them, whose colour is plain to see; smaller ones touch
