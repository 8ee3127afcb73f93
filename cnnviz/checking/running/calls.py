"""Carries out the calls of a setting, in the process of the solution: functions, methods, attributes, constants.

This file knows nothing of cnnviz, as the child that uses it.
"""

from typing import Any

import numpy as np

_Array: Any = np.ndarray
_as_array, _copy = np.asarray, np.array
_isinstance, _str, _len, _getattr = isinstance, str, len, getattr


class Carrier:
    """Carries out calls.

    Parameters
    ----------
    names : those of the solution's module
    arrays : all that is given
    sealed : whether arrays that are given may not be written to
    """

    def __init__(self, names: dict[str, Any], arrays: list[Any], sealed: bool) -> None:
        self.names, self.arrays, self.sealed = names, arrays, sealed

    def carry_out(self, step: dict[str, Any], results: dict[str, Any], given: list[Any]) -> None:
        """Carry out one step: make an object, call a function or a method, set or get an attribute."""
        kind = step["do"]
        if kind == "set" or [name for name, _ in step["into"]] == ["layer"]:
            given = []  # an object's own parameters, which it is there to change
        if kind == "constants":
            self.names.update({name: self.value(one, results, given) for name, one in step["named"].items()})
            return
        if kind == "set":
            thing = results[step["of"]]
            for names, argument in step["attributes"]:
                value = _as_array(self.value(argument, results, given))
                results["@" + "|".join(names)] = self.set_attribute(thing, names, value)
            return
        if kind == "get":
            for names, into in step["attributes"]:
                held = _kept(results[step["of"]])
                known = results.get("@" + "|".join(names))
                found = next((name for name in [known, *names] if name in held), None)
                if found is not None:
                    results[into] = _copy(held[found])
            return
        arguments = [self.value(one, results, given) for one in step["args"]]
        named = {name: self.value(one, results, given) for name, one in step["named"].items()}
        if kind == "method":
            function = _getattr(results[step["of"]], step["called"])
        elif kind == "result":
            function = results[step["of"]]
        else:
            function = self.names.get(step["called"])
            if function is None:
                raise NameError(f"name '{step['called']}' is not defined")
        for _, array in given if self.sealed else ():
            array.setflags(write=False)
        made = function(*arguments, **named)
        self.unpack(made, step["into"], results)

    def unpack(self, made: Any, into: list[Any], results: dict[str, Any]) -> None:
        """Give what was returned its names; of a tuple each part has its own, of a dictionary each key."""
        if _isinstance(made, dict):
            for name, keys in into:
                found = next((key for key in keys if key in made), None)
                if found is not None:
                    results[name] = made[found]
        elif _isinstance(made, tuple) or (_isinstance(made, list) and _len(into) > 1):
            for (name, _), part in zip(into, made, strict=False):
                results[name] = part
        elif into:
            results[into[0][0]] = made

    def set_attribute(self, thing: Any, names: list[Any], value: Any) -> str:
        """Set the first of several attributes that holds an array of this size, else any that does; return its name."""
        held = _kept(thing)
        alike = [
            name
            for name in [*names, *held]
            if _isinstance(held.get(name), _Array) and held[name].size == value.size
        ]
        same = [name for name in alike if held[name].shape == value.shape]
        empty = [name for name in names if name in held and held[name] is None]
        if not alike and not empty:
            raise AttributeError(f"no attribute like {names[0]} of shape {value.shape} is there to be set")
        named = [name for name in alike if name in names]
        name = _str((named or same or alike or empty)[0])
        _keep(thing, name, value.reshape(held[name].shape) if alike else value)
        return name

    def value(self, argument: dict[str, Any], results: dict[str, Any], given: list[Any]) -> Any:
        """Return an argument: an array of its own, a number, a tuple or dictionary of others, or an earlier result."""
        ((kind, what),) = argument.items()
        if kind == "array":
            array = _copy(self.arrays[what])
            given.append((what, array))
            return array
        if kind == "json":
            return what
        if kind == "tuple":
            return tuple(self.value(one, results, given) for one in what)
        if kind == "dict":
            return {name: self.value(one, results, given) for name, one in what.items()}
        name, other = what
        if name in results:
            return results[name]
        return self.value(other, results, given)


def _kept(thing: Any) -> dict[str, Any]:
    """Return what an object keeps, entries of its dictionaries by both names: params.W."""
    held = dict(vars(thing))
    for name, value in vars(thing).items():
        if _isinstance(value, dict):
            held.update({f"{name}.{key}": entry for key, entry in value.items()})
    return held


def _keep(thing: Any, name: str, value: Any) -> None:
    holder, _, entry = name.rpartition(".")
    if holder:
        _getattr(thing, holder)[entry] = value
    else:
        setattr(thing, name, value)
