"""Puts doubles in the place of packages that are not installed."""

from __future__ import annotations

import base64
import dataclasses
import importlib.abc
import importlib.machinery
import importlib.metadata
import json
import re
import sys
import types
from collections.abc import Callable
from typing import Any

from . import double_files
from .double import Double
from .journal import JOURNAL
from .packages import is_shared

__all__ = ["JOURNAL", "install"]

EXCEPTION_NAME = re.compile(r"^[A-Z]\w*(Error|Exception|Warning)$")


class _Loader(importlib.abc.Loader):
    def create_module(self, spec: importlib.machinery.ModuleSpec) -> types.ModuleType:
        return _DoubleModule(spec.name)

    def exec_module(self, module: types.ModuleType) -> None:
        pass


class _DoubleModule(types.ModuleType):
    """A module every name of which is a double."""

    __path__: list[str] = []
    __all__: list[str] = []

    def __getattr__(self, name: str) -> Any:
        if name == "__version__":
            return "0.0.0"
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        if EXCEPTION_NAME.match(name):
            value: Any = type(name, (Exception,), {"__module__": self.__name__})
        else:
            value = Double(f"{self.__name__}.{name}", self.__name__, name)
        setattr(self, name, value)
        return value


class _Finder(importlib.abc.MetaPathFinder):
    def __init__(self, names: set[str]) -> None:
        self._names = names

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> importlib.machinery.ModuleSpec | None:
        if not any(name == doubled or name.startswith(doubled + ".") for doubled in self._names):
            return None
        return importlib.machinery.ModuleSpec(name, _Loader(), is_package=True)


def _of_bytes(encode: Callable[..., bytes]) -> Callable[..., bytes]:
    """Before Python 3.12 no class of ours can lend its bytes to a function of C."""

    def encoded(value: Any, *rest: Any, **named: Any) -> bytes:
        return encode(double_files.pixels(repr(value)) if isinstance(value, Double) else value, *rest, **named)

    return encoded


def install(names: list[str]) -> None:
    """From now on `import` of these packages, and of all below them, gives doubles."""
    below = {name.rpartition(".")[0] for name in names}
    replaced = {name for name in names if not (name in below and is_shared(name))}
    if replaced:
        sys.meta_path.insert(0, _Finder(replaced))
    base64.b64encode = _of_bytes(base64.b64encode)
    default = json.JSONEncoder.default

    def with_doubles(self: json.JSONEncoder, value: Any) -> Any:
        return value._json() if isinstance(value, Double) else default(self, value)

    json.JSONEncoder.default = with_doubles  # type: ignore[method-assign]
    as_dictionary = dataclasses.asdict

    def of_double(value: Any, **options: Any) -> Any:
        return dict(value.items()) if isinstance(value, Double) else as_dictionary(value, **options)

    dataclasses.asdict = of_double  # type: ignore[assignment]
