"""Programs that the code under test starts and this machine lacks: in their place runs one that ends well and does nothing."""

from __future__ import annotations

import os
import subprocess
from typing import Any

from . import symbols
from .journal import JOURNAL

NOTHING = "/bin/true" if os.path.exists("/bin/true") else "/usr/bin/true"


class Programs:
    """Remembers what was replaced; each start is written into the journal."""

    def __init__(self) -> None:
        self.replaced: list[str] = []

    def install(self) -> None:
        """From now on `subprocess`, and `asyncio` above it, find every program."""
        programs = self

        class Popen(subprocess.Popen):  # type: ignore[type-arg]
            def __init__(self, args: Any, *rest: Any, **named: Any) -> None:
                try:
                    super().__init__(args, *rest, **named)
                except FileNotFoundError as error:
                    if not programs._is_missing(args, error):
                        raise
                    super().__init__([NOTHING], *rest, **{**named, "executable": None})

        Popen.__name__ = Popen.__qualname__ = "Popen"
        subprocess.Popen = Popen  # type: ignore[misc]

    def _is_missing(self, args: Any, error: FileNotFoundError) -> bool:
        """Whether it is the program itself that is not there, and no file or folder of the call."""
        name = os.fsdecode(args if isinstance(args, (str, bytes, os.PathLike)) else args[0])
        if error.filename is None or os.fsdecode(error.filename) != name:
            return False
        JOURNAL.note(f"run({symbols.argument(args)})")
        if name not in self.replaced:
            self.replaced.append(name)
        return True
