"""The kernel's own fence around files (Linux 5.19 and later): it holds for every program that the code starts, and for C.

Python's fence explains itself and comes first; this one catches what Python never sees.
"""

from __future__ import annotations

import ctypes
import os
import sys

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
SET_NO_NEW_PRIVILEGES = 38
RULE_PATH_BENEATH = 1
# Rights over files, by bit: everything that changes something. Reading and executing stay free.
WRITE_FILE, TRUNCATE, REFER = 1 << 1, 1 << 14, 1 << 13
MAKE_AND_REMOVE = sum(1 << bit for bit in range(4, 13))
RIGHTS_SINCE = ((1, WRITE_FILE | MAKE_AND_REMOVE), (2, REFER), (3, TRUNCATE))
# Before, no file could be moved from one folder to another.
FIRST_VERSION = 2
DEVICES = "/dev"


class _Ruleset(ctypes.Structure):
    _fields_ = [("handled_access_fs", ctypes.c_uint64)]


class _PathBeneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = [("allowed_access", ctypes.c_uint64), ("parent_fd", ctypes.c_int32)]


def restrict_writing(folders: list[str]) -> bool:
    """From now on this process and all that it starts change files in these folders only. False where the kernel cannot."""
    if sys.platform != "linux":
        return False
    kernel = ctypes.CDLL(None, use_errno=True)
    version = kernel.syscall(CREATE_RULESET, None, 0, 1)
    rights = sum(right for since, right in RIGHTS_SINCE if version >= since)
    if version < FIRST_VERSION:
        return False
    ruleset = _Ruleset(rights)
    descriptor = kernel.syscall(CREATE_RULESET, ctypes.byref(ruleset), ctypes.sizeof(ruleset), 0)
    if descriptor < 0:
        return False
    try:
        for folder in (*folders, DEVICES):
            _allow(kernel, descriptor, folder, rights)
        kernel.prctl(SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
        return kernel.syscall(RESTRICT_SELF, descriptor, 0) == 0
    finally:
        os.close(descriptor)


def _allow(kernel: ctypes.CDLL, ruleset: int, folder: str, rights: int) -> None:
    if not os.path.isdir(folder):
        return
    parent = os.open(folder, os.O_PATH | os.O_CLOEXEC)
    try:
        rule = _PathBeneath(rights, parent)
        kernel.syscall(ADD_RULE, ruleset, RULE_PATH_BENEATH, ctypes.byref(rule), 0)
    finally:
        os.close(parent)
