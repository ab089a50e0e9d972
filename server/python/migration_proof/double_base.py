"""What a class inherits from where its base is a double: `class Net(torch.nn.Module)`, `class Pipe(DiffusionPipeline)`."""

from __future__ import annotations

import dis
import types
from abc import ABCMeta
from collections.abc import Callable, Iterator
from typing import Any

from . import symbols
from .double import use
from .journal import JOURNAL

LOADS = {"LOAD_ATTR", "LOAD_METHOD", "LOAD_SUPER_ATTR"}


class DoubleClass(ABCMeta):
    """A class that also inherits what nobody here knows: `Pipe.from_pretrained(…)`, `super().generate(…)`."""

    def __new__(mcs, name: str, bases: tuple[type, ...], namespace: dict[str, Any], **options: Any) -> Any:
        base = next((base for base in bases if base.__dict__.get("_stands_for_a_double")), None)
        for inherited in _asked_of_super(namespace) if base else ():
            if not any(inherited in known.__dict__ for each in bases for known in each.__mro__):
                setattr(base, inherited, _inherited(inherited))
        return super().__new__(mcs, name, bases, namespace, **options)

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(f"a double has no {name}")
        return use(f"{cls.__name__}.{name}", cls.__name__, name)


class Behaviour:
    """An instance of such a class."""

    def __init__(self, *positional: Any, **named: Any) -> None:
        JOURNAL.note(f"{type(self).__name__}({symbols.arguments(positional, named)})")

    def __init_subclass__(cls, **_options: Any) -> None:
        super().__init_subclass__()

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return use(f"{type(self).__name__}().{name}")

    def __call__(self, *positional: Any, **named: Any) -> Any:
        forward = getattr(type(self), "forward", None)
        if isinstance(forward, types.FunctionType):
            return forward(self, *positional, **named)
        return use(f"{type(self).__name__}()({symbols.arguments(positional, named)})")


def base_beside(bases: tuple[Any, ...]) -> type:
    """A base of its own for each class: what `super()` is asked for is added to it.

    A class has one metaclass: beside a base that brings another, this one brings none.
    """
    others = {type(base) for base in bases if isinstance(base, type)}
    make = DoubleClass if others <= {type, ABCMeta, DoubleClass} else type
    return make("DoubleBase", (Behaviour,), {"_stands_for_a_double": True})


def _asked_of_super(namespace: dict[str, Any]) -> Iterator[str]:
    for function in namespace.values():
        inside = getattr(function, "__func__", function)
        if isinstance(inside, types.FunctionType):
            yield from _names_after_super(inside.__code__)


def _names_after_super(code: types.CodeType) -> Iterator[str]:
    """`generate` of `super().generate(…)`; special methods are there already."""
    after = False
    for instruction in dis.get_instructions(code):
        if after and instruction.opname in LOADS:
            after = False
            if not str(instruction.argval).startswith("__"):
                yield str(instruction.argval)
        after = after or instruction.argval == "super"


def _inherited(name: str) -> Callable[..., Any]:
    def method(self: Any, *positional: Any, **named: Any) -> Any:
        owner = self.__name__ if isinstance(self, type) else f"{type(self).__name__}()"
        call = symbols.shortened(f"{owner}.{name}({symbols.arguments(positional, named)})")
        JOURNAL.note(call)
        return use(call)

    return method
