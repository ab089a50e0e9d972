"""An app as it is deployed: pickled by `fal`, unpickled where neither `fal` nor the project's folder can be imported.

The pickle is made in a process of its own, so that nothing that loading the file did to the process (imports, entries
of `sys.path`, registered classes) helps the process that serves it.
"""

from __future__ import annotations

import importlib.abc
import json
import os
import runpy
import shutil
import sys
from typing import Any

from . import faults

DEPLOYED = "deployed"


class NotDeployable(Exception):
    """`fal` refused to load or to pickle the app."""


def pickled(path: str, root: str) -> dict[str, Any]:
    """Pickle the app of a file in another process; its facts, with the pickle itself in `root`."""
    told = os.path.join(root, "tmp", "deployment.json")
    pid = os.fork()
    if pid == 0:
        _pickle_and_end(path, root, told)
    os.waitpid(pid, 0)
    if not os.path.exists(told):
        raise NotDeployable("the process that pickled the app died")
    with open(told, encoding="utf-8") as file:
        facts = json.load(file)
    if "why" in facts:
        raise NotDeployable(facts["why"])
    return facts


def _pickle_and_end(path: str, root: str, told: str) -> None:
    facts: dict[str, Any] = {}
    try:
        facts = _pickle(path, os.path.join(root, "tmp", "app.pickle"))
    except BaseException as error:
        facts = {"why": faults.brief(error)}
    finally:
        with open(told, "w", encoding="utf-8") as file:
            json.dump(facts, file)
        sys.stdout.flush()
        os._exit(0)


def _pickle(path: str, target: str) -> dict[str, Any]:
    import fal._serialization
    import fal.app
    import fal.utils
    from fal.api.api import _prepare_partial_func
    from isolate.server.interface import to_serialized_object

    os.chdir(os.path.dirname(path))
    sys.path.append(os.getcwd())
    sys.argv = [os.path.basename(path)]
    module = runpy.run_path(os.path.basename(path))
    app_class, *_ = fal.utils._find_target(module, None)
    fal._serialization.include_package_from_path(path)
    function = fal.app.wrap_app(app_class).func
    with open(target, "wb") as file:
        file.write(to_serialized_object(_prepare_partial_func(function), "cloudpickle").definition)
    return {
        "appFiles": list(app_class.app_files or []),
        "contextDirectory": os.path.abspath(app_class.app_files_context_dir or "."),
        "container": app_class.image is not None,
    }


def unpickled(facts: dict[str, Any], folder: str, root: str) -> tuple[type, Any]:
    """The App class in a process without `fal` and with the shipped files only, and what tells it which app is current."""
    home = os.path.join(root, "worker", DEPLOYED)
    _ship(facts, folder, home)
    os.chdir(home)
    sys.path.append(home)
    _forget_fal()
    import cloudpickle

    with open(os.path.join(root, "tmp", "app.pickle"), "rb") as file:
        serve = cloudpickle.load(file).__wrapped__
    cells = dict(zip(serve.__code__.co_freevars, serve.__closure__))
    return cells["cls"].cell_contents, serve.__globals__["set_current_app"]


def _ship(facts: dict[str, Any], folder: str, home: str) -> None:
    os.makedirs(home)
    names = os.listdir(folder) if facts["container"] else facts["appFiles"]
    base = folder if facts["container"] else facts["contextDirectory"]
    for name in names:
        source, target = os.path.join(base, name), os.path.join(home, name)
        if os.path.realpath(source) == os.path.realpath(home):
            continue
        os.makedirs(os.path.dirname(target), exist_ok=True)
        if os.path.isdir(source):
            shutil.copytree(source, target, symlinks=True, ignore=shutil.ignore_patterns(DEPLOYED))
        else:
            shutil.copy2(source, target)


class _NoFal(importlib.abc.MetaPathFinder):
    """`fal` is installed here, but not on a runner."""

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> None:
        if name.partition(".")[0] == "fal":
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


def _forget_fal() -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "fal"]:
        del sys.modules[name]
    sys.meta_path.insert(0, _NoFal())
