"""What a mistake is: a name, a sentence, and arithmetic done wrong."""

import tomllib
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

from cnnviz.explain.mistakes.operation import Operation
from cnnviz.explain.mistakes.visit import Visit
from cnnviz.frozen import NamedTuple
from cnnviz.resource import text
from cnnviz.run.chapter import ChapterKind
from cnnviz.trace.steps import Array, Step

WrongStep = Callable[[Visit], Step | None]
"""Makes a mistaken step of a right one; None where this mistake cannot be made there."""
WrongArrays = Callable[[Operation], Mapping[str, Array]]
"""Computes what the mistaken arithmetic gives, by name of the array; nothing where it cannot be made."""


class Variant(NamedTuple):
    """One way to make a mistake.

    Parameters
    ----------
    kinds : the passes in which it can be made step by step
    step : makes the mistaken step, None where only whole arrays show it
    arrays : computes whole arrays, where the mistake is none of any single step
    words : the id of words of its own, "" where this way is called as the mistake is
    """

    kinds: tuple[ChapterKind, ...] = ()
    step: WrongStep | None = None
    arrays: WrongArrays | None = None
    words: str = ""


class Mistake(NamedTuple):
    """A mistake that people make.

    Parameters
    ----------
    id : by which reports name it
    variants : the ways to make it; none where it shows in no numbers but in how a program ends
    by_hand : whether only whoever computes by hand makes it, and no program
    """

    id: str
    variants: tuple[Variant, ...] = ()
    by_hand: bool = False

    @property
    def name(self) -> str:
        """What it is called: Assigned instead of added."""
        name: str = _words()[self.id]["name"]
        return name

    @property
    def sentence(self) -> str:
        """What was done, said to whoever did it, and the rule."""
        sentence: str = _words()[self.id]["sentence"]
        return sentence

    def sentence_of(self, arrays: Iterable[str]) -> str:
        """Return what was done, and the rule for what was computed: dX, say, or dW."""
        rules = _words()[self.id].get("rules", {})
        plain = (_GRADIENTS.get(name, name.removesuffix("_pad")) for name in arrays)
        own = dict.fromkeys(rules[name] for name in plain if name in rules)
        return " ".join([f"{self.sentence.partition('. ')[0]}.", *own]) if own else self.sentence

    @property
    def brief(self) -> str:
        """The name in the middle of a line."""
        return self.name[0].lower() + self.name[1:]


_GRADIENTS = {"weight_new": "dweight", "bias_new": "dbias"}
"""The gradient by which each parameter gets its new values."""


@cache
def _words() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads(text("mistakes.toml"))


def in_steps(step: WrongStep, *kinds: ChapterKind, words: str = "") -> Variant:
    """Return a way that shows in the steps of these kinds of passes."""
    return Variant(kinds, step, words=words)


def in_arrays(arrays: WrongArrays) -> Variant:
    """Return a way that shows in whole arrays alone."""
    return Variant(arrays=arrays)
