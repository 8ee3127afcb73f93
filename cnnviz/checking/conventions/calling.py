"""The calls that compute an operation, with every argument by what it stands for."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from cnnviz.checking.conventions.layouts import BiasLayout, Layouts
from cnnviz.checking.conventions.meanings import (
    attributes_like,
    gradients_kept,
    has_bias,
    made_by,
    meaning_of,
    returned,
    wanted,
)
from cnnviz.checking.conventions.names import ALIASES, Meaning, given
from cnnviz.checking.conventions.signatures import Function
from cnnviz.checking.conventions.subjects import Subject, Topic
from cnnviz.checking.running.job import Argument, Calls, Step
from cnnviz.engine import pad2d
from cnnviz.explain.mistakes.operation import Operation
from cnnviz.explain.mistakes.right import right_arrays
from cnnviz.trace.steps import Array

_ORDERS: Mapping[bool, tuple[Meaning, ...]] = {
    False: (Meaning.X, Meaning.WEIGHT, Meaning.BIAS, Meaning.SETTINGS),
    True: (Meaning.DY, Meaning.CACHE, Meaning.WEIGHT, Meaning.BIAS),
}


class Unclear(ValueError):
    """An argument whose name does not say what it is; says which."""


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
        self.subject, self.layouts, self.named = subject, layouts, named
        self.operation, self.arrays = operation, arrays
        self.wanted = wanted(subject, operation)

    def calls(self) -> Calls:
        """Return the calls."""
        steps = self._of_object() if self.subject.owner is not None else self._of_functions()
        return Calls(tuple(steps), self.wanted)

    def _of_functions(self) -> list[Step]:
        return [self._call(function) for function in self.subject.functions]

    def _of_object(self) -> list[Step]:
        owner, bias = self.subject.owner, self.operation.bias
        assert owner is not None
        made_first = owner.methods.get("__init__")
        args = self._bound(made_first, construct=True) if made_first is not None else ((), {})
        steps = [Step("call", owner.name, *args, (("layer", ()),), self.wanted)]
        if self.operation.weight is not None:
            held: list[tuple[tuple[str, ...], Any]] = [
                (
                    attributes_like(owner.attributes, Meaning.WEIGHT),
                    self._array("weight", self.operation.weight),
                )
            ]
            if bias is not None and has_bias(self.subject):
                held.append((attributes_like(owner.attributes, Meaning.BIAS), self._array("bias", bias)))
            steps.append(Step("set", of="layer", attributes=tuple(held), makes=self.wanted))
        for function in self.subject.functions:
            steps.append(self._call(function)._replace(do="method", of="layer"))
        if "weight_new" in self.wanted:
            kept: list[tuple[tuple[str, ...], str]] = [
                (attributes_like(owner.attributes, Meaning.WEIGHT), "weight_new")
            ]
            if "bias_new" in self.wanted:
                kept.append((attributes_like(owner.attributes, Meaning.BIAS), "bias_new"))
            steps.append(Step("get", of="layer", attributes=tuple(kept), makes=()))
        gradients = [
            (gradients_kept(owner.attributes, meaning), meaning.value)
            for meaning in (Meaning.DWEIGHT, Meaning.DBIAS)
            if meaning.value in self.wanted
        ]
        if gradients and len(self.subject.backward.returns if self.subject.backward else ()) < 2:
            steps.append(Step("get", of="layer", attributes=tuple(gradients), makes=()))
        return steps

    def _call(self, function: Function) -> Step:
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
        if function is self.subject.forward and len(function.returns) > 2:
            into = (("y", ()), ("cache", ()))
        return Step("call", function.name, args, named, into, makes)

    def _bound(
        self, function: Function, *, construct: bool = False
    ) -> tuple[tuple[Argument, ...], Mapping[str, Argument]]:
        """Return what a function is given, by the names of its arguments."""
        meanings = self._meanings(function)
        named: dict[str, Argument] = {}
        for arg, meaning in meanings.items():
            value = self._value(function, arg, meaning)
            if value is None:
                if arg not in function.optional:
                    raise Unclear(f"{function.called}: what {arg} stands for is not clear")
                continue
            named[arg] = value
        placed = []
        for arg in function.args:
            if arg not in named or arg in function.optional:
                break
            placed.append(named.pop(arg))
        return tuple(placed), named

    def _meanings(self, function: Function) -> Mapping[str, Meaning | None]:
        found = {arg: self._meaning(function, arg) for arg in function.args}
        if function.name == "__init__" or self.subject.topic not in (
            Topic.CONVOLUTION,
            Topic.MAX_POOLING,
            Topic.AVERAGE_POOLING,
        ):
            return found
        order = [one for one in _ORDERS[function is self.subject.backward] if one not in found.values()]
        if self.subject.topic is not Topic.CONVOLUTION:
            order = [one for one in order if one not in (Meaning.WEIGHT, Meaning.BIAS)]
        taken: set[Meaning | None] = set()
        for arg, meaning in found.items():
            twice = meaning in taken and meaning not in (None, Meaning.SIZE)
            if (meaning is None or twice) and arg not in function.optional and order:
                found[arg] = order.pop(0)
            taken.add(found[arg])
        return found

    def _meaning(self, function: Function, arg: str) -> Meaning | None:
        corrected = self.named.get(f"{function.name}.{arg}")
        return meaning_of(self.subject, function, arg) if corrected is None else corrected

    def _value(self, function: Function, arg: str, meaning: Meaning | None) -> Argument | None:
        """Return what an argument is given, None where nobody knows or there is none."""
        o, topic = self.operation, self.subject.topic
        if meaning is Meaning.X:
            return self._array("x", o.x)
        if meaning is Meaning.PADDED:
            return self._array("x", pad2d(o.x, o.padding))
        if meaning is Meaning.WEIGHT and o.weight is not None:
            return self._array("weight", o.weight)
        if meaning is Meaning.BIAS:
            return self._bias(function, arg)
        if meaning is Meaning.DY:
            return self._array("dy", o.dy)
        if meaning is Meaning.DWEIGHT:
            return self._array("dweight", self._right("dweight"))
        if meaning is Meaning.CACHE:
            return self._cache(function, arg)
        if meaning is Meaning.SETTINGS:
            return {"dict": self._settings(self._keys(arg))}
        if meaning is Meaning.MODE:
            return {"json": self.subject.mode} if self.subject.mode else None
        if meaning is Meaning.VALUE:
            return {"json": float(o.dy.ravel()[0])}
        if meaning is Meaning.SHAPE:
            return {"tuple": [{"json": size} for size in o.x.shape[1:3]]}
        if topic is Topic.ACTIVATION and meaning is None:
            return self._array("x", o.x)
        return self._setting(meaning, function)

    def _setting(self, meaning: Meaning | None, function: Function | None = None) -> Argument | None:
        """Return a number of the window's."""
        o = self.operation
        (rows, columns), shape = o.window, o.x.shape
        numbers = {
            Meaning.STRIDE: o.stride[0],
            Meaning.PADDING: o.padding[0],
            Meaning.DILATION: o.dilation[0],
            Meaning.HEIGHT: rows,
            Meaning.WIDTH: columns,
            Meaning.RATE: o.rate or 0.5,
            Meaning.FILTERS: o.dy.shape[-1],
            Meaning.CHANNELS: shape[-1],
        }
        if meaning is Meaning.SIZE:
            if self._takes_apart(function):
                return {"tuple": [{"json": rows}, {"json": columns}]}
            return {"json": rows} if rows == columns else {"tuple": [{"json": rows}, {"json": columns}]}
        if meaning is Meaning.INPUT_SHAPE:
            return {"tuple": [{"json": size} for size in self.layouts.of("x", o.x).shape]}
        return {"json": numbers[meaning]} if meaning in numbers else None

    def _takes_apart(self, function: Function | None) -> bool:
        """Return whether a function takes the window's size apart into two."""
        names = {} if function is None else function.unpacked
        return any(given(name) is Meaning.SIZE and len(parts) == 2 for name, parts in names.items())

    def _settings(self, keys: Sequence[str]) -> dict[str, Argument]:
        """Return a dictionary of settings, with the keys that are asked for, else with all that people use."""
        found: dict[str, Argument] = {}
        wanted = {key: given(key) for key in keys} or {
            alias: meaning for meaning, aliases in ALIASES.items() for alias in aliases
        }
        for key, meaning in wanted.items():
            meaning = Meaning.SIZE if meaning is Meaning.WEIGHT else meaning
            value = {"json": self.subject.mode} if meaning is Meaning.MODE else self._setting(meaning)
            if value is not None:
                found[key] = value
        return found

    def _keys(self, arg: str) -> tuple[str, ...]:
        """Return the keys that any of the functions asks of its settings."""
        found: dict[str, None] = {}
        for function in self.subject.functions:
            for name, keys in function.keys.items():
                if given(name) is Meaning.SETTINGS or name == arg:
                    found |= dict.fromkeys(keys)
        return tuple(found)

    def _cache(self, function: Function, arg: str) -> Argument | None:
        """Return what the way forward has kept, else what the way back expects to find there."""
        if self.subject.topic is Topic.ACTIVATION and arg not in function.unpacked:
            kept: Argument | None = self._array("x", self.operation.x)
        else:
            kept = self._expected(function, arg)
        keeps = self.subject.forward is not None and len(self.subject.forward.returns) > 1
        if keeps:
            return {"result": ["cache", kept or {"json": None}]}
        if kept is None:
            raise Unclear(f"{function.called}: nothing says what {arg} holds")
        return kept

    def _expected(self, function: Function, arg: str) -> Argument | None:
        parts: list[Argument] = []
        for name in function.unpacked.get(arg, ()):
            value = self._value(function, name, given(name)) if given(name) is not Meaning.CACHE else None
            if value is None:
                return None
            parts.append(value)
        if parts:
            return {"tuple": parts}
        keyed: dict[str, Argument] = {}
        for key in function.keys.get(arg, ()):
            value = self._value(function, key, given(key))
            if value is None:
                return None
            keyed[key] = value
        return {"dict": keyed} if keyed else None

    def _bias(self, function: Function, arg: str) -> Argument | None:
        bias = self.operation.bias
        if bias is None:
            return {"json": 0.0} if self.layouts.bias is BiasLayout.NUMBER else None
        if self.layouts.bias is BiasLayout.NUMBER:
            return {"json": float(bias[0])}
        if self.subject.topic is Topic.SINGLE_STEP:
            return self._array("x", bias.reshape(1, 1, 1, 1))
        return self._array("bias", bias)

    def _right(self, name: str) -> Array:
        return right_arrays(self.operation)[name]

    def _array(self, name: str, array: Array) -> Argument:
        laid = self.layouts.of(name, np.asarray(array))
        self.arrays.append(laid)
        return {"array": len(self.arrays) - 1}
