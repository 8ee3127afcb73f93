"""Mistakes as learners write them, planted one by one into solutions that are right.

Each is a mistake, the solution, and what stands there instead of what: (mistake, solution, ((right, wrong), ...)). A text
that stands there more than once is replaced everywhere.
"""

from pathlib import Path

from planted_course import COURSE
from planted_naive import NAIVE
from planted_named import NAMED
from planted_small import SMALL

SOLUTIONS = Path(__file__).parents[1] / "solutions"
PLANTED = (*COURSE, *NAIVE, *SMALL, *NAMED)


def planted(number):
    """Return the text of a solution with a mistake in it."""
    _, name, changes = PLANTED[number]
    return plant(solution(name), changes)


def solution(name):
    """Return the text of a solution that is right."""
    return (SOLUTIONS / f"{name}.py").read_text(encoding="utf-8")


def plant(text, changes):
    """Return a text with what is right replaced by what is wrong, all of which has to be there."""
    for right, wrong in changes:
        assert right in text, right
        text = text.replace(right, wrong)
    return text
