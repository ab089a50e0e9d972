"""All that stands between code under test and the machine, on both sides alike."""

from __future__ import annotations

import os
from typing import Any

from . import artefacts, doubles, landlock, polls, programs, symbols, waiting, web
from .channel import Channel
from .elsewhere import Elsewhere
from .fence import Fence

TEMPORARY = "/tmp"


class Surroundings:
    """The fence, and in front of it the doubles of packages, programs, folders and the web."""

    def __init__(self, task: dict[str, Any], folder: str, channel: Channel) -> None:
        root = os.path.dirname(folder)
        self._task = task
        self._folder = folder
        self._folders = [root, task.get("artefacts") or folder]
        self._elsewhere = Elsewhere([*self._folders, TEMPORARY], os.path.join(root, "elsewhere"))
        self._fence = Fence(self._folders, TEMPORARY, bool(task.get("network")), channel.tell_made)
        self._web = web.Web(bool(task.get("network")))
        self._programs = programs.Programs()
        self._contained = False
        self.started = artefacts.Started()

    def install(self) -> None:
        """Before the fence is closed: the SDK's own start may still reach out."""
        symbols.set_places(self._folder, self._elsewhere.store)
        doubles.install(self._task.get("doubles", []))
        self._web.install()
        waiting.install()
        self._programs.install()
        self._elsewhere.install()

    def close(self) -> None:
        """From now on code under test may run."""
        self._fence.install(self._elsewhere.existing)
        self._contained = landlock.restrict_writing([*self._folders, TEMPORARY])

    def begin(self) -> None:
        """A new request: nothing has been waited for or asked for in it."""
        polls.forget()
        waiting.forget()

    def facts(self) -> dict[str, Any]:
        """What was replaced, and what was kept from the code."""
        return {
            "refused": self._fence.refused,
            "services": self._web.replaced,
            "programs": self._programs.replaced,
            "folders": self._elsewhere.used,
            "contained": self._contained,
        }
