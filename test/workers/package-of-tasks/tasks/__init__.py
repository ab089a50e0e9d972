from tasks.registry import TASKS
from tasks import mood, words  # they register themselves

__all__ = ["TASKS", "mood", "words"]
