"""Programs that the code under test starts and this machine lacks: in their place runs one that ends well.

It prints a number, or JSON where that was asked for, and the files that its words name are there afterwards.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterable
from typing import Any

from . import double_files, handed_over, symbols
from .journal import JOURNAL

ECHO = "/bin/echo" if os.path.exists("/bin/echo") else "/usr/bin/echo"
SHELL_SYNTAX = re.compile(r"[|&;<>()$`\n*?]")
BUILTINS = {"cd", "export", "exit", "set", "unset", "ulimit", "umask", "exec", "eval", "source", ".", "wait", "command"}


class Programs:
    """Remembers what was replaced; each start is written into the journal."""

    def __init__(self) -> None:
        self.replaced: list[str] = []

    def install(self) -> None:
        """From now on `subprocess`, and `asyncio` above it, find every program."""
        programs = self

        class Popen(subprocess.Popen):  # type: ignore[type-arg]
            def __init__(self, args: Any, *rest: Any, **named: Any) -> None:
                if named.get("shell") and isinstance(args, str) and _is_unknown_to_shell(args):
                    args, named = shlex.split(args), {**named, "shell": False}
                try:
                    super().__init__(args, *rest, **named)
                except FileNotFoundError as error:
                    if not programs._is_missing(args, error):
                        raise
                    super().__init__([ECHO, programs._run(args)], *rest, **{**named, "executable": None})

        Popen.__name__ = Popen.__qualname__ = "Popen"
        subprocess.Popen = Popen  # type: ignore[misc]
        os.system = lambda command: subprocess.call(command, shell=True)

    def _is_missing(self, args: Any, error: FileNotFoundError) -> bool:
        """Whether it is the program itself that is not there, and no file or folder of the call."""
        return error.filename is not None and os.fsdecode(error.filename) == _words(args)[0]

    def _run(self, args: Any) -> str:
        """What the program prints. The files that it wrote are made when somebody asks for them."""
        call = f"run({symbols.argument(args)})"
        JOURNAL.note(call)
        words = _words(args)
        handed_over.note(words[1:], call)
        if words[0] not in self.replaced:
            self.replaced.append(words[0])
        return double_files.json_text(call).decode() if _ask_for_json(words) else str(symbols.number(call))


def _words(args: Any) -> list[str]:
    return [os.fsdecode(word) for word in ([args] if isinstance(args, (str, bytes, os.PathLike)) else args)]


def _is_unknown_to_shell(command: str) -> bool:
    """Whether a plain command begins with a program that the shell would not find."""
    if SHELL_SYNTAX.search(command):
        return False
    try:
        first = (shlex.split(command) or ["true"])[0]
    except ValueError:
        return False
    return "=" not in first and first not in BUILTINS and shutil.which(first) is None


def _ask_for_json(words: Iterable[str]) -> bool:
    return any(re.search(r"\bjson\b", word, re.IGNORECASE) for word in words)
