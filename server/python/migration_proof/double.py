"""A symbolic value in place of what this machine lacks: a model, a tensor, a whole package.

It goes through calls, attributes, indexing, iteration, context managers, arithmetic, conversions and `await`, always the
same way for the same expression, and writes every call with its arguments into the journal. Two programs that use a
double alike end with equal values and equal journals.
"""

from __future__ import annotations

import dis
import operator
import re
import sys
import types
from typing import Any

from . import double_files, handed_over, polls, symbols
from .journal import JOURNAL

EXCEPTION_NAME = re.compile(r"^[A-Z]\w*(Error|Exception|Warning)$")
# Modes of torch that a decorator enters around a function, or the function itself: how it computes, not what.
MODES = re.compile(r"^torch\.((cuda\.|cpu\.)?amp\.)?(inference_mode|no_grad|enable_grad|set_grad_enabled|autocast)$")
MESSAGE = re.compile(r"^[A-Z]+ https?://|\.recv\(\)")
ERROR_WORD = re.compile(r"error|exception|fail|detail|warning|cancel", re.IGNORECASE)
ITEMS = 2
KEYS = ("input_ids", "attention_mask", "pixel_values", "input_features")
# How often an awaited double lets others go first where requests come together: enough for all of them to come in.
TOGETHER = 50
SHAPE = (double_files.SIDE, double_files.SIDE, 3)
# fal's toolkit asks a picture for its size; the files that doubles write are of this size.
PLAIN_ATTRIBUTES = {"width": double_files.SIDE, "height": double_files.SIDE}
PLAIN_METHODS = {
    "tobytes": double_files.pixels,
    "getvalue": lambda symbol: symbols.digest(symbol) * 6,
    # Whoever reads in chunks reads until there is nothing left.
    "read": lambda symbol: b"" if polls.is_over(symbol, polls.READ) else symbols.digest(symbol) * 6,
    "recv": lambda symbol: double_files.json_text(symbol).decode(),
    "item": lambda symbol: float(symbols.number(symbol)),
    # What a tokenizer or a processor gives to a model: `model.generate(**inputs)` asks for its keys.
    "keys": lambda symbol: list(KEYS),
    "values": lambda symbol: [Double(f"{_subject(symbol)}[{key!r}]") for key in KEYS],
    "items": lambda symbol: [(key, Double(f"{_subject(symbol)}[{key!r}]")) for key in KEYS],
    "tolist": lambda symbol: [Double(f"{symbol}[{index}]") for index in range(ITEMS)],
}


def _subject(call: str) -> str:
    """`inputs` of `inputs.items()`."""
    return call.rpartition(".")[0]


def use(symbol: str, owner: str = "", name: str = "") -> Double:
    """One more double; a request that needs too many is ended."""
    polls.use()
    return Double(symbol, owner, name)


class Double:
    """One symbolic value. Equal where the expressions that made them are equal."""

    patience = 0

    def __init__(self, symbol: str, owner: str = "", name: str = "") -> None:
        self.__dict__.update(_symbol=symbols.shortened(symbol), _owner=owner, _name=name)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(f"a double has no {name}")
        if EXCEPTION_NAME.match(name):
            value: Any = type(name, (Exception,), {"__module__": self._symbol})
        else:
            value = PLAIN_ATTRIBUTES.get(name) or use(f"{self._symbol}.{name}", self._symbol, name)
        self.__dict__[name] = value
        return value

    def __setattr__(self, name: str, value: Any) -> None:
        JOURNAL.note(f"{self._symbol}.{name} = {symbols.argument(value)}")
        self.__dict__[name] = value

    def __call__(self, *positional: Any, **named: Any) -> Any:
        if _is_decoration(positional, named):
            return positional[0]
        if double_files.write(self._owner, self._name, positional, named):
            JOURNAL.note(f"{self._symbol}(…)")  # to where is not the model's business
            return None
        call = symbols.shortened(f"{self._symbol}({symbols.arguments(positional, named)})")
        if not MODES.match(self._symbol):
            JOURNAL.note(call)
        handed_over.note((*positional, *named.values()), call)
        if self._name in PLAIN_METHODS and "(" in self._owner:
            return PLAIN_METHODS[self._name](call)
        return use(call)

    def __repr__(self) -> str:
        return self._symbol

    def __str__(self) -> str:
        return double_files.name_of(self._symbol) if _is_message(self._symbol) else f"‹{self._symbol}›"

    def __format__(self, specification: str) -> str:
        try:
            return format(str(self), specification)
        except ValueError:
            return format(float(self), specification)

    def __hash__(self) -> int:
        return int.from_bytes(symbols.digest(self._symbol)[:7], "big")

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Double):
            return other._symbol == self._symbol
        return polls.is_over(f"{self._symbol} == {symbols.argument(other)}", polls.EQUAL)

    def __bool__(self) -> bool:
        return self.__dict__.get("_truth", not polls.is_over(f"bool({self._symbol})", polls.TRUE))

    def __len__(self) -> int:
        return ITEMS

    def __int__(self) -> int:
        return symbols.number(self._symbol)

    __index__ = __int__

    def __float__(self) -> float:
        return float(symbols.number(self._symbol))

    def __round__(self, digits: int | None = None) -> float:
        return round(float(self), digits)

    def __bytes__(self) -> bytes:
        return symbols.digest(self._symbol)

    def __fspath__(self) -> str:
        return double_files.readable(self._symbol)

    def __getitem__(self, key: Any) -> Any:
        stored = self.__dict__.get("_items", {})
        name = symbols.argument(key)
        if name in stored:
            return stored[name]
        symbol = f"{self._symbol}[{name}]"
        if _is_message(symbol) and polls.is_null(self._symbol, symbol):
            return None
        return use(symbol)

    def __setitem__(self, key: Any, value: Any) -> None:
        name = symbols.argument(key)
        JOURNAL.note(f"{self._symbol}[{name}] = {symbols.argument(value)}")
        self.__dict__.setdefault("_items", {})[name] = value

    def __delitem__(self, key: Any) -> None:
        JOURNAL.note(f"del {self._symbol}[{symbols.argument(key)}]")

    def __contains__(self, item: Any) -> bool:
        if isinstance(item, str) and not ERROR_WORD.search(item):
            return True  # what a program looks for in what it was given is mostly there
        return polls.is_over(f"{symbols.argument(item)} in {self._symbol}", polls.CONTAINED)

    def __iter__(self) -> Any:
        count = _unpacked(sys._getframe(1)) or ITEMS
        return iter([use(f"{self._symbol}[{index}]") for index in range(count)])

    def __reversed__(self) -> Any:
        return reversed([use(f"{self._symbol}[{index}]") for index in range(ITEMS)])

    def __next__(self) -> Any:
        step = self.__dict__.get("_step", 0)
        self.__dict__["_step"] = step + 1
        if step >= ITEMS:
            raise StopIteration
        return use(f"next({self._symbol}, {step})")

    def __enter__(self) -> Double:
        return self

    def __exit__(self, *_error: Any) -> bool:
        return False

    async def __aenter__(self) -> Double:
        return self

    async def __aexit__(self, *_error: Any) -> bool:
        return False

    def __await__(self) -> Any:
        for _ in range(self.patience):
            yield
        return self

    async def __aiter__(self) -> Any:
        await self
        for index in range(ITEMS):
            yield use(f"{self._symbol}[{index}]")

    def __mro_entries__(self, bases: tuple[Any, ...]) -> tuple[type, ...]:
        from .double_base import base_beside

        return (base_beside(bases),)

    def __instancecheck__(self, instance: Any) -> bool:
        return isinstance(instance, Double) and instance._symbol.split(".")[0] == self._symbol.split(".")[0]

    def __subclasscheck__(self, _class: Any) -> bool:
        return False

    def __copy__(self) -> Double:
        return self

    def __deepcopy__(self, _memo: Any) -> Double:
        return self

    def __reduce__(self) -> Any:
        return Double, (self._symbol, self._owner, self._name)

    def __array__(self, dtype: Any = None, copy: Any = None) -> Any:
        import numpy

        pixels = numpy.frombuffer(double_files.pixels(self._symbol), dtype="uint8").reshape(*SHAPE)
        return pixels.astype(dtype) if dtype else pixels.copy()

    def __buffer__(self, _flags: int) -> memoryview:
        """Bytes for `base64`, `BytesIO` and files, from Python 3.12 on."""
        return memoryview(double_files.pixels(self._symbol)).cast("B", SHAPE)

    @property
    def __array_interface__(self) -> dict[str, Any]:
        """As a small picture: `Image.fromarray` and `numpy.array` take it."""
        array = self.__dict__.setdefault("_array", self.__array__())
        return {**array.__array_interface__, "strides": array.strides}

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any) -> Any:
        from pydantic_core import core_schema

        return core_schema.any_schema()

    def _json(self) -> dict[str, Any]:
        return double_files.as_json(self._symbol, str(self))


def _is_message(symbol: str) -> bool:
    """Whether somebody else sent it as JSON: what keys it has is not for the program to say, and any of them may be null."""
    return MESSAGE.search(symbol) is not None


def _is_decoration(positional: tuple[Any, ...], named: dict[str, Any]) -> bool:
    return len(positional) == 1 and not named and isinstance(positional[0], (types.FunctionType, type))


def _unpacked(frame: types.FrameType) -> int | None:
    """How many items the statement that iterates wants, where it says so: `a, b, c = value`."""
    code = frame.f_code.co_code
    name = dis.opname[code[frame.f_lasti]]
    if name == "UNPACK_SEQUENCE":
        return code[frame.f_lasti + 1]
    if name == "UNPACK_EX":
        return code[frame.f_lasti + 1] + ITEMS
    return None


def _binary(name: str, sign: str) -> None:
    setattr(Double, f"__{name}__", lambda self, other: use(f"({self._symbol} {sign} {symbols.argument(other)})"))
    setattr(Double, f"__r{name}__", lambda self, other: use(f"({symbols.argument(other)} {sign} {self._symbol})"))


def _comparison(name: str, sign: str) -> None:
    """What two tensors are compared to is a tensor, and what two numbers are is true or false: this is both."""
    compare = getattr(operator, name)

    def method(self: Double, other: Any) -> Double:
        result = use(f"({self._symbol} {sign} {symbols.argument(other)})")
        result.__dict__["_truth"] = bool(compare(float(self), float(other)))
        return result

    setattr(Double, f"__{name}__", method)


def _add_operators() -> None:
    signs = "add + sub - mul * truediv / floordiv // mod % pow ** matmul @ and & or | xor ^ lshift << rshift >>".split()
    for name, sign in zip(signs[::2], signs[1::2]):
        _binary(name, sign)
    for name, sign in (("lt", "<"), ("le", "<="), ("gt", ">"), ("ge", ">=")):
        _comparison(name, sign)
    for name in ("neg", "pos", "abs", "invert"):
        setattr(Double, f"__{name}__", lambda self, name=name: use(f"{name}({self._symbol})"))


_add_operators()
