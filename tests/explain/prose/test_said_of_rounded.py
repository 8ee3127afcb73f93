"""Where printed numbers do not come to the printed result Why says that they are rounded, and nowhere else."""

from fractions import Fraction
from itertools import product
from math import prod

from run_catalogue import experiments

from cnnviz.explain import why
from cnnviz.explain.sums.formula import formula
from cnnviz.explain.sums.pieces import Role
from cnnviz.numerals import MINUS
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position


def number(text):
    return Fraction(text.strip("()").replace(MINUS, "-"))


def test_it_is_said_where_a_pencil_comes_to_another_number():
    run, seen = run_of(experiments()["classifier"]), set()
    keys = [chapter.key for chapter in run.chapters]
    for key, decimals in product(("convolve", "linear_input"), (2, 6)):
        at = keys.index(key)
        for step in range(min(len(run.chapters[at].trace), 30)):
            frame = Frame(run, Position(at, step), decimals)
            told = formula(frame)
            terms = [piece.text for piece in told.terms if piece.role is Role.TERM]
            by_hand = sum(prod(map(number, term.split("·"))) for term in terms)
            said = [
                "".join(span.text for span in one)
                for part in why(frame).parts
                for one in part.paragraphs
                if any(span.text == "≈" for span in one)
            ]
            assert len(said) == (by_hand != number(told.result))
            assert all("rounded" in one for one in said)
            seen.add(len(said))
    assert seen == {0, 1}


def test_a_product_in_words_is_its_result_or_about_that_as_in_the_formula():
    run, seen = run_of(experiments()["classifier"]), set()
    (at,) = (n for n, chapter in enumerate(run.chapters) if chapter.key == "linear_weight")
    steps = range(0, len(run.chapters[at].trace), 3)
    for step, decimals in product(steps, (1, 2, 6)):
        frame = Frame(run, Position(at, step), decimals)
        told = formula(frame)
        said = ["".join(s.text for s in one) for part in why(frame).parts for one in part.paragraphs]
        (words,) = (one for one in said if f"is {told.target.text} " in one and " times " in one)
        assert f"is {told.target.text} {told.sign} {told.result}" in words
        seen.add(told.sign)
    assert seen == {"=", "≈"}
