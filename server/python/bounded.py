"""Runs a real command within bounds: `python bounded.py MEGABYTES FOLDER COMMAND…`.

It changes files in the folder and the temporary one only, where the kernel can keep it from others; its memory is bounded;
and whatever it started ends with it, also what left its process group.
"""

import os
import signal
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)

from migration_proof import landlock, limits  # noqa: E402

TEMPORARY = "/tmp"
# After being asked to end; whoever started this waits a little longer.
GRACE_SECONDS = 4


def main(megabytes: int, folder: str, command: list[str]) -> int:
    """Start the command, pass on the request to end, and end what it leaves behind."""
    limits.adopt_orphans()
    limits.end_with_parent()
    pid = os.fork()
    if pid == 0:
        os.setpgid(0, 0)
        limits.end_with_parent()
        limits.limit_memory(megabytes)
        landlock.restrict_writing([folder, TEMPORARY])
        os.execv(command[0], command)
    signal.signal(signal.SIGTERM, lambda *_: _ask_to_end(pid))
    signal.signal(signal.SIGALRM, lambda *_: os.killpg(pid, signal.SIGKILL))
    _, status = os.waitpid(pid, 0)
    limits.end_children(pid)
    code = os.waitstatus_to_exitcode(status)
    return code if code >= 0 else 128 - code


def _ask_to_end(pid: int) -> None:
    signal.alarm(GRACE_SECONDS)
    os.killpg(pid, signal.SIGTERM)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), sys.argv[2], sys.argv[3:]))
