"""Questions that code asks again and again are answered otherwise in the end: whoever waits for a double waits in vain else.

`while status != "COMPLETED"`, `while True: if id in history: break`, `while capture.isOpened()`. The answers depend on
what was asked in a request and how often, so two programs that ask alike are answered alike.
"""

from __future__ import annotations

from collections import Counter

# How often the usual answer is given before the other one comes.
EQUAL = 3
CONTAINED = 3
TRUE = 100
ABSENT = 16
READ = 20
MOST_USES = 200_000


class Runaway(RuntimeError):
    """The code under test loops over doubles without end."""


class _Asked:
    counts: Counter[str] = Counter()
    uses = 0
    parents: set[str] = set()


def is_over(question: str, patience: int) -> bool:
    """Count a question; true where it was asked often enough, and then the counting begins again."""
    _Asked.counts[question] += 1
    if _Asked.counts[question] <= patience:
        return False
    del _Asked.counts[question]
    return True


def is_null(parent: str, entry: str) -> bool:
    """Whether an entry of somebody's message is null this time. One that had entries itself is an object and never is."""
    _Asked.parents.add(parent)
    return entry not in _Asked.parents and is_over(entry, ABSENT)


def use() -> None:
    """Count one more double; raise where no request can need so many."""
    _Asked.uses += 1
    if _Asked.uses > MOST_USES:
        raise Runaway(f"the code under test loops over recording doubles without end ({MOST_USES} uses)")


def forget() -> None:
    """A new request begins."""
    _Asked.counts.clear()
    _Asked.parents.clear()
    _Asked.uses = 0
