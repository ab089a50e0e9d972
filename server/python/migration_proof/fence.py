"""Keeps code under test from reaching what is not its own: the network, other processes, files outside of its folders."""

from __future__ import annotations

import errno
import ipaddress
import os
import socket
import sys
import threading
from collections.abc import Callable
from typing import Any

WRITE_FLAGS = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
# By event, which of its arguments are paths that it changes. Of `shutil`, the rest is made of these.
CHANGING_EVENTS = {
    "os.remove": (0,),
    "os.rename": (0, 1),
    "os.rmdir": (0,),
    "os.mkdir": (0,),
    "os.chmod": (0,),
    "os.chown": (0,),
    "os.link": (1,),
    "os.symlink": (1,),
    "os.truncate": (0,),
    "shutil.rmtree": (0,),
    "sqlite3.connect": (0,),
}
# The real one, whatever the code under test is told.
WORKING_FOLDER = os.getcwd
NO_FILES = (":memory:", "")
REMOVING_EVENTS = ("os.remove", "os.rmdir", "shutil.rmtree")
DEVICES = ("/dev/null", "/dev/stdout", "/dev/stderr", "/dev/shm/", "/dev/tty", "/proc/self/")


class Fence:
    """An audit hook. It cannot be taken off again, so it is only ever installed in a child that ends.

    `made` is told of every path that is new in the temporary folder, so that somebody can tidy up.
    """

    def __init__(self, folders: list[str], temporary: str, network: bool, made: Callable[[str], None]) -> None:
        self._inside = tuple(os.path.realpath(folder) + os.sep for folder in [*folders, temporary])
        self._temporary = os.path.realpath(temporary) + os.sep
        self._own = tuple(os.path.realpath(folder) + os.sep for folder in folders)
        self._network = network
        self._checking = threading.local()
        self.refused: list[str] = []
        self._made = made

    def install(self, place: Callable[[str], str] = str) -> None:
        """From now on every refusal is remembered and raised as the operating system would raise it.

        `place` says where a path really leads that `shutil` names before it opens it.
        """
        self._place = place
        sys.addaudithook(self._audit)

    def _audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        if getattr(self._checking, "now", False):
            return  # the check itself opens and resolves
        self._checking.now = True
        try:
            self._check(event, arguments)
        finally:
            self._checking.now = False

    def _check(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            self._check_open(*arguments[:3])
        elif event in CHANGING_EVENTS:
            self._check_change(event, arguments)
        elif event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
            self._check_address(arguments[1] if len(arguments) > 1 else None)
        elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
            self._check_name(arguments[0])
        elif event in ("os.kill", "os.killpg"):
            self._check_signal(arguments[0])

    def _check_open(self, path: Any, mode: Any, flags: Any) -> None:
        if path is None or isinstance(path, int):
            return
        writing = isinstance(mode, str) and any(letter in mode for letter in "wax+")
        if writing or (isinstance(flags, int) and flags & WRITE_FLAGS):
            self._check_path(path, "write")

    def _check_change(self, event: str, arguments: tuple[Any, ...]) -> None:
        for index in CHANGING_EVENTS[event]:
            path = arguments[index]
            if isinstance(path, int) or path in NO_FILES:
                continue
            place = self._place(os.fsdecode(path)) if event == "shutil.rmtree" else path
            if not _is_vain(event, place):
                self._check_path(place, event)

    def _check_path(self, path: Any, what: str) -> None:
        if isinstance(path, int):
            return
        real = os.path.realpath(os.path.join(WORKING_FOLDER(), os.fsdecode(path)))
        if real.startswith(DEVICES):
            return
        if not (real + os.sep).startswith(self._inside):
            self._refuse(f"{what} {real}", PermissionError(errno.EACCES, "Permission denied", os.fsdecode(path)))
        elif not (real + os.sep).startswith(self._own) and not os.path.exists(real):
            self._made(real)

    def _check_address(self, address: Any) -> None:
        if not isinstance(address, tuple) or self._network or _is_loopback(str(address[0])):
            return
        self._refuse(f"network {address[0]}", OSError(errno.ENETUNREACH, "Network is unreachable"))

    def _check_name(self, name: Any) -> None:
        text = name.decode() if isinstance(name, bytes) else name
        if text is None or text == "" or self._network or _is_loopback(str(text)):
            return
        error = socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")
        self._refuse(f"network {text}", error)

    def _check_signal(self, pid: int) -> None:
        if pid in (0, os.getpid(), -os.getpid()) or _is_descendant(pid):
            return
        self._refuse(f"signal to process {pid}", PermissionError(errno.EPERM, "Operation not permitted"))

    def _refuse(self, what: str, error: OSError) -> None:
        if what not in self.refused:
            self.refused.append(what)
        raise error


def _is_vain(event: str, path: Any) -> bool:
    """The operating system itself refuses to make what is there, and to remove what is not."""
    return os.path.isdir(path) if event == "os.mkdir" else event in REMOVING_EVENTS and not os.path.lexists(path)


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
        return address.is_loopback or address.is_unspecified  # to connect to "any" is to connect to oneself
    except ValueError:
        return False


def _is_descendant(pid: int) -> bool:
    own = os.getpid()
    while pid > 1:
        try:
            with open(f"/proc/{pid}/stat", encoding="ascii", errors="replace") as status:
                pid = int(status.read().rpartition(")")[2].split()[1])
        except (OSError, ValueError, IndexError):
            return False
        if pid == own:
            return True
    return False
