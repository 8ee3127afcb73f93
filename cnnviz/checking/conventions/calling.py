"""The calls that compute an operation: which functions, in which order, and what becomes of what they return."""

from collections.abc import Mapping
from typing import Any

from cnnviz.checking.conventions.arguments import meanings_of
from cnnviz.checking.conventions.layouts import Layouts
from cnnviz.checking.conventions.reading.meanings import (
    attributes_like,
    gradients_kept,
    has_bias,
    made_by,
    returned,
    wanted,
)
from cnnviz.checking.conventions.reading.names import Meaning
from cnnviz.checking.conventions.reading.signatures import Function
from cnnviz.checking.conventions.reading.subjects import Subject, Topic
from cnnviz.checking.conventions.values import Unclear, Values
from cnnviz.checking.running.job import Argument, Calls, JobStep
from cnnviz.explain.mistakes.operation import Operation
from cnnviz.trace.steps import Array


class Caller:
    """Makes the calls of one operation."""

    def __init__(
        self,
        subject: Subject,
        layouts: Layouts,
        named: Mapping[str, Meaning],
        operation: Operation,
        arrays: list[Array],
    ) -> None:
        self.subject, self.named, self.operation = subject, named, operation
        self.values = Values(subject, layouts, operation, arrays)
        self.wanted = wanted(subject, operation)

    def calls(self) -> Calls:
        """Return the calls."""
        steps = self._of_object() if self.subject.owner is not None else self._of_functions()
        constants = {
            one.name: value
            for one in self.subject.constants
            if (value := self.values.setting(one.meaning)) is not None
        }
        set_first = [JobStep("constants", named=constants)] if constants else []
        return Calls((*set_first, *steps), self.wanted)

    def _of_functions(self) -> list[JobStep]:
        steps = [self._call(function) for function in self.subject.functions]
        if self.subject.handed_back:
            steps[1] = steps[1]._replace(do="result", of="cache")
        return steps

    def _of_object(self) -> list[JobStep]:
        owner, bias = self.subject.owner, self.operation.bias
        assert owner is not None
        made_first = owner.methods.get("__init__")
        args = self._bound(made_first) if made_first is not None else ((), {})
        steps = [JobStep("call", owner.name, *args, (("layer", ()),), self.wanted)]
        if self.operation.weight is not None:
            held: list[tuple[tuple[str, ...], Any]] = [
                (
                    attributes_like(owner.attributes, Meaning.WEIGHT),
                    self.values.array("weight", self.operation.weight),
                )
            ]
            if bias is not None and has_bias(self.subject):
                held.append(
                    (attributes_like(owner.attributes, Meaning.BIAS), self.values.array("bias", bias))
                )
            steps.append(JobStep("set", of="layer", attributes=tuple(held), makes=self.wanted))
        for function in self.subject.functions:
            steps.append(self._call(function)._replace(do="method", of="layer"))
        if "weight_new" in self.wanted:
            kept: list[tuple[tuple[str, ...], str]] = [
                (attributes_like(owner.attributes, Meaning.WEIGHT), "weight_new")
            ]
            if "bias_new" in self.wanted:
                kept.append((attributes_like(owner.attributes, Meaning.BIAS), "bias_new"))
            steps.append(JobStep("get", of="layer", attributes=tuple(kept), makes=()))
        gradients = [
            (gradients_kept(owner.attributes, meaning), meaning.value)
            for meaning in (Meaning.DWEIGHT, Meaning.DBIAS)
            if meaning.value in self.wanted
        ]
        if gradients and len(self.subject.backward.returns if self.subject.backward else ()) < 2:
            steps.append(JobStep("get", of="layer", attributes=tuple(gradients), makes=()))
        return steps

    def _call(self, function: Function) -> JobStep:
        args, named = self._bound(function)
        makes = made_by(self.subject, function, self.operation)
        if self.subject.topic is Topic.UPDATE:
            into: tuple[tuple[str, tuple[str, ...]], ...] = (("weight_new", ()),)
        else:
            parts = returned(self.subject, function)
            into = tuple(
                ("_" if part is None else part.value, function.keyed[at : at + 1])
                for at, part in enumerate(parts)
            )
        if self.subject.owner is not None and function is self.subject.backward and len(function.returns) < 2:
            into = (("dx", ()),)
        if function is self.subject.forward and len(function.returns) > 2 and "dx" not in makes:
            into = (("y", ()), ("cache", ()))
        return JobStep("call", function.name, args, named, into, makes)

    def _bound(self, function: Function) -> tuple[tuple[Argument, ...], Mapping[str, Argument]]:
        """Return what a function is given, by the names of its arguments."""
        meanings = meanings_of(self.subject, function, self.named)
        named: dict[str, Argument] = {}
        for arg, meaning in meanings.items():
            value = self.values.of(function, arg, meaning)
            if value is None:
                if arg not in function.optional:
                    raise Unclear(f"{function.called}: what {arg} stands for is not clear")
                continue
            named[arg] = value
        placed = []
        for arg in function.args:
            if arg not in named or arg in function.optional or arg in function.named_only:
                break
            placed.append(named.pop(arg))
        return tuple(placed), named
