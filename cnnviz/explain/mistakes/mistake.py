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
        own = _rules_for(arrays, _words()[self.id])
        return " ".join([f"{self.sentence.partition('. ')[0]}.", *own]) if own else self.sentence

    @property
    def did(self) -> str:
        """What whoever makes it in a step by hand did, after "you": forgot to add the bias."""
        did: str = _words()[self.id]["by_hand"]["did"]
        return did

    def rule_of(self, arrays: Iterable[str]) -> str:
        """Return the rule for what was computed, said to whoever made it in a step by hand."""
        words = _words()[self.id]
        by_hand = words["by_hand"]
        own = _rules_for(arrays, by_hand) or _rules_for(arrays, words)
        rule: str = by_hand.get("rule") or self.sentence.partition(". ")[2]
        return " ".join(own) if own else rule

    @property
    def brief(self) -> str:
        """The name in the middle of a line."""
        return self.name[0].lower() + self.name[1:]


_GRADIENTS = {"weight_new": "dweight", "bias_new": "dbias"}
"""The gradient by which each parameter gets its new values."""


def _rules_for(arrays: Iterable[str], words: Mapping[str, Any]) -> list[str]:
    """Return the rules that are those of some arrays alone."""
    rules = words.get("rules", {})
    plain = (_GRADIENTS.get(name, name.removesuffix("_pad")) for name in arrays)
    return list(dict.fromkeys(rules[name] for name in plain if name in rules))


@cache
def _words() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads(text("mistakes.toml"))


def in_steps(step: WrongStep, *kinds: ChapterKind, words: str = "") -> Variant:
    """Return a way that shows in the steps of these kinds of passes."""
    return Variant(kinds, step, words=words)


def in_arrays(arrays: WrongArrays) -> Variant:
    """Return a way that shows in whole arrays alone."""
    return Variant(arrays=arrays)
