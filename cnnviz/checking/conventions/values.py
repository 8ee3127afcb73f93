"""What arguments are given: the engine's arrays as a solution has them, the numbers of the windows, what was kept."""

from collections.abc import Sequence

import numpy as np

from cnnviz.checking.conventions.arguments import RESULTS
from cnnviz.checking.conventions.layouts import BiasLayout, Layout, Layouts
from cnnviz.checking.conventions.reading.names import ALIASES, Meaning, given, plain
from cnnviz.checking.conventions.reading.signatures import Function
from cnnviz.checking.conventions.reading.subjects import LOSSES, Subject, Topic
from cnnviz.checking.running.job import Argument
from cnnviz.engine import pad2d, softmax
from cnnviz.engine.activation import LEAK
from cnnviz.explain.mistakes.operation import Operation
from cnnviz.explain.mistakes.right import right_arrays
from cnnviz.trace.steps import Array


class Unclear(ValueError):
    """An argument whose name does not say what it is; says which."""


class Values:
    """What the arguments of one operation are given; arrays are appended to `arrays`."""

    def __init__(self, subject: Subject, layouts: Layouts, operation: Operation, arrays: list[Array]) -> None:
        self.subject, self.layouts = subject, layouts
        self.operation, self.arrays = operation, arrays

    def of(self, function: Function, arg: str, meaning: Meaning | None) -> Argument | None:
        """Return what an argument is given, None where nobody knows or there is none."""
        o, topic = self.operation, self.subject.topic
        if meaning is Meaning.X:
            return self._input(function, arg)
        if meaning is Meaning.TARGET:
            return self._target()
        if meaning is Meaning.DY and topic in LOSSES:
            return {"json": 1.0}
        if meaning is Meaning.PADDED:
            return self.array("x", pad2d(o.x, o.padding))
        if meaning is Meaning.WEIGHT and o.weight is not None:
            return self.array("weight", o.weight)
        if meaning is Meaning.BIAS:
            return self._bias(function, arg)
        if meaning is Meaning.DY:
            return self.array("dy", o.dy)
        if meaning is Meaning.DWEIGHT:
            return self.array("dweight", self._right("dweight"))
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
        return self.setting(meaning, function)

    def _input(self, function: Function, arg: str) -> Argument:
        """Return what comes in: of a loss perhaps probabilities, of a slope perhaps the function's result."""
        o, layouts = self.operation, self.layouts
        if self.subject.topic is Topic.CROSS_ENTROPY and layouts.shares:
            return self.array("x", softmax(o.x))
        back = function is self.subject.backward
        if layouts.result_kept and back and plain(arg) in RESULTS:
            return self.array("y", self._right("y"))
        return self.array("x", o.x)

    def _target(self) -> Argument | None:
        """Return what there should be: right classes as numbers or as lists of 0 and 1, or the numbers wanted."""
        o, layouts = self.operation, self.layouts
        if o.target is None:
            return None
        if self.subject.topic is Topic.MSE:
            return self.array("x", o.target)
        classes = o.target.astype(int)
        if layouts.one_hot:
            return self.array("x", np.eye(o.x.shape[1])[classes])
        if layouts.image is Layout.LIST:
            return {"json": int(classes[0])}
        self.arrays.append(classes)
        return {"array": len(self.arrays) - 1}

    def setting(self, meaning: Meaning | None, function: Function | None = None) -> Argument | None:
        """Return a number of the window's, or a count."""
        o = self.operation
        (rows, columns), shape = o.window, o.x.shape
        numbers: dict[Meaning | None, float] = {
            Meaning.LEAK: LEAK,
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
        if meaning is Meaning.INPUT_SHAPE and self.subject.topic is Topic.LINEAR:
            return {"json": shape[-1]}
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
            value = {"json": self.subject.mode} if meaning is Meaning.MODE else self.setting(meaning)
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
        if self.subject.topic in (Topic.ACTIVATION, Topic.SOFTMAX) and arg not in function.unpacked:
            kept: Argument | None = self._input(function, arg)
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
            value = self.of(function, name, given(name)) if given(name) is not Meaning.CACHE else None
            if value is None:
                return None
            parts.append(value)
        if parts:
            return {"tuple": parts}
        keyed: dict[str, Argument] = {}
        for key in function.keys.get(arg, ()):
            value = self.of(function, key, given(key))
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
            return self.array("x", bias.reshape(1, 1, 1, 1))
        return self.array("bias", bias)

    def _right(self, name: str) -> Array:
        return right_arrays(self.operation)[name]

    def array(self, name: str, array: Array) -> Argument:
        """Return one of the engine's arrays as the solution has it."""
        laid = self.layouts.of(name, np.asarray(array))
        self.arrays.append(laid)
        return {"array": len(self.arrays) - 1}
