"""Bounds of a child in memory and file size, and the end of everything that it started."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import sys

CHILD_SUBREAPER = 36
PARENT_DEATH_SIGNAL = 1


def limit_memory(megabytes: int) -> None:
    """Bound the address space and every written file; a smaller bound that is already there stays."""
    _lower(resource.RLIMIT_AS, megabytes * 1024 * 1024)
    _lower(resource.RLIMIT_FSIZE, 1024 * 1024 * 1024)
    _lower(resource.RLIMIT_CORE, 0)


def _lower(what: int, value: int) -> None:
    _, hard = resource.getrlimit(what)
    bound = value if hard == resource.RLIM_INFINITY else min(value, hard)
    try:
        resource.setrlimit(what, (bound, hard))
    except (ValueError, OSError):
        pass  # macOS refuses some of these limits


def adopt_orphans() -> None:
    """Processes that a child leaves behind become ours, so that they can be ended (Linux only)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(CHILD_SUBREAPER, 1, 0, 0, 0)


def end_with_parent() -> None:
    """Be killed when the runner is (Linux only): nobody else bounds what runs here."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PARENT_DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)


def end_children(pid: int) -> None:
    """End the child's process group, and whoever left that group, and collect them."""
    for target in (lambda: os.killpg(pid, signal.SIGKILL), lambda: os.kill(pid, signal.SIGKILL)):
        try:
            target()
        except ProcessLookupError:
            pass
        except PermissionError:
            pass
    _collect(pid)
    while orphans := _children():  # ending one may hand its own children to us
        for orphan in orphans:
            os.kill(orphan, signal.SIGKILL)
            _collect(orphan)


def _collect(pid: int) -> None:
    try:
        os.waitpid(pid, 0)
    except ChildProcessError:
        pass


def _children() -> list[int]:
    try:
        with open(f"/proc/self/task/{os.getpid()}/children", encoding="ascii") as children:
            return [int(pid) for pid in children.read().split()]
    except OSError:
        return []
